"""Where a term is explained, and its evidence, in the words of the interface."""

from __future__ import annotations

import prompts
from assistant.glossary.types import TermEntry, TermPlace
from corpus.catalogue.catalogue import load
from corpus.glossary.types import Term
from corpus.references import format_citation

# By whether the paragraph is loaded, and whether its number was read there.
_EXPLAINED = {
    (True, True): "glossary.defined",
    (True, False): "glossary.defined_unseen",
    (False, True): "glossary.defined_absent",
    (False, False): "glossary.defined_absent_unseen",
}


def explained(place: TermPlace, language: str) -> str:
    """Return where a term is explained, and whether that paragraph is here and its number sure."""
    return prompts.render(_EXPLAINED[place.loaded, place.seen], language, citation=place.citation)


def explained_anywhere(term: Term, language: str) -> str:
    """Return where a term is explained, by the catalogue alone, whatever is loaded; empty where it is not known."""
    place = term.definition
    entry = load().get(place.document) if place else None
    if place is None or entry is None:
        return ""
    citation = format_citation(entry.document(), place.locator, language)
    return explained(TermPlace(place.document, place.locator, citation, loaded=True, seen=place.seen), language)


def evidence(entry: TermEntry, language: str) -> str:
    """Return in which languages a term was read in published texts, or that this is to be confirmed."""
    seen = [code for code, name in entry.names.items() if name.seen]
    if len(seen) == len(entry.names):
        return prompts.render("glossary.seen_all", language)
    if not seen:
        return prompts.render("glossary.seen_none", language)
    names = prompts.render("glossary.and", language).join(prompts.render(f"language.{code}", language) for code in seen)
    return prompts.render("glossary.seen_some", language, languages=names)
