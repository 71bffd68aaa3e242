"""Official terms in three languages, and renderings that are known to be wrong."""
