"""Which figure belongs to what: exchanged figures, turned ranges, years beside the wrong number.

Each check returns the words at fault, or tells whether a figure is said of another thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from assistant.ask.claims.figures import Figure, Kind, figures_in
from assistant.ask.claims.held import Held
from assistant.ask.claims.names import names_in
from assistant.ask.claims.sentence import Sentence
from assistant.ask.claims.support import Meaning, met_in, stems_in
from corpus.text.folding import fold
from corpus.types import Language
from index.query.lexicon import Lexicon

PLACE = re.compile(
    r"(?<!\w)(?:para(?:graph)?s?\.?|paragr(?:aphe)?s?\.?|parr(?:afo)?s?\.?|articles?|articulos?|art\.|arts\.|"
    r"sections?|"
    r"points?|puntos?|apartados?|alineas?|items?|incisos?|objectives?|objectifs?|objetivos?|outputs?|produits?|"
    r"productos?)"
    r"\s(?P<number>\d+(?:\.\d+)*)(?:\s?\(?(?P<letter>[a-z])\))?"
)
YEARS = range(1800, 2200)
_WINDOW = 80  # characters around a figure in which the words stand that say what it counts
_JOINT = re.compile(r"(?<!U)[.;:,\n]\s|\s(?:and|et|y|e|but|mais|pero)\s")
_RANGE = re.compile(r"\s?(?:a\.?m\.?|p\.?m\.?|h|heures?|horas?)?\s?(?:and|to|et|a|y|–|-)\s?(?:las?|les?|el)?\s?")
_IN_TURN = re.compile(r"\b(?:respectively|respectivement|respectivamente)\b")
_AMONG, _ALONE = 2, 3  # words that tell a figure from others: from others said beside it, or from all others
_CLOSE = 4  # words on each side of a figure that say best what it counts
_MONEY = frozenset({"usd", "eur", "chf"})
# Two values, and where they stand.
_Pair = tuple[tuple[Decimal, Decimal], tuple[int, int]]


@lru_cache(maxsize=2048)
def words_in(text: str) -> frozenset[str]:
    """Return the words of a text, folded."""
    return frozenset(re.findall(r"[^\W_]+", fold(text)))


def exchanged(sentence: Sentence, held: Held) -> str:
    """Return two figures that fit the words of the sources better exchanged: 8 to kitchens, 11 to training."""
    for language, texts in held.by_language:
        if language is sentence.language:
            for one, other in pairwise(sentence.figures):
                joined = _RANGE.fullmatch(fold(sentence.text[one.end : other.start])) is not None
                for text in texts if not joined and _may_be_exchanged(one, other) else ():
                    if _fits_exchanged(one, other, sentence, text):
                        return sentence.text[one.start : other.end]
    return ""


def _may_be_exchanged(one: Figure, other: Figure) -> bool:
    same = one.unit == other.unit and one.kind is other.kind
    return same and not (not one.unit and (one.value in YEARS or other.value in YEARS))


def _fits_exchanged(one: Figure, other: Figure, sentence: Sentence, text: str) -> bool:
    """Tell whether a sentence of the sources has both figures, each beside the words of the other."""
    figures = figures_in(text)
    places = [next((each for each in figures if said.agrees(each)), None) for said in (one, other)]
    if places[0] is None or places[1] is None or places[0] == places[1]:
        return False
    said = [sentence.meanings_in(_around(sentence.text, each, sentence.figures)) for each in (one, other)]
    theirs = [stems_in(_around(text, each, figures), sentence.language) for each in places if each is not None]

    def shared(mine: int, its: int) -> int:
        return sum(
            met_in(each, sentence.language, theirs[its]) and not met_in(each, sentence.language, theirs[1 - its])
            for each in said[mine]
        )

    return shared(0, 1) + shared(1, 0) > shared(0, 0) + shared(1, 1)


def within_range(figure: Figure, held: Held) -> bool:
    """Tell whether a figure lies in a range of the sources: 16, of those aged 15 to 17."""
    return any(first < figure.value < last for _, text in held.texts for (first, last), _ in _ranges(text))


def turned_range(sentence: Sentence, held: Held) -> str:
    """Return a range that the sources give the other way round: “between 18 and 7 hours”."""
    theirs = {pair for _, text in held.texts for pair, _ in _ranges(text)}
    for (first, last), span in _ranges(sentence.text):
        if (first, last) not in theirs and (last, first) in theirs:
            return sentence.text[slice(*span)]
    return ""


def mispaired(sentence: Sentence, held: Held) -> str:
    """Return a year beside a number that the sources have beside another year only: «no 193 … 2002»."""
    theirs = {pair for _, text in held.texts for pair, _ in _pairs(text)}
    for (number, year), span in _pairs(sentence.text):
        partners = {other for one, other in theirs if one == number}
        numbers = {one for one, other in theirs if other == year}
        if partners and numbers and year not in partners:
            return sentence.text[slice(*span)]
    return ""


@lru_cache(maxsize=1024)
def _pairs(text: str) -> tuple[_Pair, ...]:
    """Return each number or ordinal with the year that follows it, in turn if it says so, and where they stand."""
    numbers = [each for each in figures_in(text) if each.kind is Kind.ORDINAL]
    years = [each for each in figures_in(text) if not each.unit and each.value in YEARS]
    in_turn = len(numbers) == len(years) > 1 and numbers[-1].end <= years[0].start
    if in_turn or _IN_TURN.search(fold(text)):
        return tuple(
            ((one.value, other.value), (one.start, other.end)) for one, other in zip(numbers, years, strict=False)
        )
    return tuple(
        ((one.value, other.value), (one.start, other.end))
        for one, other in pairwise(figures_in(text))
        if not one.unit and one.value not in YEARS and one.kind is not Kind.WORDS
        if not other.unit and other.value in YEARS and other.start - one.end <= 2 * _WINDOW
    )


@lru_cache(maxsize=1024)
def _ranges(text: str) -> tuple[_Pair, ...]:
    """Return the values of two figures that a word for a range joins, and where they stand."""
    folded = fold(text)
    return tuple(
        ((one.value, other.value), (one.start, other.end))
        for one, other in pairwise(figures_in(text))
        if _RANGE.fullmatch(folded[one.end : other.start])
    )


def belongs_to_another(figure: Figure, sentence: Sentence, held: Held) -> bool:
    """Tell whether the words around a figure stand, in the sources, around others only.

    Two figures of a paragraph are exchanged so: “37 objectives and 5 outputs”. Only words count that tell the figures
    of the source from one another.
    """
    if figure.kind is Kind.ORDINAL or any(figure.value == each.value for each in held.called):
        return False
    if (not figure.unit and figure.value in YEARS) or _IN_TURN.search(fold(sentence.text)):
        return False
    near = _around(sentence.text, figure, sentence.figures)
    around = sentence.meanings_in(near)
    named = {
        each
        for each in names_in(sentence.text, sentence.language)
        if each in near and not Lexicon.bundled().knows(each, sentence.language)
    }
    own = [each for each in held.by_language if each[0] is sentence.language]
    if any(_named_with_another(figure, name, own or held.by_language) for name in named):
        return True
    before, after = sentence.text[: figure.start].split()[-_CLOSE:], sentence.text[figure.end :].split()[:_CLOSE]
    close = sentence.meanings_in(" ".join([*before, *after]))
    alone = [each.unit for each in sentence.figures].count(figure.unit) == 1
    least = _ALONE if alone else _AMONG
    return bool(around) and all(
        _told_of_another(figure, around, close, *each) >= least for each in own or held.by_language
    )


def of_another_place(figure: Figure, sentence: Sentence, held: Held) -> bool:
    """Tell whether a sum is said of a place cited (an objective) that does not have it, though another one does."""
    places = list(PLACE.finditer(fold(sentence.text)))
    if figure.unit not in _MONEY or not places or len(held.parts) < 2:
        return False
    start = max((match.end() for match in _JOINT.finditer(sentence.text, 0, figure.start)), default=0)
    end = joint.start() if (joint := _JOINT.search(sentence.text, figure.end)) else len(sentence.text)
    beside = [each for each in places if start <= each.start() < end] or [
        each for each in places if each.end() <= start
    ]
    if not beside:
        return False
    nearest = min(beside, key=lambda each: min(abs(each.end() - figure.start), abs(each.start() - figure.end)))
    meant = [part for part in held.parts if re.search(rf"(?<!\d){nearest['number']}(?![\d.])", part.sources[0].locator)]
    having = [part for part in held.parts if any(figure.agrees(each) for each in part.figures)]
    return bool(meant) and bool(having) and not any(part in having for part in meant)


def _named_with_another(figure: Figure, name: str, said: Sequence[tuple[Language, list[str]]]) -> bool:
    """Tell whether a name stands in sentences with another figure of that unit, and in none with this one."""
    having = [figures_in(text) for _, texts in said for text in texts if fold(name) in words_in(text)]
    own = any(figure.agrees(each) for figures in having for each in figures)
    others = any(each.unit == figure.unit and each.value not in YEARS for figures in having for each in figures)
    return others and not own


def _told_of_another(
    figure: Figure,
    around: Sequence[Meaning],
    close: Sequence[Meaning],
    language: Language,
    texts: Sequence[str],
) -> int:
    """Return how many more of the telling words stand with another figure than with this one."""
    own: list[frozenset[str]] = []
    others: list[frozenset[str]] = []
    for text, each in _figures(texts):
        if not each.unit and each.value in YEARS:
            continue
        one_sum = each.unit in _MONEY and [other.unit for other in figures_in(text)].count(each.unit) == 1
        stems = stems_in(text if one_sum else _around(text, each, figures_in(text)), language)
        (own if figure.agrees(each) else others).append(stems)
    if not others or not own:
        return 0
    telling = [
        each
        for each in around
        if 0 < sum(met_in(each, language, stems) for stems in (*own, *others)) < len(own) + len(others)
    ]
    ours = max(sum(met_in(each, language, stems) for each in telling) for stems in own)
    theirs = max(sum(met_in(each, language, stems) for each in telling) for stems in others)
    if any(met_in(each, language, stems) for each in close if each in telling for stems in own):
        return 0
    return theirs - ours


def _figures(texts: Sequence[str]) -> Iterator[tuple[str, Figure]]:
    return ((text, each) for text in texts for each in figures_in(text) if each.kind is not Kind.ORDINAL)


def _around(text: str, figure: Figure, figures: Sequence[Figure]) -> str:
    """Return the words that stand with a figure: what is between two belongs to the first up to a conjunction."""
    start = max([each.end for each in figures if each.end <= figure.start] + [figure.start - _WINDOW, 0])
    end = min([each.start for each in figures if each.start >= figure.end] + [figure.end + _WINDOW, len(text)])
    before = _JOINT.split(text[start : figure.start])
    after = _JOINT.split(text[figure.end : end])[0]
    shared = any(each.end == start for each in figures)
    return f"{before[-1] if len(before) > 1 or not shared else ''} {after}"
