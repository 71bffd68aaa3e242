"""What the command line prints for people."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

from assistant.types import Added, Answer, Cited, DocumentSummary, Found

_WIDTH = 100
_SHOWN_LOCATORS = 12


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
            mark = "verbatim" if citation.verified else "NOT VERIFIED"
            status = citation.status.replace("_", " ")
            lines.append(f"[{citation.n}] {citation.citation}  [{citation.language}, {status}, {mark}]")
    return "\n".join(lines)


def cited(result: Cited) -> str:
    """Return the paragraph at a reference, or why there is none."""
    if result.status != "found":
        return result.message
    if result.text is None:
        return result.citation or result.message
    path = f"{' › '.join(result.heading)}\n" if result.heading else ""
    note = f"\n{result.message}" if result.text_language != result.language else ""
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


def evaluation(report: dict[str, Any]) -> str:
    """Return figures as an indented list."""
    return "\n".join(_figures(report, 0))


def _figures(value: dict[str, Any], depth: int) -> list[str]:
    """Return the lines of a nested report."""
    lines = []
    for key, inner in value.items():
        if isinstance(inner, dict):
            flat = all(not isinstance(each, (dict, list)) for each in inner.values())
            pairs = "  ".join(f"{name} {_number(each)}" for name, each in inner.items()) if flat else ""
            lines.append(f"{'  ' * depth}{key:<24}{pairs}".rstrip())
            lines.extend([] if flat else _figures(inner, depth + 1))
        else:
            lines.append(f"{'  ' * depth}{key:<24}{_number(inner)}")
    return lines


def _number(value: object) -> str:
    """Return a figure with three decimals."""
    return f"{value:.3f}" if isinstance(value, float) else str(value)


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
