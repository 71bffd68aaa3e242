"""Hits to cited answers, and the interfaces: web app, command line, and the service they call."""

__version__ = "0.1.0"
