"""The passages of a segment as columns: where each stands, its language and kind, and what it holds.

Rows are in the order of the passages' identifiers, so that of two rows of one segment the lower has the smaller.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus.caching import Remembered
from corpus.types import Language
from index.arrays import StringColumn, load_array, numbered, save_array
from index.query.answer_type import Expected
from index.types import Filters, Passage

LANGUAGES = list(Language)
_STRINGS = ("ids", "documents", "locators", "kinds")
_ARRAYS = ("document", "locator", "kind", "language", "traits")

# Locators and documents are few beside their passages, and those of one answer are those of the next; of each column, a
# few megabytes.
_STRINGS_KEPT = 65_536


class PassageTable:
    """One row a passage. Arrays of numbers are of the segment's length; strings are read one at a time."""

    def __init__(self, strings: Sequence[StringColumn], arrays: Sequence[npt.NDArray[Any]]) -> None:
        """Take the columns, in the order of `_STRINGS` and of `_ARRAYS`."""
        self._strings, self._arrays = strings, arrays
        self.ids, self._documents, self._locators, self._kinds = strings
        self.document, self.locator, self.kind, self.language, self.traits = arrays
        self._document_names: Remembered[int, str] = Remembered(self._documents.__getitem__, _STRINGS_KEPT)
        self._locator_names: Remembered[int, str] = Remembered(self._locators.__getitem__, _STRINGS_KEPT)

    def __len__(self) -> int:
        """Return the number of passages."""
        return len(self.ids)

    @classmethod
    def build(cls, passages: Sequence[Passage], traits: npt.NDArray[np.uint8]) -> PassageTable:
        """Return the table of passages, in the order of their identifiers; `traits` (n,) are bits, by `Expected`."""
        documents, document = numbered([passage.document for passage in passages])
        locators, locator = numbered([passage.locator for passage in passages])
        kinds, kind = numbered([passage.kind or "" for passage in passages])
        language = np.array([LANGUAGES.index(passage.language) for passage in passages], np.uint8)
        strings = (StringColumn.build(passage.id for passage in passages), documents, locators, kinds)
        return cls(strings, (document, locator, kind, language, traits))

    def place(self, row: int) -> tuple[str, str]:
        """Return the document and the locator of a passage's paragraph."""
        return self._document_names[int(self.document[row])], self._locator_names[int(self.locator[row])]

    def holding(self, rows: npt.NDArray[np.int64], wanted: Sequence[Expected]) -> npt.NDArray[np.float32]:
        """Return how many of the wanted kinds of thing each of the rows holds."""
        bits = self.traits[rows]
        held = np.zeros(len(rows), np.float32)
        for each in wanted:
            held += (bits >> each) & 1
        return held

    def fitting(self, filters: Filters) -> npt.NDArray[np.bool_]:
        """Return which passages the filters let through (n,)."""
        fits = np.ones(len(self), bool)
        if filters.language is not None:
            fits &= self.language == LANGUAGES.index(filters.language)
        for column, strings, value in (
            (self.document, self._documents, filters.document),
            (self.kind, self._kinds, filters.kind),
        ):
            if value is not None:
                number = strings.find(value)
                fits &= False if number is None else column == number
        return fits

    def save(self, folder: Path) -> None:
        """Write every column, without pickle."""
        for name, strings in zip(_STRINGS, self._strings, strict=True):
            strings.save(folder / f"passage-{name}")
        for name, array in zip(_ARRAYS, self._arrays, strict=True):
            save_array(folder / f"passage-{name}.npy", array)

    @classmethod
    def load(cls, folder: Path) -> PassageTable:
        """Read what `save` wrote, memory-mapped."""
        strings = [StringColumn.load(folder / f"passage-{name}") for name in _STRINGS]
        return cls(strings, [load_array(folder / f"passage-{name}.npy") for name in _ARRAYS])
