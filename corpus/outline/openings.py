"""How a document numbers its paragraphs, and at which lines its numbers begin.

A document numbers by *articles* (`Article 3`, with `1.` and `(a)` inside), by *dotted* numbers (`15.`), by *bare*
numbers (`15 The holder …`, as laws do), by *Roman* numerals alone, or not at all. Many more lines begin with a
number than paragraphs do: references, dates, lists. The numbers of the document are the longest chain among
them that counts upwards; what does not belong to it is mere words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from corpus.notices import Notice
from corpus.outline import markers
from corpus.outline.headings import heading
from corpus.outline.markers import Numbered
from corpus.types import CELLS, Line

_LARGEST_GAP = 12  # numbers left out in one place; a reference leaps further
_CERTAIN, _DOUBTFUL = 3, 1  # what a line is worth in the chain: a clean beginning, or the middle of a sentence
_NOTE_ABOVE = re.compile(r"^\([^()]{3,200}\)$")  # “(Loi du 28 décembre 1988)” over what it amended
_FEWEST_BARE = 3
_FIRST_YEAR = 1000  # a number of four digits may be one


class Numbering(StrEnum):
    """How a document numbers its paragraphs."""

    ARTICLES = "articles"
    DOTTED = "dotted"
    BARE = "bare"
    ROMAN = "roman"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Openings:
    """How a document numbers, and the line positions where a number begins."""

    numbering: Numbering
    at: Mapping[int, Numbered]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A line that could open a paragraph."""

    position: int
    numbered: Numbered
    value: tuple[int, ...]
    worth: int


def find_openings(
    lines: Sequence[Line], wrapped: Sequence[bool], inert: Collection[int] = (), *, one_article: bool = False
) -> Openings:
    """Tell how lines are numbered, and where. `wrapped` says of each line if it was broken at the page's width.

    `inert` are the positions of the lines that open nothing; `one_article` tells that a single article counts.
    """
    if inert:
        lines = [replace(line, text="") if position in inert else line for position, line in enumerate(lines)]
    clean = [_begins_cleanly(lines, wrapped, position) for position in range(len(lines))]
    articles = _articles(lines, clean, wrapped, 1 if one_article else 2)
    candidates = _with_headings(lines, _candidates(lines, clean, markers.dotted))
    dotted = _with_missing(lines, wrapped, _with_doubled(_chain(candidates), candidates, lines, wrapped))
    if articles and not _encloses(dotted, articles):
        return Openings(Numbering.ARTICLES, articles)
    bare = _chain(_candidates(lines, clean, markers.bare))
    counts_bare = sum("." not in found.number for found in bare.values()) >= _FEWEST_BARE
    if len(dotted) >= 2 and (len(dotted) >= len(bare) or not counts_bare):
        return Openings(Numbering.DOTTED, dotted)
    if counts_bare:
        return Openings(Numbering.BARE, bare)
    roman = _chain(_candidates(lines, clean, markers.roman_heading))
    if len(roman) >= 2:
        return Openings(Numbering.ROMAN, roman)
    if len(dotted) == 1 and _stands_alone(lines, *next(iter(dotted.items()))):
        return Openings(Numbering.DOTTED, dotted)
    return Openings(Numbering.NONE, {})


def _stands_alone(lines: Sequence[Line], position: int, found: Numbered) -> bool:
    """Tell whether a single number is that of a paragraph: 1, before a sentence, with nothing or a title above."""
    above = lines[position - 1].text if position else ""
    return found.number == "1" and markers.ends_sentence(found.rest) and not above


@lru_cache(maxsize=8_192)
def value(number: str) -> tuple[int, ...]:
    """Return a number as integers that sort: `12.1` -> (12, 1), `5 bis` -> (5, 2), `IV` -> (4,).

    >>> value("5") < value("5 bis") < value("6")
    True
    """
    again = markers.again(number)
    if roman := markers.roman(number.lower().partition(" ")[0]):
        return (roman, *again)
    letters = re.search(r"\d([A-Za-z]{1,2})$", number)
    put_in = tuple(ord(letter.upper()) - ord("A") + 2 for letter in letters[1]) if letters else ()
    return (*(int(part) for part in re.findall(r"\d+", number)), *put_in, *again)


