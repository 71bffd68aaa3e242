"""What the beginning of a line can announce: a heading, an article, a numbered paragraph, an item.

The forms are those of ILO and United Nations documents and of the laws around them, in English, French and
Spanish. A line only *looks like* a beginning here; whether it is one is decided in `outline`, which knows what
came before: “2019. The …” after paragraph 7 is the end of a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

_HASHES = re.compile(r"^(#{1,6})\s*(.+?)\s*#*$")
_BULLET_TITLE = re.compile(r"^■\s*(.+)$")
_OBJECTIVE = re.compile(r"^(?:Objectif|Objective|Objetivo)\s+(\d+)\s*[.:–—-]\s*(\S.*)$")
_OUTPUT = re.compile(r"^(?:Produit|Output|Producto)\s+(\d+\.\d+)\s*[.:–—-]?\s*(\S.*)$")
_PART = re.compile(
    r"^(?:PART|Part|PARTIE|Partie|PARTE|Parte|TITLE|Title|TITRE|Titre|TÍTULO|Título|CHAPTER|Chapter|CHAPITRE|Chapitre|"
    r"CAPÍTULO|CAPITULO|Capítulo|SECTION|Section|SECCIÓN|Sección)\s+(?:[IVXLC]+|\d+|[A-Z])\b\s*[.:–—-]*\s*([^.;,]*)$"
)
_ANNEX = re.compile(
    r"^(?:ANNEX|Annex|ANNEXE|Annexe|ANEXO|Anexo|APPENDIX|Appendix|SCHEDULE|Schedule)(?:\s+([IVXLC]+|\d+|[A-Z]))?\b\s*[.:–—-]*\s*([^.;,]*)$"
)
_ROMAN_TITLE = re.compile(r"^([IVX]+)\.\s+(\D[^.;]*)$")
_LETTER_TITLE = re.compile(r"^([A-H])\.\s+(\D[^.;]*)$")
_ARTICLE = re.compile(
    r"^(?:Article|ARTICLE|Art\.|ART\.|Artículo|ARTÍCULO|Articulo|ARTICULO)\s+"
    r"(premier|unique|único|[LRD]\.?\s?\d[\d-]*|\d+(?:[.-]\d+)*|[IVXLC]+)"
    r"(?:\s*(?:er|re)\b|\s*(bis|ter|quater)\b|\s*[°ºª])?\s*([.:–—-]*)\s*(.*)$"
)
_DOTTED = re.compile(r"^(\d{1,3})\.\s*(?=[^\d\s])(.*)$")
_BARE = re.compile(r"^(\d{1,4}(?:\.\d{1,3})*)(?:\s+(?=[^\d\s.,;:%)/-])(.*))?$")
_ITEM = re.compile(
    r"^\(\s*([a-z]{1,2}|[ivxl]+|\d{1,2})\s*\)\s*(?=\S)(.*)$|^([a-z]{1,2}|[ivxl]+|\d{1,2})\s?\)\s+(?=\S)(.*)$"
)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}


class Level(IntEnum):
    """How deep a heading sits when its form alone tells; `#` headings give their own depth."""

    PART = 1
    CHAPTER = 2
    OBJECTIVE = 3
    OUTPUT = 4
    SHORT_LINE = 6


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, its depth, and whether it opens an annex (whose numbering starts anew)."""

    level: int
    title: str
    annex: str | None = None


@dataclass(frozen=True, slots=True)
class Numbered:
    """A line that begins with a number: the number as a locator writes it, as printed, and the words after it."""

    number: str
    marker: str
    rest: str


