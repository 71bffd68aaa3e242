"""`ask`: ask a question; the answer quotes the paragraphs that hold it."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import prompts
from assistant.ask.authorship import written_by
from assistant.ask.types import Answer, AnswerStatus, Written
from assistant.cli.command import LANGUAGES, Command, CommandResult, add_question
from assistant.cli.models import add_model
from assistant.cli.output import add_output, check_output, with_output
from assistant.cli.terminal import spoken, status_name, wrapped
from assistant.errors import BadRequest
from assistant.export.save import append_line
from assistant.service import Assistant
from assistant.types import Citation
from corpus.text.typography import in_marks


def _arguments(ask: argparse.ArgumentParser) -> None:
    earlier = ', with "history": ["earlier question", …] for a follow-up'
    add_question(ask, "question", "in English, French or Spanish", more=earlier)
    ask.add_argument("--lang", choices=LANGUAGES, help="answer in this language instead of the question's")
    add_output(ask)
    add_model(ask)
    ask.add_argument("--extracts", action="store_true", help="quotations only, although a chat model is configured")
    receipt = "where a model writes, add the record of its answer to this file: one JSON object a line"
    ask.add_argument("--receipt", metavar="FILE", type=Path, help=receipt)


def _run(service: Assistant, options: argparse.Namespace) -> CommandResult:
    """Answer; a refusal is an answer, an unavailable search a failure."""
    check_output(options)
    if options.receipt is not None and (options.extracts or service.model is None):
        raise BadRequest(value=f"--receipt {options.receipt}", expected="a chat model that writes the answer")
    history = service.turns(getattr(options, "history", []), language=options.lang)
    answer = service.ask(options.question, language=options.lang, history=history, written=not options.extracts)
    if options.receipt is not None and answer.receipt is not None:
        append_line(json.dumps(answer.receipt.to_json(), ensure_ascii=False), options.receipt)
    result = CommandResult(answer.to_json(), text(answer), failed=answer.status is AnswerStatus.UNAVAILABLE)
    return with_output(service, answer, result, options)


def text(result: Answer) -> str:
    """Return an answer followed by its sources."""
    lines = [*(wrapped(line) for line in result.answer.splitlines())]
    if result.related:
        lines += ["", prompts.render("terminal.related", spoken(result.language), citation=result.related.citation)]
    if result.citations:
        lines.append("")
        for citation in result.citations:
            lines.append(
                f"[{citation.n}] {citation.citation}  [{citation.language}, {_source_label(citation, result.language)}]"
            )
            if result.mode == "generative":  # the words are the model's: those of the source stand beneath
                quoted = " ".join(citation.quote.split())
                lines.append(wrapped(quoted if citation.status == "note" else in_marks(quoted, citation.language)))
    if result.written is not None:
        lines += ["", *map(wrapped, _of_model(result.written, spoken(result.language)))]
    return "\n".join(lines)


def _of_model(written: Written, reader: str) -> list[str]:
    """Return what a model had to do with the answer: who wrote it, what is withheld, what it should have cited."""
    lines = [line for line in (written_by(written, reader), written.told) if line]
    return lines + [prompts.render("written.better", reader, citation=each.citation) for each in written.better]


def _source_label(citation: Citation, reader: str) -> str:
    """Return the status of a source: official, with its check and draft heading, or our own summary."""
    if citation.status == "note":
        return prompts.render("terminal.summary", spoken(reader))
    checked = prompts.render("terminal.verbatim" if citation.verified else "terminal.unverified", spoken(reader))
    draft = f", {in_marks(citation.draft, reader)}" if citation.draft else ""
    return f"{status_name(citation.status, reader)}, {checked}{draft}"


COMMAND = Command(
    "ask", "ask a question; the answer quotes the paragraphs that hold it", _arguments, _run, question="question"
)
