"""What fetching one address may cost, and how often it is tried again."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.readers import Limits as ReaderLimits


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, times in seconds. Only a test has reason to give anything but the defaults.

    A host has `answer_seconds` to begin its answer, and then must send `least_bytes` in each `pace_seconds`.
    Something that may pass is tried `tries` times in all, after 1, 2, 4… `first_wait` seconds, or as long as the host
    asks for, up to `most_wait`.
    """

    file_bytes: int = ReaderLimits().file_bytes  # what the readers would refuse need not be fetched
    redirects: int = 5
    answer_seconds: float = 30.0
    pace_seconds: float = 30.0
    least_bytes: int = 10_000
    tries: int = 4
    first_wait: float = 1.0
    most_wait: float = 60.0
