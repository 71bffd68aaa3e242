"""Figures of a sentence with what they count: 37.5 %, «37,5 pour cent», “half”, 30 days, US$15.6 million, «deux tiers».

A figure is an exact decimal with a unit, so that the same one is found however it is written; “about 16 million” admits
15.6 million, two years are 24 months. Numbers of paragraphs and instruments are figures too: whoever compares decides
what they may be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from assistant.ask.claims.number_words import ORDINALS, RUN, value_of
from corpus.text.folding import fold

_FRACTIONS = {
    "half": "50", "moitie": "50", "mitad": "50", "two thirds": "67", "two-thirds": "67", "deux tiers": "67",
    "dos tercios": "67", "three quarters": "75", "three-quarters": "75", "trois quarts": "75", "tres cuartos": "75",
    "tres cuartas partes": "75", "four fifths": "80", "quatre cinquiemes": "80", "cuatro quintos": "80",
    "cuatro quintas partes": "80", "dos terceras partes": "67", "tercera parte": "33", "cuarta parte": "25",
    "quinta parte": "20", "decima parte": "10", "un huitieme": "12.5", "one eighth": "12.5", "una octava parte": "12.5",
}  # fmt: skip
# One part of something: “a third” alone may also be the next after the second.
_PARTS = {
    "third": "33", "tiers": "33", "tercio": "33", "tercera parte": "33", "quarter": "25", "quart": "25",
    "cuarto": "25", "cuarta parte": "25", "fifth": "20", "cinquieme": "20", "quinto": "20", "quinta parte": "20",
    "tenth": "10", "dixieme": "10", "decima parte": "10",
}  # fmt: skip
_UNITS = (
    (r"percentage points?|points? de pourcentage|puntos? porcentual(?:es)?", "points"),
    (r"%|per ?cent|pour cent|por ciento|pct", "%"),
    (r"(?:calendar |working )?days?|jours?|dias?", "day"),
    (r"weeks?|semaines?|semanas?", "week"),
    (r"months?|mois|mes(?:es)?", "month"),
    (r"years?|ans?|annees?|anos?", "year"),
    (r"hours?|heures?|horas?", "hour"),
    (r"(?:de |d')?(?:u\.?s\.? )?(?:dollars?|dolares)", "usd"),
    (r"(?:de |d')?euros?|€", "eur"),
    (r"(?:de |d')?(?:swiss )?francs?(?: suisses?)?|francos?", "chf"),
)
# Units that are so many of another: two years are 24 months.
_OF = {"year": ("month", 12), "month": ("month", 1), "week": ("hour", 168), "day": ("hour", 24), "hour": ("hour", 1)}
_SIGNS = {"us$": "usd", "$": "usd", "usd": "usd", "€": "eur", "eur": "eur"}
_UNIT = re.compile(r"[\s-]*(?:" + "|".join(f"(?P<u{n}>{words})" for n, (words, _) in enumerate(_UNITS)) + r")(?!\w)")
_SCALES = {
    "mil millones": 9, "thousand million": 9, "thousand": 3, "mille": 3, "mil": 3, "million": 6, "millon": 6,
    "millones": 6, "milliard": 9, "billion": 9,
}  # fmt: skip
_SCALE = rf"(?:[\s-]+(?P<scale>{'|'.join(sorted(_SCALES, key=lambda each: -len(each)))})s?)?(?!\w)"
_FIGURE = re.compile(
    r"(?<![\w.,/])(?:(?P<sign>us\$|\$|€|£|usd|eur)\s?)?"
    r"(?P<digits>\d{1,3}(?:[ ,.'’]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?)(?!/|\.\d|\w*/)"
    rf"(?P<ordinal>(?:st|nd|rd|th|e|er|re|eme|a|o)(?!\w))?{_SCALE}"
)
_JOINED = re.compile(rf"\s(?:and|to|or|et|ou|a|y|o)\s(?:\d+(?:[.,]\d+)?){_SCALE.replace('?(?!', '(?!')}")
_HALF_MORE = r"(?P<half>\s(?:and a|et|y) (?:half|demie?|medi[oa]))?"
_WORDS = re.compile(rf"(?P<words>{RUN}){_HALF_MORE}")
_FRACTION = re.compile(
    rf"(?<!\w)(?:(?P<whole>{'|'.join(sorted(_FRACTIONS, key=lambda each: -len(each)))})|"
    rf"(?:(?:a|le|la|el)\s(?=\w+(?: parte)?\s(?:or (?:more|less)\s)?(?:of|de|du|des|del|d'|les))|(?:one|un|une|"
    rf"uno|una)\s)"
    rf"(?P<part>{'|'.join(_PARTS)}))(?!\w)"
)
_ORDINAL_END = re.compile(r"[\s-]?(?:et un)?iemes?(?!\w)|[\s-](?:first|second|third|\w+th)(?!\w)")
_YEAR_AND_HALF = re.compile(r"(?<!\w)(?:(?:a|one|un|une) )?(?:year|an|ano) (?:and a half|et demi|y medio)(?!\w)")
_FORTNIGHT = re.compile(r"(?<!\w)(?:fortnights?|fortnightly|quinzaines?|quincenas?|quincenal\w*|bimensuel\w*)(?!\w)")
_CENTURY = re.compile(r"(?<!\d)(\d\d)\d\d-$")
_OUT_OF = re.compile(
    rf"(?<!\w)(?P<part>{RUN}|\d{{1,2}})\s(?:\w+\s)?(?:out of(?: every)?|in|sur|de cada)\s"
    rf"(?P<whole>{RUN}|\d{{1,3}})(?!\w)"
)
_ONE = frozenset("one un uno".split())  # an article more often than a number
_ORDINAL_WORD = re.compile(rf"(?<!\w)(?:{'|'.join(ORDINALS)})(?!\w)(?!\s*,)")
_SHARES_OF = frozenset({3, 4, 5, 6, 7, 8, 9, 10, 100})
_HYPHENED = re.compile(r"-(?=(?:years?|months?|weeks?|days?|hours?|per)(?!\w))")
_NEAR = re.compile(
    r"(?:about|around|nearly|almost|some|roughly|approximately|close to|just (?:over|under)|fewer than|"
    r"a little (?:over|under)|no llegan? a|more than|over|less than|"
    r"under|environ|pres de|presque|quelque|quelques|autour de|a peu pres|plus de|moins de|unos|unas|alrededor de|"
    r"cerca de|casi|aproximadamente|mas de|menos de|en torno al?|mas del|cerca del|menos del)\s+"
    r"(?:d'|de\s+|del\s+|el\s+|les?\s+|los\s+)?(?:us\s?\$?\s?)?$"
)
_ADVERB_BEFORE = re.compile(
    r"\s?[,.;:]|\s(?:a|an|per|every|each|the|all|only|it|they|he|she|in|for|again|more|this|that|and|or)(?!\w)|$"
)
_WITHIN = Decimal("0.12")  # of the value, what a rounded figure may be off


class Kind(StrEnum):
    """Which way a figure is written."""

    DIGITS = "digits"
    WORDS = "words"
    ORDINAL = "ordinal"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a text, from `start` to `end` (characters): its value, its unit (empty where none is read).

    `rounded`: it is said to be about that much.
    """

    value: Decimal
    unit: str
    start: int
    end: int
    kind: Kind = Kind.DIGITS
    rounded: bool = False

    def agrees(self, other: Figure) -> bool:
        """Tell whether this figure may be said where a source has the other one: the same, or rounded from it."""
        if self.unit in _OF and other.unit in _OF:
            (unit, times), (its_unit, its_times) = _OF[self.unit], _OF[other.unit]
            return unit == its_unit and self.value * times == other.value * its_times
        if self.unit != other.unit and ((self.unit and other.unit) or self.unit == "%"):
            return False
        if self.value == other.value:
            return True
        if not self.rounded or not other.value:
            return False
        coarser = len(self.value.normalize().as_tuple().digits) < len(other.value.normalize().as_tuple().digits)
        return coarser and abs(self.value - other.value) <= _WITHIN * abs(other.value)


