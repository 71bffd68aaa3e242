"""Checks of what a sentence names: people, places, bodies, works, paragraphs.

Each returns the words at fault, or none.
"""

from __future__ import annotations

import re

from assistant.ask.claims.figure_relations import PLACE
from assistant.ask.claims.held import Held
from assistant.ask.claims.names import SYMBOL, countries_in, is_acronym_of, is_proper, names_in
from assistant.ask.claims.sentence import Sentence
from assistant.ask.claims.support import meanings_of, met_in, stems_in
from corpus.glossary.glossary import Glossary
from corpus.text.folding import fold
from corpus.types import Language

# Words for a work, as its sayer: with an article before them they name one.
_WORKS = {
    "recommendation": "recommendation recommandation recomendacion",
    "convention": "convention convenio",
    "conclusions": "conclusions conclusiones",
    "resolution": "resolution resolucion",
    "declaration": "declaration declaracion",
    "strategy": "strategy strategie estrategia",
    "law": "law loi ley act",
    "decree": "decree decret decreto",
}
# What an organization calls itself and its members, whatever its text calls them.
_OWN_NAMES = frozenset(
    "organization organisation organizacion members member membres membre miembros miembro states etats estados".split()
)
_WORK_OF = {word: name for name, words in _WORKS.items() for word in words.split()}
_SAYER = re.compile(
    rf"(?<!\w)(?:the|la|les|el|las|los|this|cette|ces|esta|estas|l')\s?(?P<word>{'|'.join(_WORK_OF)})(?!\w)"
)


def place_at_fault(sentence: Sentence, held: Held) -> str:
    """Return a paragraph that the sentence names and that is none of its sources, nor named by one."""
    locators = [fold(source.locator) for source in held.sources]
    for match in PLACE.finditer(fold(sentence.text)):
        number, letter = match["number"], match["letter"]
        wanted = f"{number}({letter})" if letter else number
        known = any(re.search(rf"(?<![\w.]){re.escape(wanted)}(?![\d.]*\d)", each) for each in locators)
        if not (known or held.has(match[0]) or held.has(number)):
            return match[0]
    return ""


def name_at_fault(sentence: Sentence, held: Held) -> str:
    """Return a name, symbol or kind of work that the sources do not have."""
    for match in SYMBOL.finditer(sentence.text):
        if not held.has(match[0]):
            return match[0]
    if unknown := countries_in(sentence.text, sentence.language) - held.countries:
        return ", ".join(sorted(unknown))
    for match in _SAYER.finditer(fold(sentence.own)):
        if sentence.own[match.start("word")].isupper() and not _is_the_work(match["word"], held):
            return match[0]
    return next((name for name in names_in(sentence.text, sentence.language) if not _knows(name, sentence, held)), "")


def _is_the_work(word: str, held: Held) -> bool:
    """Tell whether a source is of that kind of work, or speaks of one."""
    name = _WORK_OF[word]
    if any(name in source.authority for source in held.sources):
        return True
    return any(held.has(word) for each in _WORKS[name].split() for word in (each, f"{each}s"))


def _knows(name: str, sentence: Sentence, held: Held) -> bool:
    """Tell whether the sources have a name: as it is, translated, or in full where it is an acronym."""
    if held.has(name) or fold(name) in _OWN_NAMES:
        return True
    if countries_in(name, sentence.language):
        return True  # held against those of the sources by their codes
    forms = Glossary.bundled().named(name)
    if any(held.has(each) for form in forms for language in Language for each in form.term.spellings(language)):
        return True
    if name.isupper() and len(name) > 1:
        return is_acronym_of(name, [text for _, text in held.texts] + held.names)
    return all(_is_met(part, sentence, held) for part in re.split(r"[-‐–/]", name))


def _is_met(word: str, sentence: Sentence, held: Held) -> bool:
    """Tell whether the sources have a word of a name.

    Where they are in other languages only, it is met by what translates it, and a word of the dictionary may be missed
    for want of its translation.
    """
    own = stems_in(word, sentence.language)
    if not own or held.has(word):
        return True
    if (there := held.stems.get(sentence.language)) is not None:
        return not own.isdisjoint(there)
    meaning = tuple(meanings_of(word, sentence.language).values())
    if all(any(met_in(each, language, stems) for language, stems in held.stems.items()) for each in meaning):
        return True
    return not is_proper(word, sentence.language)
