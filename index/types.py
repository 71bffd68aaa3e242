"""What retrieval works on and returns: passages, hits, and the filters of a search."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus.library.whole_text import before_closing
from corpus.types import Document, Language, Rendition, Status


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit of retrieval: one rendition, a window of a long one, or a chapeau with its items.

    `text` is what is matched; `context` (document title, heading path, chapeau) is matched too, with less
    weight. `id` is stable: it depends on the content's address only, and breaks ties.
    """

    id: str
    document: str
    locator: str
    language: Language
    status: Status
    kind: str | None
    text: str
    context: str = ""


@dataclass(frozen=True, slots=True)
class Filters:
    """Restrictions on a search; None means no restriction. A filter that matches nothing returns nothing."""

    language: Language | None = None
    document: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A rendition with the version facts needed to show it: language, status and the whole text with its items.

    `closing` are those of its own words that the paper prints after its items.
    """

    language: Language
    status: Status
    rendition: Rendition
    text: str
    closing: str = ""

    @property
    def opening(self) -> str:
        """Its own words up to its items."""
        return before_closing(self.rendition.text, self.closing)


@dataclass(frozen=True, slots=True)
class Hit:
    """A ranked paragraph, never the same one twice because it exists in two languages.

    `matched` is the rendition to show, `renditions` all of them by language; `score` is comparable within one
    search only.
    """

    rank: int
    score: float
    document: Document
    locator: str
    matched: Placed
    renditions: Mapping[str, Placed] = field(default_factory=dict)
