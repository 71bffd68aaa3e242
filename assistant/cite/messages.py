"""Messages for unresolved references: the range there is, the documents that fit, how to load what is missing."""

from __future__ import annotations

import re
from collections.abc import Iterable

import prompts
from assistant.session import Session
from corpus.catalogue.entry import Holds
from corpus.references import Reference, Resolution, ResolutionStatus, format_places, format_range, numbered_by
from corpus.text.folding import fold
from corpus.text.typography import with_semicolons
from corpus.types import Document, Language

_AS_BEFORE = re.compile(r"(?:ibid(?:em)?|id(?:em)?|op\.?\s*cit|loc\.?\s*cit|supra)\.?")
_BY_ARTICLES = frozenset({"convention", "protocol", "law", "constitution", "act"})
_MOST_NAMED = 10


def why_not(reference: Reference, resolution: Resolution, session: Session) -> str:
    """Return the message for an unresolved reference: the range there is, the documents that fit, what to add."""
    reader = session.reader
    if resolution.status is ResolutionStatus.NOT_LOADED and resolution.document:
        return not_loaded(resolution.document, reference.named, session)
    if resolution.status is ResolutionStatus.AMBIGUOUS:
        return prompts.render("refusal.ambiguous", reader, candidates=_one_a_line(reference, resolution, session))
    if not resolution.missing:
        name = reference.named or reference.instrument or ""
        if _AS_BEFORE.fullmatch(fold(name)):
            return prompts.render("cite.as_before", reader, words=name)
        return prompts.render("refusal.unknown_document", reader, document=name)
    if resolution.document is None:
        return prompts.render("refusal.no_such_place", reader, place=format_places(resolution.missing, reader))
    document = session.library.document(resolution.document)
    kind = numbered_by(document)
    several = len(resolution.missing) > 1
    return prompts.render(
        "refusal.no_such_paragraphs" if several else "refusal.no_such_paragraph",
        reader,
        document=named(document, reader),
        place=_of(format_places(resolution.missing, reader, kind), reader),
        valid=places_there(resolution.ranges, document, reader),
    )


def _one_a_line(reference: Reference, resolution: Resolution, session: Session) -> str:
    """Return the documents that have a place, one a line: the first ten, and how many more.

    Only those that call such a place what the reference calls it: “article 4” is not paragraph 4.
    """
    held = [session.library.document(each) for each in resolution.candidates]
    meant = [each for each in held if (numbered_by(each) in _BY_ARTICLES) == reference.articles] or held
    lines = [f"– {named(each, session.reader)}" for each in meant[:_MOST_NAMED]]
    if more := len(meant) - _MOST_NAMED if len(meant) > _MOST_NAMED else 0:
        lines.append("– " + prompts.render("cite.more", session.reader, number=more))
    return "\n".join(lines)


def _of(place: str, reader: Language) -> str:
    """Return a place with its preposition, as a negative sentence takes it: «de paragr. 7», «d’art. 7» in French."""
    if reader is not Language.FR:
        return place
    return f"d’{place}" if fold(place)[:1] in "aeiouh" else f"de {place}"


def not_loaded(document_id: str | None, named_as: str | None, session: Session) -> str:
    """Return the message that a document is not loaded, by its title in the catalogue, else as it was named."""
    return prompts.render("refusal.not_loaded", session.reader, document=_name_of(document_id, named_as, session))


def how_to_load(document_id: str, named_as: str | None, session: Session) -> str:
    """Return the message that a document is not loaded, with the commands that add it."""
    name = _name_of(document_id, named_as, session)
    entry = session.catalogue.get(document_id)
    for each in (entry, session.catalogue.get(entry.annexed_to) if entry and entry.annexed_to else None):
        if each and any(address.holds is Holds.TEXT for address in each.urls):
            return prompts.render("cite.fetch", session.reader, document=name, id=each.id)
    return prompts.render("cite.add", session.reader, document=name)


def language_missing(citation: str, wanted: Language, available: Language, reader: Language) -> str:
    """Return the message that a paragraph is not loaded in the language wanted, and in which it is shown instead."""
    return prompts.render(
        "refusal.language_missing",
        reader,
        citation=citation,
        wanted=prompts.render(f"language.{wanted}", reader),
        available=prompts.render(f"language.{available}", reader),
    )


def note_beneath(citation: str, available: Language, reader: Language) -> str:
    """Return the message that the official text is in another language, with our note in the reader's own beneath."""
    wanted = prompts.render(f"language.{reader}", reader)
    other = prompts.render(f"language.{available}", reader)
    return prompts.render("cite.note_beneath", reader, citation=citation, wanted=wanted, available=other)


def named(document: Document, language: Language) -> str:
    """Return the name of a document in a sentence: its title, and its symbol if it has one."""
    title = document.title(language)
    if document.symbol and title.lower() == document.symbol.lower():
        return document.symbol
    return f"{title} ({document.symbol})" if document.symbol and document.symbol != title else title


def places_there(ranges: Iterable[tuple[str, str]], document: Document, language: Language) -> str:
    """Return the places that a document has, given as first and last of each run; a dash where it has none."""
    kind = numbered_by(document)
    return with_semicolons((format_range(*each, language, kind) for each in ranges), language) or "—"


def _name_of(document_id: str | None, named_as: str | None, session: Session) -> str:
    """Return the name of a document that is not loaded."""
    entry = session.catalogue.get(document_id) if document_id else None
    return named(entry.document(), session.reader) if entry else named_as or document_id or ""
