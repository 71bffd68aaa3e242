"""The documents that a text names, as far as the text itself makes sure which they are.

«Conclusions concernant le travail décent et l’économie sociale et solidaire»   one document, wherever it stands
«une Résolution et de Conclusions concernant …»                                 two, with the title once
«les conclusions»                                                               the ones named in full elsewhere
«les conclusions de l’évaluation», «draw conclusions»                           no document
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from corpus.catalogue.catalogue import Catalogue
from corpus.references import Mention, documents
from corpus.text.folding import fold
from corpus.types import Authority


@dataclass(frozen=True, slots=True)
class Name:
    """A document named: its id, None where it is unknown; what it is called where that is a symbol or a code.

    `sure` is False for words that other documents may bear too: «les conclusions».
    """

    document: str | None
    called: str | None
    span: tuple[int, int]
    sure: bool


_SMALL = (
    r"(?:concerning|regarding|relating|on|about|the|of|and|a|an|for|concernant|relatives?|sur|le|la|les|l'|de|du|des|d'|"
    r"et|pour|relativas?|sobre|el|los|las|del|y|a)"
)
_GAP = rf"\W+(?:{_SMALL}\W*(?<!\w))*"
_AND = r"(?:\W+(?:and|et|y)\W+(?:the\W+|des?\W+|les\W+|las\W+)?(?:conclusions|conclusiones|resolution|resolucion))?"
_TITLE_HEADS = frozenset({"conclusions", "conclusiones", "resolution", "resolucion"})
_HEAD = re.compile(r"\b(?:conclusions|conclusiones|resolution|resolucion)\b")
_FEWEST_WORDS = 3  # of a title that the end of a text cuts short

# In English what qualifies follows with a preposition, or stands before the name: “the preliminary conclusions”.
_DEFINITE = re.compile(r"(?:^|\W)(?:the|these|those|said)\s*$")
_QUALIFIED = re.compile(
    r"\s*(?:of|on|about|concerning|regarding|relating|for|from|drawn|reached|adopted|agreed|made|contained|paper|report)\b"
)
_DEFINITE_BEFORE_ADJECTIVE = re.compile(
    r"(?:^|\W)(?:les|la|l'|ces|cette|lesdites|ladite|aux|auxdites|des|desdites|du|au|las|los|el|del|al|dichas|dicha|esas|estas)"
    r"\s*$"
)
_DRAWN = re.compile(r"\b(?:tir\w+|draw\w*|drew|reach\w*|parv\w+|arriv\w+|sacar|extra\w+)\s+(?:\w+\s+)?\W*$")
_UNQUALIFIED = re.compile(
    r"\s*(?:$|[.,;:)\]}\"\x00]|\((?=\s*(?:points?|puntos?|paragr\w*|parr\w*|voir|ver)\b)|"
    r"(?:et|ou|y|e|o|a|au|aux|dans|lors|pour|par|afin|qui|que|sont|ont|est|avec|son|han|en|para|se|ne|no)\b)"
)
_ADOPTED = re.compile(
    r"\s*,?\s*(?:as\s+)?(?:adopted|adoptees?|adoptadas?)\b[^.;()]{0,90}?\b(\d{1,3})\s?(?:st|nd|rd|th|e|eme|\.?a)\s+"
    r"(?:session|reunion)(?:\s*\([^()]{0,40}\))?"
)
_WORD = re.compile(r"\w+")
_CODE = re.compile(r"[cr]\d")
_INSTRUMENT_WORDS = frozenset(
    """
    convention conventions convenio convenios recommendation recommendations recommandation recommandations
    recomendacion recomendaciones
    """.split()
)
_INSTRUMENT = re.compile(
    r"\bn(?:os?|ums?|umeros?|umbers?)?\.?\s*\d"
    r"|\b(?:conv|recom)[a-z]+(?:\s+(?:de l'oit|de la oit|of the ilo|oit|ilo))?\s*\(?\s*\d"
)
_LOOKED_AT = 40  # characters before a name
_SESSION = re.compile(r"\d+")
_CORE = re.compile(
    r"\s*\(n(?:o|um)\.? \d+\)|,? (?:19|20)\d\d$"
)  # a title's number and year, which a text may leave out
_SPACED_CODE = re.compile(r"[CcRr](?:\.\s?|\s)\d+")  # «l’état C 4» is no Convention
_OF_A_CODE = re.compile(r"-\d")  # «R. 222-4» is an article of a French code, not a Recommendation


def find_names(text: str, folded: str, catalogue: Catalogue) -> list[Name]:
    """Return the documents that a text names, in order; `folded` is the text folded."""
    if not _may_name(folded, catalogue):
        return []
    titles = list(_titles(folded, catalogue)) if _HEAD.search(folded) else []
    mentioned = [
        _of(mention, folded, catalogue)
        for mention in documents(text, catalogue)
        if not _OF_A_CODE.match(folded, mention.span[1]) and not _SPACED_CODE.fullmatch(mention.named)
    ]
    found: list[Name] = []
    for name in sorted([*mentioned, *titles], key=lambda each: (each.span[0], -each.span[1])):
        if found and name.document == found[-1].document and name.span[0] < found[-1].span[1]:
            span = found[-1].span[0], max(found[-1].span[1], name.span[1])
            found[-1] = Name(name.document, found[-1].called, span, found[-1].sure or name.sure)
        elif not _inside(name, titles):
            found.append(name)
    return found


def _may_name(folded: str, catalogue: Catalogue) -> bool:
    """Tell whether a text can name a document: it is quicker to tell that most paragraphs cannot than to look."""
    words = frozenset(_WORD.findall(folded))
    called = _called(catalogue)
    for word in words & called.keys():
        if any(each <= words for each in called[word]):
            return True
    if "/" in folded or "gb" in folded or _CODE.search(folded):
        return True
    return bool(words & _INSTRUMENT_WORDS and _INSTRUMENT.search(folded))


@lru_cache(maxsize=8)
def _called(catalogue: Catalogue) -> dict[str, set[frozenset[str]]]:
    """Return the words of all that documents are called, by the longest of each; a title may lack number and year."""
    names = [fold(document.symbol) for document in catalogue.held if document.symbol]
    for entry in catalogue:
        titles = () if entry.generic_title else entry.titles.values()
        names += [_CORE.sub("", fold(title)) for title in titles]
        names += [" ".join(words[: _FEWEST_WORDS + 1]) for title in titles if (words := _words(title))]
        names += [
            fold(name) for group in (entry.aliases, entry.loose_names) for names in group.values() for name in names
        ]
    called: dict[str, set[frozenset[str]]] = {}
    for words in map(_WORD.findall, names):
        called.setdefault(max(words or [""], key=len), set()).add(frozenset(words))
    return called


def _of(mention: Mention, folded: str, catalogue: Catalogue) -> Name:
    """Return a mention as a name, from the beginning of its title, without a bracket that opened before it."""
    start, end = mention.span
    end -= mention.named.endswith(")") and mention.named.count(")") > mention.named.count("(")
    entry = catalogue.get(mention.document) if mention.document else None
    for title in entry.titles.values() if entry else ():
        core = _CORE.sub("", fold(title))
        at = folded.rfind(core, max(0, start - len(core)), end)
        if at >= 0 and at + len(core) > start:
            start = at
    return Name(mention.document, mention.instrument, (start, end), mention.precise)


def _inside(name: Name, titles: list[Name]) -> bool:
    """Tell whether a name stands in the title of another document, and is no title itself."""
    start, end = name.span
    return name not in titles and any(title.span[0] <= start and end <= title.span[1] for title in titles)


def _titles(folded: str, catalogue: Catalogue) -> Iterator[Name]:
    """Find the titles of conclusions and resolutions, whatever small words join them, also cut by the end of the text.

    Two that share the rest of their titles are found where it is written once: «Résolution et Conclusions sur …».
    """
    words = frozenset(_WORD.findall(folded))
    for entry in catalogue:
        for title in () if entry.generic_title else entry.titles.values():
            telling = _words(title)
            if telling and words.issuperset(telling[: _FEWEST_WORDS + 1]):
                for match in _pattern(title, (entry.date or "")[:4] or "0000").finditer(folded):
                    yield Name(entry.id, None, match.span(), sure=True)


@cache
def _words(title: str) -> list[str]:
    """Return the telling words of the title of conclusions or a resolution, none of any other or too short a title."""
    head, *words = re.findall(r"\w+", fold(title)) or [""]
    telling = [word for word in words if not re.fullmatch(_SMALL, word) and word not in ("l", "d")]
    return [head, *telling] if head in _TITLE_HEADS and len(telling) >= _FEWEST_WORDS else []


@cache
def _pattern(title: str, year: str) -> re.Pattern[str]:
    """Compile the title of conclusions or of a resolution, when first needed."""
    head, *telling = _words(title)
    pattern = ""
    for number, word in reversed(list(enumerate(telling))):
        rest = rf"(?:{pattern}|\W*{_SMALL}?\W*\Z)" if pattern and number >= _FEWEST_WORDS - 1 else pattern
        pattern = rf"{_GAP}{word}\b{rest}"
    return re.compile(rf"\b{head}\b{_AND}{pattern}(?:,? \(?{year}\b\)?)?")


@dataclass(frozen=True, slots=True)
class Known:
    """The other documents that a version names in full: all, and those it is said to give effect to."""

    named: frozenset[str]
    given_effect: frozenset[str]


def bound(name: Name, folded: str, known: Known, catalogue: Catalogue) -> Name | None:
    """Return a name made sure, None where it names no document that can be told.

    «Les conclusions» are those that bear this name and are named in full somewhere in the version, or else the only
    ones it gives effect to; and only if nothing beside the words says that they are others.
    """
    if name.sure or name.document is None:
        return name
    document = _meant(name.document, known, catalogue)
    start, end = name.span
    before = folded[max(0, start - _LOOKED_AT) : start]
    if document is None or _DRAWN.search(before):
        return None
    if adopted := _ADOPTED.match(folded, end):
        meant = catalogue.get(document)
        session = _SESSION.match(meant.session) if meant and meant.session else None
        return Name(document, None, (start, adopted.end()), sure=True) if session and session[0] == adopted[1] else None
    in_english = _DEFINITE.search(before) and not _QUALIFIED.match(folded, end)
    plain = in_english or (_DEFINITE_BEFORE_ADJECTIVE.search(before) and _UNQUALIFIED.match(folded, end))
    return Name(document, None, name.span, sure=True) if plain else None


def _meant(document: str, known: Known, catalogue: Catalogue) -> str | None:
    """Return the document that a loose name means: the one that bears it, or other conclusions given effect to."""
    entry = catalogue.get(document)
    if document in known.named or entry is None:
        return document
    return points_of(known, catalogue) if entry.authority is Authority.CONCLUSIONS else None


def points_of(known: Known, catalogue: Catalogue) -> str | None:
    """Return the conclusions whose “points” a version speaks of, where it makes sure which these are.

    Those that it can call “the Conclusions” without more, if it names them in full; else the only ones it gives
    effect to.
    """
    entries = [entry for each in sorted(known.named) if (entry := catalogue.get(each))]
    conclusions = [entry for entry in entries if entry.authority is Authority.CONCLUSIONS]
    called = [entry.id for entry in conclusions if entry.loose_names]
    given = [entry.id for entry in conclusions if entry.id in known.given_effect]
    return next((each[0] for each in (called, given) if len(each) == 1), None)
