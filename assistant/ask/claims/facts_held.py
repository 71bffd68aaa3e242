"""Checks of the figures and dates of a sentence. Each returns the words at fault, or none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import combinations, pairwise

from assistant.ask.claims.figures import Figure, Kind, figures_in, without_spans
from assistant.ask.claims.held import Held
from assistant.ask.claims.names import names_in
from assistant.ask.claims.sentence import Sentence
from assistant.ask.claims.support import Meaning, meanings_of, met_in, stems_in
from corpus.text.folding import fold
from corpus.types import Language

PLACE = re.compile(
    r"(?<!\w)(?:para(?:graph)?s?\.?|paragr(?:aphe)?s?\.?|parr(?:afo)?s?\.?|articles?|articulos?|art\.|arts\.|"
    r"sections?|"
    r"points?|puntos?|apartados?|alineas?|items?|incisos?|objectives?|objectifs?|objetivos?|outputs?|produits?|"
    r"productos?)"
    r"\s(?P<number>\d+(?:\.\d+)*)(?:\s?\(?(?P<letter>[a-z])\))?"
)
_WINDOW = 80  # characters around a figure in which the words stand that say what it counts
_TIME = {
    "day": "day days daily jour jours journalier quotidien dia dias diario diaria",
    "week": "week weeks weekly semaine semaines hebdomadaire semana semanas semanal",
    "month": "month months monthly mois mensuel mensuelle mes meses mensual mensuales",
    "year": "year years yearly annual annually an ans annee annees annuel annuelle annuels ano anos anual anuales",
    "hour": "hour hours hourly heure heures horaire hora horas",
}
_TIME_OF = {word: name for name, words in _TIME.items() for word in words.split()}
_SPANS = "|".join(_TIME_OF)
_JOINT = re.compile(r"(?<!U)[.;:,\n]\s|\s(?:and|et|y|e|but|mais|pero)\s")
_RANGE = re.compile(r"\s?(?:a\.?m\.?|p\.?m\.?|h|heures?|horas?)?\s?(?:and|to|et|a|y|–|-)\s?(?:las?|les?|el)?\s?")
_IN_TURN = re.compile(r"\b(?:respectively|respectivement|respectivamente)\b")
# How often: “a month”, «par an», “monthly”.
_RATE = re.compile(
    rf"(?<!\w)(?:(?:an?|per|every|each|par|chaque|al|cada|por|(?:tous|toutes) les)\s(?=(?:{_SPANS})(?!\w))|"
    rf"(?=\w+(?:ly|al|el|elle|els|iel|aire|ario|diario|diaria)(?!\w)))(?P<word>{_SPANS})(?!\w)"
)
_YEARS = range(1800, 2200)
_VAGUE = tuple(
    re.compile(rf"(?<!\w)(?:{words}) (?:of|de|d'|d)(?!\w)")
    for words in ("hundreds|centaines|cientos|centenares", "thousands|milliers|miles|millares", "millions|millones")
)
_TOGETHER = re.compile(
    r"\b(?:together|combined|in (?:all|total)|total\w*|altogether|sum|ensemble|au total|cumul\w+|additionn\w+|"
    r"junt[oa]s|en conjunto|en total|suma\w*)\b"
)
_CLOSE = 4  # words on each side of a figure that say best what it counts
_MONEY = frozenset({"usd", "eur", "chf"})
_MOST_ITEMS = 12
_FEW = 4  # things that are named one by one may be counted


def figure_at_fault(sentence: Sentence, held: Held) -> str:
    """Return a figure that the sources do not have, or have of another thing; a span of time that is not theirs."""
    spans = [match.span("number") for match in PLACE.finditer(fold(sentence.text))]
    for figure in sentence.figures:
        if any(start <= figure.start < end for start, end in spans):
            continue
        others = (_belongs_to_another, _of_another_place)
        if not _has(figure, sentence, held) or any(check(figure, sentence, held) for check in others):
            return sentence.text[figure.start : figure.end]
    checks = (_mispaired, _turned_range, _time_at_fault, _scale_at_fault)
    return next(filter(None, (check(sentence, held) for check in checks)), "")


def date_at_fault(sentence: Sentence, held: Held) -> str:
    """Return a date that the sources do not have."""
    wrong = (each for each in sentence.dates if not any(each.agrees(other) for other in held.dates))
    return next((sentence.text[each.start : each.end] for each in wrong), "")


def _has(figure: Figure, sentence: Sentence, held: Held) -> bool:
    if figure.kind is Kind.ORDINAL and sentence.text[figure.start : figure.end].isalpha():
        others = [each for each in (*held.figures, *held.called) if each.kind is Kind.ORDINAL]
        if len(sentence.text[: figure.start].split()) <= 1:  # “The third is …”: it goes through a list
            return True
        return not others or any(figure.value == each.value for each in others) or figure.value <= max(held.items)
    if figure.kind is Kind.ORDINAL:
        return any(figure.value == each.value for each in (*held.figures, *held.called))
    if any(figure.agrees(each) for each in held.figures):
        return True
    if any(figure.value == each.value for each in held.called):
        return figure.unit == ""
    if _is_sum(figure, sentence, held) or _is_between_dates(figure, held):
        return True
    counts = figure.kind is Kind.WORDS and not figure.unit
    if counts and sentence.text.endswith(":"):  # it counts what it leads to
        return figure.value <= _MOST_ITEMS
    return counts and (int(figure.value) in held.items or (figure.value < _FEW and _other(sentence, figure)))


def _is_sum(figure: Figure, sentence: Sentence, held: Held) -> bool:
    """Tell whether a figure is said to be the sum of two of the sources', and is."""
    if not figure.unit or not _TOGETHER.search(fold(sentence.text)):
        return False
    values = {each.value for each in held.figures if each.unit == figure.unit}
    return any(
        figure.agrees(replace(figure, value=one + other, rounded=False)) for one, other in combinations(values, 2)
    )


