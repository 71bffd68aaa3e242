"""`find`: search for paragraphs."""

from __future__ import annotations

import argparse

import prompts
from assistant.cli.command import LANGUAGES, Command, CommandResult, add_question
from assistant.cli.output import add_output, check_output, with_output
from assistant.cli.terminal import indented, spoken, status_name, version_label, wrapped
from assistant.find.finder import LARGEST_K
from assistant.find.types import Found, FoundHit
from assistant.service import Assistant


def _arguments(find: argparse.ArgumentParser) -> None:
    add_question(find, "query", "words, a question, or a reference")
    find.add_argument("-k", type=_count, default=10, help=f"how many paragraphs, {LARGEST_K} at most (%(default)s)")
    find.add_argument("--lang", choices=LANGUAGES, help="only text in this language")
    find.add_argument("--document", metavar="ID", help="only this document")
    find.add_argument("--kind", metavar="KIND", help="only documents of this kind (see “library”)")
    find.add_argument("--exact", action="store_true", help="the very words, in a row")
    add_output(find)


def _run(service: Assistant, options: argparse.Namespace) -> CommandResult:
    check_output(options)
    found = service.find(
        options.query,
        k=options.k,
        language=options.lang,
        document=options.document,
        kind=options.kind,
        exact=options.exact,
    )
    reader = options.lang or found.language or "en"
    shown = text(found, reader) if found.hits else prompts.render("terminal.nothing", reader)
    if found.reference:
        shown = f"{wrapped(found.reference.message)}\n\n{shown}"
    return with_output(service, found, CommandResult(found.to_json(), shown), options)


def text(result: Found, reader: str = "en") -> str:
    """Return search results as a numbered list, each in the reader's language, with the text to rely on beneath."""
    return "\n\n".join(_hit(hit, reader) for hit in result.hits)


def _hit(hit: FoundHit, reader: str) -> str:
    """Return one hit: a text in the reader's language that is not the authoritative one stands above that one."""
    head = f"{hit.rank}. {hit.citation}"
    path = f"   {' › '.join(hit.heading)}\n" if hit.heading else ""
    own = version_label(hit.language, hit.status, reader)
    above = [code for code in hit.reading(reader) if code != hit.language]
    if not above:
        return f"{head}  {own}\n{path}{indented(hit.text)}"
    other = hit.renditions[above[0]]
    is_note = other.status == "note"
    note = prompts.render("terminal.note_above", spoken(reader)) if is_note else status_name(other.status, reader)
    return f"{head}\n{path}   [{above[0]}, {note}]\n{indented(other.text)}\n\n   {own}\n{indented(hit.text)}"


def _count(text: str) -> int:
    """Parse a number of paragraphs. Raises ArgumentTypeError."""
    if text.isdecimal() and len(text) < 10 and 1 <= int(text) <= LARGEST_K:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to {LARGEST_K}")


COMMAND = Command("find", "search for paragraphs", _arguments, _run, question="query")
