"""What a text refers to, as it was read and before it is looked for."""

from __future__ import annotations

from dataclasses import dataclass


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
