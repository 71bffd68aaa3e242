"""Processes that work beside this one: a module of ours run by this interpreter, which ends when this process does.

What goes to one and comes back lies in files: nothing is unpickled, and it does not matter how this one was started.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

_ROOT = Path(__file__).parents[1]


def start(module: str, *arguments: str) -> subprocess.Popen[bytes]:
    """Start a module, with nothing to say, and nothing to read but the end of its input (`end_with_parent`)."""
    return subprocess.Popen(
        [sys.executable, "-X", "utf8", "-m", module, *arguments],
        cwd=_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def end_with_parent() -> None:
    """From now on, end this process with its parent, which holds its standard input open, however that ends."""

    def wait() -> None:
        os.read(0, 1)  # not sys.stdin: its lock would be held when the interpreter ends
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
