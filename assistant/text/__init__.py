"""What answers, checks and comparisons do with words: quotes, differences, drafts, typography."""
