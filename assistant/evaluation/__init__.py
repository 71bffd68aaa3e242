"""All measuring: a client of the façade, which knows nothing of it."""
