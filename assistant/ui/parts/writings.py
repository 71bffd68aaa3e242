"""The answers that a model is writing, and what stops them.

Gradio's own way to cancel a generator waits until its next sentence has come, which may be a minute, and holds a lock
meanwhile that other sessions need. So each answer has an event of its own, and the generator ends by itself.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Writings:
    """What stops the answers that are being written, by the session that asked; any thread may."""

    def __init__(self) -> None:
        """Begin with none."""
        self._lock = threading.Lock()
        self._stops: dict[str, set[threading.Event]] = {}

    @contextmanager
    def begun(self, session: str) -> Iterator[threading.Event]:
        """Give the event that says that nobody waits for an answer any more; it is set in any case at the end."""
        stop = threading.Event()
        with self._lock:
            self._stops.setdefault(session, set()).add(stop)
        try:
            yield stop
        finally:
            stop.set()
            with self._lock:
                self._stops[session].discard(stop)
                if not self._stops[session]:
                    del self._stops[session]

    def stop(self, session: str) -> None:
        """Stop what is being written for a session."""
        with self._lock:
            for each in self._stops.get(session, ()):
                each.set()

    @property
    def count(self) -> int:
        """How many answers are being written."""
        with self._lock:
            return sum(map(len, self._stops.values()))
