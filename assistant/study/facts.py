"""Facts of a sentence that a question can ask for or change: years, sums, percentages, periods, dates, numbers, names.

A fact is told with the figure or name that stands for it alone, so that another can be put in its place and the rest of
the sentence stays as it is. Numbers of paragraphs, articles, lists and pages are no facts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from assistant.ask.claims.dates import dates_in
from assistant.ask.claims.figures import Figure, figures_in
from assistant.ask.claims.figures import Kind as Writing
from assistant.study.number_names import NUMBERS as NAMES
from corpus.glossary.glossary import Glossary
from corpus.glossary.types import Field, Term
from corpus.text.folding import fold
from corpus.types import Language


class FactKind(StrEnum):
    """What a fact is."""

    YEAR = "year"
    MONEY = "money"
    PERCENT = "percent"
    DURATION = "duration"
    COUNT = "count"
    DATE = "date"
    INSTRUMENT = "instrument"
    NAME = "name"


NUMBERS = frozenset({FactKind.YEAR, FactKind.MONEY, FactKind.PERCENT, FactKind.DURATION, FactKind.COUNT})


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact in a sentence, from `start` to `end` (characters): the figure, date or name that stands for it.

    `value` is the same for the same fact in any language; `term` is that of a name.
    """

    kind: FactKind
    value: str
    start: int
    end: int
    term: Term | None = None

    def words(self, sentence: str) -> str:
        """Return how the sentence writes it."""
        return sentence[self.start : self.end]

    def replaced(self, sentence: str, other: str) -> str:
        """Return the sentence with other words in its place."""
        return sentence[: self.start] + other + sentence[self.end :]


_CURRENCIES = frozenset({"usd", "eur", "chf"})
_PERIODS = frozenset({"day", "week", "month", "year", "hour"})
_MOST_DIGITS = 20  # characters: what is longer is an account, a code or a trap
_SIGNED = re.compile(r"[a-z]-$|(?:^|[\s(])[-−–+]$|[^\W_]$|[·\u200b]$")  # “-5” is another figure than 5
_DIGITS = re.compile(r"\d(?:[\d.,'’\s]*\d)?")
# What numbers a place, a text, a page or a row, not a thing: “para. 6, 7 and 9”, «articles 4 à 12», «n° 193».
_NUMBERS_PLACES = re.compile(
    r"(?<!\w)(?:paras?|paragraphs?|paragr|paragraphes?|parrafos?|parrs?|arts?|articles?|articulos?|sections?|ss?|"
    r"subsections?|clauses?|n[o°]s?|nos?|num|numeros?|numbers?|points?|puntos?|chap(?:ters?|itres?)?|capitulos?|parts?|"
    r"parties?|partes?|sess(?:ions?)?|reunions?|annex(?:es|e)?|anexos?|rules?|regles?|reglas?|schedules?|forms?|leyes|"
    r"ley|lois?|laws?|acts?|bills?|objecti(?:fs?|ves?)|objetivos?|goals?|cibles?|targets?|odd|sdgs?|ods|outputs?|"
    r"produits?|productos?|resolutions?|resolucion(?:es)?|principles?|principes?|principios?|conventions?|convenios?|recommendations?|recommandations?|"
    r"recomendacion(?:es)?|alineas?|incisos?|numerales?|literal(?:es)?|tit(?:les?|res?|ulos?)|decrets?|decretos?|"
    r"decrees?|tomes?|vol(?:umes?)?|pages?|pp?|paginas?|rooms?|salles?|box|phone|tel|fax|steps?|etapes?|tables?|"
    r"tableaux?|fig(?:ures?)?|graph(?:ique)?s?|rows?|lignes?|columns?|item|items|note|notes|"
    r"chapitre|modeles?|modelos?|formulaires?|formularios?|oj [lc]|jo [lc]|[clr])"
    r"[\s.:(°-]*+(?:\d[\w().]*+\s?+(?:,|and|et|y|to|a|or|ou|o|-|–)\s?+)*+\(?$"
)
_ORDINAL_OR_PLACE_AFTER = re.compile(
    r"[·\u200b]|\s?(?:st|nd|rd|th|er|e|re|[oa]\.?)(?!\w)|\(|[a-z](?!\w)|\s?[°º]|/|-[a-z\d]|\.\d"
)
_INSTRUMENT = re.compile(
    r"(?:conventions?|recomm[ea]ndations?|convenios?|recomendaci[oó]n(?:es)?)[^.;:]{0,90}?"
    r"\(?(?:nos?\.?|n[o°]|num\.?|numeros?)\s?(?P<number>\d{1,3})(?!\d)",
)
_OF_INSTRUMENT = re.compile(r"(?:convention|recomm[ea]ndation|convenio|recomendaci[oó]n)s?\b[^.;:]{0,160}$")
_CODE = re.compile(r"(?<![\w.])(?P<code>[CR])\s?(?P<number>\d{2,3})(?!\w)")
_NAME = re.compile(r"^(?!(?:The|Le|La|Les|L[’']|El|Los|Las)\b)\S+(?: \S+){2}")  # more than “the Office”
_WEIGHT = 4  # letters
_SHORTEST_YEAR, _LONGEST_YEAR = 1850, 2100


@lru_cache(maxsize=4096)
def facts_in(sentence: str, language: Language) -> tuple[Fact, ...]:
    """Return the facts of a sentence, in order, none of which overlap.

    >>> [(str(f.kind), f.value) for f in facts_in("It costs US$37.5 million over 2023–2029 (para. 28).", Language.EN)]
    [('money', '37500000 usd'), ('year', '2029')]
    """
    found: list[Fact] = []
    for fact in (
        *_instruments(sentence),
        *_dates(sentence),
        *_figures(sentence, language),
        *_names(sentence, language),
    ):
        if not any(fact.start < other.end and other.start < fact.end for other in found):
            found.append(fact)
    return tuple(sorted(found, key=lambda each: each.start))


