"""`glossary`: list the official terms, find one, or check a text against them."""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path

import prompts
from assistant.cli.command import LANGUAGES, Command, CommandResult, add_json
from assistant.errors import BadRequest
from assistant.glossary.types import GlossaryFound, GlossaryStatus, TermEntry, TermsChecked
from assistant.glossary.wording import evidence, explained
from assistant.service import Assistant

_STANDARD_INPUT = "-"
_WIDTH = 100
_THERE = (GlossaryStatus.LISTED, GlossaryStatus.FOUND)


def _arguments(glossary: argparse.ArgumentParser) -> None:
    asked = glossary.add_mutually_exclusive_group()
    asked.add_argument("term", nargs="?", default="", help="a term or abbreviation, in any language; none lists all")
    asked.add_argument(
        "--check", metavar="FILE", help="report the words of a text that are not the official terms; “-” reads it from "
        "standard input"
    )  # fmt: skip
    glossary.add_argument("--lang", choices=LANGUAGES, help="your language, or that of the text to check")
    add_json(glossary)


def _run(service: Assistant, options: argparse.Namespace) -> CommandResult:
    """List, look up or check; a missing term, and a text with wrong renderings, are failures."""
    if options.check is not None:
        written = _read(options.check)
        checked = service.check_terms(written, language=options.lang)
        return CommandResult(checked.to_json(), report(checked, written), failed=bool(checked.flags))
    found = service.glossary(options.term or "", language=options.lang or "en")
    return CommandResult(found.to_json(), text(found), failed=found.status not in _THERE)


def _read(path: str) -> str:
    """Return the text of a file, or of standard input. Raises BadRequest."""
    try:
        data = sys.stdin.buffer.read() if path == _STANDARD_INPUT else Path(path).read_bytes()
        return data.decode("utf-8-sig")
    except (OSError, ValueError) as exc:
        raise BadRequest(value=path, expected=f"a readable text file in UTF-8 ({exc})") from exc


def text(found: GlossaryFound) -> str:
    """Return terms: those named in full, the others on a line each."""
    spoken = found.language
    named, others = found.terms[: found.named], found.terms[found.named :]
    lines = [_line(entry, found.language) for entry in others]
    if found.status is GlossaryStatus.NOT_FOUND:
        return prompts.render("glossary.no_term", spoken, query=found.query)
    if found.status is GlossaryStatus.NEAREST:
        return prompts.render("glossary.nearest", spoken, query=found.query, nearest=_set_in(lines))
    if found.status is GlossaryStatus.LISTED:
        return "\n".join([*lines, "", prompts.render("glossary.total", spoken, count=len(lines))])
    blocks = [_entry(entry, found.language, spoken) for entry in named]
    if lines:
        title = prompts.render("glossary.within_others" if named else "glossary.within", spoken)
        blocks.append(f"{title}\n{_set_in(lines)}")
    return "\n\n".join(blocks)


def _line(entry: TermEntry, language: str) -> str:
    """Return a term on one line: the reader's language, then the others."""
    others = [_named(entry, code) for code in entry.names if code != language]
    return f"{_named(entry, language)} = {' = '.join(others)}"


def _entry(entry: TermEntry, language: str, spoken: str) -> str:
    """Return a term in full: its names, where it is explained, and its evidence."""
    lines = []
    for code, name in entry.names.items():
        shown = [] if code == language else [_named(entry, code)]
        shown += [prompts.render("glossary.also", spoken, variants=", ".join(name.variants))] if name.variants else []
        if shown:
            lines.append(f"{code}  {'; '.join(shown)}")
    if entry.defined:
        lines.append(explained(entry.defined, spoken))
    return f"{_named(entry, language)}\n{_set_in([*lines, evidence(entry, spoken)])}"


def _set_in(lines: Sequence[str]) -> str:
    """Return lines indented and wrapped, continuation lines further."""
    return "\n".join(
        textwrap.fill(line, _WIDTH, initial_indent="   ", subsequent_indent="       ", break_on_hyphens=False)
        for line in lines
    )


def _named(entry: TermEntry, language: str) -> str:
    name = entry.names[language]
    return f"{name.name} ({name.abbreviation})" if name.abbreviation else name.name


def report(checked: TermsChecked, written: str) -> str:
    """Return the wrong renderings of a text, each with its line and column, as compilers do."""
    if not checked.flags:
        language = prompts.render(f"language.{checked.language}", checked.language)
        return prompts.render("glossary.clean", checked.language, language=language)
    lines = []
    for flag in checked.flags:
        before = written[: flag.start]
        line, column = before.count("\n") + 1, flag.start - (before.rfind("\n") + 1) + 1
        lines.append(f"{line}:{column}: “{flag.words}” → {flag.official}")
        if flag.term.defined:
            lines.append(f"   {explained(flag.term.defined, checked.language)}")
    return "\n".join(lines)


COMMAND = Command(
    "glossary", "list the official terms in three languages, find one, or check a text (--check)", _arguments, _run
)
