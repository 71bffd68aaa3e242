"""What a sentence claims that can be held against its source by rule: figures, dates, names, negation, quotations."""
