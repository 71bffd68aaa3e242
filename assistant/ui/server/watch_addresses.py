"""The addresses of those who run a server: `/healthz`, `/readyz`, `/metrics`."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from ipaddress import ip_address

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response

from assistant.access.addresses import is_forwarded
from assistant.access.refusals import refused
from assistant.service import Assistant
from assistant.watch import metrics
from assistant.watch.readiness import Readiness, look

_PATIENCE = 2.0  # seconds; who asks whether we are ready waits no longer for a no


def serve_watch(app: FastAPI, service: Assistant, waiting: Callable[[], int]) -> Callable[[], None]:
    """Answer those addresses; `waiting` tells how many calls of the page wait. Return what notes the state of now."""
    readiness = _Readiness(partial(look, service))
    settings = service.settings.watch

    def note() -> None:
        metrics.QUEUE.set(waiting())
        metrics.look_at_process()

    @app.get("/healthz")
    async def healthz() -> PlainTextResponse:
        return PlainTextResponse("ok\n")

    @app.get("/readyz")
    async def readyz() -> JSONResponse:
        found = await readiness.now()
        told = asdict(found) if found.ready else {"ready": False, "reason": found.reason}
        return JSONResponse(told, 200 if found.ready else 503)

    @app.get("/metrics")
    async def figures(request: Request) -> Response:
        if not _may_read(request, settings.token):
            return refused(request.scope, 403, "figures_refused")
        await readiness.now()
        note()
        return Response(metrics.written(settings.folder), media_type=metrics.CONTENT_TYPE)

    return note


class _Readiness:
    """Looks one at a time: while the index is built, the looks that follow wait for the same answer."""

    def __init__(self, look: Callable[[], Readiness]) -> None:
        self._look = look
        self._looking: asyncio.Task[Readiness] | None = None

    async def now(self) -> Readiness:
        """Return what is found, or that it is not known yet."""
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(asyncio.to_thread(self._look))
        done, _ = await asyncio.wait({self._looking}, timeout=_PATIENCE)
        return self._looking.result() if done else Readiness(False, "opening")


def _may_read(request: Request, token: str) -> bool:
    """Tell whether a request comes from this very machine, not through a proxy on it, or has the token."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if token and scheme.lower() == "bearer" and hmac.compare_digest(given.encode(), token.encode()):
        return True
    if request.client is None or is_forwarded(request.headers):
        return False
    try:
        return ip_address(request.client.host).is_loopback
    except ValueError:  # the client of a test, or a socket of this machine
        return False
