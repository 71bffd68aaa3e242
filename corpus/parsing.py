"""What runs in the sandbox to bring a file in: it is read, cleaned and numbered, before it is known what it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from corpus.errors import EmptyDocument, MeaninglessText
from corpus.outline.cleaning import clean
from corpus.outline.outline import Outline, read_outline
from corpus.readers.raw_text import read_raw
from corpus.types import CleanText, RawDocument

_MOST_MEANINGLESS = 0.2  # of the letters; a text that has lost more is no text


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file as it was read, cleaned and numbered."""

    raw: RawDocument
    cleaned: CleanText
    outline: Outline


def parse(path: Path, reader: str) -> Parsed:
    """Read, clean and number one file by a reader (`corpus.readers`).

    Raises EmptyDocument or MeaninglessText where there is nothing to number, UnreadableFile where it cannot be read.
    """
    found = read_raw(path, reader)
    cleaned = clean(found)
    if cleaned.meaningless > _MOST_MEANINGLESS:
        raise MeaninglessText(path=path, share=f"{100 * cleaned.meaningless:.0f}")
    outline = read_outline(cleaned.lines)
    if not outline.renditions:
        raise EmptyDocument(path=path)
    return Parsed(found, cleaned, outline)
