"""How a text names a place in a document, read into canonical locators.

    «paragr. 9 n)»  “para. 9(n)”  «párr. 9, n)»          9(n)
    «article 3, paragraphe 1, alinéa a)»  “Art. 3(1)(a)”  3(1)(a)
    «partie III, e)»  “Part III(e)”                       III(e)
    “para. 3 of Annex I”                                  Annex I, 3
    “recital (25)”  «considérants 25 à 27»                recital 25 …
    “paras 7–9”  «24 a) à e)»  «6 c), 6 e), 6 f)»        each of them

All patterns work on folded text (`corpus.text.folding.fold`), where offsets are those of the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.references.address import addresses, pieces_after
from corpus.references.place_words import (
    ACT,
    ANNEX,
    ARTICLE,
    DIVISION,
    ITEM,
    OF,
    PARAGRAPH,
    PART,
    PREAMBLE,
    RECITAL,
    ROMAN,
    ROMANS,
    SIGN,
)
from corpus.references.types import Place

_NUMERAL = r"(?:\d|(?:premier|premiere|unique|unico|first|primero|primer)\b|[lrda]\.?\s?\*?\d)"
_PLACE = re.compile(
    rf"(?<![a-z])(?:(?P<article>{ARTICLE}){SIGN}(?=\s*(?:{_NUMERAL}|{ROMAN}(?![\w.]\w|\w)))"
    rf"|(?:(?P<paragraph>{PARAGRAPH})|(?P<ours>¶¶?)){SIGN}(?=\s*{_NUMERAL})"
    rf"|{ITEM}{SIGN}(?=\s*\d{{1,3}}\s?,?\s?\(?[a-z]{{1,2}}\)))"
)
_PART = re.compile(
    rf"\b(?:{PART}|sections?|seccion|titles?|titres?|titulos?)\s+({ROMAN})(?!\w|\.\d|\.e\.)"
    rf"|\b{PART}\s+(\d{{1,2}})(?![\w.]\w|\w|\s?%)"
)
_JOINED = r"\s*(?:,|\b(?:et|and|y|e|ou|or)\b(?!\s?\)))\s*"
_PIECE = r"\(?(?:[a-z]|[ivx]{2,4}|\d{1,2})\)?(?!\w)"
_DIVISION_BEFORE = re.compile(rf"(?<!\w){DIVISION}\s*[,:]?\s*$")
_OF_DIVISION = re.compile(rf"(?:{OF}|\s*[,(]\s*){DIVISION}\)?")
_PIECES = rf"{_PIECE}(?:{_JOINED}{_PIECE})*"
_ITEMS = rf"(?:{ITEM}|{PARAGRAPH}(?=\s*\(?[a-z]\)?(?!\w))){SIGN}\s*"
_ITEMS_OF = re.compile(rf"(?<!\w)(?:{_ITEMS}{_PIECES}{OF}){{1,4}}(?={PARAGRAPH}|{ARTICLE})")
_ONE_LEVEL = re.compile(rf"{_ITEMS}({_PIECES}){OF}")
_INSIDE = re.compile(rf"{OF}{ARTICLE}{SIGN}\s*(?=\d)")
_AFTER_NAME = re.compile(
    rf"\s*[,:#]?\s*(?=\d{{1,3}}(?![\d%])|[lrd]\.?\s?\d{{1,4}}-\d|(?:{ROMAN})(?:\s?[(),;]|\s[a-z]\)|\s*$))"
)
_PREAMBLE = re.compile(rf"\b{PREAMBLE}\b")
_PREAMBLE_S_OWN = re.compile(rf"\s*,?\s*(?:{PARAGRAPH}|{ITEM}){SIGN}\s*\(?\w{{1,3}}\)?(?!\w)")
_OF_PREAMBLE = re.compile(rf"{OF}(?={PREAMBLE}\b)")
_NAMED_ANNEX = rf"{ANNEX}(?:{SIGN}\s+(?P<name>[ab]?\d{{1,2}}(?:-[ivx]+)?|[ivx]+|[a-z](?=\s*(?:$|[,;.:)]))))?(?!\w)"
_BOUND = r"(?P<bound>recommendation|recommandation|recomendacion|resolution|resolucion)"
_ANNEX_BEFORE = re.compile(
    rf"\b(?:{_NAMED_ANNEX}\s*[,:]?\s*(?:of |de |du |del )?|(?:^|(?<=[,;(\x00])|(?<=[,;(\x00]\s)){_BOUND}\s*,\s*)$"
)
_OF_ANNEX = re.compile(rf"{OF}{_NAMED_ANNEX}")
_COMMA = re.compile(r"\s*[,:]?\s*(?=\d|¶|[a-z§])")
_ANNEX = re.compile(rf"\b{_NAMED_ANNEX}")
_BRACKETED = re.compile(rf"\s?\((\d{{1,3}})\)((?:\s?\((?:[a-z]{{1,2}}|{ROMAN}|\d{{1,2}})\))*)")  # R193(7)(2)(b)
_WHOLE = re.compile(r"\s*(?=\d{1,3}\s?\.?[a-z]\s*$)")
_BARE = re.compile(rf"(?<![\w.(/])(?=\d{{1,3}}(?!\d)\s?,?\s?[(\[]?(?:[a-z]{{1,2}}|{ROMAN}|\d{{1,2}})\s?[)\]])")
_BARE_PART = re.compile(rf"(?<![\w.(/'])(?=(?:{ROMAN})\s?\(?[a-z]\))")
_CODED = re.compile(
    r"\b(?:(regulation|regle|regla|reg\.)|(standard|norme|norma|std\.)|(guideline|principe directeur|pauta))s?"
    r"\s*([ab]?\d\.\d(?:\.\d{1,2})?)(?![\d.]\d)"
)
_RECITAL = re.compile(rf"\b{RECITAL}{SIGN}(?=\s*\(?\d)")
_RECITAL_NUMBER = re.compile(r"\s*\(?(\d{1,3})\)?(?![\w%]|\.\d)")
_RECITAL_LINK = re.compile(r"\s*(?:(?P<range>-|\b(?:to|through|a|al|hasta)\b)|,|&|\b(?:et|and|y|e|ou|or|o)\b)+")
_ACT_BEFORE = re.compile(rf"\b{ACT}\s+(\d{{1,2}})\s*[,:]\s*$")
_MOST_RECITALS = 300  # in a range
_CODES = (("Regulation", ""), ("Standard", "A"), ("Guideline", "B"))

_ANNOUNCING = (
    (_PREAMBLE, ("preamb",)),
    (_RECITAL, ("recital", "considerant", "considerando")),
    (_CODED, ("reg", "standard", "std", "norm", "guideline", "principe", "pauta")),
    (_ITEMS_OF, ()),
    (_PLACE, ()),
    (_PART, ("part", "section", "seccion", "tit")),
    (_ANNEX, ("ann", "anex", "append", "apend", "schedule")),
)
"""The patterns that announce places, each with letters of which some stand in whatever it matches."""


def places(folded: str) -> Iterator[Place]:
    """Yield the paragraphs, articles, items, parts, annexes and preambles that a text names by a word or sign."""
    announced = _Announced(folded)
    position = 0
    while match := announced.next(position):
        place = _place_at(folded, match)
        if place is None:
            position = match.end()
            continue
        yield place
        position = max(place.span[1], match.end())
        if place.locators == ("Preamble",) and (own := _PREAMBLE_S_OWN.match(folded, position)):
            position = own.end()  # a paragraph of the preamble is not that of the text; it has no locator


def bare_places(folded: str, after: tuple[int, ...]) -> Iterator[Place]:
    """Yield the places named without a word: `24(e)` anywhere, a mere `24` or `III` just after a document's name."""
    found_after = False
    for end in after:
        if bracketed := _BRACKETED.match(folded, end):
            pieces = "".join(f"({piece})" for piece in re.findall(r"\w+", bracketed[2]))
            yield Place((bracketed[1] + pieces,), bracketed.span())
            found_after = True
            continue
        start = _AFTER_NAME.match(folded, end)
        if start and (found := addresses(folded, start.end())):
            yield Place(found.locators, (start.end(), found.end), ranges=found.ranges)
            found_after = True
    if found_after:
        return
    whole = _WHOLE.match(folded)
    for match in [whole, *(pattern.search(folded) for pattern in ((_BARE, _BARE_PART) if after else (_BARE,)))]:
        if match and (found := addresses(folded, match.end())):
            yield Place(found.locators, (match.start(), found.end), ranges=found.ranges)
            return


