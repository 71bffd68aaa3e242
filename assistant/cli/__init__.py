"""The command line, a file each command: its arguments, its call of the service, and its text for people."""
