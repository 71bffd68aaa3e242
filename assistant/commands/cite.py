"""`cite`: show the paragraph at a reference."""

from __future__ import annotations

import argparse

from assistant.citations import Style
from assistant.commands.command import LANGUAGES, Command, Outcome, add_question
from assistant.commands.output import add_output, check_output, with_output
from assistant.printing import indented, wrapped
from assistant.service import Assistant
from assistant.types import Cited


def _arguments(cite: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    add_question(cite, "reference", "a document and a place, as you would write it in a footnote")
    cite.add_argument("--lang", choices=LANGUAGES, help="show this language")
    cite.add_argument("--style", choices=[str(style) for style in Style], help="write the citation out, to copy it")
    add_output(cite)


def _run(service: Assistant, options: argparse.Namespace) -> Outcome:
    """Look a reference up; one that leads nowhere is a failure."""
    check_output(options)
    cited = service.cite(options.reference, language=options.lang)
    outcome = Outcome(cited.to_json(), text(cited), failed=cited.status != "found")
    if options.style and cited.status == "found" and cited.document:
        written = service.citation(cited.document, cited.locator, options.style, cited.language)
        outcome = Outcome(outcome.json | {"style": options.style, "formatted": written}, written)
    return with_output(service, cited, outcome, options)


def text(result: Cited) -> str:
    """Return the paragraph at a reference, or why there is none."""
    if result.status != "found":
        return result.message
    if result.text is None:
        return result.citation or result.message
    path = f"{' › '.join(result.heading)}\n" if result.heading else ""
    note = f"\n{wrapped(result.message)}" if result.text_language != result.language or result.valid else ""
    status = (result.text_status or "").replace("_", " ")
    return f"{result.citation}  [{result.text_language}, {status}]{note}\n{path}\n{indented(result.text)}"


COMMAND = Command(
    "cite",
    "show the paragraph at a reference, such as “GB.346/INS/4, para. 24(e)”",
    _arguments,
    _run,
    question="reference",
)
