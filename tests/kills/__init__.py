"""Processes and servers ended at random moments, and what then is lost or wrong: `python -m tests.kills --help`."""
