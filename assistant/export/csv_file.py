"""A result as CSV: one row a paragraph, for a spreadsheet.

RFC 4180 with commas, in UTF-8 that begins with a byte order mark: without it Excel takes “é” for “Ã©”, and every
other reader we know of skips it. A cell that a spreadsheet would run as a formula (it begins with = + - or @, also
after blanks or in full width) is given an apostrophe before it, which makes it text; nothing else is changed.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence

from assistant.citations import Style, written
from assistant.export.content import QuotedItem
from assistant.plan.types import Plans
from corpus.types import Language

_COLUMNS = ("document", "citation", "locator", "objective", "output", "deliverable", "language", "status", "points",
            "programme", "first", "last")  # fmt: skip
# What begins a formula in a spreadsheet: documents are written by others.
_STARTS = ("=", "+", "-", "@")


def table(items: Iterable[QuotedItem], languages: Sequence[Language]) -> bytes:
    """Return the file, a row an item; `languages` adds a column of text and one of its status for each."""
    more = [f"{name}_{language}" for language in languages for name in ("text", "status")]
    header = ["n", "reference", "document", "symbol", "title", "locator", "language", "status", "verified", "page",
              "text", "url", "permalink", *more]  # fmt: skip
    rows = []
    for item in items:
        found = item.source
        shown = [item.renditions.get(language) for language in languages]
        rows.append(
            [
                item.n,
                written(found, Style.ILO),
                found.id,
                found.symbol,
                found.title,
                ", ".join(found.locators),
                item.language,
                item.status,
                None if item.verified is None else str(item.verified).lower(),
                item.page,
                " — ".join(part for part in (item.text, item.beside) if part),
                found.url,
                item.permalink,
                *(part for each in shown for part in ((each.text, each.status) if each else (None, None))),
            ]
        )
    return rows_as_csv(header, rows)


def rows_as_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a table as a CSV file, every cell safe in a spreadsheet; None is an empty cell."""
    return _csv(header, rows).encode("utf-8-sig", "replace")


def safe(cell: str) -> str:
    """Return a cell that no spreadsheet runs as a formula.

    >>> safe("=1+1"), safe("a = b")
    ("'=1+1", 'a = b')
    """
    first = unicodedata.normalize("NFKC", cell.lstrip()[:1])  # a form feed is a blank, too
    blank = cell.lstrip(" \u00a0\u202f\n")[:1]
    return f"'{cell}" if first.startswith(_STARTS) or blank.startswith(("\t", "\r")) else cell


def as_csv(plans: Plans) -> str:
    """Return the rows of plans as CSV under a line of headings; lists are separated by a semicolon."""
    cells = ([getattr(row, column) for column in _COLUMNS] for plan in plans.plans for row in plan.rows)
    return _csv(_COLUMNS, (["; ".join(cell) if isinstance(cell, tuple) else cell for cell in row] for row in cells))


def _csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(header)
    writer.writerows([safe(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return file.getvalue()
