"""What there is to say of a term, in the words of the interface: where it is explained, and what vouches for it."""

from __future__ import annotations

from assistant import i18n
from assistant.terms import TermEntry, TermPlace
from corpus.catalogue import load
from corpus.glossary import Term
from corpus.references import format_citation


def explained(place: TermPlace, language: str) -> str:
    """Return where a term is explained, and whether that paragraph is here and its number sure."""
    state = ("" if place.loaded else "absent") + ("" if place.seen else "_unseen" if not place.loaded else "unseen")
    key = f"glossary.defined.{state}" if state else "glossary.defined"
    return i18n.text(key, language, citation=place.citation)


def explained_anywhere(term: Term, language: str) -> str:
    """Return where a term is explained, by the catalogue alone, whatever is loaded; empty where it is not known."""
    place = term.definition
    entry = load().get(place.document) if place else None
    if place is None or entry is None:
        return ""
    citation = format_citation(entry.document(), place.locator, language)
    return explained(TermPlace(place.document, place.locator, citation, loaded=True, seen=place.seen), language)


def evidence(entry: TermEntry, language: str) -> str:
    """Return in which languages a term was read in published texts, and what is still to be confirmed."""
    seen = [code for code, name in entry.names.items() if name.seen]
    if len(seen) == len(entry.names):
        return i18n.text("glossary.seen.all", language)
    if not seen:
        return i18n.text("glossary.seen.none", language)
    names = i18n.text("glossary.and", language).join(i18n.name("language", code, language) for code in seen)
    return i18n.text("glossary.seen.some", language, languages=names)
