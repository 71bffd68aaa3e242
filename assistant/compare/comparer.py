"""Comparison: themes by documents as a grid of verbatim paragraphs, and two texts side by side."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from assistant.cite.lookup import language_asked_for, why_not
from assistant.cite.named_places import of_the_plan_here
from assistant.compare.grid import most_telling, rows
from assistant.compare.side_by_side import Asked, alone, side_by_side
from assistant.compare.types import Grid, Pair, SideBySide
from assistant.errors import BadRequest, NoSuchPlace
from assistant.session import Engine, Opened
from assistant.validation import language_of, milliseconds, no_such_document
from corpus.catalogue.catalogue import Catalogue
from corpus.library.library import Library
from corpus.references import ResolutionStatus, parse, resolve
from corpus.text.language import detect
from corpus.types import Document, Language

MOST_THEMES = 12
MOST_DOCUMENTS = 12
LONGEST_THEME = 500  # characters


class Comparing:
    """Compares over the library as it is when it is asked; `notes` tells whether our notes count."""

    def __init__(self, engine: Engine, library: Library, catalogue: Catalogue, *, notes: bool) -> None:
        """Work on an engine and its library."""
        self._engine, self._library, self._catalogue, self._notes = engine, library, catalogue, notes

    def grid(self, themes: Sequence[str], documents: Sequence[str], language: str | None) -> Grid:
        """Return what each document has on each theme. Raises BadRequest, UnknownDocument or a SearchError.

        A document is named by its id, its symbol or its title; none named means all, or those that a search for the
        themes finds first where there are many. `language` is the reader's, else that of the themes.
        """
        started = time.perf_counter()
        themes = _checked(themes)
        reader = language_of(language) or detect(" ".join(themes)) or Language.EN
        with self._engine.reading() as opened:
            if documents:
                chosen = list(dict.fromkeys(self._document(each, opened).id for each in documents))
            else:
                chosen = most_telling(themes, opened, MOST_DOCUMENTS)
            if len(chosen) > MOST_DOCUMENTS:
                raise BadRequest(value=f"{len(chosen)} documents", expected=f"{MOST_DOCUMENTS} at most")
            left_out = 0 if documents else len(list(opened.holdings.document_ids())) - len(chosen)
            held = [self._library.document(each) for each in chosen]
            columns, found = rows(themes, held, opened, reader)
        return Grid(reader, columns, found, milliseconds(started), left_out)

    def differences(self, one: str, other: str, language: str | None) -> SideBySide:
        """Return two places, or two documents paragraph by paragraph, side by side, with the words that differ.

        Where one leads nowhere, it says so and there is only the other. Raises BadRequest for what is no reference,
        NoSuchPlace where both lead nowhere, or a SearchError.
        """
        started = time.perf_counter()
        reader = language_of(language) or detect(f"{one} {other}") or Language.EN
        with self._engine.reading() as opened:
            left, right = (self._there(each, reader, opened) for each in (one, other))
            missing = None
            if isinstance(left, Asked) and isinstance(right, Asked):
                pairs = tuple(side_by_side(left, right, self._library, reader, notes=self._notes))
            else:
                missing, pairs = self._one_only(left, right, reader)
        return SideBySide((one, other), reader, pairs, milliseconds(started), missing)

    def _there(self, text: str, reader: Language, opened: Opened) -> Asked | NoSuchPlace:
        """Return what a reference names, or why it leads nowhere. Raises BadRequest."""
        try:
            return self._asked(text, reader, opened)
        except NoSuchPlace as nowhere:
            return nowhere

    def _one_only(
        self, left: Asked | NoSuchPlace, right: Asked | NoSuchPlace, reader: Language
    ) -> tuple[str, tuple[Pair, ...]]:
        """Return why one of two references leads nowhere, and what the other names. Raises NoSuchPlace if both do."""
        if isinstance(left, Asked):
            pairs = alone(left, self._library, reader, notes=self._notes)
            return _reason(right), tuple(Pair(side, None) for side in pairs)
        if isinstance(right, Asked):
            pairs = alone(right, self._library, reader, notes=self._notes)
            return _reason(left), tuple(Pair(None, side) for side in pairs)
        raise left

    def is_reference(self, text: str) -> bool:
        """Tell whether a text is a reference and nothing else, so that no theme is meant."""
        reference = parse(text, self._catalogue.including(self._library.documents()))
        return reference is not None and (reference.explicit or bool(reference.locators)) and not reference.unread

    def _asked(self, text: str, reader: Language, opened: Opened) -> Asked:
        """Return what a reference names. Raises BadRequest."""
        catalogue = self._catalogue.including(self._library.documents())
        reference = of_the_plan_here(parse(text, catalogue), opened)
        if opened.holdings.has(text.strip()):
            return Asked(self._library.document(text.strip()), ())
        if reference is None or (reference.unread and not reference.locators):
            raise BadRequest(value=text, expected="a reference, such as “GB.346/INS/4, para. 15”")
        resolution = resolve(reference, opened.holdings)
        if resolution.status is not ResolutionStatus.FOUND or resolution.document is None or resolution.missing:
            reason = why_not(reference, resolution, reader, self._library, catalogue).rstrip(".")
            raise NoSuchPlace(reference=text, reason=reason)
        document = self._library.document(resolution.document)
        return Asked(document, resolution.locators, language_asked_for(text))

    def _document(self, text: str, opened: Opened) -> Document:
        """Return a document by its id, symbol or title. Raises UnknownDocument."""
        if opened.holdings.has(text):
            return self._library.document(text)
        reference = parse(text, self._catalogue.including(self._library.documents()))
        if reference is None or not reference.explicit:
            raise no_such_document(text, opened)
        resolution = resolve(replace(reference, locators=()), opened.holdings)
        if resolution.status is not ResolutionStatus.FOUND or resolution.document is None:
            raise no_such_document(text, opened)
        return self._library.document(resolution.document)


def _reason(nowhere: object) -> str:
    """Return why a reference leads nowhere, in the reader's language."""
    return str(nowhere.values["reason"]) if isinstance(nowhere, NoSuchPlace) else ""


def _checked(themes: Sequence[str]) -> list[str]:
    """Return themes once each, without blanks around them. Raises BadRequest."""
    found = list(dict.fromkeys(" ".join(theme.split()) for theme in themes if theme.strip()))
    if not 0 < len(found) <= MOST_THEMES:
        raise BadRequest(value=f"{len(found)} themes", expected=f"from 1 to {MOST_THEMES}")
    for theme in found:
        if len(theme) > LONGEST_THEME or not any(character.isalnum() for character in theme):
            raise BadRequest(value=theme[:80], expected=f"a theme in words, of {LONGEST_THEME} characters at most")
    return found
