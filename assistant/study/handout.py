"""What a hand-out holds: paragraphs in one language or more, key figures, a glossary, and where all of it is read."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.glossary.types import TermEntry
from assistant.read.types import Parallel
from assistant.types import AsJson


@dataclass(frozen=True, slots=True)
class Handout(AsJson):
    """A hand-out.

    `languages` are the columns, the reader's first: our own words are in that one. `parts` are the paragraphs, document
    by document; `figures` a figure as its document writes it, and its reference; `glossary` the terms that occur.
    `address` is where the readers reach the web app: without one no paragraph has a code or an address.
    """

    title: str
    languages: tuple[str, ...]
    parts: tuple[Parallel, ...] = ()
    figures: tuple[tuple[str, str], ...] = ()
    glossary: tuple[TermEntry, ...] = ()
    address: str = ""
