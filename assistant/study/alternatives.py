"""Other facts of the same kind, written the same way: what a wrong option or a false statement has instead.

A number keeps its decimals, its decimal sign and its groups, a year stays a year, so that the form gives nothing away.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.study.facts import Fact, FactKind, is_proper
from assistant.study.number_names import NUMBERS, VALUES
from corpus.glossary.glossary import Glossary
from corpus.glossary.types import Term
from corpus.text.folding import fold
from corpus.types import Language

_YEARS_APART = (1, 2, 3, 4, 5, 6, 8, 10)
# Conventions and Recommendations that people hear of: any of them could have been cited.
_KNOWN = {
    "C": "29 81 87 98 100 102 105 111 122 138 141 144 151 154 155 158 169 177 182 183 187 189 190".split(),
    "R": "90 98 111 113 127 143 150 163 169 180 184 189 191 193 195 197 198 200 202 203 204 205 206".split(),
}
_DAYS = 28  # that every month has
_LONGEST = 24  # characters of a number
_LAST_YEAR = 2026  # what happened did not happen later
_SMALL = 12  # up to here people count one by one
_SHORT_WORD = 4  # letters
_SHARES = ("0.5", "0.6", "0.8", "1.2", "1.25", "1.5", "2")
_BEGUN = re.compile(r"(\d{4})\s?(?:[-–]|to|and|à|et|a|y)\s?$")
_ENDED = re.compile(r"\s?(?:[-–]|to|and|à|et|a|y)\s?(\d{4})(?!\d)")
_ANY_NUMBER = re.compile(r"\d+(?:[.,' ]\d+)*|[^\W\d_]+(?:-[^\W\d_]+)*")
_GROUPED = re.compile(r"\d{1,3}(?:[ ,.'’\u00a0\u202f]\d{3})+")


def other_facts(fact: Fact, written: str, language: Language, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Yield other facts as (value, words): `written` is how the sentence writes the fact itself.

    The values come in the same order for the same state of `chance`, whatever the language.
    """
    if fact.kind is FactKind.NAME:
        yield from _names(fact, written, language, chance)
        return
    number = as_number(written)
    if number is None:
        return
    others = _numbers(fact.kind, number, fact.value, chance)
    if fold(written) in VALUES:
        names = NUMBERS[language]
        near = [Decimal(each) for each in names if number / 3 <= each <= number * 3]
        named = [each for each in dict.fromkeys((*others, *near)) if int(each) in names]
        others = [each for each in named if number <= _SMALL or number % 5 or each % 5 == 0]
    for other in others:
        if other != number:
            yield str(other), NUMBERS[language][int(other)] if fold(written) in VALUES else _written_as(written, other)


def can_be(fact: Fact, sentence: str, value: str) -> bool:
    """Tell whether another year is after the one that its period begins with, and before the one that ends it."""
    before, after = _BEGUN.search(sentence[: fact.start]), _ENDED.match(sentence[fact.end :])
    if fact.kind is not FactKind.YEAR:
        return True
    return (not before or int(before[1]) < int(value)) and (not after or int(value) < int(after[1]))


def as_number(written: str) -> Decimal | None:
    """Return the number that digits stand for: groups of three are thousands, any other comma or stop is decimal.

    >>> as_number("1 250"), as_number("15,6"), as_number("about")
    (Decimal('1250'), Decimal('15.6'), None)
    """
    if len(written) > _LONGEST or (
        not written.isascii() and any(char.isdigit() and not char.isascii() for char in written)
    ):
        return None  # no figure that anybody asks for, or in the digits of another script
    if _GROUPED.fullmatch(written):
        return Decimal(re.sub(r"\D", "", written))
    if (named := VALUES.get(fold(written))) is not None:
        return named
    plain = written.replace(",", ".")
    return Decimal(plain) if re.fullmatch(r"\d+(?:\.\d+)?", plain) else None