class _Announced:
    """The words of a text that announce places, read on from one position to the next."""

    def __init__(self, folded: str) -> None:
        """Look for the first words of each kind."""
        self._folded = folded
        self._pending = [
            match
            for pattern, letters in _ANNOUNCING
            if (not letters or any(each in folded for each in letters)) and (match := pattern.search(folded))
        ]

    def next(self, position: int) -> re.Match[str] | None:
        """Return the words that announce the first place from a position on, which never goes back.

        A pattern is searched for again only once its last match is passed: what else it would find lies further on.
        """
        ahead = (
            match if match.start() >= position else match.re.search(self._folded, position) for match in self._pending
        )
        self._pending = [match for match in ahead if match]
        return min(self._pending, key=lambda match: (match.start(), -match.end()), default=None)


def _place_at(folded: str, match: re.Match[str]) -> Place | None:
    if match.re is _PREAMBLE:
        return _preamble(folded, match.start())
    if match.re is _RECITAL:
        return _recitals(folded, match)
    if match.re is _CODED:
        return _coded(folded, match)
    if match.re is _ITEMS_OF:
        return _items_of(folded, match)
    if match.re is _PART:
        return _part(folded, match)
    if match.re is _ANNEX:
        return _annex(folded, match)
    return _numbered(folded, match)


