"""A search, an answer or a paragraph as a file with its references: Word, CSV or JSON."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from enum import StrEnum

from assistant.citations.library_sources import SourceFinder
from assistant.errors import BadRequest
from assistant.export.content import Result, sheet
from assistant.export.csv_file import table
from assistant.export.json_file import data
from assistant.export.word_file import word
from assistant.validation import language_of
from corpus.types import Language


class ExportFormat(StrEnum):
    """A kind of file, named as its suffix."""

    DOCX = "docx"
    CSV = "csv"
    JSON = "json"


def as_file(
    result: Result,
    format: ExportFormat,
    sources: SourceFinder,
    *,
    languages: Sequence[Language] = (),
    reader: Language = Language.EN,
    moment: datetime | None = None,
) -> bytes:
    """Return a result as a file.

    `languages` puts each paragraph in those languages side by side (columns of a Word table or of a CSV file; JSON
    holds every language anyway); `reader` is the language of our own words where the result has no language;
    `moment` the time on the receipt, now unless it is given.
    """
    now = (moment or datetime.now(UTC)).astimezone(UTC)
    content = sheet(result, sources, reader, now)
    chosen = tuple(dict.fromkeys(languages))
    if format is ExportFormat.DOCX:
        return word(content, sources, chosen, now)
    return table(content, chosen) if format is ExportFormat.CSV else data(content)


def exported(result: Result, format: str, sources: SourceFinder, languages: Sequence[str], interface: str) -> bytes:
    """Return a result as a file, everything named by its code. Raises BadRequest."""
    columns = [language for code in languages if (language := language_of(code))]
    reader = language_of(interface) or Language.EN
    return as_file(result, format_of(format), sources, languages=columns, reader=reader)


def format_of(name: str) -> ExportFormat:
    """Return a format by its name, with or without a dot. Raises BadRequest."""
    with suppress(ValueError):
        return ExportFormat(name.removeprefix(".").lower())
    raise BadRequest(value=name, expected="a file name that ends in .docx, .csv or .json")


__all__ = ["ExportFormat", "Result", "SourceFinder", "as_file", "exported", "format_of"]
