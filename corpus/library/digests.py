"""Digests that show whether a row of the library is the one that was written, and belongs where it stands.

They are meant against accident, not against forgery: whoever may write the file can write digests as well. Twelve bytes
of BLAKE2b take a microsecond a paragraph; two texts share one by accident once in 10²⁸. The digest of a rendition holds
its version's document, language and status besides its own columns, so that no text can slip under another document.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

SIZE = 12
_BETWEEN = "\x1f"  # between the columns: the sign that ASCII has for it


def digest(*columns: object) -> bytes:
    """Return the digest of a row's columns, in their order."""
    joined = _BETWEEN.join([each if type(each) is str else str(each) for each in columns])
    return hashlib.blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=SIZE).digest()


def places_digest(places: Iterable[tuple[object, ...]]) -> bytes:
    """Return the digest of the places of a version or a document, in order: nothing is missing, added or moved."""
    return digest(*(column for place in places for column in place))
