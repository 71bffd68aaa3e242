"""A number with its pieces, and the ranges and lists that go on from it: `24(e)`, `7-9`, `6 c), e) et f)`.

All patterns work on folded text (`corpus.text.folding.fold`), where offsets are those of the text itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import ascii_lowercase
from typing import NamedTuple

from corpus.references.place_words import ARTICLE, ITEM, PARAGRAPH, ROMAN, ROMANS, SIGN
from corpus.text.latin_ordinals import ORDINAL

_MOST_IN_A_RANGE = 500  # a wider one is no range of paragraphs
_YEAR_LENGTH = 4  # digits
_SERIES: tuple[tuple[str, ...], ...] = (tuple(ascii_lowercase), ROMANS, tuple(str(n) for n in range(1, 100)))

_NUMBER = re.compile(
    r"\s*(?:(\d{1,4}(?:\.\d{1,3})*)(?!\d)(?:(?:\.?o|er|ere|re|ro)(?![a-z]))?"
    rf"(?:[\s-]?({ORDINAL})\b)?"
    rf"|(?:premier|premiere|unique|unico|first|primero|primer)\b(?:\s?({ORDINAL})\b)?"
    r"|([lrda])\.?\s?\*?(\d+(?:-\d+)*)"  # article L110-1 of a French code
    rf"|({ROMAN})(?!\w|\.\d|\.e\.))"
)
_COMPOUND = re.compile(r"-(\d{1,3}(?:-\d{1,3})*)(?![\w.]\w|\w)")
_AGAIN = re.compile(r"\s\[\d+\]")
_PIECE = re.compile(
    rf"(\s?[,.]?\s?)(?:\(?\s?([a-z]{{1,2}}|{ROMAN}|\d{{1,2}}(?:\.\d{{1,2}})?)\s?\)|\[\s?([a-z])\s?[\])])"
)
_ENDS = r"(?=\s*(?:$|[,;:.?!)&\x00]|(?:of|de|des|du|del|et|and|or|ou|y|in|en)\b))"
_GLUED = re.compile(
    rf"[.-]?([a-np-z])(?!\w)|\s([a-z]){_ENDS}|,\s?([a-z])(?=\s*(?:$|[;?!\x00]|des\b|du\b|of the\b|de las?\b))"
)
_BARE_LETTER = re.compile(rf"\s?([a-z]){_ENDS}")
_OPEN_ONLY = re.compile(r"\s?\(([a-z])(?=\s*(?:$|[,;.?!]))")  # OCR lost the other parenthesis
_SMALL = rf"\(?(\d{{1,2}}|[a-z]|{ROMAN})(?!\w|\.\d)\)?"
_NESTED = re.compile(rf"\s*[,-]?\s*(?:(?P<paragraph>{PARAGRAPH})|{ITEM}){SIGN}\s*{_SMALL}")
_SAME_LEVEL = re.compile(r"\s?(\d{1,2})(?![\d%]|\.\d)")
_WORDS = rf"(?:(?P<article>{ARTICLE})|(?P<paragraph>{PARAGRAPH})|(?P<item>{ITEM}))?{SIGN}(?=\s*\(?\w)"
_RANGE = re.compile(
    rf"\s*(?:-|\b(?:to|through|thru|a|al|au|hasta|jusqu'a|jusqu'au)\b)\s*(?:the\s+|la\s+|le\s+|el\s+)?{_WORDS}"
)
_LIST = re.compile(
    r"\s*(?:[,;&+/]|\b(?:et|and|y|e|ou|or|o|puis|as well as|ainsi que|asi como)\b)+"
    rf"\s*(?:\b(?:et|and|y|aux?|les|the|los)\b)?\s*{_WORDS}"
)
_SIGN_AGAIN = re.compile(r"\s*¶?")


@dataclass(frozen=True, slots=True)
class Address:
    """A number with its pieces: 24(e) is 24 and `e`.

    `in_words` tells that the last piece was told by a word alone («article 3, paragraphe 1»): what follows in a list
    («et 2») is at its level.
    """

    prefix: str
    number: str
    pieces: tuple[str, ...] = ()
    again: str = ""  # ` [2]` where a document uses a number twice
    in_words: bool = False

    def __str__(self) -> str:
        """Write the canonical locator."""
        return self.prefix + self.number + "".join(f"({piece})" for piece in self.pieces) + self.again


class Addresses(NamedTuple):
    """Locators, the end of the words that name them, and the first and last of each range among them.

    Between the ends of a range stand those that count up from one to the other; which others a document has there
    («24 c) à 26») its own order tells.
    """

    locators: tuple[str, ...]
    end: int
    ranges: tuple[tuple[str, str], ...] = ()


def addresses(folded: str, position: int, prefix: str = "", *, article: bool = False) -> Addresses | None:
    """Read a number with its pieces, and the ranges and lists that go on from it.

    `article` tells that articles are counted, which have paragraphs.
    """
    read = _address(folded, position, prefix, article)
    if read is None:
        return None
    last, position = read
    found = [last]
    ranges: list[tuple[str, str]] = []
    while True:
        if (link := _RANGE.match(folded, position)) and (read := _following(folded, link, last, article)):
            if _too_wide(last, read[0]):
                break  # what goes on from here stays unread, and is told to be
            found += _between(last, read[0])
            ranges.append((str(last), str(read[0])))
        elif (link := _LIST.match(folded, position)) and (read := _following(folded, link, last, article)):
            pass
        else:
            break
        last, position = read
        found.append(last)
    return Addresses(tuple(dict.fromkeys(map(str, found))), position, tuple(ranges))


def pieces_after(folded: str, position: int) -> tuple[str, int]:
    """Read the pieces in parentheses that stand at a position, written as in a locator; return the end too."""
    pieces = ""
    while piece := _PIECE.match(folded, position):
        pieces += f"({piece[2] or piece[3]})"
        position = piece.end()
    again = _AGAIN.match(folded, position)
    return (pieces + again[0], again.end()) if again else (pieces, position)


def _address(folded: str, position: int, prefix: str, article: bool) -> tuple[Address, int] | None:
    """Read one number with the pieces that are nested in it."""
    match = _NUMBER.match(folded, position)
    if not match:
        return None
    digits, again, first_again, letter, code, roman = match.groups()
    number, *dotted = [str(int(part)) for part in (digits or "1").split(".")]
    if letter:
        number, dotted = letter.upper() + code, []
    elif roman:
        number, dotted = roman.upper(), []
    elif digits and (compound := _COMPOUND.match(folded, match.end())) and int(compound[1].split("-")[0]) < int(number):
        number, match = f"{number}-{compound[1]}", compound  # “article 427-3”: no range goes down
    number += f" {again or first_again}" if again or first_again else ""
    pieces, end, in_words = _pieces(folded, match.end(), dotted, article)
    repeated = _AGAIN.match(folded, end)
    address = Address(prefix, number, tuple(pieces), repeated[0] if repeated else "", in_words)
    return address, repeated.end() if repeated else end


def _pieces(folded: str, position: int, pieces: list[str], article: bool) -> tuple[list[str], int, bool]:
    """Read the pieces that follow a number, onto those it has; return them, the end, and if a word told the last."""
    in_words = False
    dotted = len(pieces)
    while True:
        if (piece := _PIECE.match(folded, position)) and not _is_sibling(pieces, piece[2] or piece[3], "," in piece[1]):
            pieces.append(piece[2] or piece[3])
            in_words = False
        elif (piece := _NESTED.match(folded, position)) and _is_nested(pieces[dotted:], piece, article):
            pieces.append(piece[2])
            in_words = piece[2].isdigit() and not piece[0].endswith(")")
        elif not any(map(str.isalpha, pieces)) and (
            piece := _OPEN_ONLY.match(folded, position) or _GLUED.match(folded, position)
        ):
            pieces.append(next(filter(None, piece.groups())))
            in_words = False
        else:
            return pieces, position, in_words
        position = piece.end()


def _is_nested(pieces: list[str], match: re.Match[str], article: bool) -> bool:
    """Tell whether a piece told by a word is inside what stands before: articles have paragraphs, these have items."""
    if match["paragraph"] and match[2].isdigit() and not article:
        return False  # “para. 15, para. 16”
    return not _is_sibling(pieces, match[2], listed=True)


def _is_sibling(pieces: list[str], piece: str, listed: bool) -> bool:
    """Tell whether a piece goes on a list («24 a), c)») and is not nested in the one before («7, 2), b)»)."""
    if not pieces:
        return False
    last = pieces[-1]
    roman = piece in ROMANS and not (piece == "i" and last == "h") and last not in ROMANS
    return listed and last.isdigit() == piece.isdigit() and not roman


def _following(folded: str, link: re.Match[str], last: Address, article: bool) -> tuple[Address, int] | None:
    """Read what follows the link of a range or list: a number with pieces, or a piece under the last one's number."""
    position = link.end()
    word_of_piece = link["item"] or (article and link["paragraph"])
    if last.pieces and not link["article"]:
        same_level = last.in_words and not (link["paragraph"] and not article)
        piece = _PIECE.match(folded, position) or _letter(folded, position, last)
        if piece is None and (word_of_piece or same_level):
            piece = _SAME_LEVEL.match(folded, position)
        if piece:
            return _piece_under(folded, piece, last, article)
    elif _PIECE.match(folded, position) and not folded[position:].lstrip()[:1].isdigit():
        return None  # «paragraphes 6 et b)»: of what?
    sign = _SIGN_AGAIN.match(folded, position)
    read = _address(folded, sign.end() if sign else position, last.prefix, article)
    if read is None or _is_roman(read[0].number) != _is_roman(last.number):
        return None
    if len(read[0].number) == _YEAR_LENGTH and read[0].number.isdigit() and len(last.number) < _YEAR_LENGTH:
        return None  # «paragr. 9, 2022»: a year, not one more paragraph
    return read


