"""Chance that anybody can have again: the same seed gives the same paper, on any machine and in any process."""

from __future__ import annotations

import hashlib
import random


def seeded(*what: object) -> random.Random:
    """Return a source of chance that depends on what is given alone, on any machine and in any process."""
    return random.Random(lot(*what))  # noqa: S311 (no secret: the same seed must give the same paper)


def identity(*what: object) -> str:
    """Return an identifier of 16 hexadecimal digits that depends on what is given alone."""
    return lot(*what)[:16]


def lot(*what: object) -> str:
    """Return a number, in hexadecimal digits, that depends on what is given alone: things are drawn in its order."""
    return hashlib.sha256("\x1f".join(map(str, what)).encode("utf-8")).hexdigest()
