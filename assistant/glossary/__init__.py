"""Terms in three languages: looking them up, and checking a text for wrong renderings."""
