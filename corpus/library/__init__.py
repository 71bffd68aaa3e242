"""The library in SQLite: documents, versions, paragraphs, references."""
