"""What the beginning of a line can announce: an article, a numbered paragraph, an item.

The forms are those of ILO and United Nations documents and of the laws around them, in English, French and
Spanish. A line only *looks like* a beginning here; whether it is one is decided in `numbering` and `items`, which
know what came before: “2019. The …” after paragraph 7 is the end of a sentence. Every pattern is bounded, so that
no line can make it slow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from corpus.text.latin_ordinals import ORDINAL, rank

_HASHES = re.compile(r"^(#{1,6})\s*(?=\S)(.*?)\s*$")
_STOP = r"\s?(?P<stop>(?:[.:]?\s?[–—-]+|[.:]))?\s*(?P<rest>.*)$"
_ARTICLE = re.compile(
    r"^(?:Articles?|ARTICLES?|Arts?\.|ARTS?\.|Artículos?|ARTÍCULOS?|Articulos?|ARTICULOS?)\s{0,3}(?:İ\s)?"
    r"(?P<number>[Pp]remier|PREMIER|[Uu]nique|UNIQUE|[Úú]nico|ÚNICO|[LRDA]\.?\s?\d{1,4}(?:-\d{1,4}){0,4}|"
    r"\d{1,5}(?:[.-]\d{1,4}){0,4}(?:[A-Za-z](?!\w))?|[IVXLC]{1,8})(?:\s?(?:er|re|ER|[°ºª]))?(?:\s(?:à|to|a|al)\s(?P<to>\d{1,5}))?"
    rf"(?:\s?(?P<again>{ORDINAL}(?:\s[A-Z](?=[.\s]|$))?))?(?!\w)" + _STOP
)
# The Maritime Labour Convention's own series, each under the name it has in English.
_PROVISION = re.compile(
    r"^(?P<name>Regulation|Règle|Regla|Standard|Norme|Norma|Guideline|Principe directeur|Pauta)\s{1,3}"
    r"(?P<number>[AB]?\d{1,2}(?:\.\d{1,2}){1,3})(?!\w)" + _STOP
)
_PROVISION_NAMES = {"Règle": "Regulation", "Regla": "Regulation", "Norme": "Standard", "Norma": "Standard",
                    "Principe directeur": "Guideline", "Pauta": "Guideline"}  # fmt: skip
_INITIALS = frozenset("ARSNGP")  # of the words for an article or a provision
_ROMAN_ALONE = re.compile(r"^#{0,6}\s*([IVX]{1,6})(?:\.?$|(?=[A-Z][a-z]+\s))")  # “IIThe Conference”: a lost line break
_DOTTED = re.compile(
    rf"^([1-9]\d{{0,4}}(?:[A-Z]{{0,2}}|\s?{ORDINAL}))\s?\.(?:\s*(?=[^\d\s])(.*))?$"
    r"|^([1-9]\d{0,2}(?:\.\d{1,2}){1,3})\.?\s+(?=[^\W\d_a-zà-ÿ]|[«“‘\"])(.*)$"
)
_BARE = re.compile(r"^(\d{1,5}(?:\.\d{1,3}){0,3})(?:\s+(?=[^\d\s.,;:%)/a-zà-ÿ–—-])(.*))?$")

_NUMERAL = r"[A-Za-z]{1,2}(?:\.\d{1,2})?|[ivxl]{1,6}|[IVXL]{1,6}|\d{1,3}(?:\.\d{1,2})?"
_ITEM_FORMS = {
    "()": re.compile(rf"^\(\s?({_NUMERAL})\s?\)(?:\s(?:to|à|a|and|et|y)\s\(\s?({_NUMERAL})\s?\))?\s*()(.*)$"),
    ")": re.compile(rf"^({_NUMERAL})\s?\)()\s*()(.*)$"),
    "°": re.compile(rf"^(\d{{1,2}})\s?[°º]\)?()(?:\s({ORDINAL})\b)?\s*(.*)$"),
    "-": re.compile(r"^([IVX]{1,5})\s?\.\s?[-–—]()\s*()(.*)$"),
    ".": re.compile(r"^([a-z]|[ivx]{1,5})\.()\s+()(?=\S)(.*)$"),
}
_QUOTED_NUMBER = re.compile(
    r"([«“„])\s?(?:((?:[Aa]rt(?:icle|\.)\s)?(?:[LRDA]\.\s?)?\(?[\dA-Za-z-]{1,8}\s?[).°]{0,2}(?:\sbis)?)\s?[»”]\s?(.*)|(.*))$"
)
_PUT_IN = re.compile(rf"(\d)\s?({ORDINAL})$")
_BEFORE_REFERENCE = re.compile(
    r"\b(?:paragraphes?|paragraphs?|paras?\.|alinéas?|points?|articles?|sections?|subsections?|lettres?|numéros?|n°|párrafos?|"
    r"apartados?|artículos?|letras?|au|aux|du|de|des|à|sous|par|the|of|under|in|by|del|al|los|las)$",
    re.IGNORECASE,
)
_LONGEST_BEFORE = 16  # characters: longer than any of these words
PARAGRAPHS = "1."
"""The form of an article's numbered paragraphs: `1. `, `2. `."""

