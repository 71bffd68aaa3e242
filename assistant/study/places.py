"""The places that questions are made of: which were chosen, in which order, and what each says in each language."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.permalinks import permalink
from assistant.session import Session
from assistant.study.types import Evidence, StudyRequest
from assistant.text.drafts import draft_heading
from assistant.validation import no_such_document
from corpus.links import is_within
from corpus.references import format_citation, format_locator, numbered_by, parse, resolve
from corpus.text.folding import fold_spaces
from corpus.text.one_line import shortened
from corpus.text.sentences import sentence_spans
from corpus.types import Document, Language, Role, Status
from index.query.stems import stem_set
from index.query.topic import topic_of
from index.search import preferred
from index.types import Filters, Placed

_LONGEST_TITLE = 90  # characters, in a question
_OPENS = re.compile(r"[:—–]\s*$")
_THEME_PLACES = 80  # paragraphs that a theme brings, at most
_NEAR_PLACES = 12  # and where none has its words
_THEME_SHARE = 0.6  # of the best score, where no paragraph has all the words: what is below is about other things


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a place in one version: a sentence, or an item with what opens its list.

    `text` is verbatim; `opening` are the lines that open the list, outermost first, verbatim as well.
    """

    text: str
    language: Language
    status: Status
    opening: tuple[str, ...] = ()

    def passage(self, text: str | None = None) -> str:
        """Return the words as they are shown, with another text in the place of their own where one is given."""
        return "\n".join((*self.opening, self.text if text is None else text))


@dataclass(frozen=True)
class Place:
    """One paragraph with its versions: `placed` by language, official ones before notes."""

    document: Document
    locator: str
    placed: Mapping[str, Placed]
    above: tuple[Mapping[str, Placed], ...]

    @property
    def role(self) -> Role:
        """What part it plays in its document."""
        return next(iter(self.placed.values())).rendition.role

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """Its headings, in the first language that has any."""
        return next((each.rendition.heading for each in self.placed.values() if each.rendition.heading), ())

    def version(self, language: Language) -> Placed:
        """Return the version to show a reader: in their language, official or a note, else the official one."""
        return self.placed.get(language) or preferred(self.placed, language)

    def label(self, language: Language) -> str:
        """Return the place alone, as a reader of a language writes it."""
        return format_locator(self.locator, language, numbered_by(self.document))

    def citation(self, language: Language) -> str:
        """Return its reference, as a reader of a language writes it."""
        if self.document.symbol:
            return format_citation(self.document, self.locator, language)
        return f"{self.named(language)}, {self.label(language)}"

    def named(self, language: Language) -> str:
        """Return the document's symbol, else its title, cut where it would fill a question."""
        return self.document.symbol or shortened(self.document.title(language), _LONGEST_TITLE)

    def sentences(self, version: Placed) -> tuple[Said, ...]:
        """Return the sentences of a version; an item is one whole, with the lines that open its list."""
        text, language, status = version.rendition.text, version.language, version.status
        if self.role is Role.ITEM:
            opening = self._opening(language, status)
            return () if opening is None else (Said(text, language, status, opening),)
        return tuple(Said(text[start:end], language, status) for start, end in sentence_spans(text))

    def whole(self, version: Placed) -> Said | None:
        """Return all of a place's own words; None for an item whose opening the version lacks."""
        opening = self._opening(version.language, version.status) if self.role is Role.ITEM else ()
        if opening is None:
            return None
        return Said(version.rendition.text, version.language, version.status, opening)

    def _opening(self, language: Language, status: Status) -> tuple[str, ...] | None:
        """Return the words that open the lists an item stands in; None where they are not in its version.

        They are the last sentence above it, if that does not end: “The grant stops if the society”. What ends there, or
        is empty, opens nothing.
        """
        found: list[str] = []
        for above in self.above:
            parent = above.get(language)
            if parent is None or parent.status is not status:
                return None
            text = _before_items(parent.rendition.text)
            spans = sentence_spans(text)
            last = text[spans[-1][0] : spans[-1][1]] if spans else ""
            if not last or last.endswith((".", "!", "?", ".»", ".”")):
                break
            found.append(last)
        return tuple(reversed(found))

    def evidence(self, said: Said, reader: Language) -> tuple[Evidence, ...]:
        """Return what proves words of this place, the place itself first, then what opens its lists."""
        own = self._evidence(self.locator, self.placed[said.language], said.text, reader)
        opened = zip(reversed(said.opening), self.above, strict=False)
        return (own, *(self._evidence(_locator(up), up[said.language], words, reader) for words, up in opened))

    def _evidence(self, locator: str, placed: Placed, quote: str, reader: Language) -> Evidence:
        return Evidence(
            document=self.document.id,
            symbol=self.document.symbol,
            title=self.document.title(reader),
            locator=locator,
            citation=format_citation(self.document, locator, reader),
            language=str(placed.language),
            status=str(placed.status),
            quote=quote,
            link=permalink(self.document.id, locator, str(placed.language)),
            draft=self._draft(placed),
            section=self._section(reader),
        )

    def _section(self, reader: Language) -> str:
        own = self.placed.get(reader)
        heading = own.rendition.heading if own else ()
        return (heading or self.headings or ("",))[-1]

    def _draft(self, placed: Placed) -> str | None:
        """Return the heading that says that the words are a draft; a law speaks of the drafts of others."""
        if numbered_by(self.document) in ("law", "act", "convention", "recommendation"):
            return None
        return draft_heading(placed.rendition.heading or self.headings)


