"""How a text names a place in a document, read into canonical locators.

    «paragr. 9 n)»  “para. 9(n)”  «párr. 9, n)»          9(n)
    «article 3, paragraphe 1, alinéa a)»  “Art. 3(1)(a)”  3(1)(a)
    «produit 1.2, ligne 3»  “action plan 1.2(3)”          action plan 1.2(3)
    “paras 7–9”  «24 a) à e)»  «6 c), 6 e), 6 f)»        each of them

All patterns work on folded text (`corpus.folding.fold`), where offsets are those of the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from string import ascii_lowercase

_MOST_IN_A_RANGE = 60
_YEAR_LENGTH = 4  # digits
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")

_SERIES: tuple[tuple[str, ...], ...] = (tuple(ascii_lowercase), _ROMANS, tuple(str(n) for n in range(1, 100)))

_PARAGRAPH = (
    r"(?:paragraph(?:es?|s)?|paragr|paras?|pars?|parrafos?|parrs?|points?|puntos?|pts?|sections?|sec|secciones|seccion|"
    r"apartados?|numerales|numeral)(?![a-z])\.?|(?<!')ss?\.(?=\s*\d)|§§?"
)
_ARTICLE = r"(?:articles?|articulos?|arts?)(?![a-z])\.?"
_ITEM = (
    r"(?:alineas?|al|lettres?|letras?|letters?|items?|incisos?|literal(?:es)?|sub-?paragraphs?|sub-?paras?|apartados?|"
    r"clauses?|points?|puntos?)(?![a-z])\.?"
)
_OF = r"\s*,?\s*(?:of|in|du|de la|de l'|del|de|dans l'|dans le|en el)\s*(?:the\s+|el\s+|le\s+|la\s+)?"
_SIGN = r"(?:\s*(?:nos?|nums?)(?![a-z])\.?)?"

_NUMBER = re.compile(
    r"\s*(?:(\d{1,4}(?:\.\d{1,3})*)(?!\d)(?:er|re)?(\s(?:bis|ter|quater)\b)?|(?:premier|unique|unico|first)\b"
    r"|([lrd])\.?\s?(\d+(?:-\d+)*))"  # article L110-1 of a French code
)
_AGAIN = re.compile(r"\s\[\d+\]")
_PIECE = re.compile(r"(\s?[,.]?\s?)\(?\s?([a-z]{1,2}|[ivx]{1,5}|\d{1,2})\s?\)")
_GLUED = re.compile(r"\.?([a-np-z])(?!\w)|\s([a-z])(?=\s*(?:$|[,;.?!]|of\b|de\b|des\b|du\b|del\b))")
_NESTED = re.compile(rf"\s*,?\s*(?:{_PARAGRAPH}|{_ITEM}){_SIGN}\s*\(?(\d{{1,2}}|[a-z]|[ivx]{{2,4}})(?!\w)\)?")
_RANGE = re.compile(rf"\s*(?:-|\b(?:to|through|a|al|hasta)\b)\s*(?:{_PARAGRAPH}|{_ARTICLE})?(?=\s*\(?\w)")
_LIST = re.compile(
    rf"\s*(?:[,;&]|\b(?:et|and|y|e|ou|or|o)\b)+\s*(?:\b(?:et|and|y)\b)?\s*(?:{_PARAGRAPH}|{_ARTICLE})?(?=\s*\(?\w)"
)

_PLACE = re.compile(
    rf"(?<![a-z])(?:(?P<article>{_ARTICLE})|(?P<paragraph>{_PARAGRAPH})|(?P<ours>¶¶?)){_SIGN}"
    r"(?=\s*(?:\d|premier|unique|unico|first|[lrd]\.?\s?\d))"
)
_ITEM_OF = re.compile(rf"(?<!\w){_ITEM}\s*\(?([a-z]|[ivx]{{2,4}}|\d{{1,2}})\)?(?!\w){_OF}(?={_PARAGRAPH}|{_ARTICLE})")
_INSIDE = re.compile(rf"{_OF}(?:{_ARTICLE})\s*(\d{{1,3}})(?!\d)")
_AFTER_NAME = re.compile(r"\s*[,:]?\s*(?=\d{1,3}(?![\d%]))")
_SIGN_AGAIN = re.compile(r"\s*¶?")
_PREAMBLE = re.compile(r"\b(?:preamble|preambule|preambulo)\b")
_ANNEX = re.compile(r"\b(?:annexe?|anexo)(?:\s+([ivx]+|\d{1,2}|[a-z]))?\b\s*[,:]?\s*$")
_BARE = re.compile(r"(?<![\w.(/])(?=\d{1,3}\s?,?\s?\(?(?:[a-z]{1,2}|[ivx]{1,5}|\d{1,2})\s?\))")

_PLAN = r"(?:action plan|plan d'action|plan de accion)\s*[,:(]?\s*"
_OUTPUT = r"(?:outputs?|produits?|productos?)\s+"
_ROW_WORD = r"(?:rows?|lines?|lignes?|filas?|lineas?|deliverables?)\s*(?:no\.?\s*)?"
_ROW = rf"(?:\s*\((?P<row>\d{{1,2}})\)|\s*,?\s*{_ROW_WORD}(?P<line>\d{{1,2}})(?!\d))?"
_PLACE_IN_PLAN = re.compile(
    rf"\b(?:(?P<first>{_ROW_WORD}(?P<before>\d{{1,2}}){_OF})?(?:{_PLAN})?{_OUTPUT}|{_PLAN})(?P<output>\d\.\d)(?![\d.]\d)"
    rf"(?P<rest>(?:\s*(?:,|-|\bet\b|\band\b|\by\b|\bto\b|\ba\b)\s*\d\.\d(?![\d.]\d))*){_ROW}"
)
_OBJECTIVE = re.compile(rf"\b(?:{_PLAN})?(?:objectives?|objectifs?|objetivos?)\s+(?:no\.?\s*)?(\d)(?!\.?\d)")


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of text that names places, and the locators it names."""

    locators: tuple[str, ...]
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Address:
    """A number with its pieces: 24(e) is 24 and `e`."""

    prefix: str
    number: str
    pieces: tuple[str, ...] = ()
    again: str = ""  # ` [2]` where a document uses a number twice

    def __str__(self) -> str:
        """Write the canonical locator."""
        return self.prefix + self.number + "".join(f"({piece})" for piece in self.pieces) + self.again


