"""From matches to a ranking: fusion, evidence, and the confidence that it answers."""
