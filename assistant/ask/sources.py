"""The paragraphs a model is given, each under its key, with all that its sentences are held against."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.types import AsJson
from corpus.types import TEXTS


@dataclass(frozen=True, slots=True)
class SourceText(AsJson):
    """A paragraph in one language, as a reader sees it; `opening` is the line that opens the list it is an item of."""

    language: str
    status: str
    text: str
    opening: str = ""


@dataclass(frozen=True, slots=True)
class Source(AsJson):
    """A paragraph under its key, from 1: in all its languages, the official texts before our notes.

    `names` are what a sentence may call it and its document: titles, symbol, number, headings, date. `draft` is the
    heading that says it is a draft; `authority` what its document is worth (`corpus.types.Authority`). `items` counts
    the items of its list.
    """

    key: int
    document: str
    locator: str
    citation: str
    texts: tuple[SourceText, ...]
    names: tuple[str, ...] = ()
    authority: str = ""
    draft: str | None = None
    items: int = 0

    def shown(self, language: str) -> SourceText:
        """Return the text that a model writing in a language is given: the official one in it, else any official."""
        official = [each for each in self.texts if each.status in TEXTS]
        own = [each for each in (*official, *self.texts) if each.language == language]
        return (own or official or [*self.texts])[0]
