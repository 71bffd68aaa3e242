"""Several processes that serve one page: each with the whole application over one library and one index on disk.

The first process only accepts connections. It looks at the first request of each, without taking it, and hands the
connection itself to the worker that its reader is with (`send_fds`): no byte is copied on the way, and the worker sees
the reader's own address. A browser is known by a cookie that its worker has set, since a page's questions and their
answers travel on several connections; a program without cookies, by the session that it names in its calls.
"""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import re
import signal
import socket
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess

from assistant.ui.server.worker import COOKIE, Serving, work

_log = logging.getLogger(__name__)

_COOKIE = re.compile(rb"^cookie:[^\r\n]*\b" + COOKIE.encode() + rb"=(\d{1,3})\b", re.IGNORECASE | re.MULTILINE)
_SESSION = re.compile(rb'session_hash(?:"\s*:\s*"|=)([\w-]{1,64})|/heartbeat/([\w-]{1,64})')
_SENDS_SESSION = re.compile(rb"POST /gradio_api/queue/join\b")

_LOOKED_AT = 65_536  # bytes of a first request
_MOST_LOOKING = 500  # connections that have not asked yet
_PATIENCE = 10.0  # seconds until a connection that asks for nothing is closed
_AGAIN = 0.02  # seconds between two looks at a request that has not come whole
_STOPPING = 20.0  # seconds that workers have to answer what they were asked
_TOO_SOON = 5.0  # a worker that ends sooner than these seconds after its start is not started at once again


@dataclass(slots=True)
class _Worker:
    """A process, and the socket over which it is handed connections."""

    process: BaseProcess
    hand: socket.socket
    started: float = field(default_factory=time.monotonic)


class Front:
    """Accepts connections and hands each to a worker; a worker that dies is replaced."""

    def __init__(self, listening: socket.socket, count: int, start: Callable[[int], _Worker]) -> None:
        """Have `count` workers, each started by its number."""
        self._listening, self._start = listening, start
        self._workers = [start(number) for number in range(count)]
        self._next = 0
        self._looking: dict[asyncio.Task[None], None] = {}  # oldest first

    async def run(self) -> None:
        """Serve until the process is told to stop; then the workers finish what they have begun."""
        loop, stop = asyncio.get_running_loop(), asyncio.Event()
        for each in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(each, stop.set)
        accepting, watching = (loop.create_task(each) for each in (self._accept(), self._watch()))
        await stop.wait()
        for task in (accepting, watching, *self._looking):
            task.cancel()
        for worker in self._workers:
            worker.process.terminate()
        for worker in self._workers:
            await loop.run_in_executor(None, worker.process.join, _STOPPING)
            worker.process.kill()

    async def _accept(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            try:
                connection, _ = await loop.sock_accept(self._listening)
            except OSError as exc:  # no more files may be open: those who ask for nothing go first
                _log.warning("A connection could not be accepted: %s", exc)
                self._leave_oldest()
                await asyncio.sleep(_AGAIN)
                continue
            if len(self._looking) >= _MOST_LOOKING:
                self._leave_oldest()
            task = loop.create_task(self._place(connection))
            self._looking[task] = None
            task.add_done_callback(lambda done: self._looking.pop(done, None))

    def _leave_oldest(self) -> None:
        """Close the connection that has been asking for nothing for longest."""
        if oldest := next(iter(self._looking), None):
            oldest.cancel()
            self._looking.pop(oldest)

    async def _place(self, connection: socket.socket) -> None:
        """Hand a connection to its worker once its first request says which."""
        with connection, suppress(OSError, TimeoutError):  # the worker has its own name for it
            number = await asyncio.wait_for(self._worker_of(connection), _PATIENCE)
            if number is not None:
                self._hand_over(connection, number)

    def _hand_over(self, connection: socket.socket, number: int) -> None:
        """Hand a connection to a worker; to the next one where that has just died."""
        for each in range(len(self._workers)):
            worker = self._workers[(number + each) % len(self._workers)]
            with suppress(OSError):
                socket.send_fds(worker.hand, [b"c"], [connection.fileno()])
                return

    async def _worker_of(self, connection: socket.socket) -> int | None:
        """Return the number of the worker that a reader is with, else the next; None where the reader has left."""
        while True:
            await _readable(connection)
            seen = connection.recv(_LOOKED_AT, socket.MSG_PEEK)
            if not seen:
                return None
            if len(seen) == _LOOKED_AT or _is_whole(seen):
                break
            await asyncio.sleep(_AGAIN)
        if (found := _COOKIE.search(seen)) and int(found[1]) < len(self._workers):
            return int(found[1])
        if session := _SESSION.search(seen):
            return zlib.crc32(session[1] or session[2]) % len(self._workers)
        self._next += 1
        return self._next % len(self._workers)

    async def _watch(self) -> None:
        """Start a worker anew where one has died."""
        while True:
            await asyncio.sleep(0.5)
            for number, worker in enumerate(self._workers):
                if not worker.process.is_alive() and time.monotonic() - worker.started > _TOO_SOON:
                    _log.error("Worker %d ended (exit code %s); starting another.", number, worker.process.exitcode)
                    worker.hand.close()
                    try:
                        self._workers[number] = self._start(number)
                    except OSError as exc:
                        _log.error("It could not be started: %s", exc)
                        worker.started = time.monotonic()


async def _readable(connection: socket.socket) -> None:
    """Wait until something has come over a connection."""
    loop = asyncio.get_running_loop()
    ready = asyncio.Event()
    loop.add_reader(connection, ready.set)
    try:
        await ready.wait()
    finally:
        loop.remove_reader(connection)


def _is_whole(seen: bytes) -> bool:
    """Tell whether a request has come as far as it takes to place it."""
    head, end, body = seen.partition(b"\r\n\r\n")
    return bool(end) and (not _SENDS_SESSION.match(head) or _COOKIE.search(head) is not None or b"session_hash" in body)


def serve_many(listening: socket.socket, count: int, serving: Serving) -> None:
    """Serve a listening socket from several processes until told to stop; each runs `serving` with its own hand."""
    context = multiprocessing.get_context("spawn")

    def start(number: int) -> _Worker:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        process = context.Process(target=work, args=(serving, theirs, number), name=f"alinea-worker-{number}")
        process.start()
        theirs.close()
        ours.setblocking(False)
        return _Worker(process, ours)

    listening.setblocking(False)
    asyncio.run(Front(listening, count, start).run())
