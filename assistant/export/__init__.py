"""A search, an answer or a paragraph as a file with its references: Word, CSV or JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum

from assistant.export.data import data
from assistant.export.sheet import Result, sheet
from assistant.export.sources import LibrarySources, Sources
from assistant.export.table import table
from assistant.export.word import word
from corpus.types import Language


class Format(StrEnum):
    """A kind of file, named as its suffix."""

    DOCX = "docx"
    CSV = "csv"
    JSON = "json"


def export(
    result: Result,
    format: Format,
    sources: Sources,
    *,
    languages: Sequence[Language] = (),
    reader: Language = Language.EN,
    moment: datetime | None = None,
) -> bytes:
    """Return a result as a file.

    `languages` puts each paragraph in those languages side by side (columns of a Word table or of a CSV file; JSON
    holds every language anyway); `reader` is the language of our own words where the result does not tell it;
    `moment` the time on the receipt, now unless it is given.
    """
    now = (moment or datetime.now(UTC)).astimezone(UTC)
    content = sheet(result, sources, reader, now)
    chosen = tuple(dict.fromkeys(languages))
    if format is Format.DOCX:
        return word(content, sources, chosen, now)
    return table(content, chosen) if format is Format.CSV else data(content)


__all__ = ["Format", "LibrarySources", "Result", "Sources", "export"]
