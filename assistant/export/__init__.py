"""A search, an answer, a paragraph or a conversation as a file with its references: Word, Markdown, CSV or JSON."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from enum import StrEnum

from assistant.citations.library_sources import SourceFinder
from assistant.errors import BadRequest
from assistant.export.content import Result
from assistant.export.csv_file import table
from assistant.export.json_file import data
from assistant.export.markdown_file import markdown
from assistant.export.sheets import content_of
from assistant.export.word_file import word
from assistant.validation import language_of
from corpus.phrases import Phrase
from corpus.types import Language


class ExportFormat(StrEnum):
    """A kind of file, named as its suffix."""

    DOCX = "docx"
    MD = "md"
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

    `languages` puts each paragraph in those languages side by side (columns of a Word table or of a CSV file; in
    Markdown one beneath the other; JSON holds every language anyway); `reader` is the language of our own words where
    the result has no language; `moment` the time on the receipt, now unless it is given. Raises BadRequest for a
    conversation as CSV, or without a question.
    """
    now = (moment or datetime.now(UTC)).astimezone(UTC)
    content = content_of(result, sources, reader, now)
    chosen = tuple(dict.fromkeys(languages))
    if format is ExportFormat.DOCX:
        return word(content, sources, chosen, now)
    if format is ExportFormat.MD:
        return markdown(content, sources, chosen, now)
    if format is ExportFormat.JSON:
        return data(content)
    if content.is_conversation:
        raise BadRequest(
            value=format, expected=Phrase("error.expected.conversation_format", "docx, md or json for a conversation")
        )
    return table(content.sheets[0].items, chosen)


def exported(result: Result, format: str, sources: SourceFinder, languages: Sequence[str], interface: str) -> bytes:
    """Return a result as a file, everything named by its code. Raises BadRequest."""
    columns = [language for code in languages if (language := language_of(code))]
    reader = language_of(interface) or Language.EN
    return as_file(result, format_of(format), sources, languages=columns, reader=reader)


def format_of(name: str) -> ExportFormat:
    """Return a format by its name, with or without a dot. Raises BadRequest."""
    with suppress(ValueError):
        return ExportFormat(name.removeprefix(".").lower())
    raise BadRequest(
        value=name, expected=Phrase("error.expected.file_name", "a file name that ends in .docx, .md, .csv or .json")
    )


__all__ = ["ExportFormat", "Result", "SourceFinder", "as_file", "exported", "format_of"]
