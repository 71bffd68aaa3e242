"""From lines to numbered paragraphs: cleaning, markers, headings, items, tables."""
