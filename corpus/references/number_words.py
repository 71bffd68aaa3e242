"""Numbers from 1 to 99 written in words, in English, French and Spanish, as folded text has them.

“paragraph twenty-eight”  «paragraphe vingt-huit»  «párrafo veintiocho»
"""

from __future__ import annotations

import re

_EN = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
).split()
_EN_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_FR = "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split()
_FR_TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "quatre vingt": 80}
_ES = (
    "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho"
    " diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho"
    " veintinueve"
).split()
_ES_TENS = "treinta cuarenta cincuenta sesenta setenta ochenta noventa".split()


def _french() -> dict[str, int]:
    """Return the French numbers, by their words with single spaces; «septante» and «nonante» too."""
    small = dict(zip(_FR, range(1, 17), strict=True)) | {"dix sept": 17, "dix huit": 18, "dix neuf": 19}
    found = dict(small)
    for ten, value in _FR_TENS.items():
        last = 19 if value in (60, 80) else 9
        found[ten] = value
        found |= {f"{ten} {word}": value + n for word, n in small.items() if n <= last}
        found |= {f"{ten} et un": value + 1, f"{ten} et onze": value + 11}
    found |= {"quatre vingts": 80}
    for ten, value in (("septante", 70), ("nonante", 90), ("huitante", 80)):
        found |= {ten: value, f"{ten} et un": value + 1}
        found |= {f"{ten} {word}": value + n for word, n in small.items() if 1 < n <= 9}
    return found


def _english() -> dict[str, int]:
    found = dict(zip(_EN, range(1, 20), strict=True))
    for value, ten in zip(range(20, 100, 10), _EN_TENS, strict=True):
        found |= {ten: value} | {f"{ten} {word}": value + n for n, word in enumerate(_EN[:9], start=1)}
    return found


def _spanish() -> dict[str, int]:
    found = dict(zip(_ES, range(1, 30), strict=True))
    for value, ten in zip(range(30, 100, 10), _ES_TENS, strict=True):
        found |= {ten: value} | {f"{ten} y {word}": value + n for n, word in enumerate(_ES[:9], start=1)}
    return found


NUMBERS = _english() | _french() | _spanish()
"""The value of each number, by its folded words with single spaces."""

NUMBER_WORDS = (
    r"(?<![\w-])(?:"
    + "|".join(name.replace(" ", r"[\s-]+") for name in sorted(NUMBERS, key=lambda name: (-len(name), name)))
    + r")(?![\w-])"
)


def value_of(words: str) -> int:
    """Return the number that words say.

    >>> value_of("quatre-vingt-dix-neuf"), value_of("treinta y dos")
    (99, 32)
    """
    return NUMBERS[" ".join(re.split(r"[\s-]+", words))]