def heading(text: str) -> Heading | None:
    """Return the heading a line announces by its form, or None."""
    if match := _HASHES.match(text):
        inner = _ANNEX.match(match[2])
        return Heading(len(match[1]), match[2], _annex_name(inner) if inner else None)
    if match := _BULLET_TITLE.match(text):
        return Heading(Level.PART, match[1])
    if _OBJECTIVE.match(text):
        return Heading(Level.OBJECTIVE, text)
    if _OUTPUT.match(text):
        return Heading(Level.OUTPUT, text)
    if len(text) > 120:
        return None
    if match := _ANNEX.match(text):
        return Heading(Level.PART, text, _annex_name(match))
    if _PART.match(text) or _ROMAN_TITLE.match(text):
        return Heading(Level.CHAPTER, text)
    if _LETTER_TITLE.match(text):
        return Heading(Level.OBJECTIVE, text)
    return None


def _annex_name(match: re.Match[str]) -> str:
    """Return the canonical name of an annex, the same in every language."""
    return f"Annex {match[1]}" if match[1] else "Annex"


def objective(text: str) -> tuple[str, str] | None:
    """Return the number and title of `Objective 2. …`, or None."""
    match = _OBJECTIVE.match(text)
    return (match[1], match[2]) if match else None


def output(text: str) -> tuple[str, str] | None:
    """Return the number and title of `Output 1.1. …`, or None."""
    match = _OUTPUT.match(text)
    return (match[1], match[2]) if match else None


def article(text: str) -> Numbered | None:
    """Return the article a line opens: `Article 3`, `Art. 1er.`, «Article premier», `Artículo 2º`, `Article L110-1`."""
    title = _HASHES.match(text)
    match = _ARTICLE.match(title[2] if title else text)
    if not match:
        return None
    number = match[1]
    if number in ("premier", "unique", "único"):
        number = "1"
    elif re.fullmatch(r"[IVXLC]+", number):
        number = str(roman(number.lower()))
    if match[2]:
        number += f" {match[2]}"
    printed = (title[2] if title else text)[: match.end(3) - len(match[3])].strip() if match[4] else ""
    return Numbered(
        number.replace(" ", "") if number[:1] in "LRD" else number, printed or text.lstrip("# ").strip(), match[4]
    )


def dotted(text: str) -> Numbered | None:
    """Return the paragraph a line opens with `15. `, or None."""
    match = _DOTTED.match(text)
    return Numbered(match[1], f"{match[1]}.", match[2]) if match else None


def bare(text: str) -> Numbered | None:
    """Return the section a line opens with a number alone or followed by words (`5 The holder …`), as laws do."""
    match = _BARE.match(text)
    return Numbered(match[1], match[1], match[2] or "") if match else None


def item(text: str) -> Numbered | None:
    """Return the item a line opens: `a) `, `(a)`, `( i )`, `(1)`. The number is without brackets."""
    match = _ITEM.match(text)
    if not match:
        return None
    number, rest = (match[1], match[2]) if match[1] else (match[3], match[4])
    return Numbered(number, text[: len(text) - len(rest)].strip(), rest)


def roman(text: str) -> int | None:
    """Return the value of a small Roman numeral (up to 89), or None where the letters are not one."""
    total = 0
    values = [_ROMAN_VALUES.get(letter, 0) if letter != "c" else 100 for letter in text]
    if 0 in values:
        return None
    for value, following in zip(values, [*values[1:], 0], strict=True):
        total += -value if value < following else value
    return total if re.fullmatch(r"c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", text) else None


def styles(number: str) -> dict[str, int]:
    """Return every way to read an item's number: `i` is the ninth letter and the Roman one.

    >>> styles("i")
    {'letter': 9, 'roman': 1}
    """
    if number.isdigit():
        return {"digit": int(number)}
    readings = {}
    if len(number) == 1:
        readings["letter"] = ord(number) - ord("a") + 1
    elif len(set(number)) == 1 and roman(number) is None:
        readings["letter"] = 26 + ord(number[0]) - ord("a") + 1
    if value := roman(number):
        readings["roman"] = value
    return readings


def ends_sentence(text: str) -> bool:
    """Tell whether a text ends as a sentence or clause does, so that the next block does not continue it."""
    return bool(re.search(r"[.;:!?…][»”\"’)\]]*\s*$", text))