def plan_places(folded: str) -> Iterator[Place]:
    """Yield the outputs, rows and objectives of the plan of action that a text names."""
    for match in _PLACE_IN_PLAN.finditer(folded):
        outputs = _outputs(match["output"], match["rest"])
        row = match["row"] or match["line"] or match["before"]
        if row:
            outputs[-1] = f"{outputs[-1]}({int(row)})"
        yield Place(tuple(f"action plan {output}" for output in outputs), match.span())
    for match in _OBJECTIVE.finditer(folded):
        yield Place((f"action plan, objective {match[1]}",), match.span())


def places(folded: str) -> Iterator[Place]:
    """Yield the paragraphs, articles, items and preambles that a text names by a word or sign."""
    position = 0
    while match := _next(folded, position):
        place = match if isinstance(match, Place) else _place_at(folded, match)
        if place is None:
            position = match.end() if isinstance(match, re.Match) else match.span[1]
            continue
        yield place
        position = place.span[1]


def bare_places(folded: str, after: tuple[int, ...]) -> Iterator[Place]:
    """Yield the places named without a word: `24(e)` anywhere, a mere `24` just after a document's name only."""
    for end in after:
        start = _AFTER_NAME.match(folded, end)
        if start and (found := _addresses(folded, start.end(), "")):
            yield Place(found[0], (start.end(), found[1]))
            return
    if (match := _BARE.search(folded)) and (found := _addresses(folded, match.end(), "")):
        yield Place(found[0], (match.start(), found[1]))


def _next(folded: str, position: int) -> re.Match[str] | Place | None:
    """Return the first place announced from a position on: a preamble whole, others by the word that announces them."""
    found = [m for p in (_PREAMBLE, _ITEM_OF, _PLACE) if (m := p.search(folded, position))]
    if not found:
        return None
    first = min(found, key=lambda m: (m.start(), -m.end()))
    return Place(("Preamble",), first.span()) if first.re is _PREAMBLE else first


def _place_at(folded: str, match: re.Match[str]) -> Place | None:
    """Read the place that a word announces."""
    if match.re is _ITEM_OF:
        whole = _PLACE.match(folded, match.end())
        found = _addresses(folded, whole.end(), "") if whole else None
        return (
            Place(tuple(f"{locator}({match[1]})" for locator in found[0]), (match.start(), found[1])) if found else None
        )
    start = match.start()
    annex = _ANNEX.search(folded, max(0, start - 16), start)
    prefix = (f"Annex {annex[1].upper()}, " if annex[1] else "Annex, ") if annex else ""
    found = _addresses(folded, match.end(), prefix + ("¶" if match["ours"] else ""))
    if not found:
        return None
    locators, end = found
    inside = _INSIDE.match(folded, end)
    if inside and match["paragraph"] and len(locators) == 1 and (paragraph := re.match(r"(\d+)(.*)", locators[0])):
        # «paragraphe 1 a) de l’article 3»
        return Place((f"{inside[1]}({paragraph[1]}){paragraph[2]}",), (start, inside.end()))
    return Place(locators, (annex.start() if annex else start, end))


