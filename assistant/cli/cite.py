"""`cite`: show the paragraph at a reference."""

from __future__ import annotations

import argparse

import prompts
from assistant.citations import Style
from assistant.cite.types import Cited, CitedParagraph
from assistant.cli.command import LANGUAGES, Command, CommandResult, add_question
from assistant.cli.output import add_output, check_output, with_output
from assistant.cli.terminal import indented, version_label, wrapped
from assistant.service import Assistant
from corpus.text.typography import format_date, with_semicolons
from corpus.types import TEXTS

_RULE = "–" * 20


def _arguments(cite: argparse.ArgumentParser) -> None:
    add_question(cite, "reference", "a document and a place, as you would write it in a footnote")
    cite.add_argument("--lang", choices=LANGUAGES, help="show this language")
    cite.add_argument("--style", choices=[str(style) for style in Style], help="write the citation out, to copy it")
    add_output(cite)


def _run(service: Assistant, options: argparse.Namespace) -> CommandResult:
    """Look a reference up; an unresolved one is a failure."""
    check_output(options)
    cited = service.cite(options.reference, language=options.lang)
    all_cited = (cited, *cited.also)
    found = [each for each in all_cited if each.status == "found" and each.document]
    outcome = CommandResult(cited.to_json(), text(cited), failed=len(found) < len(all_cited))
    if options.style and found:
        written = "\n\n".join(
            service.citations(each.document, each.locator, each.language, styles=(options.style,))[options.style]
            if each in found and each.document
            else wrapped(each.message)
            for each in all_cited
        )
        outcome = CommandResult(outcome.json | {"style": options.style, "formatted": written}, written, outcome.failed)
    return with_output(service, cited, outcome, options)


def text(result: Cited) -> str:
    """Return the paragraphs at a reference, or what its document is, or why there is none; documents apart."""
    return f"\n\n{_RULE}\n\n".join(map(_text, (result, *result.also)))


def _text(result: Cited) -> str:
    """Return the paragraphs of one document, its description, or the message why there are none."""
    if result.status != "found":
        return "\n".join(map(wrapped, result.message.splitlines()))
    if result.text is None:
        return _document(result)
    own = (
        version_label(result.text_language, result.text_status, result.language)
        if result.text_language and result.text_status
        else ""
    )
    head = f"{result.citation}  {own}".rstrip()
    has_notice = result.message != prompts.render("cite.found", result.language)
    note = f"\n{wrapped(result.message)}" if has_notice else ""
    if len(result.paragraphs) == 1:
        (only,) = result.paragraphs
        path = f"{' › '.join(only.heading)}\n" if only.heading else ""
        return f"{head}{note}\n{path}\n{_with_note(only, result.language)}"
    blocks = []
    above: tuple[str, ...] = ()
    for each in result.paragraphs:
        path = f"{' › '.join(each.heading)}\n\n" if each.heading and each.heading != above else ""
        above = each.heading
        blocks.append(f"{path}{each.label}\n{_with_note(each, result.language)}")
    return f"{head}{note}\n\n" + "\n\n".join(blocks)


def _with_note(paragraph: CitedParagraph, reader: str) -> str:
    """Return a paragraph's text, and with it a note in the reader's language, or the text that prevails."""
    if paragraph.status not in TEXTS:
        label = _version(paragraph.language, paragraph.status, reader)
        texts = [(code, each) for code, each in paragraph.renditions.items() if each.status in TEXTS]
        blocks = [f"   {label}\n{indented(paragraph.text)}"]
        blocks += [f"   {_version(code, each.status, reader)}\n{indented(each.text)}" for code, each in texts[:1]]
        return "\n\n".join(blocks)
    ours = paragraph.renditions.get(reader)
    if ours is None or ours.status != "note" or paragraph.language == reader:
        return indented(paragraph.text)
    return f"{indented(paragraph.text)}\n\n   {_version(reader, 'note', reader)}\n{indented(ours.text)}"


def _version(language: str, status: str, reader: str) -> str:
    """Return the name of a version: “Official text, French”."""
    return prompts.render(f"cite.{status}", reader, language=prompts.render(f"language.{language}", reader))


def _document(result: Cited) -> str:
    """Return the description of a document: its title, who adopted it and when, its places, the versions loaded."""
    reader = result.language
    date = format_date(result.date, reader) if result.date else None
    facts = " · ".join(filter(None, (result.body, result.session, date)))
    lines = [wrapped(result.citation or ""), *([wrapped(facts)] if facts else []), ""]
    if result.places:
        lines += [wrapped(prompts.render("cite.places", reader, places=with_semicolons(result.places, reader)))]
    lines += [_version(each.language, each.status, reader) for each in result.versions]
    return "\n".join(lines)


COMMAND = Command(
    "cite",
    "show the paragraph at a reference, such as “GB.346/INS/4, para. 24(e)”",
    _arguments,
    _run,
    question="reference",
)
