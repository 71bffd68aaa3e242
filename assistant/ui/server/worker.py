"""One of several processes that serve one page: it is handed connections that another process has accepted."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie

import uvicorn
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.ui.server.graceful import GracefulServer

COOKIE = "alinea-worker"

Serving = Callable[[socket.socket, int], None]


def work(serving: Serving, hand: socket.socket, number: int) -> None:
    """Serve what is handed over until told to stop; Ctrl-C is for the first process to hear, which tells the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    hand.setblocking(False)
    serving(hand, number)


class HandedServer(GracefulServer):
    """A server without an address of its own."""

    def __init__(self, config: uvicorn.Config, stopping: Callable[[], None], hand: socket.socket) -> None:
        """Serve the connections that come over `hand`; when that closes, there is nobody left to serve."""
        super().__init__(config, stopping)
        self._hand = hand
        self._beginning: set[asyncio.Task[object]] = set()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to receive connections."""
        await super().startup(sockets=[])
        asyncio.get_running_loop().add_reader(self._hand, self._receive)

    async def shutdown(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        """Receive no more, and answer what was asked."""
        asyncio.get_running_loop().remove_reader(self._hand)
        await super().shutdown(sockets=[])

    def _receive(self) -> None:
        """Take one connection."""
        try:
            data, handed, _, _ = socket.recv_fds(self._hand, 1, 1)
        except BlockingIOError:
            return
        if not data:
            asyncio.get_running_loop().remove_reader(self._hand)
            self.should_exit = True
        for each in handed:
            loop = asyncio.get_running_loop()
            task = loop.create_task(loop.connect_accepted_socket(self._protocol, socket.socket(fileno=each)))
            self._beginning.add(task)
            task.add_done_callback(self._beginning.discard)

    def _protocol(self) -> asyncio.Protocol:
        return self.config.http_protocol_class(  # type: ignore[call-arg]  # as uvicorn itself calls it
            config=self.config, server_state=self.server_state, app_state=self.lifespan.state
        )


class WorkerCookie:
    """ASGI middleware that has a browser come back to the worker that gave it the page."""

    def __init__(self, app: ASGIApp, number: int, count: int) -> None:
        """Wrap the application of a worker, one of so many."""
        self.app, self.number, self.count = app, str(number), count

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with the cookie where the page itself is asked for."""
        known = _cookie(scope) if scope["type"] == "http" else self.number
        if known == self.number or (known is None and scope["path"] != "/"):
            return await self.app(scope, receive, send)

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if known is not None:  # a proxy keeps one connection for many: the next request begins another
                    headers["connection"] = "close"
                if scope["path"] == "/" and (known is None or int(known) >= self.count):
                    headers.append("set-cookie", f"{COOKIE}={self.number}; Path=/; HttpOnly; SameSite=Strict")
            await send(message)

        return await self.app(scope, receive, sending)


def _cookie(scope: Scope) -> str | None:
    """Return the number of the worker that a browser was with."""
    try:
        found = SimpleCookie(Headers(scope=scope).get("cookie", "")).get(COOKIE)
    except CookieError:
        return None
    return found.value if found and found.value.isdecimal() and len(found.value) < 4 else None