def _instruments(sentence: str) -> list[Fact]:
    folded = fold(sentence)
    found = [
        Fact(
            FactKind.INSTRUMENT, f"{_code(match[0])}{int(match['number'])}", match.start("number"), match.end("number")
        )
        for match in _INSTRUMENT.finditer(folded)
    ]
    found += [
        Fact(FactKind.INSTRUMENT, f"{match['code']}{int(match['number'])}", match.start("number"), match.end("number"))
        for match in _CODE.finditer(sentence)
    ]
    return found


def _code(folded: str) -> str:
    return "C" if folded.startswith("conv") else "R"


def _dates(sentence: str) -> list[Fact]:
    """Return the days of dates, which are what a question changes: the month and the year stay."""
    found: list[Fact] = []
    for date in dates_in(sentence):
        day = re.search(rf"(?<!\d){date.day}(?!\d)", sentence[date.start : date.end]) if date.day else None
        if day is None or date.year is None or date.day in (None, 1):
            continue
        start = date.start + day.start()
        value = f"{date.year}-{date.month:02}-{date.day:02}"
        found.append(Fact(FactKind.DATE, value, start, start + len(day[0])))
    return found


def _figures(sentence: str, language: Language) -> list[Fact]:
    folded = fold(sentence)
    days = [(date.start, date.end) for date in dates_in(sentence)]
    found: list[Fact] = []
    for figure in figures_in(sentence):
        lower = sentence[figure.start : figure.start + 1].islower()  # “Three” would tell itself by its capital
        if figure.kind is Writing.WORDS and lower and (name := _name(folded, figure, language)):
            kind = _kind(figure, name)
            found.append(Fact(kind, _value(figure), figure.start, figure.start + len(name)))
        digits = _DIGITS.search(sentence, figure.start, figure.end)
        if figure.kind is not Writing.DIGITS or digits is None or not _is_a_fact(folded, digits.span()):
            continue
        kind = _kind(figure, digits[0])
        if kind is not FactKind.YEAR and any(start <= digits.start() < end for start, end in days):
            continue  # the day of a date without its year
        if kind is FactKind.YEAR and _OF_INSTRUMENT.search(folded[max(0, digits.start() - 200) : digits.start()]):
            continue  # the year of a title is no fact of the text
        found.append(Fact(kind, digits[0] if kind is FactKind.YEAR else _value(figure), *digits.span()))
    return found


def _value(figure: Figure) -> str:
    return f"{figure.value.normalize():f} {figure.unit}".strip()


def _name(folded: str, figure: Figure, language: Language) -> str:
    """Return the name of a number that a figure begins with; empty where it is written in another way."""
    name = fold(NAMES[language].get(int(figure.value), "")) if figure.value == int(figure.value) else ""
    written = folded[figure.start : figure.end]
    counts = bool(re.match(rf"{re.escape(name)}(?![\w-])", written)) if name else False
    return name if counts and not _NUMBERS_PLACES.search(folded[max(0, figure.start - 60) : figure.start]) else ""


def _kind(figure: Figure, digits: str) -> FactKind:
    if figure.unit in _CURRENCIES:
        return FactKind.MONEY
    if figure.unit == "%":
        return FactKind.PERCENT
    if figure.unit in _PERIODS:
        return FactKind.DURATION
    is_year = len(digits) == 4 and digits.isdigit() and _SHORTEST_YEAR <= int(digits) <= _LONGEST_YEAR
    return FactKind.YEAR if is_year else FactKind.COUNT


def _is_a_fact(folded: str, span: tuple[int, int]) -> bool:
    """Tell whether a number counts something: it numbers no place, is no end of “2022–23”, and no list's number."""
    before, after = folded[max(0, span[0] - 120) : span[0]], folded[span[1] : span[1] + 4]
    if span[1] - span[0] > _MOST_DIGITS or not folded[span[0] : span[1]].isascii() or _SIGNED.search(before):
        return False
    if _NUMBERS_PLACES.search(before) or _ORDINAL_OR_PLACE_AFTER.match(after) or not before.strip():
        return False
    if after.startswith(")") and span[1] - span[0] < 3:
        return False  # the number of an item that stands within a line
    return not (re.search(r"\d[-–/.]$", before) and span[1] - span[0] < 4) and not before.endswith(("(", "[", "/", "#"))


def _names(sentence: str, language: Language) -> list[Fact]:
    """Return the names of bodies and programmes that the glossary knows, written in full, with capitals."""
    found: list[Fact] = []
    for spot in Glossary.bundled().spots(sentence):
        written = sentence[spot.start : spot.end]
        for form in spot.meanings:
            is_name = form.language is language and is_proper(form.term)
            if is_name and not form.abbreviated and written[0].isupper() and _NAME.search(written):
                found.append(Fact(FactKind.NAME, form.term.names[Language.EN], spot.start, spot.end, form.term))
                break
    return found


@lru_cache(maxsize=1024)
def is_proper(term: Term) -> bool:
    """Tell whether a term is the name of one body: every word of weight has its capital in English."""
    words = [word for word in term.names[Language.EN].split() if len(word) >= _WEIGHT]
    return term.field in (Field.PARTNERS, Field.ILO) and len(words) > 1 and all(word[0].isupper() for word in words)
