"""References: from a reference to its paragraph, or to why there is none; nothing is ranked."""
