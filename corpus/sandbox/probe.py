"""What a function in the sandbox can still do that no reader should: tried there, harmlessly."""

from __future__ import annotations

import socket
from pathlib import Path

DOORS = ("files", "network")


def open_doors(path: Path, other: str) -> list[str]:
    """Return which of `DOORS` are open: whether `other` can be read, whether a socket can reach this very machine."""
    found = []
    try:
        Path(other).read_bytes()
        found.append("files")
    except OSError:
        pass
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as tried:
            tried.connect(("127.0.0.1", 9))  # of a datagram: nothing is sent
        found.append("network")
    except OSError:
        pass
    return found
