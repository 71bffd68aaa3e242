"""`rebuild` and `check`: the index made anew, and everything verified."""

from __future__ import annotations

import argparse

from assistant.cli.command import Command, Outcome, add_json, progress_bar
from assistant.service import Assistant


def _rebuild(service: Assistant, options: argparse.Namespace) -> Outcome:
    """Build the index anew."""
    with progress_bar("indexing") as progress:
        service.rebuild(progress)
    return Outcome({"rebuilt": True}, "The index was rebuilt.")


def _check(service: Assistant, options: argparse.Namespace) -> Outcome:
    """Verify library and index."""
    verified = service.check()
    return Outcome({"ok": True, "verified": list(verified)}, f"Verified: {', '.join(verified)}. All is well.")


REBUILD = Command("rebuild", "build the index anew", add_json, _rebuild)
CHECK = Command("check", "verify the library and the index", add_json, _check)