def _is_between_dates(figure: Figure, held: Held) -> bool:
    """Tell whether a span of months or years is that between two dates or years of the sources."""
    if figure.unit not in ("year", "month"):
        return False
    if figure.unit == "year":
        years = {int(each.value) for each in held.figures if not each.unit and each.value in _YEARS}
        return any(abs(one - other) == figure.value for one, other in combinations(years, 2))
    months = {12 * each.year + each.month for each in held.dates if each.year}
    return any(abs(one - other) == figure.value for one, other in combinations(months, 2))


def _other(sentence: Sentence, figure: Figure) -> bool:
    """Tell whether a figure counts what is left of several: “the two others”."""
    return re.match(r"\s(?:other|autres?|otr[oa]s)\b", fold(sentence.text[figure.end :])) is not None


def _time_at_fault(sentence: Sentence, held: Held) -> str:
    """Return a unit of time, no part of a figure, that the sources do not name: “once a month” for once a fortnight."""
    outside = fold(without_spans(sentence.text, [(each.start, each.end) for each in sentence.figures]))
    for match in _RATE.finditer(outside):
        word, name = match["word"], _TIME_OF[match["word"]]
        if name and not any(held.has(each) for each in _TIME[name].split()):
            return word
    return ""


@lru_cache(maxsize=2048)
def words_in(text: str) -> frozenset[str]:
    """Return the words of a text, folded."""
    return frozenset(re.findall(r"[^\W_]+", fold(text)))


def _turned_range(sentence: Sentence, held: Held) -> str:
    """Return a range that the sources give the other way round: “between 18 and 7 hours”."""
    theirs = {pair for _, text in held.texts for pair, _ in _ranges(text)}
    for (first, last), span in _ranges(sentence.text):
        if (first, last) not in theirs and (last, first) in theirs:
            return sentence.text[slice(*span)]
    return ""


def _mispaired(sentence: Sentence, held: Held) -> str:
    """Return a year beside a number that the sources have beside another year only: «no 193 … 2002»."""
    theirs = {pair for _, text in held.texts for pair, _ in _pairs(text)}
    for (number, year), span in _pairs(sentence.text):
        partners = {other for one, other in theirs if one == number}
        numbers = {one for one, other in theirs if other == year}
        if partners and numbers and year not in partners:
            return sentence.text[slice(*span)]
    return ""


