"""Checks that the web app's port is free before it starts, so that a taken one is reported in plain words."""

from __future__ import annotations

import errno
import socket
from contextlib import suppress

from assistant.errors import PortInUse

_WAITING = 2048  # connections that may wait to be accepted, as uvicorn has it
_TRIED = 100  # ports above the one in use that are looked at, before the system is asked for any


def require_free(host: str, port: int) -> None:
    """Raise PortInUse, naming a port that is free, if something listens there already; 0 is any free port."""
    if port and _in_use(host, port):
        above = range(port + 1, min(port + _TRIED, 65_535) + 1)
        other = next((each for each in above if not _in_use(host, each)), None)
        raise PortInUse(port=port, other=other if other is not None else _any_free())


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens on a port of a host. Raises OSError."""
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    made = socket.socket(family, kind, protocol)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.bind(address)
    made.listen(_WAITING)
    return made


def _in_use(host: str, port: int) -> bool:
    """Tell whether something listens on a port of any address of the host; the server reports other errors."""
    with suppress(OSError):
        for family, kind, protocol, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
            with socket.socket(family, kind, protocol) as tried:
                tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server does
                if family == socket.AF_INET6:
                    tried.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
                try:
                    tried.bind(address)
                except OSError as exc:
                    if exc.errno == errno.EADDRINUSE:
                        return True
    return False


def _any_free() -> int:
    """Return a free port, chosen by the system."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])
