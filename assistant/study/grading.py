"""Whether a response to an item is right: references by their grammar, numbers by their value, words but for typing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from assistant.session import Session
from assistant.study.alternatives import as_number, numbers_in
from assistant.study.types import Item, ItemKind
from assistant.text.quotes import words
from corpus.references import parse, resolve
from corpus.text.folding import fold

_FEW = 3  # words of a number with its unit
_ARTICLE = re.compile(r"(?:the|an?|les?|la|des?|du|une?|el|los|las|unos?|unas?)\s+|[ld]'")
_NUMBER_SIGN = re.compile(r"^(?:(?:le|la|the|el)\s+)?(?:n[°ºo]\.?\s*|no\.?\s+|n[úu]m\.?\s*)?(?=\d)", re.IGNORECASE)
_LONGEST = 500  # characters of a response


def is_right(item: Item, response: str | Mapping[str, str], session: Session) -> bool | None:
    """Tell whether a response is right; None for an open question, which people judge.

    A matching question takes the right side for each left one. A place is read as references are («24 c)», “para.
    24(c)”), with or without its document; a number in figures or in words, with either decimal sign.
    """
    if item.kind is ItemKind.SHORT_ANSWER:
        return None
    if isinstance(response, Mapping):
        return item.kind is ItemKind.MATCHING and all(response.get(pair.left) == pair.right for pair in item.pairs)
    said = response.strip()[:_LONGEST]
    if item.kind is ItemKind.NUMERIC:
        number = as_number(said.replace("\u202f", "\u00a0"))
        named = numbers_in(said) if number is None and len(said.split()) <= _FEW else []
        number = named[0] if len(named) == 1 else number  # “15 years”
        return number is not None and item.number is not None and abs(float(number) - item.number) <= item.tolerance
    if item.kind is ItemKind.WHICH_PARAGRAPH and names_the_place(item, said, session):
        return True
    return bool(said) and any(_bare(said) == _bare(each) for each in (item.key, *item.accepted))


def names_the_place(item: Item, said: str, session: Session) -> bool:
    """Tell whether a response is a reference to the paragraph of the key, and to no other."""
    place = item.evidence[0]
    said = _NUMBER_SIGN.sub("", said)
    bare = f"paragraph {said}" if said[:1].isdigit() else said
    read = parse(bare, session.catalogue)
    if read is None or read.unread or (read.explicit and read.document not in (None, place.document)):
        return False
    found = resolve(replace(read, document=place.document, explicit=True), session.holdings)
    return found.locators == (place.locator,)


def _bare(text: str) -> list[str]:
    return words(_ARTICLE.sub("", fold(text).strip()))
