"""A comparison as Markdown: a heading for each theme, or each pair of places, and the texts beneath, each whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import prompts
from assistant.citations.library_sources import SourceFinder
from assistant.citations.markdown import as_markdown, escaped_line
from assistant.compare.types import Grid, GridParagraph, Pair, Side, SideBySide
from assistant.export.comparison_words import asked, nothing, one_line
from assistant.export.content import status_label
from assistant.export.markdown_blocks import address, as_bytes, heading, quoted, receipt
from assistant.permalinks import permalink
from corpus.types import Language, Status


def comparison_as_markdown(result: Grid | SideBySide, sources: SourceFinder) -> bytes:
    """Return the file; words that differ are not marked: Markdown has nothing for it that every renderer shows."""
    reader = Language(result.language)
    texts = _grid(result, sources, reader) if isinstance(result, Grid) else _sides(result, sources, reader)
    told = (*asked(result), prompts.render("export.no_quotation", reader))
    title = heading(1, prompts.render("compare.title", reader))
    return as_bytes([title, *texts, *receipt(datetime.now(UTC), sources.fingerprint, told, reader)])


def _grid(grid: Grid, sources: SourceFinder, reader: Language) -> Iterator[str]:
    for row in grid.rows:
        yield heading(2, row.theme)
        for column, cell in zip(grid.documents, row.cells, strict=True):
            yield heading(3, column.symbol or column.title)
            if not cell.paragraphs:
                yield escaped_line(nothing(cell, reader))
            elif not cell.sure:
                yield escaped_line(prompts.render("compare.unsure", reader))
            for each in cell.paragraphs:
                yield from _text(each, sources, reader)


def _sides(result: SideBySide, sources: SourceFinder, reader: Language) -> Iterator[str]:
    if result.missing:
        yield escaped_line(prompts.render("compare.missing", reader, reason=result.missing))
    for pair in result.pairs:
        yield heading(2, " / ".join(side.citation for side in (pair.left, pair.right) if side) or "—")
        if said := _likeness(pair):
            yield escaped_line(prompts.render(said, reader))
        for name, side in zip(one_line(result.references), (pair.left, pair.right), strict=True):
            if side is None:
                yield escaped_line(f"{name} · {prompts.render('compare.no_such_place', reader)}")
            else:
                yield from _text(side, sources, reader)


def _likeness(pair: Pair) -> str:
    """Return the key of what is told of a pair whose words are not compared one by one; empty for others."""
    if pair.likeness is None or pair.is_marked:
        return ""
    return "compare.equal" if pair.is_same else "compare.little"


def _text(found: GridParagraph | Side, sources: SourceFinder, reader: Language) -> Iterator[str]:
    """Yield a text under its reference, language and status, with its citation."""
    spoken = prompts.render(f"language.{found.language}", reader)
    yield escaped_line(f"{found.citation} · {spoken} · {status_label(found.status, reader)}")
    yield quoted(found.text)
    locators = found.locators if isinstance(found, Side) else (found.locator,)
    yield as_markdown(sources.source(found.document, locators, reader, Status(found.status)))
    yield address(permalink(found.document, found.locator, found.language))