class Chosen:
    """The places that a trainer chose, and the versions of any place of the library."""

    def __init__(self, request: StudyRequest, session: Session) -> None:
        """Find the places. Raises UnknownDocument for a document that is not there."""
        self.session, self.request = session, request
        for document in request.documents:
            if not session.holdings.has(document):
                raise no_such_document(document, session.holdings)
        self.documents = tuple(request.documents) or tuple(session.holdings.document_ids())
        self.locators = self._locators()

    def place(self, document: str, locator: str) -> Place | None:
        """Return a place of the library; None where there is none."""
        paragraphs = self.session.search.paragraphs(document)
        placed = paragraphs.get(locator)
        if not placed:
            return None
        above: list[Mapping[str, Placed]] = []
        rendition = next(iter(placed.values())).rendition
        seen = {locator}
        while rendition.role is Role.ITEM and (parent := rendition.parent) in paragraphs and parent not in seen:
            assert parent is not None  # it is in paragraphs
            seen.add(parent)
            above.append(paragraphs[parent])
            rendition = next(iter(above[-1].values())).rendition
        return Place(self.session.library.document(document), locator, dict(placed), tuple(above))

    def shuffled(self, purpose: str) -> Iterator[Place]:
        """Yield the places in an order of their own for each seed and purpose; documents are read when first met."""
        for document, locator in sorted(self.locators, key=lambda at: _lot(self.request.seed, purpose, *at)):
            if place := self.place(document, locator):
                yield place

    def _locators(self) -> tuple[tuple[str, str], ...]:
        """Return the places chosen, in reading order."""
        holdings, request = self.session.holdings, self.request
        there = [(each, locator) for each in self._spoken() for locator in _telling(holdings.locators(each))]
        if request.sections:
            kept = {at for document in self.documents for at in self._of_sections(document)}
            there = [at for at in there if at in kept]
        if request.theme.strip():
            about = self._about(request.theme)
            there = [at for at in there if at in about]
        return tuple(there)

    def _spoken(self) -> tuple[str, ...]:
        """Return the documents chosen; of all there are, those in a language of the request, where there is any."""
        if self.request.documents:
            return self.documents
        library, notes = self.session.library, self.session.holdings.notes
        spoken = tuple(
            document
            for document in self.documents
            if set(self.request.languages)
            <= {str(each.language) for each in library.versions(document) if notes or each.status is not Status.NOTE}
        )
        return spoken or self.documents

    def _of_sections(self, document: str) -> Iterator[tuple[str, str]]:
        """Yield a document's places that one of the sections names, by number or by words of a heading."""
        locators = self.session.holdings.locators(document)
        for section in self.request.sections:
            named = self._numbered(document, section)
            paragraphs = {} if named else self.session.search.paragraphs(document)
            words = fold_spaces(section)
            for locator in locators:
                if any(is_within(locator, each) for each in named) or any(
                    words in fold_spaces(heading)
                    for placed in paragraphs.get(locator, {}).values()
                    for heading in placed.rendition.heading
                ):
                    yield document, locator

    def _numbered(self, document: str, section: str) -> tuple[str, ...]:
        """Return the places that a section's number or range names: `6-9`, “paras 6 to 9”, `action plan 1.2`."""
        if section in self.session.holdings.locators(document):
            return (section,)
        bare = section if re.search(r"[^\W\d_]{2}", section) else f"paragraphs {section}"
        read = parse(bare, self.session.catalogue)
        if read is None or read.unread or not read.locators:
            return ()
        return resolve(replace(read, document=document, explicit=True), self.session.holdings).locators

    def _about(self, theme: str) -> frozenset[tuple[str, str]]:
        """Return the places that a theme is about: those that have all its words, else those that rank best."""
        search = self.session.search
        ranking = [
            each
            for document in self.request.documents or (None,)
            for each in search.rank(theme, Filters(None, document, None))[:_THEME_PLACES]
        ]
        named = [each for each in ranking if self.has_words(each.document, each.locator, theme)]
        best = max((each.score for each in ranking), default=0.0)
        about = named or [each for each in ranking if each.score >= _THEME_SHARE * best][:_NEAR_PLACES]
        return frozenset((each.document, each.locator) for each in about)

    def has_words(self, document: str, locator: str, theme: str) -> bool:
        """Tell whether a paragraph, with its headings, has all the words of a theme in one of its languages."""
        words = self.session.search.ranker.words(topic_of(theme))
        for language, placed in self.session.search.placed(document, locator).items():
            said = stem_set(" ".join((placed.text, *placed.rendition.heading)), language)
            asked = words.get(Language(language), ())
            if asked and all(not said.isdisjoint(word) for word, _ in asked):
                return True
        return False


