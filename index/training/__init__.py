"""The training of the embedded model: pairs of texts, a vocabulary, a loop, and the export."""
