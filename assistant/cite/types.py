"""What `cite` returns; field names and values are those of the command line's JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.renditions import FoundRendition
from assistant.types import AsJson


@dataclass(frozen=True, slots=True)
class CitedParagraph(AsJson):
    """One of the paragraphs that a reference asks for; `label` is its place alone, as the reader writes it."""

    locator: str
    citation: str
    label: str
    heading: tuple[str, ...]
    page: int | None
    text: str
    language: str
    status: str
    renditions: Mapping[str, FoundRendition]


@dataclass(frozen=True, slots=True)
class CitedVersion(AsJson):
    """A version of a document that a reference names without a place."""

    language: str
    status: str


@dataclass(frozen=True, slots=True)
class Cited(AsJson):
    """What `cite` returns: the paragraph at a reference, or why there is none.

    `status` is `found`, `no_such_paragraph` (with `valid`, the range there is), `ambiguous` (with
    `candidates`), `not_loaded` (known, not in the library), `unknown_document` or `not_a_reference`.
    `unread` are words that could not be read and were left out. A document named without a place has no text but
    `body`, `session`, `date`, the `places` it has (as the reader writes them) and its `versions`. A reference that
    names several documents is the first of them, and `also` the others.
    """

    reference: str
    language: str
    status: str
    message: str
    document: str | None = None
    symbol: str | None = None
    title: str | None = None
    locator: str | None = None
    citation: str | None = None
    heading: tuple[str, ...] = ()
    page: int | None = None
    text: str | None = None
    text_language: str | None = None
    text_status: str | None = None
    url: str | None = None
    valid: str | None = None
    candidates: tuple[str, ...] = ()
    renditions: Mapping[str, FoundRendition] = field(default_factory=dict)
    paragraphs: tuple[CitedParagraph, ...] = ()
    unread: str | None = None
    body: str | None = None
    session: str | None = None
    date: str | None = None
    places: tuple[str, ...] = ()
    versions: tuple[CitedVersion, ...] = ()
    also: tuple[Cited, ...] = ()
