"""A text read as an explicit reference: which document, which places, and whether it asks for nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.catalogue.catalogue import Catalogue
from corpus.references.assignment import shared_out
from corpus.references.grammar import bare_places, places
from corpus.references.library_names import held_by_name, nearest_held
from corpus.references.mentions import find_mentions
from corpus.references.normalise import Mended, mend
from corpus.references.plan_places import find_plan_places
from corpus.references.request_words import ASK, MONTHS, SHOW
from corpus.references.titles import nearest_name
from corpus.references.types import Mention, Naming, Place, Reference, References
from corpus.text.folding import fold

_LONGEST = 1_000  # characters; nobody types a longer reference
_SEVERAL = 2
_OF = re.compile(r"\s*,?\s*(?:of|in|from|du|des|de|dans|del|en)?\s*(?:the|les|la|le|l'|las|los|el)?\s*")
_PART_OF = re.compile(r"\s*,?\s*(?:of|in|from|du|des|de|dans|del|en)\s+(?:the|les|la|le|l'|las|los|el)?\s*")
_WORD = re.compile(r"\w+")
_DOTTED = re.compile(r"(?<![\w.])\d{1,4}(?:\.\d{1,3})+(?![\w])")


def documents(text: str, catalogue: Catalogue) -> tuple[Mention, ...]:
    """Return every document and instrument that a text names, in order, known or not.

    A question that names a document we do not hold is better refused than answered from another; but ask
    `Mention.precise` first: a paper may well speak of “the conclusions” it answers to.
    """
    return tuple(find_mentions(text, catalogue))


def read_references(text: str, catalogue: Catalogue) -> References:
    """Return what `documents`, `parse` and `parse_all` do, by one reading of the text."""
    named = find_mentions(text, catalogue)
    mended = mend(text[:_LONGEST])
    read = _read(mended.text, catalogue, misspelt=False, named=named if mended.text == text else None)
    first = _as_it_was(read.reference(*read.chosen()), mended) if read else None
    return References(tuple(named), first, _shared(read, mended) if read else ())


def parse(text: str, catalogue: Catalogue, *, misspelt: bool = False) -> Reference | None:
    """Return the reference a text makes, or None where it names neither a document nor a place.

    Where it names several documents, that of the first place counts; `parse_all` returns them all. Typing errors in a
    title beside a place are seen through; `misspelt` looks for a title alone, too, which takes longer. Numbers are
    never mended.
    """
    mended = mend(text[:_LONGEST])
    read = _read(mended.text, catalogue, misspelt)
    return _as_it_was(read.reference(*read.chosen()), mended) if read else None


def parse_all(text: str, catalogue: Catalogue, *, misspelt: bool = False) -> tuple[Reference, ...]:
    """Return the references a text makes, one for each document that it names by a name of its own.

    «C29 et P29, art. 1» are two; a text that names one document, or none, makes the one that `parse` returns. Words
    that could not be read are told of the first alone.
    """
    mended = mend(text[:_LONGEST])
    read = _read(mended.text, catalogue, misspelt)
    return _shared(read, mended) if read else ()


def _shared(read: _Read, mended: Mended) -> tuple[Reference, ...]:
    """Return the references of a text that was read, one a document; names of unknown ones join what was read."""
    precise = [mention for mention in read.named if mention.precise]
    shared = shared_out(read.folded, _with_unknown(read, precise) if precise else [], read.found)
    if len(shared) < _SEVERAL:
        return (_as_it_was(read.reference(*read.chosen()), mended),)
    everything = [place.span for place in read.found] + [mention.span for mention in read.named]
    left = set(_WORD.findall(_hide(read.folded, everything)))
    is_lookup = bool(read.found) and left <= SHOW | ASK
    first, *others = (replace(read.reference(*each), is_lookup=is_lookup) for each in shared)
    return tuple(_as_it_was(each, mended) for each in (first, *(replace(other, unread="") for other in others)))


def _with_unknown(read: _Read, named: list[Mention]) -> list[Mention]:
    """Return the documents named, with the unknown ones that words with a capital before a later place name.

    In “C29, Art. 2, and the Accord of 2014, Art. 1” the last article is not one of C29.
    """
    hidden = _hide(read.folded, read.everything)
    unknown = []
    for before, place in pairwise(read.found):
        words = [
            word
            for word in _WORD.finditer(hidden, before.span[1], place.span[0])
            if word[0] not in SHOW | ASK | MONTHS and "\x00" not in hidden[word.end() : place.span[0]]
        ]
        if words and read.text[words[0].start()].isupper():
            span = (words[0].start(), words[-1].end())
            entry = nearest_name(read.folded[slice(*span)], read.catalogue)
            unknown.append(Mention(entry.id if entry else None, None, read.text[slice(*span)], span, Naming.TITLE))
    read.everything.extend(mention.span for mention in unknown)
    return sorted([*named, *unknown], key=lambda mention: mention.span)


def _as_it_was(reference: Reference, mended: Mended) -> Reference:
    """Return a reference with its span in the text before spelling was mended."""
    return reference if mended.offsets is None else replace(reference, span=mended.span(reference.span))


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read in a text in order: the documents it names, its places, and where both stand."""

    text: str
    folded: str
    named: list[Mention]
    found: list[Place]
    everything: list[tuple[int, int]]
    catalogue: Catalogue

    def chosen(self) -> tuple[Mention | None, list[Place]]:
        """Return the document that the first place belongs to, if one is named, and the places that are its own."""
        chosen = _chosen(self.folded, self.named, self.found)
        own = [each for each in self.found if chosen is None or _chosen(self.folded, self.named, [each]) is chosen]
        return chosen, own

    def reference(self, chosen: Mention | None, own: list[Place]) -> Reference:
        """Return the reference to the places that are a document's own."""
        locators = tuple(dict.fromkeys(locator for place in own for locator in place.locators))
        spans = [place.span for place in own] + ([chosen.span] if chosen else [])
        dotted = _DOTTED.findall(self.folded) if locators else ()
        return Reference(
            document=chosen.document if chosen else None,
            named=chosen.named if chosen else None,
            instrument=chosen.instrument if chosen else None,
            locators=locators,
            explicit=chosen is not None,
            is_lookup=_is_lookup(self.folded, chosen, own, spans),
            span=(min(span[0] for span in spans), max(span[1] for span in spans)),
            unread=_unread(self.text, self.folded, self.everything, chosen, self.catalogue),
            bearers=held_by_name(chosen.named, self.catalogue) if chosen and chosen.document is None else (),
            dotted=tuple((_in_pieces(number), number) for number in dotted),
            ranges=tuple(ends for place in own for ends in place.ranges),
            articles=bool(own) and all(place.articles for place in own),
        )


