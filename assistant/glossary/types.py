"""What `glossary` and `check_terms` return; names and values are those of the command line's JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from assistant.types import AsJson


class GlossaryStatus(StrEnum):
    """What the terms returned are: all there are, those asked for, or the nearest to what no term is, or none."""

    LISTED = "listed"
    FOUND = "found"
    NEAREST = "nearest"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class TermName(AsJson):
    """A term in one language; `seen`: its name was read in a published text."""

    name: str
    abbreviation: str
    variants: tuple[str, ...]
    seen: bool


@dataclass(frozen=True, slots=True)
class TermPlace(AsJson):
    """The paragraph that defines a term: `loaded` where it can be opened, `seen` where its number was read there."""

    document: str
    locator: str
    citation: str
    loaded: bool
    seen: bool


@dataclass(frozen=True, slots=True)
class TermEntry(AsJson):
    """One term: its name in the reader's language, and in each; what it is about; where it is defined, if known."""

    name: str
    field: str
    names: Mapping[str, TermName]
    defined: TermPlace | None


@dataclass(frozen=True, slots=True)
class GlossaryFound(AsJson):
    """What `glossary` returns: terms in the order of the reader's alphabet, or best first where a word was asked.

    The first `named` of them are what the query names; it is a part of the others, or like them.
    """

    query: str
    language: str
    status: GlossaryStatus
    named: int
    terms: tuple[TermEntry, ...]


@dataclass(frozen=True, slots=True)
class TermFlag(AsJson):
    """Words of a text, from `start` to `end` (characters), that are not the official term, and the term itself."""

    start: int
    end: int
    words: str
    official: str
    term: TermEntry


@dataclass(frozen=True, slots=True)
class TermsChecked(AsJson):
    """What `check_terms` returns: the language the text was read in, and its off-glossary renderings in order."""

    language: str
    flags: tuple[TermFlag, ...]