def seeded(*what: object) -> random.Random:
    """Return a source of chance that depends on what is given alone, on any machine and in any process."""
    return random.Random(_lot(*what))  # noqa: S311 (no secret: the same seed must give the same paper)


def identity(*what: object) -> str:
    """Return an identifier of 16 hexadecimal digits that depends on what is given alone."""
    return _lot(*what)[:16]


def _lot(*what: object) -> str:
    return hashlib.sha256("\x1f".join(map(str, what)).encode("utf-8")).hexdigest()


def _telling(locators: Sequence[str]) -> Sequence[str]:
    """Leave out what a document that numbers its paragraphs has besides: its front page, headings, signatures."""
    numbered = [each for each in locators if "¶" not in each]
    return numbered or locators


def _before_items(text: str) -> str:
    """Return what a paragraph says before its items: up to the last line that opens a list, else all."""
    lines = text.split("\n")
    at = next((at for at in reversed(range(len(lines))) if _OPENS.search(lines[at])), len(lines) - 1)
    return "\n".join(lines[: at + 1])


def _locator(placed: Mapping[str, Placed]) -> str:
    return next(iter(placed.values())).rendition.locator


def in_order(at: Sequence[tuple[str, str]], session: Session) -> list[tuple[str, str]]:
    """Return addresses in the order of documents and of their paragraphs."""
    order = {document: {each: n for n, each in enumerate(session.holdings.locators(document))} for document, _ in at}
    return sorted(at, key=lambda each: (each[0], order[each[0]].get(each[1], 0)))
