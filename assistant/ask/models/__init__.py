"""Chat models: how one is built, the server of a model file, and what each of their faults is called."""
