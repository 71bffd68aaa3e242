"""The parser of the command line, put together of every command there is."""

from __future__ import annotations

import argparse

from assistant import __version__
from assistant.cli import (
    access,
    ask,
    bench,
    cite,
    compare,
    documents,
    evaluate,
    fetch,
    find,
    glossary,
    links,
    maintenance,
    mcp_command,
    move,
    parallel,
    plan,
    study,
    verify,
)
from assistant.cli.command import Command, HomeCommand
from assistant.cli.models import add_model

# In the order of the help.
COMMANDS: tuple[Command | HomeCommand, ...] = (
    documents.ADD,
    fetch.COMMAND,
    documents.LIBRARY,
    find.COMMAND,
    cite.COMMAND,
    parallel.COMMAND,
    links.COMMAND,
    ask.COMMAND,
    verify.COMMAND,
    compare.COMMAND,
    plan.COMMAND,
    glossary.COMMAND,
    study.COMMAND,
    documents.REMOVE,
    maintenance.REBUILD,
    maintenance.CHECK,
    maintenance.REPAIR,
    maintenance.BACKUP,
    maintenance.RESTORE,
    move.COMMAND,
    access.USER,
    access.KEY,
    evaluate.COMMAND,
    bench.COMMAND,
)

_MOST_WORKERS = 64


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of every command."""
    top = argparse.ArgumentParser(
        prog="app.py",
        description="Alinéa: search and cited answers over documents on the social and solidarity economy. "
        "Without a command, serves the web app.",
        epilog="Settings: ALINEA_HOME (where the library is kept, ./data), ALINEA_NOTES=0 (without the bundled notes), "
        "ALINEA_EMBEDDER (another Sentence Transformers model), ALINEA_MODEL, ALINEA_MODEL_URL, ALINEA_MODEL_KEY, "
        "ALINEA_MODEL_FILE (a chat model, see README), ALINEA_READ_ONLY=1 (nothing is changed), ALINEA_ACCESS and "
        "ALINEA_HOSTS (who may use a server that others reach, see README).",
    )
    top.add_argument("--version", action="version", version=f"Alinéa {__version__}", help="print the version")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    serve = commands.add_parser("serve", help="serve the web app (the default)")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s: this machine only)")
    serve.add_argument("--port", type=mcp_command.port_number, default=7860, help="port (%(default)s)")
    several = "processes that serve the page, over one library (%(default)s); one a core serves most people"
    serve.add_argument("--workers", type=_workers, default=1, help=several)
    add_model(serve)
    mcp_command.add_arguments(commands.add_parser("mcp", help=mcp_command.HELP))
    for command in COMMANDS:
        command.arguments(commands.add_parser(command.name, help=command.help))
    return top


def _workers(text: str) -> int:
    """Parse a number of processes. Raises ArgumentTypeError."""
    if text.isdecimal() and len(text) < 4 and 1 <= int(text) <= _MOST_WORKERS:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to {_MOST_WORKERS}")
