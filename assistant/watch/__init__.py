"""What operators see of a running Alinéa: figures, and whether it is ready; never a question, a text or a name."""