def _begins_cleanly(lines: Sequence[Line], wrapped: Sequence[bool], position: int) -> bool:
    """Tell whether a line begins something: it is not wrapped, or what stands above it has ended or is a title."""
    if position == 0 or not wrapped[position]:
        return True
    above = lines[position - 1].text
    return not above or markers.ends_sentence(above) or heading(above) is not None or bool(_NOTE_ABOVE.match(above))


def _candidates(
    lines: Sequence[Line], clean: Sequence[bool], form: Callable[[str], Numbered | None]
) -> list[_Candidate]:
    found = []
    for position, line in enumerate(lines):
        numbered = form(line.text) if line.text and CELLS not in line.text else None
        refers = numbered and not clean[position] and markers.announces_reference(lines[position - 1].text)
        if numbered and not refers and (numbered.rest or form is not markers.dotted or _item_follows(lines, position)):
            worth = _CERTAIN if clean[position] else _DOUBTFUL
            found.append(_Candidate(position, numbered, value(numbered.number), worth))
    return _without_years(found)


def _with_headings(lines: Sequence[Line], candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Add the numbered headings whose numbers belong to the same count: 7 before 7.1, 13.6 between 13.5 and 13.7."""
    headed = []
    for position, line in enumerate(lines):
        level, words = markers.unhashed(line.text)
        found = (markers.dotted(words) or markers.bare(words)) if level else None
        if found and found.rest:
            headed.append(_Candidate(position, replace(found, level=level), value(found.number), _CERTAIN))
    if not headed:
        return list(candidates)
    every = sorted([*candidates, *headed], key=lambda each: each.position)
    kept = []
    for index, each in enumerate(every):
        before = every[index - 1].value if index else ()
        after = every[index + 1].value if index + 1 < len(every) else ()
        parent = after[:-1] == each.value
        sibling = len(each.value) > 1 and any(near[:-1] == each.value[:-1] for near in (before, after))
        if not each.numbered.level or parent or sibling:
            kept.append(each)
    return kept


def _with_doubled(
    chain: Mapping[int, Numbered], candidates: Sequence[_Candidate], lines: Sequence[Line], wrapped: Sequence[bool]
) -> Mapping[int, Numbered]:
    """Add the numbers that are printed twice in a row, `8.` after `8.`: both are kept, and the reader is told."""
    added = dict(chain)
    twins = [(one, other) for one, other in pairwise(candidates) if one.numbered.number == other.numbered.number]
    for one, other in (*twins, *reversed(twins)):  # the second way round, where the last of three is in the chain
        if (one.position in added) == (other.position in added):
            continue
        out = other if one.position in added else one
        free = not wrapped[out.position] or not lines[out.position - 1].text
        rest = out.numbered.rest
        ends = markers.ends_sentence(rest) if rest else not out.numbered.form
        if out.worth == _CERTAIN and free and ends:
            added[out.position] = out.numbered
    return dict(sorted(added.items()))


def _with_missing(
    lines: Sequence[Line], wrapped: Sequence[bool], chain: Mapping[int, Numbered]
) -> Mapping[int, Numbered]:
    """Fill the gaps of a chain with the numbers typed without their full stop: “10 Except …” between 9. and 11."""
    filled = dict(chain)
    for first, last in pairwise(chain):
        low, high = value(chain[first].number), value(chain[last].number)
        if len(low) > 1 or len(high) > 1 or not 1 < high[0] - low[0] <= _LARGEST_GAP:
            continue
        due = low[0] + 1
        for position in range(first + 1, last):
            free = not wrapped[position] or not lines[position - 1].text
            found = markers.bare(lines[position].text) if free else None
            if found and found.rest and found.number.isdigit() and due <= int(found.number) < high[0]:
                filled[position] = found
                due = int(found.number) + 1
    return dict(sorted(filled.items()))


def _without_years(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Leave out numbers from 1000 on that no smaller ones lead up to: “2022.” ends a sentence, after 1999 it is one."""
    reached: set[int] = set()
    for first in sorted({candidate.value[0] for candidate in candidates}):
        if first < _FIRST_YEAR or any(below in reached for below in range(first - _LARGEST_GAP, first)):
            reached.add(first)
    return [each for each in candidates if each.value[0] in reached or each.numbered.level or each.numbered.form == ""]


def _item_follows(lines: Sequence[Line], position: int) -> bool:
    """Tell whether an item comes next, as after “6.” on a line of its own."""
    after = next((line.text for line in lines[position + 1 : position + 3] if line.text), "")
    return markers.item(after) is not None


def _articles(
    lines: Sequence[Line], clean: Sequence[bool], wrapped: Sequence[bool], fewest: int
) -> dict[int, Numbered]:
    """Return the articles: all those that are titles; else those that count up, and those with a name or a code.

    One article alone is a reference, unless it is a title.
    """
    found = [candidate for candidate in _candidates(lines, clean, markers.article) if candidate.worth == _CERTAIN]
    titles = {candidate.position: candidate.numbered for candidate in found if candidate.numbered.level}
    if titles:
        return titles
    counting = [candidate for candidate in found if _counts(candidate.numbered.number)]
    counted = dict(_with_doubled(_chain(counting, leaps=True), counting, lines, wrapped))
    named = {each.position: each.numbered for each in found if not _counts(each.numbered.number)}
    both = dict(sorted((counted | named).items()))
    return both if len(both) >= fewest else {}


def _counts(number: str) -> bool:
    """Tell whether an article's number counts, in Arabic or Roman numerals, and is no code or name."""
    return number[0].isdigit() or markers.roman(number.lower().partition(" ")[0]) is not None


def _encloses(dotted: Mapping[int, Numbered], articles: Mapping[int, Numbered]) -> bool:
    """Tell whether there are more dotted paragraphs than articles, starting before and ending after them."""
    return len(dotted) > len(articles) and min(dotted) < min(articles) and max(dotted) > max(articles)


def _chain(candidates: Sequence[_Candidate], *, leaps: bool = False) -> dict[int, Numbered]:
    """Return the chain of numbers worth most, each larger than the one before and without a leap, unless `leaps`.

    Among equals the later line wins, so that a table of contents loses to the text. O(n log n): the best chain
    ending at each number is kept in a tree of maxima.
    """
    ranks = {number: rank for rank, number in enumerate(sorted({candidate.value for candidate in candidates}))}
    firsts: dict[int, int] = {}
    for number, rank in ranks.items():
        firsts.setdefault(number[0], rank)
    best = _Maxima(len(ranks))
    before: list[int] = []
    end = (0, -1)
    for index, candidate in enumerate(candidates):
        nearest = (
            firsts[first]
            for first in range(candidate.value[0] - _LARGEST_GAP, candidate.value[0] + 1)
            if first in firsts
        )
        lowest = 0 if leaps else next(nearest)
        worth, previous = best.among(lowest, ranks[candidate.value])
        before.append(previous)
        best.raise_to(ranks[candidate.value], (worth + candidate.worth, index))
        end = max(end, (worth + candidate.worth, index))
    chain: dict[int, Numbered] = {}
    index = end[1]
    while index >= 0:
        chain[candidates[index].position] = candidates[index].numbered
        index = before[index]
    return dict(reversed(chain.items()))


def gap(last: str, number: str) -> Notice | None:
    """Return the notice that whole numbers were jumped over between two neighbours, None where none were."""
    before, after = value(last)[0], value(number)[0]
    if after - before <= 1:
        return None
    missing = f"{before + 1}" if after - before == 2 else f"{before + 1}-{after - 1}"
    return Notice("gap", {"before": last, "after": number, "missing": missing})


class _Maxima:
    """A tree of maxima over ranks: the best (worth, index) in any range, in logarithmic time."""

    def __init__(self, size: int) -> None:
        """Begin with nothing at any rank."""
        self._size = max(size, 1)
        self._tree = [(0, -1)] * (2 * self._size)

    def raise_to(self, rank: int, entry: tuple[int, int]) -> None:
        """Put an entry at a rank if it is better than what is there."""
        node = rank + self._size
        while node and self._tree[node] < entry:
            self._tree[node] = entry
            node //= 2

    def among(self, first: int, last: int) -> tuple[int, int]:
        """Return the best entry of the ranks from `first` up to, not including, `last`."""
        best = (0, -1)
        low, high = first + self._size, last + self._size
        while low < high:
            if low % 2:
                best = max(best, self._tree[low])
                low += 1
            if high % 2:
                high -= 1
                best = max(best, self._tree[high])
            low, high = low // 2, high // 2
        return best
