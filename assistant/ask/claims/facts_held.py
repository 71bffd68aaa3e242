"""Checks of the figures and dates of a sentence. Each returns the words at fault, or none."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import lru_cache
from itertools import combinations

from assistant.ask.claims.dates import Date
from assistant.ask.claims.figure_relations import (
    PLACE,
    YEARS,
    belongs_to_another,
    exchanged,
    mispaired,
    of_another_place,
    turned_range,
    within_range,
)
from assistant.ask.claims.figures import Figure, Kind, figures_in, without_spans
from assistant.ask.claims.held import Held
from assistant.ask.claims.sentence import Sentence
from assistant.ask.claims.support import met_in, stems_in
from corpus.text.folding import fold

_TIME = {
    "day": "day days daily jour jours journalier quotidien dia dias diario diaria",
    "week": "week weeks weekly semaine semaines hebdomadaire semana semanas semanal",
    "month": "month months monthly mois mensuel mensuelle mes meses mensual mensuales",
    "year": "year years yearly annual annually an ans annee annees annuel annuelle annuels ano anos anual anuales",
    "hour": "hour hours hourly heure heures horaire hora horas",
}
_TIME_OF = {word: name for name, words in _TIME.items() for word in words.split()}
_SPANS = "|".join(_TIME_OF)
# How often: “a month”, «par an», “monthly”.
_RATE = re.compile(
    rf"(?<!\w)(?:(?:an?|per|every|each|par|chaque|al|cada|por|(?:tous|toutes) les)\s(?=(?:{_SPANS})(?!\w))|"
    rf"(?=\w+(?:ly|al|el|elle|els|iel|aire|ario|diario|diaria)(?!\w)))(?P<word>{_SPANS})(?!\w)"
)
_VAGUE = tuple(
    re.compile(rf"(?<!\w)(?:{words}) (?:of|de|d'|d)(?!\w)")
    for words in ("hundreds|centaines|cientos|centenares", "thousands|milliers|miles|millares", "millions|millones")
)
_LASTING = re.compile(r"\b(?:by|for|within|after|of|d'|de|pour|por|durante|pendant|tras|apres|dans|en|in)\s?$")
_TOGETHER = re.compile(
    r"\b(?:together|combined|in (?:all|total)|total\w*|altogether|sum|ensemble|au total|cumul\w+|additionn\w+|"
    r"junt[oa]s|en conjunto|en total|suma\w*)\b"
)
_BEFORE = re.compile(r"\b(?:before|avant|antes de|antes del)\s(?:le\s|el\s|the\s)?$")
_LAST_DAYS = 28
_MOST_ITEMS = 12


# Dates in figures alone, which each country reads in its own order, and signs that are figures: ½, ④, ⁴.
_IN_FIGURES = re.compile(
    r"(?<![\w/.])(?P<day>\d{1,2})(?P<sign>[/.-])(?P<month>\d{1,2})(?P=sign)(?P<year>\d{4}|\d\d)(?![\w/])|"
    r"(?<![\w/.])(?P<month_alone>\d{1,2})/(?P<year_alone>\d{4}|\d\d)(?![\w/])"
)


def figure_at_fault(sentence: Sentence, held: Held) -> str:
    """Return a figure that the sources do not have, or have of another thing; a span of time that is not theirs."""
    signs = (char for char in sentence.text if unicodedata.category(char) == "No")
    if odd := next((char for char in signs if not any(char in text for _, text in held.texts)), ""):
        return odd
    spans = [match.span("number") for match in PLACE.finditer(fold(sentence.text))]
    for figure in sentence.figures:
        if any(start <= figure.start < end for start, end in spans):
            continue
        others = (belongs_to_another, of_another_place)
        if not _has(figure, sentence, held) or any(check(figure, sentence, held) for check in others):
            return sentence.text[figure.start : figure.end]
    checks = (mispaired, exchanged, turned_range, _time_at_fault, _scale_at_fault)
    return next(filter(None, (check(sentence, held) for check in checks)), "")


def date_at_fault(sentence: Sentence, held: Held) -> str:
    """Return a date that the sources do not have."""
    for match in _IN_FIGURES.finditer(sentence.text):
        if not _is_written_in_figures(match, held):
            return match[0]
    wrong = (each for each in sentence.dates if not _is_dated(each, sentence, held))
    return next((sentence.text[each.start : each.end] for each in wrong), "")


def _is_written_in_figures(match: re.Match[str], held: Held) -> bool:
    """Tell whether the sources have a date that is in figures alone: as it stands, or as day, month, year."""
    if any(match[0] in said for said in (*(text for _, text in held.texts), *held.names)):
        return True
    if not match["day"]:
        month, year = int(match["month_alone"]), int(match["year_alone"])
        return any(each.month == month and (each.year or 0) == year for each in held.dates)
    day, month, year = (int(match[each]) for each in ("day", "month", "year"))
    return any((each.day, each.month) == (day, month) and (each.year or 0) % 100 == year % 100 for each in held.dates)


def _is_dated(date: Date, sentence: Sentence, held: Held) -> bool:
    """Tell whether the sources have a date, or the last day before the month that is said not to be reached."""
    if any(date.agrees(other) for other in held.dates):
        return True
    if date.day not in (None, 1) or not _BEFORE.search(fold(sentence.text[: date.start])):
        return False
    month = 12 * (date.year or 0) + date.month - 1
    return any((each.day or 0) >= _LAST_DAYS and 12 * (each.year or 0) + each.month == month for each in held.dates)


def _has(figure: Figure, sentence: Sentence, held: Held) -> bool:
    if figure.kind is Kind.ORDINAL and sentence.text[figure.start : figure.end].isalpha():
        others = [each for each in (*held.figures, *held.called) if each.kind is Kind.ORDINAL]
        if not others or any(figure.value == each.value for each in others):
            return True
        return not _is_counted_otherwise(figure, sentence, held)
    if figure.kind is Kind.ORDINAL:
        return any(figure.value == each.value for each in (*held.figures, *held.called))
    if any(figure.agrees(each) for each in held.figures):
        return True
    if any(figure.value == each.value for each in held.called):
        return figure.unit == ""
    whole = figure.value == figure.value.to_integral_value() and not figure.rounded
    if whole and figure.unit in ("", "year") and figure.value not in YEARS and within_range(figure, held):
        return True
    if _is_sum(figure, sentence, held) or _is_between_dates(figure, held):
        return True
    counts = figure.kind is Kind.WORDS and not figure.unit
    if counts and sentence.text.endswith(":"):  # it counts what it leads to
        return figure.value <= _MOST_ITEMS
    return counts and figure.value <= _MOST_ITEMS and not _is_counted_otherwise(figure, sentence, held)


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
        years = {int(each.value) for each in held.figures if not each.unit and each.value in YEARS}
        return any(abs(one - other) == figure.value for one, other in combinations(years, 2))
    months = {12 * each.year + each.month for each in held.dates if each.year}
    return any(abs(one - other) == figure.value for one, other in combinations(months, 2))


def _is_counted_otherwise(figure: Figure, sentence: Sentence, held: Held) -> bool:
    """Tell whether the sources count the same things otherwise, or give them another ordinal.

    What is named one by one may be counted; what the sources count may not be counted otherwise.
    """
    noun = _following(sentence.text, figure)
    if not noun:
        return True
    said = sentence.meanings_in(noun)
    for language, text in held.texts:
        for each in figures_in(text):
            alike = (each.kind is Kind.ORDINAL) is (figure.kind is Kind.ORDINAL) and not each.unit
            if alike and any(met_in(word, language, stems_in(_following(text, each), language)) for word in said):
                return True
    return False


def _following(text: str, figure: Figure) -> str:
    """Return the words behind a figure, the thing that it counts among them."""
    return " ".join(text[figure.end :].split()[:2])


def _time_at_fault(sentence: Sentence, held: Held) -> str:
    """Return a unit of time, no part of a figure, that the sources do not name: “once a month” for once a fortnight."""
    outside = fold(without_spans(sentence.text, [(each.start, each.end) for each in sentence.figures]))
    for match in _RATE.finditer(outside):
        if _LASTING.search(outside[: match.start()]):
            continue
        if not any(_TIME_OF[match["word"]] in _rates(text) for _, text in held.texts):
            return match["word"]
    return ""


@lru_cache(maxsize=1024)
def _rates(text: str) -> frozenset[str]:
    """Return the units of time by which a text says how often something is done."""
    return frozenset(_TIME_OF[each["word"]] for each in _RATE.finditer(fold(text)))


def _scale_at_fault(sentence: Sentence, held: Held) -> str:
    """Return a vague number, “thousands of”, that the sources give on another scale."""
    for words in _VAGUE:
        if said := words.search(fold(sentence.text)):
            there = [other.search(held.said) is not None for other in _VAGUE]
            if any(there) and not there[_VAGUE.index(words)]:
                return said[0]
    return ""
