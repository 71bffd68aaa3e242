"""Compiled code: one C file, and the libraries made of it for each kind of machine."""
