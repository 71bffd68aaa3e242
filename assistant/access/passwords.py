"""Passwords: kept as Argon2id hashes, and checked in the same time whether the name exists or not.

Parameters: the second recommendation of RFC 9106 (64 MiB, 3 passes, 4 lanes), which `argon2-cffi` has as its own.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

from assistant.access.errors import BadPassword

SHORTEST, LONGEST = 10, 1_000  # characters

_HASHER = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)


def hashed(password: str) -> str:
    """Return the hash of a new password. Raises BadPassword."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise BadPassword(least=SHORTEST, most=LONGEST, length=len(password))
    return _HASHER.hash(_same(password))


def matches(password: str, hash: str | None) -> bool:
    """Tell whether a password has that hash; without one, as for a name nobody has, no, after the same work."""
    try:
        _HASHER.verify(hash or _nobody(), _same(password[: LONGEST + 1]))
    except (VerificationError, InvalidHashError):
        return False
    return hash is not None


def be_ready() -> None:
    """Make what the first unknown name would have to wait for."""
    _nobody()


def _same(password: str) -> bytes:
    """Return a password as bytes that do not depend on how a keyboard puts letters and accents together."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "replace")


@cache
def _nobody() -> str:
    """Return the hash that an unknown name is checked against: made once, before anybody waits for it."""
    return _HASHER.hash(b"nobody has this name")
