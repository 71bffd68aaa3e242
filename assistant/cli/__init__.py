"""The command line, one room a command: its arguments, what it asks of the service, and what it says to people."""
