"""The comparison of documents: the parts that `assistant.comparing` puts together."""
