"""How well passages match a query: keywords (BM25) and late interaction."""
