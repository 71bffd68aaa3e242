"""Paragraphs to be read: in their context, as a page, and side by side in several languages."""
