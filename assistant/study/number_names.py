"""Numbers that documents write in words, in each language: those that a question can change one for another."""

from __future__ import annotations

from decimal import Decimal

from corpus.text.folding import fold
from corpus.types import Language

_VALUES = (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 15, 18, 20, 25, 30, 40, 45, 50, 60, 75, 80, 90)
_NAMES = {
    Language.EN: "two three four five six seven eight nine ten twelve fourteen fifteen eighteen twenty "
    "twenty-five thirty forty forty-five fifty sixty seventy-five eighty ninety",
    Language.FR: "deux trois quatre cinq six sept huit neuf dix douze quatorze quinze dix-huit vingt "
    "vingt-cinq trente quarante quarante-cinq cinquante soixante soixante-quinze quatre-vingts quatre-vingt-dix",
    Language.ES: "dos tres cuatro cinco seis siete ocho nueve diez doce catorce quince dieciocho veinte "
    "veinticinco treinta cuarenta cuarenta y cinco cincuenta sesenta setenta y cinco ochenta noventa",
}

NUMBERS: dict[Language, dict[int, str]] = {
    language: {value: name.replace("\u00a0", " ") for value, name in zip(_VALUES, names.split(" "), strict=True)}
    for language, names in _NAMES.items()
}
"""The name of each number, by language."""

VALUES: dict[str, Decimal] = {fold(name): Decimal(value) for names in NUMBERS.values() for value, name in names.items()}
"""What a name stands for, folded, in whichever language: “six” is the same in two of them."""
