"""The numbers that Word and web browsers put before list items by themselves."""

from __future__ import annotations

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def numeral(number: int, kind: str) -> str:
    """Return `number` as Word calls the kind: decimal, decimalZero, lowerLetter, upperLetter, lowerRoman, upperRoman.

    Other kinds (words, other scripts) give the decimal number. Source: ECMA-376, part 1, 17.18.59 (ST_NumberFormat).
    """
    if kind in ("lowerLetter", "upperLetter") and number > 0:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)  # Word goes on with aa, bb, cc
        return letters if kind == "lowerLetter" else letters.upper()
    if kind in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        letters = ""
        for value, sign in _ROMAN:
            letters += sign * (number // value)
            number %= value
        return letters if kind == "lowerRoman" else letters.upper()
    return f"{number:02d}" if kind == "decimalZero" else str(number)
