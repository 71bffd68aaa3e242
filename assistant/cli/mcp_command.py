"""`mcp`: the MCP server. It has a way in of its own: clients wait for its answer, and the parser is slow to load."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence

from assistant.cli.models import add_model, with_model
from assistant.settings import read_settings
from corpus.errors import AlineaError

HELP = "serve the documents to language models (MCP), over standard input and output or HTTP"


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    command.add_argument("--http", action="store_true", help="over HTTP at /mcp, for programs on this machine")
    command.add_argument("--port", type=port_number, default=7861, help="port for --http (%(default)s)")
    add_model(command)


def port_number(text: str) -> int:
    """Parse a port number. Raises ArgumentTypeError."""
    if text.isdecimal() and len(text) < 10 and 1 <= int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a port from 1 to 65535")


def run(arguments: Sequence[str]) -> int:
    """Serve until the client leaves, and return the exit code."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s", stream=sys.stderr)
    parser = argparse.ArgumentParser(prog="app.py mcp", description=HELP)
    add_arguments(parser)
    return serve(parser.parse_args(arguments))


def serve(options: argparse.Namespace) -> int:
    """Serve as the options say. What stands in the way is told on standard error: the output belongs to the client."""
    try:
        settings = with_model(read_settings(), options)
        try:
            from assistant.api.mcp_serving import opening_of, serve_http, serve_stdio
        except ModuleNotFoundError as exc:
            from assistant.api.errors import PackageMissing

            raise PackageMissing(package=exc.name, install="pip install -r requirements/mcp.txt") from exc
        opening = opening_of(settings)
        try:
            if options.http:
                serve_http(opening, options.port)
            else:
                serve_stdio(opening)
        finally:
            opening.close()
    except AlineaError as exc:
        sys.stderr.write(f"{exc}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0
