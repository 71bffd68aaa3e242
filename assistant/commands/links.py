"""`links`: what a place refers to, and what refers to it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

import prompts
from assistant.commands.command import LANGUAGES, Command, Outcome, add_question
from assistant.linking import KIND_WORDS, Linked, Links
from assistant.printing import wrapped
from assistant.quotes import in_marks
from assistant.service import Assistant
from corpus.links import Kind
from corpus.references import ResolutionStatus
from corpus.types import Language, Status

_MOST = 60  # references of each list told to people; the JSON has them all


def _arguments(links: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    add_question(links, "reference", "a document, or a document and a place, as in a footnote")
    links.add_argument("--lang", choices=LANGUAGES, help="tell the references in this language")


def _run(service: Assistant, options: argparse.Namespace) -> Outcome:
    """Look the references up; a document that is not loaded may well be referred to, a place unknown is a failure."""
    found = service.links(options.reference, language=options.lang)
    known = found.status in (ResolutionStatus.FOUND, ResolutionStatus.NOT_LOADED)
    return Outcome(found.to_json(), text(found), failed=not known)


def text(found: Links) -> str:
    """Return both lists for people, or why there are none."""
    if found.citation is None:
        return wrapped(found.message)
    language = Language(found.language)
    parts = [found.citation] + ([wrapped(found.message)] if found.message else [])
    for key, links in (("links.cites", found.cites), ("links.cited_by", found.cited_by)):
        parts.append(
            f"{prompts.render(key, language)} ({len(links)})\n{_listed(links, key == 'links.cites', language)}"
        )
    return "\n\n".join(parts)


def _listed(links: Sequence[Linked], outgoing: bool, language: Language) -> str:
    """Return references, one a block: the other end, what kind, the words, and which paragraph they are of."""
    lines = [_line(each, outgoing, language) for each in links[:_MOST]]
    more = len(links) - len(lines)
    return "\n".join([*lines, *([f"  … (+ {more})"] if more > 0 else [])]) or "  —"


def _line(link: Linked, outgoing: bool, language: Language) -> str:
    """Return one reference."""
    end = link.target if outgoing else link.source
    kind = prompts.render(KIND_WORDS[Kind(link.type)], language)
    loaded = "" if end.loaded else f" [{prompts.render('links.not_loaded', language)}]"
    said = link.words if link.status == Status.NOTE else in_marks(link.words, Language(link.language or language))
    words = f" {said}" if link.words else f" ({prompts.render('links.catalogue', language)})"
    place = f"{link.source.citation}: " if outgoing else ""
    return f"  {end.citation}{loaded} — {place}{kind}{words}"


COMMAND = Command(
    "links",
    "show what a place refers to, and what refers to it",
    _arguments,
    _run,
    question="reference",
)
