"""What is known of a document before it is held, and the Conventions and Recommendations known by number alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from corpus.text.folding import fold
from corpus.types import Authority, Document, Language

CONFERENCE = "International Labour Conference"
_LAST_NUMBER = {"c": 192, "r": 209}  # a number beyond is no instrument's
_CODE = re.compile(r"([cr])0*(\d{1,3})")


class Evidence(StrEnum):
    """How we know an address."""

    SEEN = "seen"
    SEEN_IN_TEXT = "seen-in-text"
    PATTERN = "pattern"
    MEMORY = "memory"

    @property
    def verified(self) -> bool:
        """Tell whether the address was met in a source, not made up from others."""
        return self in (Evidence.SEEN, Evidence.SEEN_IN_TEXT)


class Holds(StrEnum):
    """What an address holds: the document's text, or a page about it."""

    TEXT = "text"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a document may be found on its publisher's site."""

    language: Language
    url: str
    evidence: Evidence
    holds: Holds


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """What is known of a document. `catalogue.toml` says what each field means."""

    id: str
    kind: str | None = None
    authority: Authority | None = None
    symbol: str | None = None
    body: str | None = None
    session: str | None = None
    date: str | None = None
    numbering: str | None = None
    replaced_by: str | None = None
    annexed_to: str | None = None
    annex_of: str | None = None
    titles: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    loose_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    markers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    urls: tuple[Address, ...] = ()
    unverified: frozenset[str] = frozenset()
    title_ours: bool = False
    generic_title: bool = False

    def document(self) -> Document:
        """Return the document with the verified facts alone."""

        def fact(name: str) -> str | None:
            return None if name in self.unverified else getattr(self, name)

        urls: dict[str, str] = {}
        for holds in Holds:  # the text before a page about it
            for address in self.urls:
                if address.holds is holds and address.evidence.verified:
                    urls.setdefault(address.language, address.url)
        titles = {code: title for code, title in self.titles.items() if f"titles.{code}" not in self.unverified}
        return Document(
            self.id,
            fact("symbol"),
            titles,
            fact("body"),
            fact("session"),
            fact("date"),
            self.kind,
            self.authority,
            urls,
        )


def instrument_id(word: str, number: str) -> str:
    """Return the id of an instrument from its word or letter, in any of the languages, and its number.

    >>> instrument_id("convenio", "87")
    'c087'
    """
    return f"{fold(word)[0]}{int(number):03d}"


def id_of_code(code: str) -> str | None:
    """Return the id that a folded code like `c87` stands for, None where it is no code."""
    match = _CODE.fullmatch(code)
    return instrument_id(match[1], match[2]) if match else None


def instrument(document_id: str) -> Entry | None:
    """Return the bare entry of a Convention or Recommendation of that number, None where there can be none."""
    match = re.fullmatch(r"([cr])(\d{3})", document_id)
    if not match or not 1 <= int(match[2]) <= _LAST_NUMBER[match[1]]:
        return None
    authority = Authority.CONVENTION if match[1] == "c" else Authority.RECOMMENDATION
    return Entry(document_id, authority.value, authority, document_id.upper(), CONFERENCE)
