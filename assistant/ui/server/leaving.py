"""What tells that a reader has left: the connection on which their page waits for an answer is gone.

Gradio tells it by another connection that every open page keeps. A browser has six to a server, so that the seventh
tab would stay blank; a page that waits for nothing keeps none.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_WAITED_ON = "/gradio_api/queue/data"


class Leaving:
    """ASGI middleware that calls `left` with the session of a page that goes while it waits."""

    def __init__(self, app: ASGIApp, left: Callable[[str], None]) -> None:
        """Wrap an application."""
        self.app = app
        self.left = left

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http" or scope["path"] != _WAITED_ON:
            return await self.app(scope, receive, send)
        (session,) = parse_qs(scope["query_string"].decode("latin-1")).get("session_hash", [""])[:1]

        async def listen() -> Message:
            message = await receive()
            if message["type"] == "http.disconnect":
                self.left(session)
            return message

        return await self.app(scope, listen, send)
