"""`rebuild` and `check`: the index made anew, and everything verified."""

from __future__ import annotations

import argparse

from assistant.cli.command import Command, CommandResult, add_json, progress_bar
from assistant.service import Assistant


def _rebuild(service: Assistant, options: argparse.Namespace) -> CommandResult:
    with progress_bar("indexing") as progress:
        service.rebuild(progress)
    return CommandResult({"rebuilt": True}, "The index was rebuilt.")


def _check(service: Assistant, options: argparse.Namespace) -> CommandResult:
    verified = service.check()
    return CommandResult({"ok": True, "verified": list(verified)}, f"Verified: {', '.join(verified)}. All is well.")


REBUILD = Command("rebuild", "build the index anew", add_json, _rebuild)
CHECK = Command("check", "verify the library and the index", add_json, _check)
