"""Cross-references: what a place refers to, and what refers to it."""
