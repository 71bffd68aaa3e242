"""Keys as other programs compare them: what a person may type for an answer, and figures with a decimal point."""

from __future__ import annotations

from decimal import Decimal

from assistant.study.types import Item

# A keyboard has no other: nobody types the apostrophe or the space that a printed text has.
_TYPED = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " ", "\u2011": "-", "–": "-"})


def spellings(item: Item) -> tuple[str, ...]:
    """Return every answer that is right, the key first: as written, then as a keyboard has it.

    A bilingual item is answered in either language. Two spellings that differ in capitals alone are one: no program
    that this is for tells them apart.
    """
    sides = (item, item.beside) if item.beside else (item,)
    written = [each for side in sides for each in (side.key, *side.accepted)]
    found: dict[str, str] = {}
    for each in (*written, *(each.translate(_TYPED) for each in written)):
        if each.strip():
            found.setdefault(each.casefold(), each)
    return tuple(found.values())


def decimal(number: float) -> str:
    """Return a number with a decimal point, never with an exponent.

    >>> decimal(37.5), decimal(1200000.0), decimal(1e-7)
    ('37.5', '1200000', '0.0000001')
    """
    text = format(Decimal(repr(number)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
