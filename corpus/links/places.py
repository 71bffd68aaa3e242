"""The places that a text refers to, each with the document it is a place of, or without where that is not said.

«voir le paragraphe 30 ci-dessous»              of the document itself
“paragraph 1 of this Article”                   of the article it stands in
“section 12 of the Bank Act”                    of another text: not ours, whatever section 12 we have
«point 9 n) des conclusions»                    of the document named beside it
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.links.names import Name
from corpus.references.grammar import places
from corpus.references.plan_places import find_plan_places
from corpus.references.types import Place


@dataclass(frozen=True, slots=True)
class Text:
    """What is known of the text that refers: its document's id, its locators, what numbers it, what it names.

    `articles` tells whether articles or sections number it, whose paragraphs are below them; `conclusions` which
    document “point 9(n)” is of, None where the text names no conclusions or several.
    """

    document: str
    locators: frozenset[str]
    articles: bool
    conclusions: str | None


@dataclass(frozen=True, slots=True)
class Referred:
    """Places referred to, the span of their words, and the document: None where it cannot be told."""

    document: str | None
    places: tuple[str, ...]
    span: tuple[int, int]
    name: Name | None = None


_THE = r"(?:the\s+|said\s+|that\s+|les\s+|la\s+|le\s+|l'\s?|lesdites\s+|las\s+|los\s+|el\s+)?"
_OF = rf"\s*,?\s*(?:of|in|to|du|des|de|dans|del|en)\s+{_THE}"
_OF_NAMED = re.compile(rf"(?:{_OF}|\s*,?\s*(?:de|d')?\s*l'\s?)(?=\x00)")
_AFTER_NAMED = re.compile(r"[\s,:(]*(?:(?:see|voir|ver|in|at|under|au|aux|en|el|the|its?)\s+){0,2}")
_THIS = r"(?:this|the present|presente?|(?:la|le|el) presente?|ce|cette|esta|este)"
_OF_THIS = re.compile(
    r"\s*,?\s*(?:(?:of|in|to|under|du|de la|de l'|de|a|au|dans la|dans le|del|en el|en la)\s*"
    rf"{_THIS}\s+(?!articles?\b|articulo|section\b|seccion|paragraph|parrafo|alinea|sub)\w+"
    r"|\(?(?:above|below|supra|infra|hereof|hereinafter|ci-dessus|ci-dessous|ci-apres|susmentionnee?s?|precitee?s?|"
    r"mas arriba|mas abajo)\b\)?)"
)
_OF_THIS_ARTICLE = re.compile(
    r"\s*,?\s*(?:of|in|du|de|del|de la)\s+(?:this|the present|present|cet|este|esta|el presente|la presente)\s+"
    r"(?:articles?|articulo|section|seccion)\b"
)
_OF_ANOTHER = re.compile(
    r"\s*,?\s*(?:(?:of|to|under|du|des|de|del)\b|d')(?!\s*(?:which|these|plein|meme|fait|que|ce qui|conformidad)\b)"
)
_OPENS = re.compile(
    r"(?:^|[.;:(\[“«\"]|\b(?:see|also|as|in|at|under|with|by|and|or|to|of|the|from|voir|au|aux|a|les|le|des|du|et|"
    r"ou|par|selon|dans|comme|ver|el|en|los|las|al|y|o|como|por|segun|l'|d')\s*)\s*$"
)
_OWN_DECISION = re.compile(
    r"\b(?:projet de decision (?:au|figurant au|du)|draft decision (?:in|at|contained in)|"
    r"proyecto de decision (?:en el|que figura en el|del))\s*(?:the )?$"
)
_ARTICLE = re.compile(r"\b(?:articles?|articulos?|arts?|(?:sub)?sections?|seccion|secc?|ss?(?=\.))\b|§")
_POINT = re.compile(r"points?|puntos?|pts?\b")
_SUB = re.compile(r"\bsub-?(?=section|paragraph)")
_ITEMS = re.compile(
    r"\b(?:(?:sub-?)?(?:sections?|paragraphs?)|clauses?|sous-alineas?|alineas?|paragraphes?|apartados?|literal(?:es)?|incisos?)\s*"
    r"(?P<pieces>\(?[a-z\d]{1,4}\)(?:\s?\(?[a-z\d]{1,4}\))*"
    r"(?:(?:\s*,\s*|\s+(?:and|or|to|et|ou|a|y|o)\s+)\(?[a-z\d]{1,4}\)(?:\s?\(?[a-z\d]{1,4}\))*)*)"
)
_IN_ANOTHER_PLACE = re.compile(
    rf"\s*,?\s*(?:of|in|du|de|del|de la)\s*{_THE}(?:definition|(?:sub-?)?(?:sections?|paragraph)|article|"
    r"articulo|paragraphe|alinea|parrafo|schedule|annex)"
)
_LOOKED_AT = 60  # characters before a place
_PLAN = re.compile(r"\d\.\d|objecti|objetivo")
_PLACE_WORD = re.compile(  # where none stands, no place is named: most paragraphs are told so at once
    r"(?:art(?:iculo|icle)?s?|s(?:ub-?)?ections?|secc?(?:ion)?(?:es)?|ss?|par(?:agr(?:aphe?s?)?|as?|rs?|rafos?|s)?|points?|puntos?|pts?|"
    r"numeral(?:es)?|apartados?|alineas?|clauses?|literal(?:es)?|incisos?|lett?r[ae]?s?|items?|al|annexe?s?|anexos?|part[ei]?e?s?|"
    r"regulation|standard|guideline)\.?\s*(?:n(?:os?|ums?)?\.?\s*)?(?:[\d(]|[a-z]{1,4}\)|[a-z]\.?\s?\*?\d|[ivx]+\b|premi|prime|first|uni[qc])"
    r"|preamb|[§¶]"
)
_POINT_OF_PARAGRAPH = re.compile(r"\bparagraphe\s+\d+\s*,\s*point\s+(\d+)")
_FIRST = re.compile(r"(?<=\b1)er\b")  # «article 3, paragraphe 1er, point 2» is 3(1)(2)
_NEXT_ITEM = re.compile(r";|(?<=\d),(?=\s\([a-z])")
_INSERTED = re.compile(r"\s?\(\d{1,2}\.\d{1,2}\)(?:\([a-z]{1,2}\))?")
_OF_AN_AMENDMENT = re.compile(r"\b(?:ch?|chap|cap)\.\s?[\w.-]+(?:\s\([^()]*\))?,\s*(?:(?:sch|ann)\w*\.?\s*[\w]*,\s*)?$")
_LABEL = re.compile(r"\s*[.:,;–—|-]|\s*$")


def referred(folded: str, named: Sequence[Name], locator: str, text: Text) -> Iterator[Referred]:
    """Yield the places that the paragraph at `locator` refers to; `named` are the documents it names, sure or not.

    A place that opens the paragraph and is set off by a stop is the paragraph's own title, not a reference.
    """
    hidden = _blotted(folded, [name.span for name in named], "\x00")
    of_plan = list(find_plan_places(hidden)) if _PLAN.search(hidden) else []
    hidden = _blotted(hidden, [place.span for place in of_plan], "\x01")
    if not of_plan and not _PLACE_WORD.search(hidden):
        return
    readable = _SUB.sub(lambda match: " " * len(match[0]), hidden) if "sub" in hidden else hidden
    readable = _FIRST.sub("  ", readable)
    if text.articles:
        readable = _NEXT_ITEM.sub("\x02", readable)  # “under section 71, (a) appoint …; and (b) …”
    for place in sorted(
        [*of_plan, *(_whole(place, readable, hidden) for place in places(readable))], key=lambda each: each.span
    ):
        if place.span[0] or not _LABEL.match(folded, place.span[1]):
            yield from _one(place, hidden, named, locator, text)
    yield from _items(hidden, locator, text)


def _blotted(text: str, spans: Sequence[tuple[int, int]], mark: str) -> str:
    """Return a text with stretches replaced by a mark of the same length, so that offsets hold."""
    if not spans:
        return text
    pieces, position = [], 0
    for start, end in sorted(spans):
        pieces += [text[position:start], mark * (end - max(start, position))]
        position = max(position, end)
    return "".join([*pieces, text[position:]])


def _whole(place: Place, readable: str, hidden: str) -> Place:
    """Return a place with the parts that the grammar leaves out: the “sub” before, an insertion (2.1) after."""
    start, end = place.span
    end += 2 if hidden.startswith("er", end) and readable.startswith("  ", end) else 0
    *others, last = place.locators
    if others and (match := _POINT_OF_PARAGRAPH.search(readable, start, place.span[1])) and match[1] == last:
        *others, last = *others[:-1], f"{others[-1]}({last})"
    if match := _INSERTED.match(readable, end):
        last, end = last + match[0].replace(" ", ""), match.end()
    start -= 3 if readable[max(0, start - 3) : start] == "   " and readable[start] in "sp" else 0
    return Place((*others, last), (start, end))


def _one(place: Place, hidden: str, named: Sequence[Name], locator: str, text: Text) -> Iterator[Referred]:
    """Yield the references that a stretch of places makes, without a document where it cannot be told."""
    start, end = place.span
    if name := _beside(place, hidden, named):
        span = min(start, name.span[0]), max(end, name.span[1])
        yield Referred(name.document, place.locators, span, name)
        return
    if place.weak:  # a part or an annex as a whole
        return
    of_plan = place.locators[0].startswith("action plan")
    if of_plan:
        if text.locators.issuperset(place.locators):
            yield Referred(text.document, place.locators, place.span)
        return
    where = _Where(place.locators, hidden[start:end], locator, text)
    if match := _OF_THIS.match(hidden, end):
        yield Referred(*where.own(), (start, match.end()))
    elif match := _OF_THIS_ARTICLE.match(hidden, end):
        yield Referred(*where.below(), (start, match.end()))
    elif place.locators == ("Preamble",):
        return
    elif _OF_ANOTHER.match(hidden, end):
        yield Referred(None, place.locators, (start, _end_of_phrase(hidden, end)))
    elif _POINT.match(hidden, start) and not text.articles and text.document != text.conclusions:
        yield Referred(text.conclusions, place.locators, place.span)
    elif _is_own(hidden[max(0, start - _LOOKED_AT) : start], named, text):
        yield Referred(*where.own(), place.span)
    else:
        yield Referred(None, place.locators, place.span)


def _is_own(before: str, named: Sequence[Name], text: Text) -> bool:
    """Tell whether a place without a document is the text's own: in a law it is; in a paper, if nothing else is named.

    «…, paragraphe 5» after a comma goes on what stands before, whatever that is.
    """
    alone = _OPENS.search(before) and not any(name.sure for name in named)
    if text.articles:
        return not _OF_AN_AMENDMENT.search(before)  # “[Repealed, 2018, c. 8, s. 49]”
    return bool(alone) or bool(_OWN_DECISION.search(before))


def _beside(place: Place, hidden: str, named: Sequence[Name]) -> Name | None:
    """Return the document named just after the place (“of the …”) or just before it."""
    start, end = place.span
    if match := _OF_NAMED.match(hidden, end):
        return next((name for name in named if name.span[0] == match.end()), None)
    near = (name for name in named if 0 <= start - name.span[1] <= _LOOKED_AT)
    return next((name for name in near if _AFTER_NAMED.fullmatch(hidden, name.span[1], start)), None)


@dataclass(frozen=True, slots=True)
class _Where:
    """Places as read, the words they were read from, and the paragraph and text that these stand in."""

    locators: tuple[str, ...]
    words: str
    locator: str
    text: Text

    def own(self) -> tuple[str | None, tuple[str, ...]]:
        """Return the document's own places, if it has them all, else no document.

        In a law, “paragraph 2” is one of the article it stands in; in a paper, an article is never its own.
        """
        if not self.text.articles and _ARTICLE.search(self.words):
            return None, self.locators
        of_article = _ARTICLE.match(self.words)
        if self.text.articles and not of_article and not all("(" in each for each in self.locators):
            return self.below()
        part = self.locator.rpartition(", ")[0]
        inside = self._there([f"{part}, {each}" for each in self.locators]) if part else ()
        return self._found(inside or self._there(self.locators))

    def below(self) -> tuple[str | None, tuple[str, ...]]:
        """Return paragraphs of the article that these words stand in: 1 inside 5(3) is 5(1)."""
        top = self.locator.split("(")[0].rstrip()
        return self._found(
            self._there([re.sub(r"^([\w.]+)", lambda number: f"{top}({number[1]})", each) for each in self.locators])
        )

    def _found(self, there: tuple[str, ...]) -> tuple[str | None, tuple[str, ...]]:
        """Return the document with the places it has, no document with the places as read."""
        return (self.text.document, there) if there else (None, self.locators)

    def _there(self, locators: Sequence[str]) -> tuple[str, ...]:
        """Return places as the document writes them, none if it lacks one of them."""
        dotted = {"(".join(str(int(n)) for n in each.split(".")) + ")": each for each in _DOTTED.findall(self.words)}
        typed = re.sub(r"\s", "", self.words)
        found = [_spelling(locator, dotted, typed, self.text.locators) for locator in locators]
        return tuple(each for each in found if each) if all(found) else ()


_DOTTED = re.compile(r"\d+\.\d+")


def _spelling(locator: str, dotted: dict[str, str], typed: str, locators: frozenset[str]) -> str | None:
    """Return a locator as a document writes it, None where it has none such.

    The grammar reads 3.1 as 3(1); where the words have a point, a section 3.1 comes first. L110-1 may be L.110-1.
    """
    for read, written in dotted.items():
        if read in locator and locator not in typed:
            spelt = locator.replace(read, written)
            return spelt if spelt in locators else None if ".0" in written else locator if locator in locators else None
    code = re.sub(r"^([LRDA])(?=\d)", r"\1.", locator)
    return next((each for each in (locator, code) if each in locators), None)


def _items(hidden: str, locator: str, text: Text) -> Iterator[Referred]:
    """Yield the items that a paragraph refers to by their letter or number alone: “subsection (2)”, «l'alinéa a)».

    They are those of the nearest paragraph around that has such items. What stands in another place is not read here.
    """
    for match in _ITEMS.finditer(hidden):
        if _IN_ANOTHER_PLACE.match(hidden, match.end()) or _OF_ANOTHER.match(hidden, match.end()):
            continue
        found = next(
            places(f"section 0{match['pieces'] if match['pieces'].startswith('(') else ' ' + match['pieces']}"), None
        )
        if not found:
            continue
        pieces = [each.removeprefix("0") for each in found.locators]
        around = locator
        while around:
            if all(around + piece in text.locators for piece in pieces):
                yield Referred(text.document, tuple(around + piece for piece in pieces), match.span())
                break
            around = around.rpartition("(")[0]


def _end_of_phrase(hidden: str, position: int) -> int:
    """Return where the words that say of which text a place is end: at a stop, or after a few words."""
    match = re.compile(r"(?:[^\s.,;:()\[\]]+\s*|[ ]){1,10}").match(hidden, position)
    return position + len(hidden[position : match.end()].rstrip()) if match else position