def _numbered(folded: str, match: re.Match[str]) -> Place | None:
    """Read the paragraphs or articles after their word, with the article or annex that they are said to be in."""
    start = match.start()
    prefix = ""
    if annex := _ANNEX_BEFORE.search(folded, max(0, start - 24), start):
        prefix, start = f"{_annex_name(annex)}, ", annex.start()
    if act := _ACT_BEFORE.search(folded, max(0, start - 24), start):
        prefix, start = f"Act {act[1]}, {prefix}", act.start()
    found = addresses(folded, match.end(), prefix + ("¶" if match["ours"] else ""), article=bool(match["article"]))
    if not found:
        return None
    locators, end, ranges = found
    if preamble := _OF_PREAMBLE.match(folded, end):
        return _preamble(folded, preamble.end())
    if (outer := _OF_ANNEX.match(folded, end)) and not annex:
        return Place(locators, (start, end), ranges=ranges).inside(f"{_annex_name(outer)}, ", (start, outer.end()))
    if division := _DIVISION_BEFORE.search(folded, max(0, start - 24), start):
        start = division.start()
    if division := _OF_DIVISION.match(folded, end):
        end = division.end()
    inside = _INSIDE.match(folded, end) if match["paragraph"] else None
    article = addresses(folded, inside.end()) if inside else None
    if article and len(article[0]) == 1:  # «paragraphe 1 a) de l’article 3»
        parts = (re.fullmatch(r"(\w+)(.*)", locator) for locator in locators)
        return Place(tuple(f"{article[0][0]}({part[1]}){part[2]}" for part in parts if part), (start, article[1]))
    return Place(locators, (start, end), ranges=ranges, articles=bool(match["article"]))


