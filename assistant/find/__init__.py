"""Search: what is named exactly, then the ranking, as whole paragraphs."""
