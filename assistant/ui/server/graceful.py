"""A server that ends well: on SIGTERM it takes no more requests, and ends once the answers under way are given."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from types import FrameType

import uvicorn

WITHIN = 20  # seconds for the answers under way


class GracefulServer(uvicorn.Server):
    """Tells the pages when it is to stop: their connections, which stay open as long as a page, would hold it up."""

    def __init__(self, config: uvicorn.Config, stopping: Callable[[], None]) -> None:
        """Serve as configured, and call `stopping` once it is told to stop."""
        super().__init__(config)
        self._stopping = stopping

    async def shutdown(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        """Stop listening, let the answers under way end, and close."""
        self._stopping()
        await super().shutdown(sockets)  # type: ignore[arg-type]


def exit_on_sigterm() -> None:
    """Let SIGTERM end the program with everything closed, and 0; uvicorn raises it again once it has ended."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _exit)


def _exit(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)
