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
    links.add_argument("--only", choices=("cites", "cited_by"), help="one list alone")
    links.add_argument("--lang", choices=LANGUAGES, help="tell the references in this language")


def _run(service: Assistant, options: argparse.Namespace) -> Outcome:
    """Look the references up; a document that is not loaded may well be referred to, a place unknown is a failure."""
    found = service.links(options.reference, options.only, language=options.lang)
    known = found.status in (ResolutionStatus.FOUND, ResolutionStatus.NOT_LOADED)
    return Outcome(found.to_json(), text(found, options.only), failed=not known)


def text(found: Links, only: str | None = None) -> str:
    """Return both lists for people, or one of them, or why there are none."""
    if found.citation is None:
        return wrapped(found.message)
    language = Language(found.language)
    parts = [found.citation] + ([wrapped(found.message)] if found.message else [])
    if only != "cited_by":
        parts.append(_list(prompts.render("links.cites", language), found.cites, True, language))
    if only != "cites":
        parts.append(_list(prompts.render("links.cited_by", language), found.cited_by, False, language))
    return "\n\n".join(parts)


def _list(title: str, links: Sequence[Linked], outgoing: bool, language: Language) -> str:
    """Return references under a title, one a line: the other end, which paragraph says it, what it is, the words."""
    lines = [_line(each, outgoing, language) for each in links[:_MOST]]
    more = len(links) - len(lines)
    lines += [f"  … (+ {more})"] if more > 0 else []
    return "\n".join([f"{title} ({len(links)})", *(lines or ["  —"])])


def _line(link: Linked, outgoing: bool, language: Language) -> str:
    """Return one reference."""
    end = link.target if outgoing else link.source
    kind = prompts.render(KIND_WORDS[Kind(link.type)], language)
    loaded = "" if end.loaded else f" [{prompts.render('links.not_loaded', language)}]"
    said = link.words if link.status == Status.NOTE else in_marks(link.words, Language(link.language or language))
    words = f" {said}" if link.words else f" ({prompts.render('links.catalogue', language)})"
    colon = "\u00a0: " if language is Language.FR else ": "
    place = f"{link.source.citation}{colon}" if outgoing else ""
    return f"  {end.citation}{loaded} — {place}{kind}{words}"


COMMAND = Command(
    "links",
    "show what a place refers to, and what refers to it",
    _arguments,
    _run,
    question="reference",
)
