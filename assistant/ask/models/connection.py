"""One request to a model's server, and the watch that cuts its connection when the time is up or nobody waits for it.

A client library waits in `recv` and counts only the silence between two bytes: a server that sends a comment now and
then would keep it for ever, and a thread that waits there can be told nothing. So the socket is shut from another one.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import httpx2

_STEP = 0.05  # seconds between two looks at the clock


class Waiting(Protocol):
    """What says that nobody waits for an answer any more: a `threading.Event`."""

    def is_set(self) -> bool:
        """Tell so."""


class Call:
    """A request on its way, until it is over, `late`, or `stopped`."""

    def __init__(self, deadline: float, stop: Waiting | None) -> None:
        """Take the time of `time.monotonic` at which it has to be over, and what may stop it before."""
        self.deadline = deadline
        self._stop = stop
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []
        self._over = threading.Event()

    @property
    def late(self) -> bool:
        """Whether its time is up."""
        return time.monotonic() >= self.deadline

    @property
    def stopped(self) -> bool:
        """Whether nobody waits for it any more."""
        return self._stop is not None and self._stop.is_set()

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Cut the connection as soon as the call is late or stopped, and at the end in any case."""
        watch = threading.Thread(target=self._watch, name="model-call", daemon=True)
        watch.start()
        try:
            yield
        finally:
            self._over.set()
            self._cut()
            watch.join()

    def hasten(self, seconds: float) -> None:
        """Leave it no more than so many seconds from now."""
        self.deadline = min(self.deadline, time.monotonic() + seconds)

    def pause(self, seconds: float) -> None:
        """Wait, but no longer than there is time, or than anybody waits."""
        until = min(time.monotonic() + seconds, self.deadline)
        while (left := until - time.monotonic()) > 0 and not self.stopped:
            time.sleep(min(left, _STEP))

    def trace(self, event: str, info: Mapping[str, object]) -> None:
        """Note the socket as soon as it is connected, and again once it is encrypted."""
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            stream = info["return_value"]
            with self._lock:
                self._sockets.append(stream.get_extra_info("socket"))  # type: ignore[attr-defined]
            if self._over.is_set():
                self._cut()

    def _watch(self) -> None:
        while not self._over.wait(_STEP):
            if self.late or self.stopped:
                self._over.set()
                self._cut()

    def _cut(self) -> None:
        with self._lock:
            for each in self._sockets:
                with suppress(OSError):  # closed already
                    socket.socket.shutdown(each, socket.SHUT_RDWR)  # an SSL socket's own would take its reader apart


_call: ContextVar[Call | None] = ContextVar("call", default=None)


@contextmanager
def calling(call: Call) -> Iterator[None]:
    """Let requests sent meanwhile belong to a call."""
    token = _call.set(call)
    try:
        yield
    finally:
        _call.reset(token)


def follow(request: httpx2.Request) -> None:
    """Have the call that a request belongs to told of its connection: a hook for a client."""
    if (call := _call.get()) is not None:
        request.extensions = {**request.extensions, "trace": call.trace}