@lru_cache(maxsize=2048)
def figures_in(text: str) -> tuple[Figure, ...]:
    """Return the figures of a text, in order.

    >>> [(str(each.value), each.unit) for each in figures_in("37,5 pour cent en trente jours")]
    [('37.5', '%'), ('30', 'day')]
    """
    folded = _HYPHENED.sub(" ", fold(text))
    found: list[Figure] = []
    for each in (
        each for read in (_spans_of_time, _out_of, _fractions, _digits, _words, _ordinals) for each in read(folded)
    ):
        if not any(each.start < other.end and other.start < each.end for other in found):
            found.append(each)
    return tuple(sorted(found, key=lambda each: each.start))


def without_spans(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return a text of the same length with some of it blanked."""
    for start, end in spans:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def _spans_of_time(folded: str) -> Iterator[Figure]:
    for match in _YEAR_AND_HALF.finditer(folded):
        yield Figure(Decimal(18), "month", match.start(), match.end(), Kind.WORDS)
    for match in _FORTNIGHT.finditer(folded):
        yield Figure(Decimal(2), "week", match.start(), match.end(), Kind.WORDS)


def _out_of(folded: str) -> Iterator[Figure]:
    """Yield shares said as so many of so many: “four out of ten”, «un sur quatre»."""
    for match in _OUT_OF.finditer(folded):
        part, whole = (int(each) if each.isdecimal() else value_of(each) for each in (match["part"], match["whole"]))
        if 0 < part < whole and whole in _SHARES_OF:
            rounded = _NEAR.search(folded[max(0, match.start() - 40) : match.start()]) is not None
            yield Figure(Decimal(100 * part) / whole, "%", match.start(), match.end(), Kind.WORDS, rounded)


def _digits(folded: str) -> Iterator[Figure]:
    for match in _FIGURE.finditer(folded):
        value = _value(match["digits"])
        if (century := _CENTURY.search(folded, 0, match.start())) and len(match["digits"]) == 2:  # 2022–23
            value += 100 * int(century[1])
        if match["ordinal"]:
            yield Figure(value, "", match.start(), match.end("ordinal"), Kind.ORDINAL)
            continue
        joined = None if match["scale"] else _JOINED.match(folded, match.end())  # “2.2 and 1.4 million”
        word = match["scale"] or (joined["scale"] if joined else None)
        scale = Decimal(10) ** _SCALES[word] if word else 1
        sign = _SIGNS.get(match["sign"] or "", "")
        yield _with_unit(folded, match.start(), match.end(), value * scale, Kind.DIGITS, sign)


def _words(folded: str) -> Iterator[Figure]:
    for match in _WORDS.finditer(folded):
        if (
            (match["words"] in _ONE and not match["half"])
            or _is_adverb(folded, match)
            or _ORDINAL_END.match(folded, match.end())
        ):
            continue
        value = Decimal(value_of(match["words"])) + (Decimal("0.5") if match["half"] else 0)
        yield _with_unit(folded, match.start(), match.end(), value, Kind.WORDS)


def _is_adverb(folded: str, match: re.Match[str]) -> bool:
    """Tell whether “once” is the English adverb, not eleven in Spanish."""
    if match["words"] != "once":
        return False
    after = _ADVERB_BEFORE.match(folded, match.end())
    return bool(after) or folded[: match.start()].endswith(("at ", "only ", "than ", "least "))


def _fractions(folded: str) -> Iterator[Figure]:
    for match in _FRACTION.finditer(folded):
        if folded[: match.start()].endswith(("and a ", "et ", "y ")) and match[0] == "half":
            continue
        value = _FRACTIONS[match["whole"]] if match["whole"] else _PARTS[match["part"]]
        rounded = _NEAR.search(folded[max(0, match.start() - 40) : match.start()]) is not None
        yield Figure(Decimal(value), "%", match.start(), match.end(), Kind.WORDS, rounded)


def _ordinals(folded: str) -> Iterator[Figure]:
    for match in _ORDINAL_WORD.finditer(folded):
        yield Figure(Decimal(ORDINALS[match[0]]), "", match.start(), match.end(), Kind.ORDINAL)


def _with_unit(folded: str, start: int, end: int, value: Decimal, kind: Kind, unit: str = "") -> Figure:
    """Return a figure with the unit behind it, and with whether it is rounded by the words before it."""
    if not unit and (behind := _UNIT.match(folded, end)):
        unit = next(name for n, (_, name) in enumerate(_UNITS) if behind[f"u{n}"])
        end = behind.end()
    return Figure(value, unit, start, end, kind, rounded=_NEAR.search(folded[max(0, start - 40) : start]) is not None)


def _value(written: str) -> Decimal:
    """Read a number: groups of three digits are thousands, what follows any other comma or stop is decimal."""
    grouped = re.fullmatch(r"(\d{1,3}(?:[ ,.'’]\d{3})+)(?:[.,](\d+))?", written)
    if grouped:
        whole = re.sub(r"\D", "", grouped[1])
        return Decimal(f"{whole}.{grouped[2]}" if grouped[2] else whole)
    return Decimal(written.replace(",", "."))
