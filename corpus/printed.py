"""The pages of a kept PDF as they are printed, made in the sandbox and remembered for whoever turns back.

Places and pictures are kept in memory by the digest of the file, and few are made at a time, whoever asks.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from cachetools import LRUCache

from corpus.readers.printed_words import letters
from corpus.sandbox.client import Bounds, sandbox
from corpus.types import CELLS, Passage, PrintedPlaces, Rendition

T = TypeVar("T")

_KEPT_BYTES = 64_000_000  # of pictures
_KEPT_PLACES = 500
_AT_A_TIME = 2
_BOUNDS = Bounds(memory_bytes=1_000_000_000, output_bytes=60_000_000, seconds=15.0)
_MODULE = "corpus.readers.pdf_print"


class PrintedPages:
    """Reads pages of files; safe to call from several threads."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._pictures: LRUCache[object, bytes] = LRUCache(_KEPT_BYTES, getsizeof=len)
        self._places: LRUCache[object, PrintedPlaces] = LRUCache(_KEPT_PLACES)
        self._lock = threading.Lock()
        self._free = threading.Semaphore(_AT_A_TIME)

    def prepare(self) -> None:
        """Start what pages are read in, for which the first reader would wait longer than for the page.

        Raises UnreadableFile.
        """
        with sandbox() as box:
            box.open_doors(_MODULE)

    def places(self, path: Path, sha256: str, sought: Sequence[Passage]) -> PrintedPlaces:
        """Return where passages stand in the PDF at `path`, which has this digest. Raises UnreadableFile."""
        asked = msgspec.json.encode(sought).decode()
        return self._remembered(self._places, "places", path, sha256, asked, PrintedPlaces)

    def picture(self, path: Path, sha256: str, page: int, width: int) -> bytes:
        """Return a page, counted from 1, as a PNG of so many pixels across. Raises UnreadableFile."""
        return self._remembered(self._pictures, "picture", path, sha256, f"{page} {width}", bytes)

    def _remembered(
        self, kept: LRUCache[Any, T], function: str, path: Path, sha256: str, asked: str, answer: type[T]
    ) -> T:
        key = sha256, asked
        with self._lock:
            if key in kept:
                return kept[key]
        with self._free, sandbox() as box:
            made = box.call(f"{_MODULE}:{function}", path, asked, answer=answer, bounds=_BOUNDS, loads=_MODULE)
        with self._lock:
            if kept.getsizeof(made) <= kept.maxsize:
                kept[key] = made
        return made


def passages(renditions: Iterable[Rendition], source: str) -> list[Passage]:
    """Return what to look for of some renditions of one version, whose offsets point into its source.

    The cells of a row are drawn one by one, and are looked for so.
    """
    found = []
    for each in renditions:
        if each.page is None:
            continue
        last = each.page + source.count("\f", each.start, max(each.start, each.end))
        expected = len(letters(source[source.rfind("\f", 0, each.start) + 1 : each.start]))
        texts = [part for part in each.text.split(CELLS) if part.strip()]
        found += [Passage(text, each.marker, each.page, last, expected) for text in texts[:1]]
        found += [Passage(text, "", each.page, last, expected) for text in texts[1:]]
    return found