def _recitals(folded: str, match: re.Match[str]) -> Place | None:
    """Read the recitals after their word: one, a list, a range."""
    numbers: list[int] = []
    ranges: list[tuple[str, str]] = []
    position, in_range = match.end(), False
    while number := _RECITAL_NUMBER.match(folded, position):
        found = int(number[1])
        if in_range and numbers and numbers[-1] < found <= numbers[-1] + _MOST_RECITALS:
            ranges.append((f"recital {numbers[-1]}", f"recital {found}"))
            numbers += range(numbers[-1] + 1, found)
        numbers.append(found)
        end = number.end()
        link = _RECITAL_LINK.match(folded, end)
        if link is None:
            break
        position, in_range = link.end(), link["range"] is not None
    if not numbers:
        return None
    return Place(
        tuple(f"recital {each}" for each in dict.fromkeys(numbers)), (match.start(), end), ranges=tuple(ranges)
    )


def _preamble(folded: str, start: int) -> Place | None:
    """Return the preamble at a position, that of an annex where one is named before it."""
    match = _PREAMBLE.match(folded, start)
    if match is None:
        return None
    annex = _ANNEX_BEFORE.search(folded, max(0, start - 24), start)
    pieces, end = pieces_after(folded, match.end())
    prefix = f"{_annex_name(annex)}, " if annex else ""
    return Place((f"{prefix}Preamble{pieces}",), (annex.start() if annex else start, end))


def _items_of(folded: str, match: re.Match[str]) -> Place | None:
    """Read «alinéa a) du paragraphe 1»: the place itself, then the items said to be in it, the outermost first."""
    whole = _PLACE.match(folded, match.end())
    place = _numbered(folded, whole) if whole else None
    if place is None:
        return None
    locators = place.locators
    for items in reversed(_ONE_LEVEL.findall(match[0])):
        pieces = [piece.strip("() ") for piece in re.split(_JOINED, items)]
        locators = tuple(f"{locator}({piece})" for locator in locators for piece in pieces)
    return Place(locators, (match.start(), place.span[1]))


def _part(folded: str, match: re.Match[str]) -> Place | None:
    """Read the parts that a Roman numeral names, with the items in them; None where a paragraph is named in one."""
    after = _COMMA.match(folded, match.end())
    if after and _PLACE.match(folded, after.end()):
        return None
    if match[2]:
        number = int(match[2])
        return Place((ROMANS[number - 1].upper(),), match.span(), weak=True) if 1 <= number <= len(ROMANS) else None
    found = addresses(folded, match.start(1))
    if not found:
        return None
    return Place(found.locators, (match.start(), found.end), "(" not in found.locators[0], found.ranges)


def _annex(folded: str, match: re.Match[str]) -> Place | None:
    """Read an annex, whole or with the number that follows; None where a word comes first, which is read for itself."""
    after = _COMMA.match(folded, match.end())
    position = after.end() if after else match.end()
    if _PLACE.match(folded, position) or _PREAMBLE.match(folded, position):
        return None
    found = addresses(folded, position, f"{_annex_name(match)}, ") if after else None
    if found:
        return Place(found.locators, (match.start(), found.end), not match["name"], found.ranges)
    return Place((_annex_name(match),), match.span(), weak=True)


def _annex_name(match: re.Match[str]) -> str:
    """Return the canonical name of an annex: `Annex I`, `Annex`; or of an instrument bound with the one cited."""
    if match.groupdict().get("bound"):
        return "Resolution" if match["bound"].startswith("reso") else "Recommendation"
    return f"Annex {match['name'].upper()}" if match["name"] else "Annex"


def _coded(folded: str, match: re.Match[str]) -> Place:
    """Read a Regulation, Standard or Guideline of the Maritime Labour Convention: `Standard A2.3(1)`."""
    kind = next(i for i in range(3) if match[i + 1])
    name, letter = _CODES[kind]
    number = match[4] if match[4][0].isalpha() else letter + match[4]
    head, last = number.upper().rsplit(".", 1)
    found = addresses(folded, match.end() - len(last), article=True)
    if not found:
        return Place((f"{name} {number.upper()}",), match.span())
    span = (match.start(), found.end)
    return Place(found.locators, span, ranges=found.ranges).inside(f"{name} {head}.", span)
