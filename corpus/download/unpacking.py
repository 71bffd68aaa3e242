"""Compressed answers, which nobody asked for: gzip is unpacked a little at a time, anything else is refused."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator

from corpus.download.errors import OddEncoding

_STEP = 65_536  # bytes unpacked at once: a bomb is noticed at the limit, not after it has gone off
_GZIP = 16 + zlib.MAX_WBITS


def unpacker(host: str, encoding: str) -> Callable[[bytes], Iterator[bytes]]:
    """Return what turns a piece of an answer into pieces of the file. Raises OddEncoding for what is not understood."""
    named = encoding.strip().lower()
    if named in ("", "identity"):
        return lambda piece: iter((piece,))
    if named not in ("gzip", "x-gzip"):
        raise OddEncoding(host=host, encoding=encoding)
    machine = zlib.decompressobj(_GZIP)

    def unpack(piece: bytes) -> Iterator[bytes]:
        """Yield what a compressed piece holds. Raises OddEncoding where it is not gzip."""
        try:
            while piece:
                yield machine.decompress(piece, _STEP)
                piece = machine.unconsumed_tail
        except zlib.error as error:
            raise OddEncoding(host=host, encoding=encoding) from error

    return unpack