_MAY_COUNT = re.compile(r"[«“„]?\s?(?:[(\d]|[A-Za-z]{1,6}[.\d]{0,3}\s?[).°º-])")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_BULLET = re.compile(r"^[•●▪■–—*-]\s")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A line that begins with a number: as a locator writes it, as printed, and the words after it.

    `level` is the depth of a `#` heading, 0 for a plain line. `form` is how an item is written (`()`, `)`, `°` …);
    `to` is the last number of a range, as in “(3) to (5) [Repealed]” or «Art. 5 à 7. – (Supprimés)».
    """

    number: str
    marker: str
    rest: str
    level: int = 0
    form: str = ""
    to: str = ""


def unhashed(text: str) -> tuple[int, str]:
    """Return the depth of a `#` heading (0 for a plain line) and its words."""
    match = _HASHES.match(text)
    return (len(match[1]), match[2]) if match else (0, text)


@lru_cache(maxsize=32_768)  # a line is asked about at each step of its way
def article(text: str) -> Numbered | None:
    """Return the article a line opens: `Article 3`, `Art. 1er.`, «Article premier», `Artículo 2º.-`, `Article L110-1`.

    “Article 3 of the Convention” or «article 3, paragraphe 2» at the start of a line is a reference, not an opening.
    """
    if text.lstrip("# «“„")[:1] not in _INITIALS:
        return None  # told at once of most lines
    level, words = unhashed(text)
    quote, words = _unquoted(words)
    match = _ARTICLE.match(words) or _PROVISION.match(words)
    if not match:
        return None
    rest = match["rest"]
    if rest and not match["stop"] and not re.match(r"[^\W\d_a-zà-ÿ]|[«“\"\[]|\([^\W\d_]{3}", rest):
        return None
    number = _article_number(match)
    marker = words[: match.start("rest")].strip(" \u00a0:–—-")
    to = match.groupdict().get("to") or ""
    return Numbered(number, marker, _requoted(quote, rest), level, to=to)


def _unquoted(text: str) -> tuple[str, str]:
    """Split off the mark before a number, as consolidated laws set round what was amended: `«Art. 3. …`, `«(1)» …`."""
    match = _QUOTED_NUMBER.match(text)
    if not match:
        return "", text
    return ("", f"{match[2]} {match[3]}") if match[2] else (match[1], match[4])


def _requoted(quote: str, rest: str) -> str:
    """Return the words after a number with the mark that stood before it: it may be closed among them."""
    return quote + rest if rest else ""


def _article_number(match: re.Match[str]) -> str:
    """Return an article's number in its canonical form: as printed, codes without full stop or space."""
    number = match["number"]
    if "name" in match.groupdict():
        return f"{_PROVISION_NAMES.get(match['name'], match['name'])} {number}"
    if number.lower() in ("premier", "unique", "único"):
        number = "1"
    elif number[0] in "LRDA" and number[-1].isdigit():
        return re.sub(r"[.\s]", "", number)
    return f"{number} {match['again']}" if match["again"] else number


