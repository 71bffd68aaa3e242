"""Paragraphs to ranked hits: passages, models, keywords, fusion, and the generations of the index on disk."""
