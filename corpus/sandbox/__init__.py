"""Runs a function of ours on a stranger's file apart from the program, under limits."""