def _pairs(text: str) -> Iterator[tuple[tuple[Decimal, Decimal], tuple[int, int]]]:
    """Yield each number or ordinal with the year that follows it next, and where they stand; in turn, if it says so."""
    numbers = [each for each in figures_in(text) if each.kind is Kind.ORDINAL]
    years = [each for each in figures_in(text) if not each.unit and each.value in _YEARS]
    in_turn = len(numbers) == len(years) > 1 and numbers[-1].end <= years[0].start
    if in_turn or _IN_TURN.search(fold(text)):
        for one, other in zip(numbers, years, strict=False):
            yield (one.value, other.value), (one.start, other.end)
        return
    for one, other in pairwise(figures_in(text)):
        if not other.unit and other.value in _YEARS and not one.unit and one.value not in _YEARS:
            if one.kind is not Kind.WORDS and other.start - one.end <= 2 * _WINDOW:
                yield (one.value, other.value), (one.start, other.end)


def _scale_at_fault(sentence: Sentence, held: Held) -> str:
    """Return a vague number, “thousands of”, that the sources give on another scale."""
    for words in _VAGUE:
        if said := words.search(fold(sentence.text)):
            there = [other.search(held.said) is not None for other in _VAGUE]
            if any(there) and not there[_VAGUE.index(words)]:
                return said[0]
    return ""


def _ranges(text: str) -> Iterator[tuple[tuple[Decimal, Decimal], tuple[int, int]]]:
    """Yield the values of two figures that a word for a range joins, and where they stand."""
    folded = fold(text)
    for one, other in pairwise(figures_in(text)):
        if _RANGE.fullmatch(folded[one.end : other.start]):
            yield (one.value, other.value), (one.start, other.end)


def _belongs_to_another(figure: Figure, sentence: Sentence, held: Held) -> bool:
    """Tell whether the words around a figure stand, in the sources, around others only.

    Two figures of a paragraph are exchanged so: “37 objectives and 5 outputs”. Only words count that tell the figures
    of the source from one another.
    """
    if figure.kind is Kind.ORDINAL or any(figure.value == each.value for each in held.called):
        return False
    if (not figure.unit and figure.value in _YEARS) or _IN_TURN.search(fold(sentence.text)):
        return False
    near = _around(sentence.text, figure, sentence.figures)
    around = meanings_of(near, sentence.language)
    named = frozenset(names_in(sentence.text, sentence.language)) & frozenset(re.findall(r"\w+", near))
    own = [each for each in held.by_language if each[0] is sentence.language]
    if any(_named_with_another(figure, name, own or held.by_language) for name in named):
        return True
    before, after = sentence.text[: figure.start].split()[-_CLOSE:], sentence.text[figure.end :].split()[:_CLOSE]
    close = meanings_of(" ".join([*before, *after]), sentence.language)
    return bool(around) and all(_told_of_another(figure, around, close, *each) for each in own or held.by_language)


def _of_another_place(figure: Figure, sentence: Sentence, held: Held) -> bool:
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
    others = any(each.unit == figure.unit and each.value not in _YEARS for figures in having for each in figures)
    return others and not own


def _told_of_another(
    figure: Figure, around: Sequence[Meaning], close: Sequence[Meaning], language: Language, texts: Sequence[str]
) -> bool:
    own: list[frozenset[str]] = []
    others: list[frozenset[str]] = []
    for text, each in _figures(texts):
        if not each.unit and each.value in _YEARS:
            continue
        alone = each.unit in _MONEY and [other.unit for other in figures_in(text)].count(each.unit) == 1
        stems = stems_in(text if alone else _around(text, each, figures_in(text)), language)
        (own if figure.agrees(each) else others).append(stems)
    if not own or not others:
        return False
    telling = [
        each
        for each in around
        if 0 < sum(met_in(each, language, stems) for stems in (*own, *others)) < len(own) + len(others)
    ]
    ours = max(sum(met_in(each, language, stems) for each in telling) for stems in own)
    theirs = max(sum(met_in(each, language, stems) for each in telling) for stems in others)
    if any(met_in(each, language, stems) for each in close if each in telling for stems in own):
        return False
    return theirs >= ours + 2


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