def _addresses(folded: str, position: int, prefix: str) -> tuple[tuple[str, ...], int] | None:
    """Read a number with its pieces, and the ranges and lists that go on from it; return the locators and the end."""
    read = _address(folded, position, prefix)
    if read is None:
        return None
    last, position = read
    found = [last]
    while True:
        if (link := _RANGE.match(folded, position)) and (read := _following(folded, link.end(), last)):
            found += _between(last, read[0])
        elif (link := _LIST.match(folded, position)) and (read := _following(folded, link.end(), last)):
            pass
        else:
            break
        last, position = read
        found.append(last)
    return tuple(dict.fromkeys(str(address) for address in found)), position


def _address(folded: str, position: int, prefix: str) -> tuple[_Address, int] | None:
    """Read one number with the pieces that are nested in it."""
    match = _NUMBER.match(folded, position)
    if not match:
        return None
    number, *dotted = [str(int(part)) for part in (match[1] or "1").split(".")]
    number = f"{match[3].upper()}{match[4]}" if match[3] else number + (match[2] or "")
    pieces = list(dotted)
    position = match.end()
    while True:
        if (piece := _PIECE.match(folded, position)) and not _is_sibling(pieces, piece):
            pieces.append(piece[2])
        elif (piece := _NESTED.match(folded, position)) and not _is_sibling(pieces, piece, nested=True):
            pieces.append(piece[1])
        elif not pieces and (piece := _GLUED.match(folded, position)):
            pieces.append(piece[1] or piece[2])
        else:
            break
        position = piece.end()
    again = _AGAIN.match(folded, position)
    address = _Address(prefix, number, tuple(pieces), again[0] if again else "")
    return address, again.end() if again else position


def _is_sibling(pieces: list[str], match: re.Match[str], *, nested: bool = False) -> bool:
    """Tell whether a piece goes on a list («24 a), c)») and is not nested in the one before («7, 2), b)»)."""
    if not pieces:
        return False
    last, piece = pieces[-1], match[1] if nested else match[2]
    listed = nested or "," in match[1]
    roman = piece in _ROMANS and not (piece == "i" and last == "h") and last not in _ROMANS
    return listed and last.isdigit() == piece.isdigit() and not roman


def _following(folded: str, position: int, last: _Address) -> tuple[_Address, int] | None:
    """Read what follows the link of a range or list: a number with pieces, or a piece under the last one's number."""
    if last.pieces and (piece := _PIECE.match(folded, position)):
        return _Address(last.prefix, last.number, (*last.pieces[:-1], piece[2])), piece.end()
    sign = _SIGN_AGAIN.match(folded, position)
    read = _address(folded, sign.end() if sign else position, last.prefix)
    if read and len(read[0].number) == _YEAR_LENGTH and read[0].number.isdigit() and len(last.number) < _YEAR_LENGTH:
        return None  # «paragr. 9, 2022»: a year, not one more paragraph
    return read


def _between(first: _Address, last: _Address) -> list[_Address]:
    """Return the addresses strictly between two, where they count up at one level; none where they do not."""
    if first.pieces and last.pieces and (first.number, first.pieces[:-1]) == (last.number, last.pieces[:-1]):
        *_, start = first.pieces
        *_, end = last.pieces
        series = next((names for names in _SERIES if start in names and end in names), ())
        names = series[series.index(start) + 1 : series.index(end)] if series else ()
        return [_Address(first.prefix, first.number, (*first.pieces[:-1], name)) for name in names]
    if not first.pieces and not last.pieces and first.number.isdigit() and last.number.isdigit():
        start_number, end_number = int(first.number), int(last.number)
        if end_number - start_number <= _MOST_IN_A_RANGE:
            return [_Address(first.prefix, str(n)) for n in range(start_number + 1, end_number)]
    return []


def _outputs(first: str, rest: str) -> list[str]:
    """Return the outputs of a list or range: `1.1`, `-1.3` -> 1.1, 1.2, 1.3."""
    outputs = [first]
    for link, output in re.findall(r"(,|-|\w+)\s*(\d\.\d)", rest):
        (objective, start), (other, end) = outputs[-1].split("."), output.split(".")
        if link in ("-", "to", "a") and objective == other:
            outputs += [f"{objective}.{n}" for n in range(int(start) + 1, int(end))]
        outputs.append(output)
    return outputs