def _read(text: str, catalogue: Catalogue, misspelt: bool, named: list[Mention] | None = None) -> _Read | None:
    """Read the documents and places that a text in order names; see `parse`. `named` are its mentions, if known."""
    folded = fold(text)
    bare = _places(folded, [])
    named = _named(text, folded, find_mentions(text, catalogue) if named is None else named, bare, catalogue)
    found = _places(folded, named) if named else bare
    loosely = (found or misspelt) and not any(mention.precise for mention in named)
    if loosely and (meant := _misspelt(text, folded, found, named, catalogue)):
        named = meant
        found = _places(folded, named)
    if not named:
        found = [place for place in found if not place.weak or not _WORD.search(_hide(folded, [place.span]))]
    everything = [place.span for place in found] + [mention.span for mention in named]
    named = _documents_proper(folded, named, found)
    if not named and not found:
        return None
    return _Read(text, folded, named, found, everything, catalogue)


def _named(text: str, folded: str, named: list[Mention], bare: list[Place], catalogue: Catalogue) -> list[Mention]:
    """Return the documents named: the one held whose very name is said, and those named precisely beside it."""
    called = _called(text, folded, bare, catalogue)
    if not called:
        return named
    beside = [each for each in named if each.precise and not any(_beside(each.span, own.span) for own in called)]
    return sorted([*called, *beside], key=lambda mention: mention.span)


def _in_pieces(number: str) -> str:
    """Return a number with points as canonical locators write it: 253.02 -> 253(2)."""
    first, *pieces = (str(int(part)) for part in number.split("."))
    return first + "".join(f"({piece})" for piece in pieces)


def _places(folded: str, named: list[Mention]) -> list[Place]:
    """Return the places a text names, in order; the words that name documents are not read as places."""
    found = list(find_plan_places(folded))
    hidden = _hide(folded, [place.span for place in found] + [mention.span for mention in named])
    found += places(hidden)
    if not found:
        found += bare_places(hidden, tuple(mention.span[1] for mention in named))
    return sorted(found, key=lambda place: place.span)


def _documents_proper(folded: str, named: list[Mention], found: list[Place]) -> list[Mention]:
    """Leave out loose names that are parts of an address where another document is named.

    In “GB.346/INS/4, action plan, output 1.2” and “the action plan of GB.346/INS/4” the plan is that of the symbol.
    """

    def is_part(name: Mention) -> bool:
        in_place = any(start <= name.span[0] and name.span[1] <= end for start, end in (place.span for place in found))
        before_document = any(m.precise and _PART_OF.fullmatch(folded[name.span[1] : m.span[0]]) for m in named)
        return not name.precise and (in_place or before_document)

    return [name for name in named if not is_part(name)] or named


