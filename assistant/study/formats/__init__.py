"""The files that trainers take along: one module a format, each a function from a quiz or a deck to bytes."""
