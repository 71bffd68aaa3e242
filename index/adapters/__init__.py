"""The search as other libraries call it."""