def again(number: str) -> tuple[int, ...]:
    """Return what sorts a number that was put in later: `2 bis` -> (2,), `2 bis A` -> (2, 1), `2` -> ().

    >>> again("2 bis A"), again("99 quater"), again("7")
    ((2, 1), (4,), ())
    """
    match = re.search(rf" ({ORDINAL})(?: ([A-Z]))?$", number)
    if not match:
        return ()
    first = rank(match[1])
    return (first, ord(match[2]) - ord("A") + 1) if match[2] else (first,)


def roman_heading(text: str) -> Numbered | None:
    """Return the part that a Roman numeral opens, as in the Declaration of Philadelphia, alone or glued to words."""
    match = _ROMAN_ALONE.match(text)
    if not match or not roman(match[1].lower()):
        return None
    return Numbered(match[1], match[1], text[match.end() :].strip(), unhashed(text)[0])


def dotted(text: str) -> Numbered | None:
    """Return the paragraph a line opens with `15. ` or `2.1 `, or None."""
    if not _MAY_COUNT.match(text):
        return None
    quote, text = _unquoted(text)
    match = _DOTTED.match(text)
    if not match:
        return None
    number, rest = (match[1], match[2] or "") if match[1] else (match[3], match[4])
    number = _PUT_IN.sub(r"\1 \2", number)
    return Numbered(number, text[: len(text) - len(rest)].strip(), _requoted(quote, rest), form=PARAGRAPHS)


def bare(text: str) -> Numbered | None:
    """Return the section a line opens with a number alone or followed by words (`5 The holder …`), as laws do."""
    match = _BARE.match(text)
    return Numbered(match[1], match[1], match[2] or "") if match else None


def item(text: str) -> Numbered | None:
    """Return the item a line opens: `a) `, `(a)`, `( i )`, `(1.1)`, `2°`, `II. – `, `b. `; numbers in lower case."""
    if not _MAY_COUNT.match(text):
        return None
    quote, text = _unquoted(text)
    for form, pattern in _ITEM_FORMS.items():
        if match := pattern.match(text):
            number, to = match[1].lower(), (match[2] or "").lower()
            if match[3]:
                number = f"{number} {match[3]}"
            marker, rest = text[: match.start(4)].strip(), _requoted(quote, match[4])
            return Numbered(number, marker, rest, form=form, to=to) if styles(number) else None
    return None


def announces_reference(text: str) -> bool:
    """Tell whether a line ends in a word like “paragraph”, so that the number that begins the next is a reference."""
    return bool(_BEFORE_REFERENCE.search(text[-_LONGEST_BEFORE:]))


def is_bullet(text: str) -> bool:
    """Tell whether a line begins with a bullet or a dash."""
    return bool(_BULLET.match(text))


def roman(text: str) -> int | None:
    """Return the value of a small Roman numeral (up to 399), or None where the letters are not one."""
    if not re.fullmatch(r"c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", text) or not text:
        return None
    values = [_ROMAN_VALUES[letter] for letter in text]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


def styles(number: str) -> dict[str, tuple[int, ...]]:
    """Return every way to read an item's number: `i` is the ninth letter and the Roman one.

    >>> styles("i"), styles("5.1")
    ({'letter': (9,), 'roman': (1,)}, {'digit': (5, 1)})
    """
    counted, _, _ = number.partition(" ")
    whole, _, inserted = counted.partition(".")
    after = tuple(map(int, inserted.split("."))) if inserted else again(number)
    if whole.isdigit():
        return {"digit": (int(whole), *after)}
    readings = {}
    if len(whole) == 1 and "a" <= whole <= "z":
        readings["letter"] = (ord(whole) - ord("a") + 1, *after)
    elif len(whole) == 2 and whole[0] == whole[1] and roman(whole) is None:
        readings["letter"] = (26 + ord(whole[0]) - ord("a") + 1, *after)
    if value := roman(whole):
        readings["roman"] = (value, *after)
    return readings


def ends_sentence(text: str) -> bool:
    """Tell whether a text ends as a sentence or clause does, so that the next block does not continue it."""
    return text.rstrip(" \u00a0»”\"’')]").endswith((".", ";", ":", "!", "?", "…"))
