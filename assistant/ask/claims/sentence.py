"""A sentence of a model, read once for all checks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from assistant.ask.claims.dates import Date, dates_in
from assistant.ask.claims.figures import Figure, figures_in, without_spans
from assistant.ask.claims.framing import is_framing
from assistant.ask.claims.names import SYMBOL
from assistant.ask.claims.polarity import Marker, markers_in
from assistant.ask.claims.quotations import quotations_in
from assistant.ask.claims.support import Clause, Meaning, clauses_of, meanings_of
from corpus.types import Language
from index.query.stems import words


class Sentence:
    """A sentence in the reader's language, without its keys; `opening` is the line that opens its list, if any."""

    def __init__(self, text: str, language: Language, opening: str = "") -> None:
        """Read nothing yet."""
        self.text, self.language, self.opening = text, language, opening

    @cached_property
    def whole(self) -> str:
        """The sentence with the line that opens its list: what bounds that line bounds it."""
        return f"{self.opening} {self.text}".strip()

    @cached_property
    def quotations(self) -> list[tuple[int, int, str]]:
        """What it quotes."""
        return quotations_in(self.text)

    @cached_property
    def own(self) -> str:
        """The same with its quotations blanked: what the model says in words of its own."""
        return without_spans(self.text, [(start, end) for start, end, _ in self.quotations])

    @cached_property
    def dates(self) -> tuple[Date, ...]:
        """The dates it gives."""
        return dates_in(self.text)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The figures it gives, but for those of its dates."""
        symbols = [match.span() for match in SYMBOL.finditer(self.text)]
        return figures_in(without_spans(self.text, [*((each.start, each.end) for each in self.dates), *symbols]))

    @cached_property
    def meanings(self) -> Sequence[Meaning]:
        """Its words with a meaning."""
        return tuple(self._by_word.values())

    @cached_property
    def asserting(self) -> tuple[Meaning, ...]:
        """Its words with a meaning, without those that lead on or say what kind of thing is told: points, cases."""
        return tuple(meaning for word, meaning in self._by_word.items() if not is_framing(word))

    def meanings_in(self, part: str) -> tuple[Meaning, ...]:
        """Return the words with a meaning of a part of it, or of the line that opens its list."""
        known = self._by_word | self._by_opening
        return tuple(known[word] for word in dict.fromkeys(words(part)) if word in known)

    @cached_property
    def _by_word(self) -> dict[str, Meaning]:
        return meanings_of(self.text, self.language)

    @cached_property
    def _by_opening(self) -> dict[str, Meaning]:
        return meanings_of(self.opening, self.language) if self.opening else {}

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Its parts."""
        return clauses_of(self.text, self.language)

    @cached_property
    def markers(self) -> frozenset[Marker]:
        """What bounds it."""
        return markers_in(self.whole)
