"""The rows of plans as a CSV file."""

from __future__ import annotations

import csv
import io

from assistant.plan.types import Plans

_COLUMNS = ("document", "citation", "locator", "objective", "output", "deliverable", "language", "status", "points",
            "programme", "first", "last")  # fmt: skip

# What a spreadsheet would take for a formula: documents are written by others.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(plans: Plans) -> str:
    """Return the rows as CSV (RFC 4180) under a line of headings; lists are separated by a semicolon."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(_COLUMNS)
    for plan in plans.plans:
        for row in plan.rows:
            writer.writerow([_cell(getattr(row, column)) for column in _COLUMNS])
    return file.getvalue()


def _cell(value: object) -> str:
    """Return a value as a cell that is text for a spreadsheet, whatever it holds."""
    text = "; ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
