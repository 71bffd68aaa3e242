"""Dates of a sentence, whole or in part, in the three languages: 12 March 2031, «le 1er mars», «marzo de 2031»."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from corpus.text.folding import fold

_MONTHS = (
    "january janvier enero",
    "february fevrier febrero",
    "march mars marzo",
    "april avril abril",
    "may mai mayo",
    "june juin junio",
    "july juillet julio",
    "august aout agosto",
    "september septembre septiembre setiembre",
    "october octobre octubre",
    "november novembre noviembre",
    "december decembre diciembre",
)
_NUMBERS = {word: number for number, words in enumerate(_MONTHS, start=1) for word in words.split()}
MONTHS = frozenset(_NUMBERS)
"""The names of the months, folded."""

_MONTH = "|".join(sorted(_NUMBERS, key=lambda word: -len(word)))
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th|er|o)?"
_DATE = re.compile(
    rf"(?<![\w.])(?:(?:{_DAY}\s(?:of\s|de\s)?)?(?P<month>{_MONTH})(?:\s(?:de\s|del\s)?(?P<year>\d{{4}}))?|"
    rf"(?P<month_first>{_MONTH})\s(?P<day_second>[0-3]?\d)(?:st|nd|rd|th)?(?:,?\s(?P<year_last>\d{{4}}))?|"
    r"(?P<iso>\d{4}-\d\d-\d\d))(?![\w])"
)
# “from 4 to 12 May” has two dates, “the end of 2034” is its last day.
_FIRST_OF_TWO = re.compile(
    rf"(?<![\w.])(?P<first>[0-3]?\d)(?:st|nd|rd|th|er)?(?:\s?[–-]\s?|\s(?:to|and|until|through|au|et|al?|"
    rf"y)\s(?:the\s|el\s|le\s)?)"
    rf"(?P<rest>{_DAY}\s(?:of\s|de\s)?(?P<month>{_MONTH})(?:\s(?:de\s|del\s)?(?P<year>\d{{4}}))?)(?!\w)"
)
_END_OF = re.compile(
    r"(?<!\w)(?:(?:the )?end of|(?:la )?fin (?:de )?(?:l'annee )?|(?:el )?final(?:es)? (?:de|del ano) |"
    r"year-end )\s?(?P<year>\d{4})(?!\w)"
)
_MONTH_FIRST = re.compile(
    rf"(?<!\w)(?P<month>{_MONTH})\s(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?:,?\s(?P<year>\d{{4}}))?(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Date:
    """A date in a text, from `start` to `end` (characters); what it does not say is None."""

    day: int | None
    month: int
    year: int | None
    start: int
    end: int

    def agrees(self, other: Date) -> bool:
        """Tell whether the other date says all that this one does."""
        same_day = self.day in (None, other.day)
        return same_day and self.month == other.month and self.year in (None, other.year)


@lru_cache(maxsize=2048)
def dates_in(text: str) -> tuple[Date, ...]:
    """Return the dates of a text that name a month, in order.

    >>> [(d.day, d.month, d.year) for d in dates_in("le 1er mars 2031, then May 2030")]
    [(1, 3, 2031), (None, 5, 2030)]
    """
    folded = fold(text)
    found: list[Date] = []
    for match in _MONTH_FIRST.finditer(folded):
        found.append(_date(match["day"], match["month"], match["year"], match))
    for match in _DATE.finditer(folded):
        if any(match.start() < each.end and each.start < match.end() for each in found):
            continue
        if match["iso"]:
            year, month, day = map(int, match["iso"].split("-"))
            found.append(Date(day, month, year, match.start(), match.end()))
        elif match["month"] == "may" and text[match.start("month")].islower() and not match["year"]:
            continue  # “a person aged 16 may …”
        elif match["day"] or match["year"] or not _is_a_word(text, match):
            found.append(_date(match["day"], match["month"] or match["month_first"], match["year"], match))
    for match in _FIRST_OF_TWO.finditer(folded):
        found.append(_date(match["first"], match["month"], match["year"], match))
    for match in _END_OF.finditer(folded):
        found.append(Date(31, 12, int(match["year"]), match.start(), match.end()))
    return tuple(sorted(found, key=lambda each: each.start))


def _date(day: str | None, month: str, year: str | None, match: re.Match[str]) -> Date:
    return Date(int(day) if day else None, _NUMBERS[month], int(year) if year else None, match.start(), match.end())


def _is_a_word(text: str, match: re.Match[str]) -> bool:
    """Tell whether a month alone may be an everyday word: “may”, “march”."""
    return match[0] in ("may", "march", "mars") and not (match[0] == "mars" and text[match.start()].islower())
