"""The paragraphs that a quotation may be from: those with all of it, or with the rarest runs of its words.

A quotation is laid word by word against few places. Those are found by phrases: all of it, then runs of two or three
of its words, each counting the more the fewer paragraphs have it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from assistant.text.quotes import words
from assistant.text.word_diff import QuotedWord
from assistant.verify.left_out import hides
from assistant.verify.window import Match, Stretch, whole_paragraph
from corpus.library.library import Library, StoredRendition
from corpus.types import TEXTS, Status

MOST_PLACES = 100

_LONGEST_PHRASE = 48  # words; longer ones are found by their runs
_LONGEST_WORD = 60  # characters
_MOST_PROBES = 14
_MOST_HALVES = 3
_LONGEST_HALF = 12  # words
_FEW_WORDS = 10
_COMMON = 60  # paragraphs: a run that so many have is no evidence
_COMPARED = 32  # paragraphs whose words are counted
_MOST_STRETCHES = 8
_MOST_LONG_STRETCHES = 3  # of a quotation longer than this many words
_LONG = 150
_WORDS_PER_ITEM = 6  # few: so many paragraphs to each side are looked at as the quotation may cover
_MOST_ITEMS = 100  # of a paragraph in which words are left out
_MOST_WORDS = 60  # of which it is asked how rare they are
_TELLING = 4  # letters
_RARE = 12  # renditions: a word that so many have is not rare
_Address = tuple[str, str, str, int]


class CandidateFinder:
    """Finds the paragraphs that a quotation may be from; `notes`: whether our own notes count."""

    def __init__(self, library: Library, *, notes: bool) -> None:
        """Look in a library, which must stay in one state meanwhile."""
        self._library, self._notes = library, notes

    def exact(self, quotation: str, quoted: Sequence[QuotedWord]) -> tuple[list[StoredRendition], bool]:
        """Return the paragraphs that have the whole quotation, official first, and whether there are more."""
        optional = any(each.optional for each in quoted)
        if not 0 < len(quoted) <= _LONGEST_PHRASE or optional or any(each.gap for each in quoted[1:]):
            return [], False
        phrase = quotation[quoted[0].word.start : quoted[-1].word.end]
        found = self._with(phrase, MOST_PLACES + 1)
        row = f" {' '.join(each.word.key for each in quoted)} "
        there = [
            each
            for each in found
            if row in f" {' '.join(words(each.rendition.text))} " and not hides(each.rendition.text, quoted)
        ]
        return there[:MOST_PLACES], len(found) > MOST_PLACES

    def similar(self, quotation: str, quoted: Sequence[QuotedWord]) -> list[StoredRendition]:
        """Return paragraphs that have rare runs of the quotation's words, those with most of its words first."""
        votes: defaultdict[_Address, float] = defaultdict(float)
        found: dict[_Address, StoredRendition] = {}
        for phrase in _probes(quotation, quoted):
            rows = self._with(phrase, _COMMON)
            for row in rows:
                address = (row.document, row.language, row.status, row.ordinal)
                votes[address] += 1 / len(rows) if len(rows) < _COMMON else 1 / len(rows) ** 2
                found.setdefault(address, row)
        best = sorted(votes, key=lambda address: (-votes[address], address[2] not in TEXTS, address))
        asked = {each.word.key for each in quoted}
        shared = {
            address: len(asked.intersection(words(found[address].rendition.text))) for address in best[:_COMPARED]
        }
        return [found[address] for address in sorted(shared, key=lambda address: -shared[address])]

    def rare_words(self, quotation: str, quoted: Sequence[QuotedWord]) -> set[str]:
        """Return the words of a quotation that few paragraphs have."""
        runs = _spread(_runs(quotation, quoted, 1), _MOST_WORDS)
        return {
            word for run in runs if len(run) >= _TELLING and len(self._with(run, _RARE)) < _RARE for word in words(run)
        }

    def at(self, document: str, locators: Iterable[str]) -> list[StoredRendition]:
        """Return the renditions of some paragraphs of a document."""
        found = [row for locator in locators for row in self._library.renditions(document, locator=locator)]
        return [row for row in found if self._counts(row)]

    def matches(
        self, anchors: Iterable[StoredRendition], quotation: str, quoted: Sequence[QuotedWord]
    ) -> Iterator[Match]:
        """Yield how a quotation lies in the stretches around some paragraphs, those not seen in a stretch before."""
        looked_at: set[_Address] = set()
        around = 2 + len(quoted) // _WORDS_PER_ITEM
        within_a_paragraph = any(each.gap for each in quoted[1:])  # words are left out of a paragraph, not between two
        for anchor in anchors:
            address = (anchor.document, anchor.language, anchor.status, anchor.ordinal)
            if address in looked_at:
                continue
            if len(looked_at) == (_MOST_STRETCHES if len(quoted) <= _LONG else _MOST_LONG_STRETCHES):
                return
            looked_at.add(address)
            if within_a_paragraph:
                nearby = self._around(anchor, _MOST_ITEMS)
                rows = whole_paragraph(nearby, anchor.rendition.locator)
            else:
                nearby = self._around(anchor, around)
                rows = _near(nearby, anchor, len(quoted))
            if match := Stretch(rows, _heading_before(rows[0], nearby)).match(quotation, quoted):
                yield match

    def _around(self, anchor: StoredRendition, rows: int) -> list[StoredRendition]:
        """Return a paragraph with up to so many rows before and after it."""
        return self._library.stretch(anchor.key, anchor.ordinal - rows, anchor.ordinal + rows)

    def _with(self, phrase: str, limit: int) -> list[StoredRendition]:
        """Return up to `limit` paragraphs that have a phrase."""
        return [row for row in self._library.exact(phrase, limit=limit) if self._counts(row)]

    def _counts(self, row: StoredRendition) -> bool:
        """Tell whether a rendition may be found: notes only where they count."""
        return self._notes or row.status is not Status.NOTE


