"""One paragraph in its languages, side by side where there is room: each text with its language and its status."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from assistant import i18n
from assistant.read.parallel import in_print_order
from assistant.read.types import Parallel, ParallelRow
from assistant.ui import templating

_TEMPLATE = "_renditions.html"


def text_in(code: str, status: str, text: Markup | str, language: str) -> Markup:
    """Return a text under its language and its status."""
    return templating.macro(_TEMPLATE, "version", language, code, status, text)


def folded(code: str, status: str, text: Markup | str, language: str) -> Markup:
    """Return a text that one click opens beside the others."""
    return templating.macro(_TEMPLATE, "folded", language, code, status, text)


def beside(shown: Sequence[Markup], others: Sequence[Markup]) -> Markup:
    """Return texts side by side, and those that can be opened beside them."""
    return templating.macro(_TEMPLATE, "beside", i18n.DEFAULT, shown, others)  # says nothing itself


def others_of(parallel: Parallel, language: str, read: str) -> list[Markup]:
    """Return the texts of a paragraph in the other languages than the one `read`, each to be opened beside it.

    Of a list, what introduces it: its items are paragraphs of their own, and are opened by themselves.
    """
    row = parallel.rows[0]
    return [
        folded(code, row.texts[code].status, _words(parallel, code), language)
        for code in parallel.languages
        if code != read and code in row.texts
    ]


def _words(parallel: Parallel, code: str) -> str:
    """Return a paragraph's own words; with its items where it has none, or goes on after them."""
    own = parallel.rows[0].texts[code]
    if own.text and not own.closing:
        return own.text
    found = [each.texts[code] for each in in_print_order(parallel.rows) if code in each.texts]
    return "\n".join(f"{each.marker if at else ''} {each.text}".strip() for at, each in enumerate(found)).strip()


def table(parallel: Parallel, language: str) -> Markup:
    """Return the rows of parallel text: a column for each language, each row a place."""
    return templating.render(
        "parallel.html",
        language,
        heads=[{"language": code, "statuses": _statuses(parallel, code)} for code in parallel.languages],
        rows=[_row(row, parallel) for row in in_print_order(parallel.rows)],
    )


def _statuses(parallel: Parallel, code: str) -> list[str]:
    """Return each status that the texts of a column have."""
    return list(dict.fromkeys(row.texts[code].status for row in parallel.rows if code in row.texts))


def _row(row: ParallelRow, parallel: Parallel) -> dict[str, object]:
    depth = row.depth - parallel.rows[0].depth
    marker = next((text.marker for text in row.texts.values() if text.marker), "")
    # the first place is what the page is called
    unnumbered = {code: marker or (text.label or row.label if depth else "") for code, text in row.texts.items()}
    cells = [
        {"language": code, "found": found, "marker": found.marker or unnumbered[code] if found else ""}
        for code, found in ((code, row.texts.get(code)) for code in parallel.languages)
    ]
    return {"locator": row.locator, "is_item": bool(depth), "cells": cells}
