"""`links`: what a place refers to, and what refers to it."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Sequence

import prompts
from assistant.cli.command import LANGUAGES, Command, CommandResult, add_question
from assistant.cli.terminal import wrapped
from assistant.links.types import KIND_WORDS, FoundLink, LinkEnd, Links
from assistant.service import Assistant
from corpus.links import Kind
from corpus.references import ResolutionStatus
from corpus.text.typography import COLON, in_marks
from corpus.types import Language, Status

_MOST = 40  # references to or from one document shown to people; the JSON has them all
_WIDTH = 100
_ORDER = (Kind.CITES, Kind.GIVES_EFFECT, Kind.REPLACES, Kind.AMENDS, Kind.CORRESPONDS)


def _arguments(links: argparse.ArgumentParser) -> None:
    add_question(links, "reference", "a document, or a document and a place, as in a footnote")
    links.add_argument("--only", choices=("cites", "cited_by"), help="one list alone")
    links.add_argument("--lang", choices=LANGUAGES, help="tell the references in this language")


def _run(service: Assistant, options: argparse.Namespace) -> CommandResult:
    """Look links up; a document not loaded may well be referred to, an unknown place is a failure."""
    found = service.links(options.reference, options.only, language=options.lang)
    known = found.status in (ResolutionStatus.FOUND, ResolutionStatus.NOT_LOADED)
    return CommandResult(found.to_json(), text(found, options.only), failed=not known)


def text(found: Links, only: str | None = None) -> str:
    """Return both lists for people, or one of them, or why there are none."""
    if found.citation is None:
        return wrapped(found.message)
    language = Language(found.language)
    parts = [found.citation] + ([wrapped(found.message)] if found.message else [])
    if only != "cited_by":
        unread = found.status == ResolutionStatus.NOT_LOADED
        parts.append(_list(prompts.render("links.cites", language), found.cites, True, language, unread=unread))
    if only != "cites":
        parts.append(_list(prompts.render("links.cited_by", language), found.cited_by, False, language))
    return "\n\n".join(parts)


def _list(title: str, links: Sequence[FoundLink], outgoing: bool, language: Language, *, unread: bool = False) -> str:
    """Return references under a title, by kind and by the document at the other end; a plan's rows last.

    The references of a document that is not loaded are unknown, but for those of the catalogue.
    """
    if unread:
        unknown = prompts.render("links.unknown", language)
        lines = [f"{title}{COLON[language]} {unknown}"]
    else:
        lines = [f"{title} ({len(links)})", *([] if links else ["  —"])]
    groups: dict[tuple[Kind, str], list[FoundLink]] = {}
    for each in sorted(links, key=lambda each: _ORDER.index(Kind(each.type))):
        end = each.target if outgoing else each.source
        groups.setdefault((Kind(each.type), _document(end, language)), []).append(each)
    last: Kind | None = None
    for (kind, document), members in groups.items():
        lines += [f"  {prompts.render(KIND_WORDS[kind], language)}"] if kind is not last else []
        lines += [f"    {document}", *_members(members, outgoing, language)]
        last = kind
    return "\n".join(lines)


def _document(end: LinkEnd, language: Language) -> str:
    """Return the name of the document at one end of a reference, and whether it can be opened here."""
    if end.document is None:
        return in_marks(end.citation, language) + _bracketed(prompts.render("links.not_identified", language))
    loaded = "" if end.loaded else _bracketed(prompts.render("links.not_loaded", language))
    return (end.whole or end.citation) + loaded


def _bracketed(words: str) -> str:
    """Return a remark in brackets after a space, as it follows a name."""
    return f" [{words}]"


def _members(links: Sequence[FoundLink], outgoing: bool, language: Language) -> list[str]:
    """Return the references to, or from, one document.

    Rows of a plan only list places: each takes one line, with the places that it lists.
    """
    if outgoing and all(link.type == Kind.CORRESPONDS for link in links):
        rows: dict[str, list[str]] = {}
        for link in links:
            rows.setdefault(link.source.within or link.source.citation, []).append(link.words)
        lines = [f"{row}{COLON[language]} {', '.join(listed)}" for row, listed in rows.items()]
    else:
        lines = [_line(link, language) for link in links]
    more = [f"… (+ {len(lines) - _MOST})"] if len(lines) > _MOST else []
    return [_set_in(line) for line in [*lines[:_MOST], *more]]


def _line(link: FoundLink, language: Language) -> str:
    """Return one reference: the paragraph that makes it, its words, and the place."""
    if not link.words:
        return _bracketed(prompts.render("links.catalogue", language)).strip()
    said = link.words if link.status == Status.NOTE else in_marks(link.words, Language(link.language or language))
    source, target = link.source.within or link.source.citation, link.target.within
    places = f"{source} → {target}" if target else source
    return f"{places}{COLON[language]} {said}"


def _set_in(line: str) -> str:
    """Return a line wrapped and indented under its document."""
    return textwrap.fill(
        line, _WIDTH, initial_indent=" " * 6, subsequent_indent=" " * 8, break_long_words=False, break_on_hyphens=False
    )


COMMAND = Command("links", "show what a place refers to, and what refers to it", _arguments, _run, question="reference")
