"""A column of strings on disk: all their bytes in one array, and where each begins. Nothing is decoded until asked for.

A Python list of a million strings takes half a second to read and a hundred megabytes; this takes what the system's
page cache can give back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

_SUFFIXES = ("bytes", "starts")

# Larger files are memory-mapped: docs/decisions/0028-truth-that-checks-itself.md has the figures.
MAPPED_FROM = 32 * 1024 * 1024


class StringColumn:
    """An immutable sequence of strings, memory-mapped where it was read from a file."""

    def __init__(self, content: npt.NDArray[Any], starts: npt.NDArray[Any]) -> None:
        """Take the UTF-8 of all strings and where each begins; `starts` has one more, the end of the last."""
        self._content, self._starts = content.data, starts.data

    @classmethod
    def build(cls, strings: Iterable[str]) -> StringColumn:
        """Return the column of some strings; half a surrogate pair, which no text has, is kept as it is."""
        encoded = [string.encode("utf-8", errors="surrogatepass") for string in strings]
        starts = np.zeros(len(encoded) + 1, np.int64)
        np.cumsum([len(each) for each in encoded], out=starts[1:])
        return cls(np.frombuffer(b"".join(encoded), np.uint8), starts)

    def __len__(self) -> int:
        """Return the number of strings."""
        return len(self._starts) - 1

    def __getitem__(self, number: int) -> str:
        """Return one string."""
        return str(self._content[self._starts[number] : self._starts[number + 1]], "utf-8", "surrogatepass")

    def __iter__(self) -> Iterator[str]:
        """Yield every string."""
        return (self[number] for number in range(len(self)))

    def find(self, string: str) -> int | None:
        """Return the number of a string in a column that is sorted by code points, None where it is not there."""
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self[middle] < string:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self) and self[low] == string else None

    def save(self, stem: Path) -> None:
        """Write the column to two files whose names begin with that of `stem`."""
        for suffix, array in zip(_SUFFIXES, (self._content, self._starts), strict=True):
            save_array(Path(f"{stem}-{suffix}.npy"), np.asarray(array))

    @classmethod
    def load(cls, stem: Path) -> StringColumn:
        """Read what `save` wrote, memory-mapped."""
        return cls(*(load_array(Path(f"{stem}-{suffix}.npy")) for suffix in _SUFFIXES))


def numbered(strings: Sequence[str]) -> tuple[StringColumn, npt.NDArray[np.uint32]]:
    """Return the distinct strings, sorted, and each string's number among them (n,)."""
    distinct = sorted(set(strings))
    numbers = {string: number for number, string in enumerate(distinct)}
    return StringColumn.build(distinct), np.fromiter((numbers[each] for each in strings), np.uint32, len(strings))


def load_array(path: Path) -> npt.NDArray[Any]:
    """Return an array of a file: read where that is quick, else memory-mapped.

    A file that is cut short ends a process that has it mapped, and each map holds a file descriptor. A view takes away
    what makes NumPy's own memory maps slow to slice.
    """
    mode: Literal["r"] | None = "r" if path.stat().st_size > MAPPED_FROM else None
    return np.asarray(np.load(path, mmap_mode=mode, allow_pickle=False).view(np.ndarray))


def save_array(path: Path, array: npt.NDArray[Any]) -> None:
    """Write an array, without pickle; numbers that are whole and not negative in as few bytes as all of them fit in."""
    if np.issubdtype(array.dtype, np.integer) and array.size and array.min() >= 0:
        array = array.astype(np.min_scalar_type(array.max()), copy=False)
    np.save(path, array, allow_pickle=False)