def _piece_under(folded: str, piece: re.Match[str], last: Address, article: bool) -> tuple[Address, int] | None:
    """Return the address that one more piece makes: beside the last piece, or above it («7(2)(b) and (3)»)."""
    name = next(filter(None, piece.groups()[::-1]))
    depths = [i for i, other in enumerate(last.pieces) if _has_sort(name, other)]
    if not depths:
        return None
    pieces, end, in_words = _pieces(folded, piece.end(), [*last.pieces[: depths[-1]], name], article)
    return Address(last.prefix, last.number, tuple(pieces), "", in_words or piece.re is _SAME_LEVEL), end


def _letter(folded: str, position: int, last: Address) -> re.Match[str] | None:
    """Match a mere letter after a letter: «6c, e et f»."""
    match = _BARE_LETTER.match(folded, position)
    return match if match and last.pieces[-1].isalpha() else None


def _has_sort(piece: str, other: str) -> bool:
    """Tell whether two pieces count alike: both by numbers, or both by letters or Roman numerals."""
    return piece[0].isdigit() == other[0].isdigit()


def _is_roman(number: str) -> bool:
    return number.isalpha()


def _too_wide(first: Address, last: Address) -> bool:
    """Tell whether a range has more places than anyone reads."""
    numbers = first.number.isdigit() and last.number.isdigit()
    return numbers and int(last.number) - int(first.number) > _MOST_IN_A_RANGE


def _between(first: Address, last: Address) -> list[Address]:
    """Return the addresses strictly between two, where they count up at one level; none where they do not."""
    if first.pieces and last.pieces and (first.number, first.pieces[:-1]) == (last.number, last.pieces[:-1]):
        names = _names_between(first.pieces[-1], last.pieces[-1])
        return [Address(first.prefix, first.number, (*first.pieces[:-1], name)) for name in names]
    if _is_roman(first.number) and _is_roman(last.number):
        names = _names_between(first.number.lower(), last.number.lower(), ROMANS)
        return [Address(first.prefix, name.upper()) for name in names]
    start, end = (re.fullmatch(r"(|.*\D)(\d+)", address.number) for address in (first, last))
    if start and end and start[1] == end[1] and int(end[2]) - int(start[2]) <= _MOST_IN_A_RANGE:
        return [Address(first.prefix, f"{start[1]}{n}") for n in range(int(start[2]) + 1, int(end[2]))]
    return []


def _names_between(start: str, end: str, *series: tuple[str, ...]) -> tuple[str, ...]:
    """Return the letters, Roman numerals or numbers strictly between two."""
    names = next((names for names in series or _SERIES if start in names and end in names), ())
    return names[names.index(start) + 1 : names.index(end)] if names else ()
