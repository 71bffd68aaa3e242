"""Single bytes of a home changed at random, and what then comes of it: `python -m tests.damage --help`."""
