"""The vocabulary of the corpus: documents, their versions, and their paragraphs.

A *document* is one work; a *version* is that work in one language, from one file; a *paragraph* is the
document's node at a *locator*, and each version holds one *rendition* of it. Nothing here does any work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple, Self

CELLS = " | "
"""What readers write between the cells of a row."""


class Language(StrEnum):
    """A language the product reads and answers in (ISO 639-1 code)."""

    EN = "en"
    FR = "fr"
    ES = "es"


class Status(StrEnum):
    """What a version is worth as evidence, best first: the document's own text, or something that stands in for it.

    A text is `official` once its source vouches for it (`Vouched`); until then it is one that somebody `added`.
    """

    OFFICIAL = "official"
    ADDED = "added"
    NOTE = "note"
    MACHINE_TRANSLATION = "machine_translation"


TEXTS: frozenset[str] = frozenset({Status.OFFICIAL, Status.ADDED})
"""The statuses of a document's own text. They are ranked, quoted and checked alike; only what they are called differs.

A document has one text in a language: what is `added` never takes the place of what is `official`.
"""


class VouchedBy(StrEnum):
    """How a text became official."""

    FETCHED = "fetched"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Vouched:
    """What makes a text official: it was fetched from the `address` of its issuing body, or confirmed by `name`.

    `date` is ISO 8601 in UTC. `name` is empty where nobody logs in: whoever keeps the library confirmed it.
    """

    by: VouchedBy
    date: str
    address: str = ""
    name: str = ""


class Authority(StrEnum):
    """The weight a document carries, so that a paper of the Office is never read as a Recommendation."""

    CONVENTION = "convention"
    RECOMMENDATION = "recommendation"
    CONCLUSIONS = "conclusions"
    RESOLUTION = "resolution"
    DECLARATION = "declaration"
    DECISION = "decision"
    OFFICE_PAPER = "office_paper"
    REPORT = "report"
    GUIDE = "guide"
    LAW = "law"
    OTHER = "other"


class Role(StrEnum):
    """What part a paragraph plays in its document."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    OBJECTIVE = "objective"
    OUTPUT = "output"
    ROW = "row"


class Title(str):
    """A title, with the code of the language it is in; empty for an identifier that stands in its place."""

    language: str

    def __new__(cls, words: str, language: str = "") -> Self:
        """Make one of words in a language."""
        made = super().__new__(cls, words)
        made.language = language
        return made


@dataclass(frozen=True, slots=True)
class Document:
    """One work. Fields that were not recognised stay None: they are never guessed.

    `titles` is keyed by language code; `date` is ISO 8601 and may be as short as a year; `urls` maps a
    language code to an official address.
    """

    id: str
    symbol: str | None = None
    titles: Mapping[str, str] = field(default_factory=dict)
    body: str | None = None
    session: str | None = None
    date: str | None = None
    kind: str | None = None
    authority: Authority | None = None
    urls: Mapping[str, str] = field(default_factory=dict)

    def title(self, language: str | None = None) -> str:
        """Return the title in `language`, else in any language there is, else the identifier."""
        return str(self.titled(language))

    def titled(self, language: str | None = None) -> Title:
        """Return what `title` does, with the language it is in."""
        code = next((each for each in (language, "en", "fr", "es") if each and each in self.titles), "")
        return Title(self.titles[code] if code else self.id, code)


@dataclass(frozen=True, slots=True)
class Rendition:
    """One paragraph as it stands in one version.

    `locator` is canonical (`24(e)`), the same in every language; `marker` is the number as printed
    (`e)`); `text` is the paragraph's own words without marker and without its sub-items; `start` and `end`
    are character offsets into the version's source; `page` counts from 1 and is None where the format has
    no pages; `cells` holds a table row's columns by name.
    """

    locator: str
    role: Role
    text: str
    marker: str = ""
    heading: tuple[str, ...] = ()
    parent: str | None = None
    page: int | None = None
    start: int = 0
    end: int = 0
    cells: Mapping[str, str] | None = None

    def without_page(self) -> Rendition:
        """Return the rendition of a format that has no pages."""
        return replace(self, page=None)


@dataclass(frozen=True, slots=True)
class RawDocument:
    """What a reader finds in a file, before any cleaning.

    `pages` holds the text of each page, lines separated by a line feed; a format without pages gives one
    page and `paginated` False. `links` are the addresses found, in order. `title` and `language` are what
    the file itself declares, if it does. `metadata` is a Markdown file's front matter. `notes` are the lines of
    footnotes, counted from 0 over all pages. `noticed` is what the reader has to tell, by code: how many `revisions`,
    `text_boxes`, `hidden` passages and `footnotes` it has, which `bad_pages` were skipped, if the file is `cut_short`.
    """

    format: str
    pages: tuple[str, ...]
    paginated: bool = False
    links: tuple[str, ...] = ()
    title: str | None = None
    language: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[int, ...] = ()
    noticed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """A cleaned line (empty for a blank one), its page from 1, and where it stood in the source.

    `note` tells that it belongs to a footnote.
    """

    text: str
    page: int
    start: int
    end: int
    note: bool = False


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something cleaning left out of the text: the reason (`header`, `footer`, `page number`, `address`) and what."""

    reason: str
    text: str
    page: int


@dataclass(frozen=True, slots=True)
class CleanText:
    """A document's text ready for numbering.

    `source` is the raw text, pages joined by a form feed, that every line's offsets point into; `links`
    are the addresses kept beside the text; `replacement_characters` counts U+FFFD and the like: letters
    that the file has lost; `meaningless` is the share of letters that a font shows but gives no meaning.
    """

    source: str
    lines: tuple[Line, ...]
    links: tuple[str, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    empty_pages: tuple[int, ...] = ()
    replacement_characters: int = 0
    meaningless: float = 0.0


@dataclass(frozen=True, slots=True)
class Version:
    """A document in one language, from one file: its renditions in reading order.

    `vouched` says what makes an official text one.
    """

    document: str
    language: Language
    status: Status
    source: str
    sha256: str
    file: str
    pages: int
    renditions: tuple[Rendition, ...]
    links: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    vouched: Vouched | None = None


class Passage(NamedTuple):
    """A text to be found on the pages `page` to `last` of a file, counted from 1, with its number as printed.

    `expected` is how many letters and figures the first of these pages has before it, by its text as it was read.
    """

    text: str
    marker: str
    page: int
    last: int
    expected: int


Rectangle = tuple[float, float, float, float]
"""Left, top, width, height, as shares of the page as it is shown."""


class Spread(NamedTuple):
    """A page, counted from 1, with rectangles around the lines of a passage on it."""

    page: int
    rectangles: tuple[Rectangle, ...]


class PrintedPlaces(NamedTuple):
    """Where passages stand in a file.

    `sizes` are the width and height of every page, in points; `share` is how much of the passages' letters was found.
    """

    sizes: tuple[tuple[float, float], ...]
    spreads: tuple[Spread, ...]
    share: float
