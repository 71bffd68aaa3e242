"""Counts and logs every request, without what is asked: no query, no body, no address of a reader."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Sequence
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.routing import BaseRoute, Match, Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.watch import metrics

log = logging.getLogger("alinea.requests")

_HEADER = "x-request-id"
_ID = re.compile(r"[\w.-]{1,64}", re.ASCII)  # one that a proxy gave
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_UNKNOWN = "other"
_NO_ANSWER = 499  # as nginx counts those who left before
_FAILED = 500
_NOT_FOUND = 404
_EVERY = 5.0  # seconds


class RequestWatch:
    """ASGI middleware around all others: each request gets an id, a line in the log, and its place in the figures."""

    def __init__(self, app: ASGIApp, note: Callable[[], None]) -> None:
        """Wrap an application; `note` notes the state of this process, now and then.

        Of several processes, each is asked for the figures of all: what the others are like they say beforehand.
        """
        self.app = app
        self._note, self._noted = note, 0.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and note how it ended."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        given = Headers(scope=scope).get(_HEADER, "")
        request_id = given if _ID.fullmatch(given) else uuid4().hex
        started, status, began = time.perf_counter(), _FAILED, 0.0

        async def watched(message: Message) -> None:
            nonlocal status, began
            if message["type"] == "http.response.start":
                status, began = message["status"], time.perf_counter() - started
                MutableHeaders(scope=message)[_HEADER] = request_id
            await send(message)

        try:
            await self.app(scope, receive, watched)
            status = status if began else _NO_ANSWER
        finally:
            took = time.perf_counter() - started
            method = scope["method"] if scope["method"] in _METHODS else _UNKNOWN
            _count(method, _route(scope, status), status, began or took, took, request_id)
            if started - self._noted > _EVERY:
                self._noted = started
                self._note()


def _count(method: str, route: str, status: int, began: float, took: float, request_id: str) -> None:
    metrics.REQUESTS.labels(method, route, str(status)).inc()
    metrics.REQUEST_SECONDS.labels(route).observe(began)
    if log.isEnabledFor(logging.INFO):
        milliseconds = round(1000 * took)
        fields = {"method": method, "route": route, "status": status, "ms": milliseconds, "request": request_id}
        log.info("%s %s %d, %d ms", method, route, status, milliseconds, extra=fields)


def _route(scope: Scope, status: int) -> str:
    """Return the pattern of the address that answered, as the application has it: never the address itself.

    That of an application within another is told from where it is mounted. Where a door refused before any route was
    looked for, it is the pattern of what was asked for; what is not there at all is none.
    """
    pattern = str(getattr(scope.get("route"), "path", ""))
    if pattern:
        return f"{scope.get('root_path', '')}{pattern}"
    app = scope.get("app")
    return (_pattern(app.routes, scope) if app is not None and status != _NOT_FOUND else "") or _UNKNOWN


def _pattern(routes: Sequence[BaseRoute], scope: Scope) -> str:
    """Return the pattern of the first of some routes that is for a request; empty where none is."""
    for route in routes:
        match, child = route.matches(scope)
        if match is Match.NONE:
            continue
        if not isinstance(route, Mount):
            return str(getattr(route, "path", ""))
        if inner := _pattern(route.routes, {**scope, **child}):
            return f"{route.path}{inner}"
    return ""
