"""How often one may: a “token bucket” for each visitor, in memory, filled again at a steady pace."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable
from math import ceil

_MOST_BUCKETS = 20_000  # past this, those that are full again are forgotten


class RateLimiter:
    """Gives one token a request, from a bucket that holds `burst` and gains `per_second`."""

    def __init__(self, burst: int, per_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with full buckets; `clock` gives seconds."""
        self._burst, self._per_second, self._clock = burst, per_second, clock
        self._buckets: dict[Hashable, tuple[float, float]] = {}  # tokens there were, and when
        self._lock = threading.Lock()

    def wait(self, who: Hashable) -> int:
        """Take a token, and return 0; or take none, and return how many seconds it is until there is one."""
        with self._lock:
            now = self._clock()
            tokens = self._tokens(who, now)
            if tokens < 1:
                return ceil((1 - tokens) / self._per_second)
            if len(self._buckets) >= _MOST_BUCKETS:
                self._forget(now)
            self._buckets[who] = (tokens - 1, now)
            return 0

    def fill(self, who: Hashable) -> None:
        """Fill a bucket: whoever logged in has not been guessing."""
        with self._lock:
            self._buckets.pop(who, None)

    def _tokens(self, who: Hashable, now: float) -> float:
        tokens, then = self._buckets.get(who, (float(self._burst), now))
        return min(self._burst, tokens + (now - then) * self._per_second)

    def _forget(self, now: float) -> None:
        """Forget the fuller half of the buckets: a flood must not fill the memory, nor give anyone new tries."""
        emptiest = sorted(self._buckets, key=lambda who: self._tokens(who, now))[: _MOST_BUCKETS // 2]
        self._buckets = {who: self._buckets[who] for who in emptiest}
