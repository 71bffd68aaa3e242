"""The terms of the glossary that occur in chosen places, each with the first sentence that has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.study.chosen import Chosen
from assistant.study.places import Place, Said
from assistant.study.rules import is_telling
from corpus.glossary.glossary import Glossary
from corpus.glossary.types import Term
from corpus.types import Language, Role

_MOST_IN_VAIN = 2_000  # places without a new term: what follows has none either


@dataclass(frozen=True, slots=True)
class TermFound:
    """A term, and the words of a place that use it."""

    term: Term
    place: Place
    said: Said


def terms_found_in(chosen: Chosen, reader: Language) -> Iterator[TermFound]:
    """Yield the terms worth explaining in the chosen places, as a reader gets their texts, each once."""
    glossary = Glossary.bundled()
    met: set[str] = set()
    since = 0
    for document, locator in chosen.locators:
        since += 1
        if since > _MOST_IN_VAIN:
            return
        place = chosen.place(document, locator)
        if place is None or place.role not in (Role.PARAGRAPH, Role.ITEM):
            continue
        for said in place.sentences(place.version(reader)):
            if not is_telling(said.text):
                continue
            for spot in glossary.spots(said.text):
                forms = [form for form in spot.meanings if form.language is said.language and form.term.explained]
                name = forms[0].term.names[Language.EN] if forms else ""
                if name and name not in met:
                    met.add(name)
                    since = 0
                    yield TermFound(forms[0].term, place, said)
