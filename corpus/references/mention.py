"""A document named in a text, and how surely."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Naming(IntEnum):
    """How a document was named, the surest first."""

    SYMBOL = 0
    NUMBER = 1
    TITLE = 2
    SHORT_NAME = 3
    LOOSE_NAME = 4


@dataclass(frozen=True, slots=True)
class Mention:
    """A document named in a text.

    `document` is its id where it is known, `instrument` the code of a Convention or Recommendation (`C087`) or
    an unknown symbol as typed, `named` the words used, `span` where they stand.
    """

    document: str | None
    instrument: str | None
    named: str
    span: tuple[int, int]
    naming: Naming

    @property
    def precise(self) -> bool:
        """Tell whether the name is that of one document alone: `R193` is, «les conclusions» is not."""
        return self.naming is not Naming.LOOSE_NAME
