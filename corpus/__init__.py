"""Documents to paragraphs: readers, cleaning, numbering, references, and the library. No machine learning here."""
