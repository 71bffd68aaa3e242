"""HTML of answers lately shown, kept for whoever is shown the same: to render one takes longer than to find it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable

from cachetools import LRUCache
from markupsafe import Markup

_KEPT = 512  # pieces of some 10 kB


class Rendered:
    """The pieces last rendered, by the object that they show and by how it is shown."""

    def __init__(self) -> None:
        """Begin with none."""
        self._pieces: LRUCache[Hashable, tuple[object, Markup]] = LRUCache(_KEPT)
        self._lock = threading.Lock()

    def of(self, shown: object, how: Hashable, render: Callable[[], Markup]) -> Markup:
        """Return the piece that shows an object, which must not change; two that are equal are not the same."""
        name = id(shown), how
        with self._lock:
            found = self._pieces.get(name)
        if found is None:
            found = shown, render()  # with the object itself, so that no other one takes its number
            with self._lock:
                self._pieces[name] = found
        return found[1]
