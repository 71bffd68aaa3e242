"""`parallel`: the same paragraphs in several languages, side by side."""

from __future__ import annotations

import argparse
import io
import shutil
import textwrap

import prompts
from assistant.cite.types import Cited
from assistant.cli.cite import text as cited_text
from assistant.cli.command import LANGUAGES, Command, CommandResult, add_question
from assistant.cli.terminal import plain, spoken, status_name, wrapped
from assistant.read.parallel import in_print_order
from assistant.read.types import Parallel, ParallelRow
from assistant.service import Assistant

_WIDTH = 100  # where there is no terminal
_WIDEST = 160
_NARROWEST_COLUMN = 32  # below this, texts stand one beneath the other
_GAP = 3
_INDENT = 2  # a level of items


def _arguments(parallel: argparse.ArgumentParser) -> None:
    add_question(parallel, "reference", "a document, with a place or without, as you would write it in a footnote")
    parallel.add_argument(
        "--lang", choices=LANGUAGES, action="append", default=[], help="a column, in this order; all unless given"
    )


def _run(service: Assistant, options: argparse.Namespace) -> CommandResult:
    """Show the places of a reference in several languages; an unresolved reference is a failure."""
    found = service.parallel(options.reference, languages=options.lang)
    if isinstance(found, Cited):
        return CommandResult(found.to_json(), cited_text(found), failed=True)
    return CommandResult(found.to_json(), text(found, shutil.get_terminal_size((_WIDTH, 0)).columns))


def text(result: Parallel, width: int = _WIDTH) -> str:
    """Return the texts in columns as wide as the terminal allows, one beneath the other where it is narrow."""
    width = min(width, _WIDEST)
    blocks = [result.citation]
    if result.missing:
        blocks.append(
            wrapped(
                prompts.render(
                    "terminal.not_loaded_in",
                    spoken(result.language),
                    missing=", ".join(result.missing),
                    shown=", ".join(result.languages) or "–",
                )
            )
        )
    blocks += [wrapped(f"! {each.message}") for each in result.mismatches]
    columns = max(1, len(result.languages))
    in_columns = (width - _GAP * (columns - 1)) // columns >= _NARROWEST_COLUMN
    blocks.append(_columns(result, width) if in_columns else _stacked(result, width))
    return "\n\n".join(blocks)


def _head(result: Parallel, code: str) -> str:
    """Return the head of a column: its language, and the status of its texts."""
    statuses = dict.fromkeys(row.texts[code].status for row in result.rows if code in row.texts)
    return f"{code} ({', '.join(status_name(each, result.language) for each in statuses)})"


def _cell(row: ParallelRow, code: str) -> str:
    """Return a paragraph's text in a language under its number, a dash where that language does not have it."""
    if code not in row.texts:
        return "–"
    # a note prints no number of its own: that of the text beside it is the same
    found = row.texts[code]
    number = next((text.marker for text in (found, *row.texts.values()) if text.marker), found.label or row.label)
    if not found.columns:
        return plain(f"{number} {found.text}".strip())
    columns = (prompts.render("row.column", code, name=name, value=value) for name, value in found.columns)
    return plain("\n".join((number, *columns)))


def _columns(result: Parallel, width: int) -> str:
    """Return the rows as a table without lines."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, _GAP, 1, 0), pad_edge=False, show_edge=False, width=width)
    for code in result.languages:
        table.add_column(Text(_head(result, code)), ratio=1, overflow="fold")
    for row in in_print_order(result.rows):
        indent = (0, 0, 0, _INDENT * row.depth)
        table.add_row(*(Padding(Text(_cell(row, code)), indent) for code in result.languages))
    page = io.StringIO()
    Console(file=page, width=width, color_system=None, legacy_windows=False).print(table)
    return "\n".join(line.rstrip() for line in page.getvalue().splitlines()).strip("\n")


def _stacked(result: Parallel, width: int) -> str:
    """Return the rows with their languages one beneath the other."""
    blocks = []
    for row in in_print_order(result.rows):
        margin = " " * (_INDENT * row.depth)
        for code in result.languages:
            first, rest = f"{margin}{code}  ", f"{margin}    "
            head, *others = _cell(row, code).splitlines() or [""]
            lines = [textwrap.fill(head, width, initial_indent=first, subsequent_indent=rest)]
            lines += [textwrap.fill(line, width, initial_indent=rest, subsequent_indent=rest) for line in others]
            blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


COMMAND = Command(
    "parallel",
    "show paragraphs in several languages side by side, such as “GB.346/INS/4, para. 24”",
    _arguments,
    _run,
    question="reference",
)