def numbers_in(text: str) -> list[Decimal]:
    """Return every number of a text that is written in digits, or in a word, in order.

    >>> numbers_in("thirty (30) boats, 2/3 of 1 250")
    [Decimal('30'), Decimal('30'), Decimal('2'), Decimal('3'), Decimal('1250')]
    """
    found: list[Decimal] = []
    for match in _ANY_NUMBER.finditer(fold(text)):
        whole = as_number(match[0])
        parts = [whole] if whole is not None else map(as_number, re.split(r"[^\w.,]", match[0]))
        found += [each for each in parts if each is not None]
    return found


def _numbers(kind: FactKind, number: Decimal, value: str, chance: random.Random) -> list[Decimal]:
    """Return other numbers that the fact could have been, in an order of chance."""
    if kind is FactKind.YEAR:
        found = [number + sign * step for step in _YEARS_APART for sign in (1, -1)]
        found = [each for each in found if number > _LAST_YEAR or each <= _LAST_YEAR]
    elif kind is FactKind.DATE:
        found = [Decimal(day) for day in range(2, _DAYS + 1)]
    elif kind is FactKind.INSTRUMENT:
        found = [Decimal(each) for each in _KNOWN[value[0]]]
    elif number != number.to_integral_value():
        step = Decimal(1).scaleb(int(number.as_tuple().exponent))
        found = [(number * Decimal(share)).quantize(step) for share in _SHARES]
        found += [number + sign * step * times for times in (3, 7, 11) for sign in (1, -1)]
    elif number <= _SMALL:
        found = [number + sign * step for step in (1, 2, 3, 4) for sign in (1, -1)] + [number * 2]
    else:
        found = [Decimal(each) for each in _round_ones(int(number))]
    least, most = min(number, Decimal(2)), Decimal(100 if kind is FactKind.PERCENT else 10**15)
    found = [each for each in dict.fromkeys(found) if least <= each < most and each > 0]
    chance.shuffle(found)
    return found


def _round_ones(number: int) -> list[int]:
    """Return numbers about as large and as round as one."""
    unit = next(each for each in (10**6, 10**5, 10**4, 1000, 500, 100, 50, 10, 5, 1) if number % each == 0)
    if number > 100 * unit:  # 12,345,095 beside 12,345,096 would be no choice
        unit = 10 ** (len(str(number)) - 2)
    near = [number + sign * step * unit for step in (1, 2, 3, 4) for sign in (1, -1)]
    return [each for each in (*near, number * 2) if each > 0 and len(str(each)) == len(str(number))]


def _written_as(written: str, number: Decimal) -> str:
    """Return a number in the form of another: its groups, its decimal sign."""
    if grouped := _GROUPED.fullmatch(written):
        sign = re.sub(r"\d", "", grouped[0])[0]
        return f"{int(number):,}".replace(",", sign)
    return f"{number:f}".replace(".", ",") if "," in written else f"{number:f}"


def _names(fact: Fact, written: str, language: Language, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Yield names of the same field that fit the words before: in French and Spanish, with the same first word."""
    terms = [
        term for term in Glossary.bundled().terms if fact.term and term.field is fact.term.field and is_proper(term)
    ]
    terms.sort(key=lambda each: each.names[Language.EN])
    chance.shuffle(terms)
    for term in terms:
        name = term.names.get(language, "")
        fits = language is Language.EN or name.split(" ")[0] == written.split(" ")[0]
        length = 0.6 <= len(name) / len(written) <= 1.5
        if fact.term and _are_akin(term, fact.term):
            continue
        if term is not fact.term and name and name[0].isupper() and " " in name and fits and length:
            yield term.names[Language.EN], name


def _are_akin(term: Term, other: Term) -> bool:
    """Tell whether two names share a word of weight: they may be names of one body, or of its parts."""
    mine, theirs = (
        {word for word in fold(each.names[Language.EN]).split() if len(word) > _SHORT_WORD} for each in (term, other)
    )
    return not mine.isdisjoint(theirs)
