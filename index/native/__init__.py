"""Compiled code: a few C files, and the libraries made of them for each kind of machine."""
