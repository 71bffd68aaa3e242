"""What a file of a comparison says of it in our own words."""

from __future__ import annotations

from collections.abc import Iterable

import prompts
from assistant.compare.types import Cell, Grid, SideBySide
from corpus.text.typography import listed


def nothing(cell: Cell, reader: str) -> str:
    """Return the message for a cell without paragraphs."""
    if not cell.other_languages:
        return prompts.render("compare.nothing", reader)
    spoken = listed([prompts.render(f"language.{code}", reader) for code in cell.other_languages], reader)
    return prompts.render("compare.nothing_found", reader, language=spoken)


def asked(result: Grid | SideBySide) -> list[str]:
    """Return what was compared, in words."""
    reader = result.language
    if isinstance(result, SideBySide):
        return [prompts.render("compare.references", reader, references="; ".join(one_line(result.references)))]
    documents = "; ".join(each.symbol or each.title for each in result.documents)
    themes = "; ".join(row.theme for row in result.rows)
    return [
        prompts.render("compare.themes", reader, themes=themes),
        prompts.render("compare.documents", reader, documents=documents),
    ]


def one_line(references: Iterable[str]) -> list[str]:
    """Return each reference on one line."""
    return [" ".join(each.split()) for each in references]
