"""Sums of money as documents write them: «15,6 millions de dollars É.-U.», “US$15.6 million”, «2 millones de dólares».

A sum is kept with the words it was read from, so that whoever shows it can quote it. Values are exact decimals.
Dollars of no named country are those of the United States, as in all papers of the ILO.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from corpus.text.folding import fold
from corpus.text.typography import is_singular, number_written
from corpus.types import Language

DOLLARS = "USD"

_MILLION = Decimal(10) ** 6
_SCALES = {"million": _MILLION, "millon": _MILLION, "milliard": 1000 * _MILLION, "billion": 1000 * _MILLION}
_BEFORE = r"(?P<sign>us\$|us dollars?|usd)"
_NUMBER = r"(?P<number>\d{1,3}(?:[ ,.]\d{3})+(?!\d)|\d{1,9}(?:[.,]\d{1,6})?)"
_AFTER = (
    r"(?:de |d'|of )?(?P<dollars>(?:u\.?s\.? )?(?:dollars|dolares)(?: (?:des etats-unis(?: d'amerique)?|e\.?-u\.?"
    r"|us|ee\.? ?uu\.?|de los estados unidos(?: de america)?))?)|(?:de |d'|of )?(?P<unit>[^\W\d_]{3,30})"
)
_AMOUNT = re.compile(
    rf"(?<![\w.,$])(?:{_BEFORE} ?)?{_NUMBER} (?P<scale>millions?|millones|millon|milliards?|billions?)"
    rf"(?: (?:{_AFTER}))?"
)
_WORDS = {
    Language.EN: ("million", "million", "US${} {}", "{} {} {}"),
    Language.FR: ("million", "millions", "{}\u00a0{} de dollars É.-U.", "{}\u00a0{} de {}"),
    Language.ES: ("millón", "millones", "{} {} de dólares de los EE. UU.", "{} {} de {}"),
}


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum: its value in whole units, the currency (`USD`, or the word of the text), and the text's own words."""

    value: Decimal
    currency: str
    words: str


def find_amounts(text: str) -> Iterator[Amount]:
    """Yield the sums that a text states in millions or more, in order; a million of no named unit is passed over.

    >>> [(str(each.value), each.currency) for each in find_amounts("a cost of US$15.6 million")]
    [('15600000.0', 'USD')]
    """
    for match in _AMOUNT.finditer(fold(text)):
        currency = DOLLARS if match["sign"] or match["dollars"] else match["unit"]
        if currency:
            scale = next(value for name, value in _SCALES.items() if match["scale"].startswith(name))
            yield Amount(_number(match["number"]) * scale, currency, text[match.start() : match.end()])


def written(value: Decimal, currency: str, language: Language) -> str:
    """Return a sum in millions as a reader of `language` writes it, with as many decimals as it needs.

    >>> written(Decimal("15600000"), "USD", Language.EN)
    'US$15.6 million'
    """
    one, many, dollars, other = _WORDS[language]
    millions = value / _MILLION
    number, scale = number_written(millions, language), one if is_singular(millions, language) else many
    return dollars.format(number, scale) if currency == DOLLARS else other.format(number, scale, currency)


def _number(written_so: str) -> Decimal:
    """Read a number: groups of three digits are thousands, what follows any other comma or stop is decimal."""
    if re.fullmatch(r"\d{1,3}(?:[ ,.]\d{3})+", written_so):
        return Decimal(re.sub(r"\D", "", written_so))
    return Decimal(written_so.replace(",", "."))
