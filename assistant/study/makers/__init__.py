"""Makers of questions: one module a kind, each a function from a place of the library to items."""
