"""How the command line sets text and figures for people."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

import prompts
from corpus.types import Language

_WIDTH = 100

# What would move the cursor, colour the terminal or turn the direction of writing: a document may hold anything.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """Return text without control characters, as a terminal shows it."""
    return _UNPRINTABLE.sub("", text)


def escaped(text: str) -> str:
    r"""Return JSON with control characters written as `\u009b`: the same object.

    >>> print(escaped('"a\x9bb"'))
    "a\u009bb"
    """
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


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
    blocks += [wrapped(f"{name} ({len(each)}): {', '.join(each)}") for name, each in lists.items() if each]
    return "\n\n".join(blocks)


def _figures(name: str, report: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the figures of a report, then those of each nested report under the path of its keys."""
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
    """Return a figure with three decimals; a dash for a missing one."""
    if value is None:
        return "—"
    return f"{round(value, 3) + 0.0:.3f}" if isinstance(value, float) else str(value)  # + 0.0: no minus before 0.000


def wrapped(line: str) -> str:
    """Return a line broken at the width of a page."""
    return textwrap.fill(line, _WIDTH, break_long_words=False, break_on_hyphens=False) if line else ""


def indented(text: str) -> str:
    """Return a text broken and set in."""
    return "\n".join(
        textwrap.fill(
            line, _WIDTH, initial_indent="   ", subsequent_indent="   ", break_long_words=False, break_on_hyphens=False
        )
        for line in text.splitlines()
    )


def spoken(language: str | None) -> Language:
    """Return the language of messages to a reader: theirs where it is one of ours, else English."""
    return Language(language) if language in set(Language) else Language.EN


def status_name(status: str, reader: str | None) -> str:
    """Return the name of a status in the reader's language."""
    return prompts.render(f"terminal.{status}", spoken(reader))


def version_label(language: str, status: str, reader: str | None) -> str:
    """Return a text's language and status in brackets.

    >>> version_label("fr", "official", "fr")
    '[fr, officiel]'
    """
    return f"[{language}, {status_name(status, reader)}]"
