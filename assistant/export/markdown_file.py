"""A result as Markdown (CommonMark): every line a paragraph, as it is; what is quoted, in block quotes.

A number in a text stays what is printed: it never begins a list, which a renderer would number anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import prompts
from assistant.citations.library_sources import SourceFinder
from assistant.citations.markdown import as_markdown, escaped_line
from assistant.export.content import Content, QuotedItem, Sheet, status_label
from assistant.export.markdown_blocks import address, as_bytes, heading, paragraphs, quoted, receipt
from corpus.text.typography import enclosed
from corpus.types import Language, Status


def markdown(content: Content, sources: SourceFinder, languages: Sequence[Language], moment: datetime) -> bytes:
    """Return the file; with `languages`, each paragraph stands in all of them, one beneath the other."""
    blocks = [heading(1, content.title)]
    for n, sheet in enumerate(content.sheets, 1):
        if content.is_conversation:
            blocks.append(heading(2, f"{n}. {sheet.title}"))
        blocks += _sheet(sheet, 3 if content.is_conversation else 2, sources, languages)
    return as_bytes([*blocks, *receipt(moment, sources.fingerprint, content.checked(), content.language)])


def _sheet(sheet: Sheet, level: int, sources: SourceFinder, languages: Sequence[Language]) -> list[str]:
    """Return an answer, and its sources under a heading of a level."""
    blocks = [block for line in sheet.lines for block in paragraphs(line)]
    if sheet.lines and sheet.items:
        blocks.append(heading(level, prompts.render("export.sources", sheet.language)))
    for item in sheet.items:
        blocks += [heading(level + 1, f"{item.n}. {item.source.name}"), *_item(item, sheet.language)]
        for language in languages:
            if language != item.language:
                blocks += _beside(item, language, sources)
    return blocks


def _item(item: QuotedItem, reader: Language) -> list[str]:
    """Return a paragraph: its heading, status and check, its words, its reference and its address."""
    page = prompts.render("export.page", reader, page=item.page) if item.page is not None else ""
    said = (" › ".join(item.heading), page, item.status_label(reader), item.check(reader))
    words = enclosed(item.text, item.language) if item.is_quotation else item.text
    blocks = [escaped_line(" · ".join(part for part in said if part)), quoted(words)]
    if item.beside:
        blocks.append(escaped_line(item.beside))
    return [*blocks, as_markdown(item.source), address(item.permalink)]


def _beside(item: QuotedItem, language: Language, sources: SourceFinder) -> list[str]:
    """Return a paragraph in another language with its status, reference and address; that it is missing, if it is."""
    shown = item.renditions.get(language)
    named = prompts.render(f"language.{language}", language)
    if shown is None:
        return [escaped_line(prompts.render("export.not_loaded", language, language=named))]
    found = sources.source(item.source.id, item.source.locators, language, Status(shown.status))
    label = f"{named[0].upper()}{named[1:]} · {status_label(shown.status, language)}"
    return [escaped_line(label), quoted(shown.text), as_markdown(found), address(found.permalink)]
