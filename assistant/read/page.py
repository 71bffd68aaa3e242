"""One paragraph as a page: its texts side by side, what is around it, and the whole document to go on from there."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.cite.suggestions import place_meant, require
from assistant.links.graph import links_of
from assistant.read.parallel import parallel_of
from assistant.read.types import Neighbour, OutlineEntry, Paragraph, ParallelRow
from assistant.session import Session
from corpus.references import format_citation
from corpus.types import Language

_OPENING = 70  # characters of a paragraph shown in the outline


def page_of(
    document_id: str, locator: str | None, language: Language, session: Session, among: Sequence[str] = ()
) -> Paragraph:
    """Return a paragraph to be read in `language`; the document's first where there is no locator.

    `among` are the places asked for together; those that are not there are left out.
    Raises UnknownDocument or NoSuchParagraph.
    """
    document_id, locator = place_meant(document_id, locator, session)
    require(document_id, locator, session)
    reader, whole = session.reader, parallel_of(document_id, (), (), session)
    rows = {row.locator: row for row in whole.rows}
    row = rows[locator] if locator is not None else whole.rows[0]
    columns = tuple(sorted(whole.languages, key=lambda each: each != language))  # the language to read in first
    shown = parallel_of(document_id, [row.locator], [Language(each) for each in columns], session)
    document = session.library.document(document_id)
    before, after = _around(row, whole.rows)
    heading, heading_language = _heading(row, columns)
    text = next((row.texts[each] for each in columns if each in row.texts), None)
    return Paragraph(
        document=document_id,
        symbol=document.symbol,
        title=document.titled(reader),
        locator=row.locator,
        label=row.label,
        citation=format_citation(document, row.locator, reader),
        language=columns[0],
        heading=heading,
        heading_language=heading_language,
        page=text.page if text else None,
        url=document.urls.get(columns[0]),
        above=tuple((each.locator, each.label) for each in _above(row, whole.rows)),
        previous=_neighbour(before, columns) if before else None,
        next=_neighbour(after, columns) if after else None,
        outline=tuple(_entry(each, columns) for each in whole.rows if each.depth == 0),
        parallel=shown,
        among=tuple((each, rows[each].label) for each in dict.fromkeys(among) if each in rows),
        links=links_of(document_id, row.locator, session),
    )


def _above(row: ParallelRow, rows: Sequence[ParallelRow]) -> list[ParallelRow]:
    """Return the ancestors of a row, outermost first: in reading order, the last of each lesser depth before it."""
    found: list[ParallelRow] = []
    depth = row.depth
    for each in reversed(rows[: rows.index(row)]):
        if each.depth < depth:
            found.append(each)
            depth = each.depth
    return found[::-1]


def _around(row: ParallelRow, rows: Sequence[ParallelRow]) -> tuple[ParallelRow | None, ParallelRow | None]:
    """Return the places before and after one that are neither part of it nor it of them: its siblings, if any."""
    position, above = rows.index(row), _above(row, rows)
    before = next((each for each in reversed(rows[:position]) if each.depth <= row.depth and each not in above), None)
    after = next((each for each in rows[position + 1 :] if each.depth <= row.depth), None)
    return before, after


def _neighbour(row: ParallelRow, columns: Sequence[str]) -> Neighbour:
    """Return a row as a neighbour of another; of a table's row, its first column."""
    code = next(each for each in columns if each in row.texts)
    found = row.texts[code]
    words = found.columns[0][1] if found.columns else found.text
    return Neighbour(row.locator, row.label, found.marker, code, words)


def _entry(row: ParallelRow, columns: Sequence[str]) -> OutlineEntry:
    code = next(each for each in columns if each in row.texts)
    heading = _heading(row, columns)
    words = row.texts[code].text.replace("\n", " ")
    opening = words if len(words) <= _OPENING else f"{words[:_OPENING].rpartition(' ')[0] or words[:_OPENING]}…"
    return OutlineEntry(row.locator, row.label, code, *heading, opening)


def _heading(row: ParallelRow, columns: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """Return a row's heading path and its language: notes have none, so it may be another than the text's."""
    found = ((row.texts[code].heading, code) for code in columns if code in row.texts and row.texts[code].heading)
    return next(found, ((), columns[0]))
