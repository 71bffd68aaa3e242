"""What the command line prints for people."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from assistant.types import Added, Answer, Citation, Cited, DocumentSummary, Found

_WIDTH = 100
_SHOWN_LOCATORS = 12

# What would move the cursor, colour the terminal or turn the direction of writing: a document may hold anything.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def found(result: Found) -> str:
    """Return search results as a numbered list."""
    if not result.hits:
        return "Nothing found."
    blocks = []
    for hit in result.hits:
        head = f"{hit.rank}. {hit.citation}  [{hit.language}, {hit.status.replace('_', ' ')}]"
        path = f"   {' › '.join(hit.heading)}\n" if hit.heading else ""
        blocks.append(f"{head}\n{path}{_indented(hit.text)}")
    return "\n\n".join(blocks)


def answer(result: Answer) -> str:
    """Return an answer followed by its sources."""
    lines = [*(_wrapped(line) for line in result.answer.splitlines())]
    if result.citations:
        lines.append("")
        for citation in result.citations:
            lines.append(f"[{citation.n}] {citation.citation}  [{citation.language}, {_worth(citation)}]")
    return "\n".join(lines)


def _worth(citation: Citation) -> str:
    """Return what a source is worth: official and checked word for word, or our own summary."""
    if citation.status == "note":
        return "our own summary"
    return f"{citation.status.replace('_', ' ')}, {'verbatim' if citation.verified else 'NOT VERIFIED'}"


def cited(result: Cited) -> str:
    """Return the paragraph at a reference, or why there is none."""
    if result.status != "found":
        return result.message
    if result.text is None:
        return result.citation or result.message
    path = f"{' › '.join(result.heading)}\n" if result.heading else ""
    note = f"\n{_wrapped(result.message)}" if result.text_language != result.language or result.valid else ""
    status = (result.text_status or "").replace("_", " ")
    return f"{result.citation}  [{result.text_language}, {status}]{note}\n{path}\n{_indented(result.text)}"


def added(result: Added) -> str:
    """Return the ingestion report."""
    blocks = []
    for document in result.documents:
        shown = ", ".join(document.locators[:_SHOWN_LOCATORS])
        more = f", … {document.locators[-1]}" if len(document.locators) > _SHOWN_LOCATORS else ""
        lines = [
            f"{document.id} ({document.language}): {document.change}",
            f"  file        {document.file}",
            f"  paragraphs  {document.paragraphs} on {document.pages} page(s)",
            f"  numbers     {shown}{more}",
        ]
        if document.dropped:
            lines.append(
                f"  left out    {', '.join(f'{count} × {what}' for what, count in sorted(document.dropped.items()))}"
            )
        lines.extend(f"  warning     {warning}" for warning in document.warnings)
        blocks.append("\n".join(lines))
    blocks.extend(f"NOT ADDED  {error.reason}" for error in result.errors)
    return "\n\n".join(blocks) or "Nothing to add."


def library(documents: Sequence[DocumentSummary]) -> str:
    """Return the list of documents."""
    if not documents:
        return "The library is empty. Add documents with “python app.py add PATH”."
    blocks = []
    for document in documents:
        facts = " · ".join(fact for fact in (document.symbol, document.kind, document.date) if fact)
        lines = [document.title, f"  {document.id}{'  ' + facts if facts else ''}"]
        for version in document.versions:
            warnings = f", {len(version.warnings)} warning(s)" if version.warnings else ""
            status = version.status.replace("_", " ")
            lines.append(f"  {version.language}  {status:<9} {version.paragraphs} paragraphs{warnings}  {version.file}")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def plain(text: str) -> str:
    """Return text that a terminal shows as it is, with nothing in it that a terminal obeys."""
    return _UNPRINTABLE.sub("", text)


def evaluation(report: dict[str, Any]) -> str:
    """Return figures as tables, one for each set of measures, then lists: of questions, or the figures of a curve."""
    tables: dict[tuple[str, ...], list[list[str]]] = {}
    lists: dict[str, list[str]] = {}
    for name, figures in _figures("", report):
        cells = {}
        for key, value in figures.items():
            if key.endswith("_ci"):
                cells[key.replace("_ci", " 95%")] = " to ".join(map(_number, value or [None]))
            elif key == "curve":
                lists[f"{name} curve, false answers at 5, 10, … 50% error"] = [_number(each) for each in value[4::5]]
            elif isinstance(value, list):
                lists[f"{name} {key}".strip()] = value
            else:
                cells[key] = _number(value)
        tables.setdefault(tuple(cells), []).append([name, *cells.values()])
    blocks = [table(["", *header], rows) for header, rows in tables.items() if header]
    blocks += [_wrapped(f"{name} ({len(each)}): {', '.join(each)}") for name, each in lists.items() if each]
    return "\n\n".join(blocks)


def _figures(name: str, report: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the figures of a report, then those of each report within it, each under the names that lead to it."""
    yield name, {key: value for key, value in report.items() if not isinstance(value, dict)}
    for key, value in report.items():
        if isinstance(value, dict):
            yield from _figures(f"{name} {key.replace('_', ' ')}".strip(), value)


def table(header: list[str], rows: Sequence[list[str]]) -> str:
    """Return rows under a header: the first column to the left, figures to the right."""
    widths = [max(map(len, column)) for column in zip(header, *rows, strict=True)]
    lines = []
    for first, *others in (header, *rows):
        figures = "".join(f"  {cell:>{width}}" for cell, width in zip(others, widths[1:], strict=True))
        lines.append(f"{first:<{widths[0]}}{figures}".rstrip())
    return "\n".join(lines)


def _number(value: object) -> str:
    """Return a figure with three decimals; a dash for one that there is not."""
    if value is None:
        return "—"
    return f"{round(value, 3) + 0.0:.3f}" if isinstance(value, float) else str(value)  # + 0.0: no minus before 0.000


def _wrapped(line: str) -> str:
    """Return a line broken at the width of a page."""
    return textwrap.fill(line, _WIDTH, break_long_words=False, break_on_hyphens=False) if line else ""


def _indented(text: str) -> str:
    """Return a text broken and set in."""
    return "\n".join(
        textwrap.fill(
            line, _WIDTH, initial_indent="   ", subsequent_indent="   ", break_long_words=False, break_on_hyphens=False
        )
        for line in text.splitlines()
    )
