"""A stretch of a version: paragraphs in a row as one text, so that a quotation may run from one into the next.

The numbers of paragraphs and items, and the headings between them, are optional: who quotes may copy them or not. They
are no paragraph's own words: one that has nothing else of a quotation is not a place where it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.text.quotes import Word, plain, words_of
from assistant.text.word_diff import Alignment, Difference, QuotedWord, TextWord, align, pieces
from assistant.verify.left_out import hidden
from corpus.library.library import StoredRendition
from corpus.library.whole_text import in_print_order
from corpus.types import Role


@dataclass(frozen=True, slots=True)
class Match:
    """A quotation laid against a stretch: the paragraphs it covers, and how it differs from them.

    `equal` and `quoted` count words: those that agree, and all of the quotation; `said` those of the text covered.
    """

    covered: tuple[StoredRendition, ...]
    cost: int
    nearness: float
    equal: int
    quoted: int
    said: int
    comparison: tuple[Difference, ...]

    @property
    def likeness(self) -> float:
        """The share of words that agree, of the longer of the two."""
        return self.equal / max(self.quoted, self.said, 1)

    @property
    def differences(self) -> tuple[Difference, ...]:
        """The words that differ."""
        return tuple(each for each in self.comparison if each.op != "equal")


class Stretch:
    """Renditions of one version, in a row."""

    def __init__(self, renditions: Sequence[StoredRendition], heading: tuple[str, ...] = ()) -> None:
        """Put their words in a row; `heading` is the one that the paragraph before them stands under."""
        self.renditions = renditions
        self._pieces: list[str] = []
        self._length = 0
        self._said: list[TextWord] = []
        self._owner: list[int] = []
        for position, own, closes in in_print_order([stored.rendition for stored in renditions]):
            rendition = renditions[position].rendition
            if closes:
                self._append(position, plain(own), optional=False)
                continue
            shared = sum(1 for one, other in zip(heading, rendition.heading, strict=False) if one == other)
            heading = rendition.heading
            for optional, text in (
                *((True, each) for each in heading[shared:]),
                (True, rendition.marker),
                (False, own),
            ):
                self._append(position, plain(text), optional=optional)
        self._source = "".join(self._pieces)

    def match(self, quotation: str, quoted: Sequence[QuotedWord]) -> Match | None:
        """Lay a quotation, in plain form, against the part of the stretch that is nearest.

        None where no word agrees with a paragraph's own. Raises BadRequest where the quotation is too long.
        """
        aligned = self._with_hidden(align(quoted, self._said, within=True), quoted)
        pairs = [(i, j) for i, j in aligned.steps if i is not None and j is not None]
        agreed = [(i, j) for i, j in pairs if quoted[i].word.key == self._said[j].word.key and not quoted[i].optional]
        owners = sorted({self._owner[j] for _, j in agreed if not self._said[j].optional})
        if not owners:
            return None
        return Match(
            covered=tuple(self.renditions[owners[0] : owners[-1] + 1]),
            cost=aligned.cost,
            nearness=aligned.nearness,
            equal=len(agreed),
            quoted=sum(not each.optional for each in quoted),
            said=self._words_said(aligned),
            comparison=pieces(aligned.steps, quoted, self._said, quotation, self._source),
        )

    def _with_hidden(self, aligned: Alignment, quoted: Sequence[QuotedWord]) -> Alignment:
        """Return an alignment with the words that the dots of the quotation may not hide, as words left out of it."""
        said = [each.word for each in self._said]
        steps: list[tuple[int | None, int | None]] = []
        last = -1  # the word of the text that was quoted before
        for i, j in aligned.steps:
            if i is not None and j is not None:
                if quoted[i].gap:
                    steps += [(None, place) for place in hidden(self._source, said, last, j)]
                last = j
            steps.append((i, j))
        if quoted and quoted[-1].cut_after and last >= 0:
            steps += [(None, place) for place in hidden(self._source, said, last, len(said))]
        return replace(aligned, steps=tuple(steps), cost=aligned.cost + len(steps) - len(aligned.steps))

    def _words_said(self, aligned: Alignment) -> int:
        """Return how many words of the text an alignment covers, but for those that need not be quoted."""
        return sum(j is not None and not (i is None and self._said[j].optional) for i, j in aligned.steps)

    def _append(self, position: int, text: str, *, optional: bool) -> None:
        """Append a piece of text, on a line of its own."""
        for word in words_of(text):
            moved = Word(word.key, word.start + self._length, word.end + self._length)
            self._said.append(TextWord(moved, optional))
            self._owner.append(position)
        self._pieces.append(f"{text}\n")
        self._length += len(text) + 1


def whole_paragraph(renditions: Sequence[StoredRendition], locator: str) -> list[StoredRendition]:
    """Return, of renditions in a row, those of the paragraph that a locator belongs to: its chapeau and its items."""
    by_locator = {each.rendition.locator: each.rendition for each in renditions}

    def root(of: str) -> str:
        found = by_locator.get(of)
        while found is not None and found.role is Role.ITEM and found.parent in by_locator:
            found = by_locator[found.parent]
        return found.locator if found is not None else of

    return [each for each in renditions if root(each.rendition.locator) == root(locator)]
