"""Paragraphs read once, to hold sentences against: their statements, figures, dates and names, in every language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import chain, takewhile
from typing import TypeVar

from assistant.ask.claims.dates import Date, dates_in
from assistant.ask.claims.figures import Figure, figures_in
from assistant.ask.claims.hygiene import addresses_in, gives_orders
from assistant.ask.claims.names import countries_in
from assistant.ask.claims.support import Statement, statements_of
from assistant.ask.sources import Source
from corpus.text.folding import fold
from corpus.text.sentences import split_sentences
from corpus.types import TEXTS, Language
from index.query.stems import stems_of

Each = TypeVar("Each")


class Held:
    """One source, or several as one: each of them is read once, however many sentences cite it beside others."""

    def __init__(self, sources: Sequence[Source], parts: Sequence[Held] = ()) -> None:
        """Read nothing yet; `parts` are the sources one by one, where there are several."""
        self.sources, self._parts = tuple(sources), tuple(parts)

    @classmethod
    def together(cls, parts: Sequence[Held]) -> Held:
        """Return several as one."""
        return parts[0] if len(parts) == 1 else cls([source for part in parts for source in part.sources], parts)

    @property
    def parts(self) -> tuple[Held, ...]:
        """The sources one by one."""
        return self._parts or (self,)

    def read(self) -> None:
        """Read all there is, ahead of the first sentence."""
        facts = (self.dates, self.figures, self.called, self.countries, self.addresses)
        for each in (self.stems, self.said, self.official, *facts):
            len(each)

    @cached_property
    def official(self) -> list[str]:
        """What may be quoted: the official texts, and our note where a paragraph has no other text."""
        if self._parts:
            return self._of(lambda part: part.official)
        (source,) = self.sources
        own = [each for each in source.texts if each.status in TEXTS] or source.texts
        return [f"{each.opening} {each.text}".strip() for each in own]

    @cached_property
    def addresses(self) -> frozenset[str]:
        """The addresses of mail and sites that the texts give."""
        if self._parts:
            return frozenset().union(*(part.addresses for part in self._parts))
        (source,) = self.sources
        return frozenset().union(*(addresses_in(each.text) for each in source.texts))

    @cached_property
    def texts(self) -> list[tuple[Language, str]]:
        """Every text with the line that opens its list, without the sentences that give orders to a machine."""
        if self._parts:
            return self._of(lambda part: part.texts)
        (source,) = self.sources
        return [(Language(each.language), f"{each.opening} {_harmless(each.text)}".strip()) for each in source.texts]

    @cached_property
    def statements(self) -> dict[Language, list[Statement]]:
        """The sentences, by language."""
        found: dict[Language, list[Statement]] = {}
        if self._parts:
            for language, said in chain.from_iterable(part.statements.items() for part in self._parts):
                found[language] = [*dict.fromkeys([*found.get(language, []), *said])]
            return found
        (source,) = self.sources
        for each in source.texts:
            said = list(statements_of(_harmless(each.text), Language(each.language), each.opening))
            found.setdefault(Language(each.language), []).extend(said)
        return found

    @cached_property
    def stems(self) -> dict[Language, frozenset[str]]:
        """The stems of all sentences and of what the documents are called, by language."""
        if self._parts:
            languages = {language for part in self._parts for language in part.stems}
            return {
                each: frozenset().union(*(part.stems.get(each, ()) for part in self._parts))
                for each in sorted(languages)
            }
        called = frozenset(stem for language in Language for stem in stems_of(" ".join(self.names), language))
        return {language: called.union(*(each.stems for each in said)) for language, said in self.statements.items()}

    @cached_property
    def names(self) -> list[str]:
        """What the documents and paragraphs are called."""
        return [name for source in self.sources for name in (*source.names, source.citation)]

    @cached_property
    def said(self) -> str:
        """The words of all texts and names, folded, between single spaces, to look words up in."""
        if self._parts:
            return " ".join(part.said for part in self._parts)
        return f" {' '.join(_words(' '.join([*(text for _, text in self.texts), *self.names])))} "

    @cached_property
    def dates(self) -> list[Date]:
        """The dates of the texts and of the documents."""
        if self._parts:
            return self._of(lambda part: part.dates)
        return [date for text in (*(text for _, text in self.texts), *self.names) for date in dates_in(text)]

    @cached_property
    def figures(self) -> list[Figure]:
        """The figures of the texts, those of dates too (a year)."""
        if self._parts:
            return self._of(lambda part: part.figures)
        return [figure for _, text in self.texts for figure in figures_in(text)]

    @cached_property
    def called(self) -> list[Figure]:
        """The figures of names and symbols: the number of an instrument, a session, a year."""
        if self._parts:
            return self._of(lambda part: part.called)
        return [figure for name in self.names for figure in figures_in(name)]

    @cached_property
    def countries(self) -> frozenset[str]:
        """The countries that the texts and names name (ISO 3166)."""
        if self._parts:
            return frozenset().union(*(part.countries for part in self._parts))
        said = [*self.texts, *((language, name) for name in self.names for language in Language)]
        return frozenset().union(*(countries_in(text, language) for language, text in said))

    @cached_property
    def by_language(self) -> list[tuple[Language, list[str]]]:
        """The sentences as texts, by language."""
        return [(language, [one.text for one in said]) for language, said in self.statements.items()]

    @cached_property
    def items(self) -> frozenset[int]:
        """How many items their lists have, and how many paragraphs they are."""
        return frozenset({len(self.sources), *(source.items for source in self.sources)})

    def has(self, phrase: str) -> bool:
        """Tell whether some words stand in the texts or names, in a row, whatever their case and accents."""
        words = _words(phrase)
        return bool(words) and f" {' '.join(words)} " in self.said

    def _of(self, what: Callable[[Held], Iterable[Each]]) -> list[Each]:
        return list(dict.fromkeys(chain.from_iterable(what(part) for part in self._parts)))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(text))


def _harmless(text: str) -> str:
    """Return a text without the sentences that give orders to a machine, and what stands behind them in their line."""
    if not gives_orders(text):
        return text
    return "\n".join(
        " ".join(takewhile(lambda each: not gives_orders(each), split_sentences(line))) for line in text.split("\n")
    )
