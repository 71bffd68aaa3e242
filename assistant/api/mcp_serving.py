"""Where the MCP server is reached: standard input and output, a process of its own over HTTP, or the web app."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import anyio
from mcp.server.stdio import stdio_server
from mcp.server.streamable_http_manager import StreamableHTTPASGIApp, StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from starlette.applications import Starlette

from assistant.api.mcp_server import Opening, build_server
from assistant.api.mcp_streams import patient
from assistant.api.routes import PatternRoute
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.service import Assistant

_LONGEST_BODY = 1_000_000  # bytes
PATH = "/mcp"
LOOPBACK = "127.0.0.1"


def opening_of(settings: Settings) -> Opening:
    """Return what opens the façade of these settings when it is needed."""

    def make() -> Assistant:
        from assistant.service import Assistant

        return Assistant(settings)

    return Opening(make, settings.home)


def serve_stdio(opening: Opening) -> None:
    """Serve one client over standard input and output, until the input ends and the last call is answered."""

    async def run() -> None:
        server = build_server(opening)
        async with stdio_server() as (reads, writes):
            # Not before the first answer: loading the engine takes the processor that it needs.
            await server.run(*patient(reads, writes, opening.begin), server.create_initialization_options())

    anyio.run(run)


def serve_http(opening: Opening, port: int) -> None:
    """Serve clients on this machine over HTTP, in this process alone."""
    import uvicorn

    names = (LOOPBACK, "localhost")
    security = TransportSecuritySettings(
        allowed_hosts=[f"{each}:*" for each in names], allowed_origins=[f"http://{each}:*" for each in names]
    )
    manager = _manager(opening, security)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with manager.run():
            opening.begin()
            yield

    app = Starlette(routes=[PatternRoute(PATH, StreamableHTTPASGIApp(manager))], lifespan=lifespan)
    uvicorn.run(app, host=LOOPBACK, port=port, access_log=False, log_level="warning")


def mount_mcp(app: Starlette, service: Assistant) -> None:
    """Answer at `/mcp` of the web app, behind its filters; its lifespan runs the sessions."""
    opening = Opening(lambda: service, service.settings.home)
    before = app.router.lifespan_context
    # A manager runs once, an application may be started again: each run has a manager of its own.
    current: dict[str, StreamableHTTPASGIApp] = {}

    @asynccontextmanager
    async def lifespan(scope: Starlette) -> AsyncIterator[object]:
        manager = _manager(opening, None)
        async with before(scope) as state, manager.run():
            current["app"] = StreamableHTTPASGIApp(manager)
            yield state

    app.router.lifespan_context = lifespan  # type: ignore[assignment]
    app.router.routes.append(PatternRoute(PATH, _Current(current)))


class _Current:
    """Passes requests on to the manager that runs now."""

    def __init__(self, current: dict[str, StreamableHTTPASGIApp]) -> None:
        self._current = current

    async def __call__(self, *request: object) -> None:
        call: Callable[..., object] = self._current["app"]
        await call(*request)  # type: ignore[misc]


def _manager(opening: Opening, security: TransportSecuritySettings | None) -> StreamableHTTPSessionManager:
    """Return what answers over HTTP: each request by itself, with one JSON object; nothing is kept of clients."""
    return StreamableHTTPSessionManager(
        build_server(opening),
        stateless=True,
        json_response=True,
        security_settings=security,
        max_request_body_size=_LONGEST_BODY,
    )
