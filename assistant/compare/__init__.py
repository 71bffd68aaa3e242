"""The comparison of documents: the parts that `assistant.compare.comparer` puts together."""