def _near(rows: Sequence[StoredRendition], anchor: StoredRendition, words_quoted: int) -> list[StoredRendition]:
    """Return an anchor and the rows around it, as many to each side as some words may cover."""
    position = next(i for i, row in enumerate(rows) if row.ordinal == anchor.ordinal)
    first = last = position
    left = right = words_quoted
    while first > 0 and left > 0:
        first -= 1
        left -= len(rows[first].rendition.text.split())
    while last < len(rows) - 1 and right > 0:
        last += 1
        right -= len(rows[last].rendition.text.split())
    return list(rows[first : last + 1])


def _heading_before(first: StoredRendition, nearby: Sequence[StoredRendition]) -> tuple[str, ...]:
    """Return the heading of the paragraph before one: what they share does not stand between them.

    The first row of `nearby` may have a predecessor that is not in it: then nothing is known to stand before it.
    """
    position = next(i for i, row in enumerate(nearby) if row.ordinal == first.ordinal)
    return nearby[position - 1].rendition.heading if position else first.rendition.heading if first.ordinal else ()


def _probes(quotation: str, quoted: Sequence[QuotedWord]) -> list[str]:
    """Return runs of words to look for: some as long as half the quotation, and short ones spread over it.

    Where one word was changed, one half of the quotation is intact. Words hyphenated at the end of a line, and very
    long ones, are not looked for: the library may have them otherwise.
    """
    half = min(len(quoted) // 2, _LONGEST_HALF)
    short = min(2 if len(quoted) < _FEW_WORDS else 3, len(quoted))
    halves = _spread(_runs(quotation, quoted, half), _MOST_HALVES) if half > short else []
    return [*halves, *_spread(_runs(quotation, quoted, short), _MOST_PROBES)]


def _runs(quotation: str, quoted: Sequence[QuotedWord], width: int) -> list[str]:
    """Return every run of `width` words that can be looked for."""
    runs = []
    for first in range(len(quoted) - width + 1):
        run = quoted[first : first + width]
        texts = [quotation[each.word.start : each.word.end] for each in run]
        joined = not any(each.gap for each in run[1:]) and not any(each.optional for each in run)
        if joined and all(len(text) <= _LONGEST_WORD and not any(c.isspace() for c in text) for text in texts):
            runs.append(quotation[run[0].word.start : run[-1].word.end])
    return runs


def _spread(runs: list[str], most: int) -> list[str]:
    """Return up to `most` of some runs: the first, the last, and others evenly between them."""
    return runs if len(runs) <= most else [runs[i * (len(runs) - 1) // (most - 1)] for i in range(most)]
