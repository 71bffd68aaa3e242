"""A server of HTTP for a test, in a thread of its own: real connections, on a free port of this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TypeVar


class LoopbackServer(ThreadingHTTPServer):
    """A server whose handlers may wait: they end when it is `over`."""

    daemon_threads = True

    def __init__(self, handler: type[BaseHTTPRequestHandler]) -> None:
        """Take a free port."""
        super().__init__(("127.0.0.1", 0), handler)
        self.over = threading.Event()


Served = TypeVar("Served", bound=LoopbackServer)


@contextmanager
def running(server: Served) -> Iterator[Served]:
    """Run a server, and end it with all its handlers."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
