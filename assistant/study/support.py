"""Whether the library bears out what a question says is wrong: then it is no wrong answer, and the question goes.

A wrong figure, date, instrument or name must stand nowhere near what is asked: not in the paragraph in any of its
languages, not beside it, and in no paragraph that a search for the sentence finds, in any language. That is stricter
than need be, and there are other figures enough.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from assistant.ask.claims.figures import figures_in
from assistant.session import Session
from assistant.study.alternatives import as_number, numbers_in
from assistant.study.facts import NUMBERS, Fact, FactKind
from assistant.study.places import Place
from assistant.text.quotes import is_verbatim, words
from corpus.text.folding import fold_spaces
from index.switches import ALL

_LOOKED_AT = 12  # paragraphs that a search finds
_LONGEST_FILLING = 10  # words
_KEPT = 4096
_LONGEST_TEXT = 6_000  # characters that are read for figures in words

QUICK = replace(ALL, late=False)
"""A search that finds what is near, and need not put it in the best order."""


class Support:
    """Looks for what bears out wrong answers, in one state of the library."""

    def __init__(self, session: Session) -> None:
        """Read nothing yet."""
        self._session = session
        self._nearby = lru_cache(_KEPT)(self._texts_nearby)

    def bears_out(self, fact: Fact, value: str, other: str, sentence: str, place: Place) -> bool:
        """Tell whether another fact (`value`, in the `other` words) in the place of one is borne out anywhere."""
        near = self._nearby(place.document.id, place.locator, sentence)
        if fact.kind in NUMBERS or fact.kind in (FactKind.DATE, FactKind.INSTRUMENT):
            changed = fact.replaced(sentence, other)
            wanted = {
                as_number(value),
                *(each.value for each in figures_in(changed) if each.start <= fact.start < each.end),
            }
            said = any(not wanted.isdisjoint(_numbers_of(text)) for text in near)
        else:
            said = any(fold_spaces(other) in fold_spaces(text) for text in near)
        return said or self.is_said(fact.replaced(sentence, other))

    def is_filled_otherwise(self, before: str, after: str, key: str) -> bool:
        """Tell whether the library has a sentence that begins and ends alike, with other words in the middle."""
        ours = words(before), words(after)
        longer = max((before, after), key=len)
        for stored in self._session.library.exact(longer):
            said = words(stored.rendition.text)
            for start in _starts(said, ours[0]):
                middle = said[start + len(ours[0]) :]
                for length in range(1, _LONGEST_FILLING + 1):
                    if middle[length : length + len(ours[1])] == ours[1] and middle[:length] != words(key):
                        return True
        return False

    def is_said(self, sentence: str) -> bool:
        """Tell whether a sentence stands in the library, word for word."""
        return any(self.where(sentence))

    def where(self, sentence: str) -> Iterator[tuple[str, str]]:
        """Yield the address of each paragraph that has the words of a sentence in a row, each version for itself."""
        for stored in self._session.library.exact(sentence):
            if is_verbatim(sentence, stored.rendition.text):
                yield stored.document, stored.rendition.locator

    def _texts_nearby(self, document: str, locator: str, sentence: str) -> tuple[str, ...]:
        """Return what the place says in all languages, its neighbours, and the paragraphs found for the sentence."""
        search, holdings = self._session.search, self._session.holdings
        locators = holdings.locators(document)
        at = locators.index(locator)
        addresses = [(document, each) for each in locators[max(0, at - 2) : at + 3]]
        addresses += [(each.document, each.locator) for each in search.rank(sentence, steps=QUICK)[:_LOOKED_AT]]
        return tuple(placed.text for address in dict.fromkeys(addresses) for placed in search.placed(*address).values())


@lru_cache(_KEPT)
def _numbers_of(text: str) -> frozenset[Decimal]:
    """Return every number of a text: as written in digits or in a word, and with its scale, “1.5 million”."""
    found = frozenset(numbers_in(text))
    return found if len(text) > _LONGEST_TEXT else found | {each.value for each in figures_in(text)}


def _starts(said: list[str], part: list[str]) -> Iterator[int]:
    """Yield where the words of a part begin in a text; everywhere for a part without words."""
    return (at for at in range(len(said) - len(part) + 1) if said[at : at + len(part)] == part)
