"""References resolved to their paragraphs, or to the message why there is none; nothing is ranked."""
