"""`rebuild` and `check`: the index made anew, and everything verified."""

from __future__ import annotations

import argparse

from assistant.cli.command import Command, CommandResult, add_json, progress_bar
from assistant.documents.types import Rebuilt
from assistant.service import Assistant
from corpus.sandbox.client import sandbox


def _rebuild(service: Assistant, options: argparse.Namespace) -> CommandResult:
    with progress_bar("indexing") as progress:
        service.rebuild(progress)
    return CommandResult(Rebuilt().to_json(), "The index was rebuilt.")


def _check(service: Assistant, options: argparse.Namespace) -> CommandResult:
    verified = service.check()
    with sandbox() as box:
        doors = box.open_doors()
    said = f"Verified: {', '.join(verified)}. All is well.\n{_confinement(doors)}"
    return CommandResult({"ok": True, "verified": list(verified), "readers_open_to": list(doors)}, said)


def _confinement(doors: tuple[str, ...]) -> str:
    """Say what the programs that read strangers' files are kept from on this system."""
    if not doors:
        return "Readers of files can open no other file and reach no network."
    named = " or ".join({"files": "other files", "network": "the network"}[each] for each in doors)
    return f"This system does not keep readers of files from {named}; memory and time are limited all the same."


REBUILD = Command("rebuild", "build the index anew", add_json, _rebuild)
CHECK = Command("check", "verify the library and the index", add_json, _check)
