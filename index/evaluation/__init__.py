"""Measures of retrieval: collections with judgements, metrics, ablation, refusal."""
