"""The places that a trainer chose: by document, section or theme, in an order of their own for each seed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import prompts
from assistant.cite.documents import document_named
from assistant.session import Session
from assistant.study.chance import lot
from assistant.study.places import Place
from assistant.study.types import StudyRequest
from corpus.links import is_within
from corpus.references import format_locator, numbered_by, parse, resolve
from corpus.text.folding import fold_spaces
from corpus.text.one_line import shortened
from corpus.text.typography import listed
from corpus.types import Language, Role, Status
from index.query.stems import stem_set
from index.query.topic import topic_of
from index.types import Filters, Placed

_LONGEST_TITLE = 70  # characters, of one of them
_NAMED = 3  # documents in a title
_THEME_PLACES = 80  # paragraphs that a theme brings, at most
_NEAR_PLACES = 12  # and where none has its words
_HALF = 0.5  # of the words: a paragraph with fewer is about other things


class Chosen:
    """The places that a trainer chose, and the versions of any place of the library."""

    def __init__(self, request: StudyRequest, session: Session) -> None:
        """Find the places. Raises UnknownDocument for a document that is not there."""
        self.session, self.request = session, request
        asked = (document_named(each, session.holdings, session.catalogue) for each in request.documents)
        named = tuple(dict.fromkeys(asked))
        self.request = replace(request, documents=named)
        self.documents = named or tuple(session.holdings.document_ids())
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

    def about(self, reader: Language, documents: Iterable[str] = ()) -> str:
        """Return what the choice is about: its theme, else the documents chosen, else those that were used."""
        if self.request.theme.strip():
            return self.request.theme.strip()
        named = tuple(dict.fromkeys(self.request.documents or documents))
        if not named:
            return prompts.render("study.all_documents", reader)
        if len(named) > _NAMED:
            return prompts.render("study.several_documents", reader, count=len(named))
        held = [self.session.library.document(each) for each in named]
        return listed([each.symbol or shortened(each.title(reader), _LONGEST_TITLE) for each in held], str(reader))

    def shuffled(self, purpose: str) -> Iterator[Place]:
        """Yield the places in an order of their own for each seed and purpose; documents are read when first met.

        The documents take turns: a law of a thousand sections leaves room for a strategy of thirty paragraphs.
        """
        drawn = sorted((lot(self.request.seed, purpose, *at), at) for at in self.locators)
        turns: Counter[str] = Counter()
        order: list[tuple[int, str, tuple[str, str]]] = []
        for number, at in drawn:
            turns[at[0]] += 1
            order.append((turns[at[0]], number, at))
        for _, _, at in sorted(order):
            if place := self.place(*at):
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
        for section in self.request.sections:
            named, words = self._numbered(document, section), fold_spaces(section)
            for locator in self.session.holdings.locators(document):
                within = any(is_within(locator, each) for each in named)
                if within or (not named and self._has_heading(document, locator, words)):
                    yield document, locator

    def _has_heading(self, document: str, locator: str, words: str) -> bool:
        """Tell whether a place stands under a heading with some words, or is itself called so: “action plan”."""
        placed = self.session.search.paragraphs(document).get(locator, {})
        if any(words in fold_spaces(heading) for each in placed.values() for heading in each.rendition.heading):
            return True
        kind = numbered_by(self.session.library.document(document))
        return any(_begins(format_locator(locator, language, kind), words) for language in Language)

    def _numbered(self, document: str, section: str) -> tuple[str, ...]:
        """Return the places that a section's number or range names: `6-9`, “paras 6 to 9”, `action plan 1.2`."""
        if section in self.session.holdings.locators(document):
            return (section,)
        bare = section if re.search(r"[^\W\d_]{2}", section) else f"paragraphs {section}"
        read = parse(bare, self.session.catalogue)
        if read is None or read.unread or not read.locators:
            return ()
        if read.explicit and read.document not in (None, document):
            return ()  # “R193, paras 6-9” chooses nothing of another document
        return resolve(replace(read, document=document, explicit=True), self.session.holdings).locators

    def _about(self, theme: str) -> frozenset[tuple[str, str]]:
        """Return the places that a theme is about: those that have all its words, else half of them; maybe none."""
        search = self.session.search
        ranking = [
            each
            for document in self.request.documents or (None,)
            for each in search.rank(theme, Filters(None, document, None))[:_THEME_PLACES]
        ]
        shares = {each[:2]: self.share_of_words(each.document, each.locator, theme) for each in ranking}
        named = [each for each in ranking if shares[each[:2]] == 1]
        near = [each for each in ranking if shares[each[:2]] >= _HALF][:_NEAR_PLACES]
        return frozenset((each.document, each.locator) for each in named or near)

    def share_of_words(self, document: str, locator: str, theme: str) -> float:
        """Return the share (0 to 1) of a theme's words that a paragraph has, with its headings, in one language."""
        words = self.session.search.ranker.words(topic_of(theme))
        found = 0.0
        for language, placed in self.session.search.placed(document, locator).items():
            said = stem_set(" ".join((placed.text, *placed.rendition.heading)), language)
            if asked := words.get(Language(language), ()):
                found = max(found, sum(not said.isdisjoint(word) for word, _ in asked) / len(asked))
        return found


def _telling(locators: Sequence[str]) -> Sequence[str]:
    """Leave out what a document that numbers its paragraphs has besides: its front page, headings, signatures."""
    numbered = [each for each in locators if "¶" not in each]
    return numbered or locators


def _begins(label: str, words: str) -> bool:
    return f"{fold_spaces(label)} ".startswith((f"{words} ", f"{words},"))
