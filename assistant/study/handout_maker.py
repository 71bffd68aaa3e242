"""A hand-out put together: chosen paragraphs side by side, their figures, the terms they use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import prompts
from assistant.errors import BadRequest, LanguageNotLoaded
from assistant.glossary.types import TermEntry
from assistant.read.parallel import parallel_of
from assistant.read.types import Parallel
from assistant.session import Session
from assistant.study.chosen import Chosen
from assistant.study.facts import FactKind, facts_in
from assistant.study.handout import Handout
from assistant.study.rules import is_telling
from assistant.study.terms import terms_found_in
from assistant.study.types import StudyRequest
from assistant.validation import languages_of
from corpus.phrases import Phrase
from corpus.types import Language, Role, Status

_MOST = 400  # paragraphs of a hand-out
_KEY_FIGURES = 24
_TOLD = frozenset({FactKind.MONEY, FactKind.PERCENT, FactKind.DURATION, FactKind.DATE, FactKind.COUNT})
_AROUND = 60  # characters that say what a figure is


def make_handout(request: StudyRequest, session: Session, terms: dict[str, TermEntry], address: str = "") -> Handout:
    """Return a hand-out of the chosen places, in one language or several side by side.

    `terms` are the glossary's entries by English name. Raises BadRequest for a choice that is empty or more than a
    hand-out holds, LanguageNotLoaded, or UnknownDocument for a document that is not there.
    """
    columns = languages_of(request.languages)
    reader = Language(columns[0]) if columns else Language.EN
    session = session.read_by(reader)
    chosen = Chosen(request, session)
    if not 1 <= len(chosen.locators) <= _MOST:
        raise BadRequest(
            value=len(chosen.locators),
            expected=Phrase(
                "error.expected.handout_size", "documents and sections with 1 to {most} paragraphs", most=_MOST
            ),
        )
    parts = tuple(_parts(chosen, columns, session))
    for column in columns:
        if not any(column in row.texts for part in parts for row in part.rows):
            raise LanguageNotLoaded(language=column, languages=_languages(chosen))
    found = (each.term.names[Language.EN] for each in terms_found_in(chosen, reader))
    return Handout(
        title=prompts.render(
            "study.handout_title", reader, about=chosen.about(reader, [each.document for each in parts])
        ),
        languages=tuple(map(str, columns)),
        parts=parts,
        figures=tuple(_figures(chosen, reader))[:_KEY_FIGURES],
        glossary=tuple(terms[name] for name in found if name in terms),
        address=address,
    )


def _languages(chosen: Chosen) -> str:
    """Return which languages the chosen documents have."""
    library, notes = chosen.session.library, chosen.session.holdings.notes
    found = {
        str(each.language)
        for document, _ in chosen.locators
        for each in library.versions(document)
        if notes or each.status is not Status.NOTE
    }
    return ", ".join(sorted(found))


def _parts(chosen: Chosen, columns: tuple[Language, ...], session: Session) -> Iterator[Parallel]:
    by_document: dict[str, list[str]] = {}
    for document, locator in chosen.locators:
        by_document.setdefault(document, []).append(locator)
    for document, locators in by_document.items():
        part = parallel_of(document, locators, columns, session)
        # above its paragraphs stands their document, not the list of them all
        named = f"{part.title} ({part.symbol})" if part.symbol and part.symbol != part.title else part.title
        yield replace(part, citation=named)


def _figures(chosen: Chosen, reader: Language) -> Iterator[tuple[str, str]]:
    """Yield the figures of the chosen places with the words around them, and their references."""
    for document, locator in chosen.locators:
        place = chosen.place(document, locator)
        if place is None or place.role not in (Role.PARAGRAPH, Role.ITEM):
            continue
        for said in place.sentences(place.version(reader)):
            facts = [each for each in facts_in(said.text, said.language) if each.kind in _TOLD]
            if facts and is_telling(said.text):
                yield _around(said.text, facts[0].start, facts[-1].end), place.citation(reader)


def _around(text: str, start: int, end: int) -> str:
    """Return a stretch of a sentence with the words around it, cut between words, what is cut marked."""
    first = text.rfind(" ", 0, max(0, start - _AROUND)) + 1 if start > _AROUND else 0
    after = text.find(" ", min(len(text), end + _AROUND))
    last = len(text) if after < 0 else after
    return f"{'[…] ' if first else ''}{text[first:last]}{' […]' if last < len(text) else ''}"
