"""What a text refers to, as it was read and before it is looked for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


@dataclass(frozen=True, slots=True)
class Reference:
    """An explicit reference found in a text.

    `document` is the id of the document named, None where none is or it is unknown; `named` the words that name it;
    `instrument` the code of a Convention or Recommendation, in the catalogue or not, or an unknown symbol;
    `locators` the places, canonical; `explicit` tells whether the text names a document at all; `is_lookup` whether
    the whole text is the reference and words that ask to see it; `span` where it stands; `unread` the words that
    are neither a name, a place, nor words that ask to be shown something: «the webinar», «-1»; `dotted` the numbers
    typed with points and how canonical locators write them, for laws that have a section 3.1 and a section 3(1);
    `bearers` the documents of the library that share the name used, where several do; `ranges` the first and the last
    of the ranges among the places; `articles` tells that they are called articles.
    """

    document: str | None
    named: str | None
    instrument: str | None
    locators: tuple[str, ...]
    explicit: bool
    is_lookup: bool
    span: tuple[int, int]
    unread: str = ""
    dotted: tuple[tuple[str, str], ...] = ()
    bearers: tuple[str, ...] = ()
    ranges: tuple[tuple[str, str], ...] = ()
    articles: bool = False


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


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of text that names places, and the locators it names, with the ends of the ranges among them.

    `weak` marks what is a place only beside a document's name: a part or an annex as a whole; `articles` what is called
    an article.
    """

    locators: tuple[str, ...]
    span: tuple[int, int]
    weak: bool = False
    ranges: tuple[tuple[str, str], ...] = ()
    articles: bool = False

    def inside(self, prefix: str, span: tuple[int, int]) -> Place:
        """Return the same places in an annex or a series, whose name their locators begin with."""
        ranges = tuple((prefix + first, prefix + last) for first, last in self.ranges)
        return Place(tuple(prefix + each for each in self.locators), span, self.weak, ranges, self.articles)


@dataclass(frozen=True, slots=True)
class References:
    """A text read once: what `documents`, `parse` and `parse_all` return of it."""

    mentions: tuple[Mention, ...]
    first: Reference | None
    each: tuple[Reference, ...]
