"""The documents loaded: adding, listing and fetching them, and comparing their versions."""
