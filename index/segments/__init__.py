"""The index on disk: passages, segments, generations."""
