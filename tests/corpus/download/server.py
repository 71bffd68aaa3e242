"""A web server on this machine that misbehaves in every way that downloads meet, and remembers what it was asked."""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from http.server import BaseHTTPRequestHandler

from corpus.download.allowed_hosts import Gate
from tests import servers
from tests.servers import LoopbackServer

HOST, MIRROR, INSIDE = "papers.test", "mirror.test", "inside.test"
_NUMBERS = {HOST: ("127.0.0.1",), MIRROR: ("127.0.0.1",), INSIDE: ("10.0.0.5",)}

Behaviour = Callable[["Handler", int], None]
"""What a path does; the number counts the requests for it from 1."""


class Handler(BaseHTTPRequestHandler):
    """Lets the path behave as it was told to."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        """Answer."""
        self.close_connection = True
        self.server.requests.append((self.path, dict(self.headers)))
        self.server.counts[self.path] += 1
        with suppress(BrokenPipeError, ConnectionResetError):  # the client has had enough
            self.server.routes[self.path](self, self.server.counts[self.path])

    def head(self, answer: int = 200, /, **headers: object) -> None:
        """Send the beginning of an answer; `content_type` stands for Content-Type."""
        self.send_response(answer)
        for name, value in {"connection": "close", **headers}.items():
            self.send_header(name.replace("_", "-").title(), str(value))
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


class Server(LoopbackServer):
    """Paths that misbehave, on a free port of this machine."""

    def __init__(self) -> None:
        super().__init__(Handler)
        self.routes: dict[str, Behaviour] = {}
        self.requests: list[tuple[str, Mapping[str, str]]] = []
        self.counts: Counter[str] = Counter()

    def url(self, path: str, host: str = HOST) -> str:
        """Return the address of a path."""
        return f"http://{host}:{self.server_port}{path}"

    def gate(self) -> Gate:
        """Return a gate that lets this server's names through: what no user can set."""

        async def resolve(host: str) -> Sequence[str]:
            """Return the numbers of the names of this test."""
            return _NUMBERS[host]

        return Gate(tuple(_NUMBERS), "http", self.server_port, resolve, lambda number: number == "127.0.0.1")


def running() -> AbstractContextManager[Server]:
    """Run a server."""
    return servers.running(Server())


# How a path may behave ---------------------------------------------------------------------------------------------


def gives(body: bytes, content_type: str = "application/pdf", **headers: object) -> Behaviour:
    """Give a file as one should."""

    def behave(handler: Handler, count: int) -> None:
        handler.head(**{"content_type": content_type, "content_length": len(body), **headers})
        handler.wfile.write(body)

    return behave


def says(status: int, **headers: object) -> Behaviour:
    """Answer with a status and nothing more."""
    return lambda handler, count: handler.head(status, content_length=0, **headers)


def first(times: int, before: Behaviour, after: Behaviour) -> Behaviour:
    """Behave one way so many times, then another way."""
    return lambda handler, count: (before if count <= times else after)(handler, count)


def silent(handler: Handler, count: int) -> None:
    """Take the request and say nothing."""
    handler.server.over.wait(5)


def hangs_up(handler: Handler, count: int) -> None:
    """Close the connection without a word."""


def stalls(body: bytes, at: int) -> Behaviour:
    """Stop sending in the middle, and keep the connection."""

    def behave(handler: Handler, count: int) -> None:
        handler.head(content_type="application/pdf", content_length=len(body))
        handler.wfile.write(body[:at])
        handler.server.over.wait(5)

    return behave


def drips(body: bytes, pause: float) -> Behaviour:
    """Send a byte now and then."""

    def behave(handler: Handler, count: int) -> None:
        handler.head(content_type="application/pdf", content_length=len(body))
        for byte in body:
            handler.wfile.write(bytes([byte]))
            if handler.server.over.wait(pause):
                return

    return behave


def cuts(body: bytes, at: int, *, declared: bool = True, content_type: str = "application/pdf") -> Behaviour:
    """Break off before the end, having said the length or not."""

    def behave(handler: Handler, count: int) -> None:
        length: dict[str, object] = {"content_length": len(body)} if declared else {}
        handler.head(content_type=content_type, etag='"one"', **length)
        handler.wfile.write(body[:at])

    return behave


def goes_on(body: bytes, tag: str, *, careless: bool = False) -> Behaviour:
    """Give the rest of a file if it is still in the state asked for; a careless host does not look."""

    def behave(handler: Handler, count: int) -> None:
        begin = int(handler.headers.get("Range", "bytes=0-").removeprefix("bytes=").rstrip("-"))
        if begin and (careless or handler.headers.get("If-Range") == tag):
            span = f"bytes {begin}-{len(body) - 1}/{len(body)}"
            handler.head(206, etag=tag, content_range=span, content_length=len(body) - begin)
            handler.wfile.write(body[begin:])
        else:
            gives(body, etag=tag)(handler, count)

    return behave


def endless(handler: Handler, count: int) -> None:
    """Send without end, without having said how much."""
    handler.head(content_type="application/pdf")
    handler.wfile.write(b"%PDF-1.4\n")
    while not handler.server.over.is_set():
        handler.wfile.write(b"%" * 100_000)


def bomb(size: int) -> Behaviour:
    """Send a small file that unpacks to a large one."""
    packed = gzip.compress(b"%PDF-1.4\n" + b"0" * size)
    return gives(packed, content_encoding="gzip")