def _hide(folded: str, spans: list[tuple[int, int]]) -> str:
    """Return the text with the spans replaced by NUL characters, so that offsets hold."""
    for start, end in spans:
        folded = folded[:start] + "\x00" * (end - start) + folded[end:]
    return folded


def _chosen(folded: str, named: list[Mention], found: list[Place]) -> Mention | None:
    """Return the document the first place belongs to: the one it is said to be of, or the nearest."""
    if not named or not found:
        return named[0] if named else None
    start, end = found[0].span

    def distance(mention: Mention) -> tuple[int, int]:
        gap = 0 if _OF.fullmatch(folded[end : mention.span[0]]) else mention.span[0] - end
        return max(gap, start - mention.span[1], 0), -mention.span[0]

    return min(named, key=distance)


def _called(text: str, folded: str, bare: list[Place], catalogue: Catalogue) -> list[Mention]:
    """Return the document held that the words beside the places are the very name of, if there is one.

    A short title or an id («Guide», `fake`) names a document only where nothing else is said.
    """
    span = _around(_hide(folded, [place.span for place in bare]))
    for start, end in ((0, len(text)), span):
        if start < end and (bearers := held_by_name(folded[start:end], catalogue)):
            document = bearers[0] if len(bearers) == 1 else None
            return [Mention(document, None, text[start:end], (start, end), Naming.TITLE)]
    return []


def _around(hidden: str) -> tuple[int, int]:
    """Return where the longest stretch beside the places is, without the words at its ends that ask to be shown."""
    stretch = max(re.finditer(r"[^\x00]+", hidden), key=lambda match: len(match[0]), default=None)
    words = list(_WORD.finditer(stretch[0])) if stretch else []
    while words and words[0][0] in SHOW | ASK:
        del words[0]
    while words and words[-1][0] in SHOW | ASK:
        del words[-1]
    if not stretch or not words:
        return 0, 0
    return stretch.start() + words[0].start(), stretch.start() + words[-1].end()


def _misspelt(text: str, folded: str, found: list[Place], named: list[Mention], catalogue: Catalogue) -> list[Mention]:
    """Return the document that the words around the places name with typing errors, if there is one.

    A loose name among them («conclusions») may be the beginning of a misspelt title.
    """
    span = _around(_hide(folded, [place.span for place in found]))
    words = folded[slice(*span)]
    entry = nearest_name(words, catalogue)
    if named or not found:
        document = entry.id if entry and all(_beside(span, mention.span) for mention in named) else None
    else:
        first, last = found[0].span[0], found[-1].span[1]
        # «the webinar, paragraph 7», «paragraph 7 of the webinar»: words elsewhere are what is asked, not where
        beside = span[1] <= first or _PART_OF.fullmatch(folded, last, max(last, span[0]))
        document = entry.id if entry else nearest_held(words, catalogue) if words and beside else None
    return [Mention(document, None, text[slice(*span)], span, Naming.TITLE)] if document else []


def _beside(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span[0] < other[1] and other[0] < span[1]


def _unread(text: str, folded: str, spans: list[tuple[int, int]], chosen: Mention | None, catalogue: Catalogue) -> str:
    """Return the words left over from names, places, words that ask to be shown, and the date of the document."""
    hidden = _hide(folded, spans)
    entry = catalogue.get(chosen.document) if chosen and chosen.document else None
    left = [word for word in _WORD.finditer(hidden) if word[0] not in SHOW]
    date = entry.date.split("-") if entry and entry.date else []
    if date and any(word[0] == date[0] for word in left):
        dated = {*MONTHS, *(part.lstrip("0") for part in date)}
        left = [word for word in left if word[0] not in dated]
    if all(word[0] in ASK for word in left):
        return ""
    start, end = left[0].start(), left[-1].end()
    sign = start > 0 and hidden[start - 1] in "-¶§"
    return " ".join(text[start - sign : end].split()) if "\x00" not in hidden[start:end] else left[0][0]


def _is_lookup(folded: str, chosen: Mention | None, found: list[Place], spans: list[tuple[int, int]]) -> bool:
    """Tell whether nothing is left but words that ask to be shown; a name alone must be a symbol or a number."""
    left = set(_WORD.findall(_hide(folded, spans)))
    if found:
        return left <= SHOW | ASK
    return chosen is not None and chosen.naming <= Naming.NUMBER and left <= SHOW
