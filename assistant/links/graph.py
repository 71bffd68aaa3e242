"""What a place refers to, and what refers to it: the references stored with the texts, for a reader.

Where a document's official text is loaded, our notes on it are left out; a reference that several versions make is
listed once, in the reader's language where there is one. Nothing is ranked, and no model takes part.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace

import prompts
from assistant.cite.messages import why_not
from assistant.links.types import FoundLink, LinkEnd, Links
from assistant.session import Session
from assistant.text.quotes import is_verbatim
from corpus.links import Kind, StoredLink
from corpus.references import Reference, ResolutionStatus, format_citation, parse, resolve
from corpus.text.sentences import sentence_spans
from corpus.types import TEXTS, Authority, Document, Language, Status

_POINT = re.compile(r"\b(?:points?|puntos?)\b", re.IGNORECASE)
_OUTPUT = re.compile(r"output (.+)")
_OUTPUT_WORD = {Language.EN: "output {}", Language.FR: "produit\u00a0{}", Language.ES: "producto {}"}


def links_at(text: str, session: Session) -> Links:
    """Return what the place at a reference refers to and what refers to it.

    A place of a document that is not loaded may be referred to: then `status` is `not_loaded`, and `message` says so.
    """
    reader = session.reader
    reference = parse(text, session.catalogue)
    if reference is None:
        message = prompts.render("cite.not_a_reference", reader, reference=text)
        return Links(text, reader, ResolutionStatus.NOT_A_REFERENCE, message)
    reference = _of_conclusions(reference, text, session)
    resolution = resolve(reference, session.holdings)
    document = resolution.document
    known = resolution.status in (ResolutionStatus.FOUND, ResolutionStatus.NOT_LOADED)
    if document is None or not known:
        message = why_not(reference, resolution, session)
        return Links(text, reader, resolution.status, message, document)
    locators = resolution.locators or reference.locators
    asked = set(locators) | (set(reference.locators) - set(resolution.missing))
    found = _Graph(session).links(text, resolution.status, document, locators, asked)
    if resolution.status is ResolutionStatus.FOUND and not resolution.missing:
        return found
    return replace(found, message=why_not(reference, resolution, session))


def links_of(document: str, locator: str | None, session: Session) -> Links:
    """Return the references of a paragraph, or of a whole document, given by its id and locator as the library has it.

    One that is not loaded may be referred to all the same.
    """
    held = session.holdings.has(document, locator)
    status = ResolutionStatus.FOUND if held else ResolutionStatus.NOT_LOADED
    locators = (locator,) if locator else ()
    return _Graph(session).links("", status, document, locators, set(locators))


def _of_conclusions(reference: Reference, text: str, session: Session) -> Reference:
    """Return “point 16(c)” as a point of the only conclusions that a text loaded refers to at that point."""
    if reference.explicit or not reference.locators or not _POINT.search(text):
        return reference
    conclusions = [entry.id for entry in session.catalogue if entry.authority is Authority.CONCLUSIONS]
    cited = [
        each for each in conclusions if all(session.library.incoming(each, locator) for locator in reference.locators)
    ]
    return replace(reference, document=cited[0], explicit=True) if len(cited) == 1 else reference


class _Graph:
    """The references as one reader sees them, in one state of the library."""

    def __init__(self, session: Session) -> None:
        """Read nothing yet."""
        self.reader, self._holdings = session.reader, session.holdings
        self._library, self._catalogue = session.library, session.catalogue

    def links(self, text: str, status: str, document: str, locators: tuple[str, ...], asked: Set[str]) -> Links:
        """Return both lists for places of a document; `asked` are the places as they may be referred to."""
        return Links(
            text,
            self.reader,
            status,
            "",
            document,
            locators,
            ", ".join(self.place(document, each).citation for each in locators or (None,)),
            self.outgoing(document, locators),
            self.incoming(document, tuple(sorted(asked))),
        )

    def outgoing(self, document: str, locators: Sequence[str]) -> tuple[FoundLink, ...]:
        """Return what a document or some of its places refer to; its own summary of the catalogue last."""
        stored = [link for each in locators or (None,) for link in self._library.outgoing(document, each)]
        found = self._merged(each for each in stored if locators or each.link.document != document)
        if not locators:
            replaced = [entry.id for entry in self._catalogue if entry.replaced_by == document]
            found += [self._from_catalogue(document, each) for each in replaced]
        return tuple(found)

    def incoming(self, document: str, locators: Sequence[str]) -> tuple[FoundLink, ...]:
        """Return what refers to a document or to some of its places."""
        stored = [link for each in locators or (None,) for link in self._library.incoming(document, each)]
        found = self._merged(each for each in stored if locators or each.document != document)
        entry = self._catalogue.get(document)
        if not locators and entry and entry.replaced_by:
            found.append(self._from_catalogue(entry.replaced_by, document))
        return tuple(found)

    def place(self, document: str | None, locator: str | None, words: str = "") -> LinkEnd:
        """Return one end of a reference as the reader writes it."""
        if document is None:
            return LinkEnd(None, None, None, locator, words, loaded=False)
        holdings = self._holdings
        known = self._document(document)
        there = self._spelt(document, locator)
        whole = format_citation(known, "", self.reader)
        citation = format_citation(known, there or locator or "", self.reader)
        if output := _OUTPUT.fullmatch(locator or ""):
            citation = f"{whole}, {_OUTPUT_WORD[self.reader].format(output[1])}"
        loaded = holdings.has(document) and (locator is None or there is not None)
        title = known.titled(self.reader)
        return LinkEnd(document, known.symbol, title, there or locator, citation, loaded, whole, known.authority)

    def _spelt(self, document: str, locator: str | None) -> str | None:
        """Return a locator as the document loaded writes it, None where it has none such."""
        if locator is None:
            return None
        spellings = (locator, f"¶{locator}", re.sub(r"^(\d+)\((\d+)\)", r"\1.\2", locator))
        return next((each for each in spellings if self._holdings.has(document, each)), None)

    def _document(self, document: str) -> Document:
        """Return a document loaded, or what the catalogue has of it, with the title as the reader knows it."""
        if self._holdings.has(document):
            return self._library.document(document)
        entry = self._catalogue.get(document)
        known = entry.document() if entry else Document(document)
        called = entry.titles.get(self.reader) if entry else None
        return replace(known, titles={**known.titles, self.reader: called}) if called else known

    def _merged(self, stored: Iterable[StoredLink]) -> list[FoundLink]:
        """Return each reference once: the most specific kind, the reader's language, the first words that make it."""
        best: dict[tuple[object, ...], StoredLink] = {}
        for each in sorted(self._that_count(stored), key=self._preference):
            link = each.link
            unknown = "" if link.document else " ".join((link.name or link.words).lower().split())
            best.setdefault((each.document, link.locator, link.document, link.place, unknown), each)
        order = {key: n for n, key in enumerate(self._in_reading_order(best.values()))}
        return [self._linked(each) for each in sorted(best.values(), key=lambda each: order[_key(each)])]

    def _that_count(self, stored: Iterable[StoredLink]) -> Iterator[StoredLink]:
        """Yield the references of official texts, and of notes on documents that are known by their notes alone."""
        official: dict[str, bool] = {}
        for each in dict.fromkeys(stored):
            if each.document not in official:
                versions = self._library.versions(each.document)
                official[each.document] = any(version.status is not Status.NOTE for version in versions)
            is_note = each.status is Status.NOTE
            if self._holdings.has(each.document) and is_note is not official[each.document]:
                yield each

    def _preference(self, each: StoredLink) -> tuple[object, ...]:
        """Return the key that sorts occurrences of one reference: kind, language, place in the text."""
        return (
            each.link.kind is Kind.CITES,
            each.language is not self.reader,
            each.status not in TEXTS,
            each.language,
            each.link.start,
        )

    def _in_reading_order(self, links: Iterable[StoredLink]) -> list[tuple[object, ...]]:
        """Return the keys of references by document, place, and position in the text."""
        positions: dict[str, dict[str, int]] = {}

        def position(each: StoredLink) -> tuple[object, ...]:
            places = positions.setdefault(
                each.document, {locator: n for n, locator in enumerate(self._holdings.locators(each.document))}
            )
            return each.document, places.get(each.link.locator, len(places)), each.link.start, str(each.link.place)

        return [_key(each) for each in sorted(links, key=position)]

    def _linked(self, each: StoredLink) -> FoundLink:
        link = each.link
        source = self.place(each.document, link.locator)
        target = self.place(link.document, link.place, link.name or link.words)
        text, sentence = self._sentence(each)
        quoted = each.status != Status.NOTE  # our own summary is no quotation
        verified = quoted and text[link.start : link.end] == link.words and is_verbatim(sentence, text)
        known = (link.words, sentence, link.start, link.end, each.language, each.status, verified)
        return FoundLink(link.kind.value, source, target, *known)

    def _sentence(self, each: StoredLink) -> tuple[str, str]:
        """Return the text in which a reference stands, and its sentence; of a table's row, the subject of the row."""
        stored = self._library.renditions(
            each.document, locator=each.link.locator, language=each.language, status=each.status
        )
        rendition = next((found.rendition for found in stored), None)
        text = rendition.text if rendition else ""
        about = rendition.cells.get("deliverable", "") if rendition and rendition.cells else ""
        if about and each.link.start >= len(about):
            return text, about
        spans = [span for span in sentence_spans(text) if span[0] < each.link.end and each.link.start < span[1]]
        return text, text[spans[0][0] : spans[-1][1]] if spans else each.link.words

    def _from_catalogue(self, source: str, target: str) -> FoundLink:
        """Return the link that the catalogue alone has: that one document replaces another."""
        ends = self.place(source, None), self.place(target, None)
        return FoundLink(Kind.REPLACES.value, *ends, "", "", 0, 0, None, None, evidence="catalogue")


def _key(each: StoredLink) -> tuple[object, ...]:
    return each.document, each.language, each.status, each.link
