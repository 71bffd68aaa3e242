"""Comparison: themes by documents as a grid of verbatim paragraphs, and two texts side by side."""

from __future__ import annotations

import time
from collections.abc import Sequence

from assistant.cite.as_printed import of_the_plan_here
from assistant.cite.documents import document_named
from assistant.cite.messages import why_not
from assistant.compare.grid import Place, most_telling, rows
from assistant.compare.side_by_side import Selection, pairs_of, sides_of
from assistant.compare.types import Grid, Pair, SideBySide
from assistant.errors import BadRequest, NoSuchPlace
from assistant.session import Engine, Session
from assistant.validation import language_of, milliseconds
from corpus.phrases import Phrase
from corpus.references import ResolutionStatus, parse, resolve
from corpus.references.language import language_asked_for
from corpus.text.language import detect
from corpus.types import Language

MOST_THEMES = 12
MOST_DOCUMENTS = 12
LONGEST_THEME = 500  # characters


class Comparer:
    """Compares over the library as it is when it is asked."""

    def __init__(self, engine: Engine) -> None:
        """Work on an engine and its library."""
        self._engine = engine

    def grid(self, themes: Sequence[str], documents: Sequence[str], language: str | None) -> Grid:
        """Return what each document has on each theme. Raises BadRequest, UnknownDocument or a SearchError.

        A theme that is the reference of a paragraph stands for it: it is set against the closest paragraph of each
        document, its own document first. Raises NoSuchPlace where it is unresolved.

        A document is named by its id, its symbol or its title; none named means all, or those that a search for the
        themes finds first where there are many. `language` is the reader's, else that of the themes.
        """
        started = time.perf_counter()
        themes = _checked(themes)
        reader = language_of(language) or detect(" ".join(themes)) or Language.EN
        with self._engine.session(reader) as session:
            asked = [_place(each, session) or each for each in themes]
            own = [each.document for each in asked if isinstance(each, Place)]
            if documents:
                named = [document_named(each, session.holdings, session.catalogue) for each in documents]
                chosen = list(dict.fromkeys([*own, *named]))
            else:
                sought = [each.words(session, ())[0] if isinstance(each, Place) else each for each in asked]
                told = most_telling(sought, session, MOST_DOCUMENTS)
                chosen = list(dict.fromkeys([*own, *told]))[: max(MOST_DOCUMENTS, len(own))]
            if len(chosen) > MOST_DOCUMENTS:
                raise BadRequest(
                    value=Phrase("error.expected.documents", "{count} documents", count=len(chosen)),
                    expected=Phrase("error.expected.at_most", "{most} at most", most=MOST_DOCUMENTS),
                )
            left_out = 0 if documents else len(list(session.holdings.document_ids())) - len(chosen)
            held = [session.library.document(each) for each in chosen]
            columns, found = rows(asked, held, session)
        return Grid(reader, columns, found, milliseconds(started), left_out)

    def differences(self, one: str, other: str, language: str | None) -> SideBySide:
        """Return two places, or two documents paragraph by paragraph, side by side, with the words that differ.

        Where one is unresolved, the result has its message and only the other. Raises BadRequest for what is no
        reference, NoSuchPlace where both are unresolved, or a SearchError.
        """
        started = time.perf_counter()
        reader = language_of(language) or detect(f"{one} {other}") or Language.EN
        with self._engine.session(reader) as session:
            left, right = (_selection_or_reason(each, session) for each in (one, other))
            missing = None
            if isinstance(left, Selection) and isinstance(right, Selection):
                pairs = tuple(pairs_of(left, right, session))
            else:
                missing, pairs = _one_only(left, right, session)
        return SideBySide((one, other), reader, pairs, milliseconds(started), missing)

    def is_reference(self, text: str) -> bool:
        """Tell whether a text is a reference and nothing else, so that no theme is meant."""
        reference = parse(text, self._engine.catalogue())
        return reference is not None and (reference.explicit or bool(reference.locators)) and not reference.unread


def _place(text: str, session: Session) -> Place | None:
    """Return the place that a theme names and says nothing beside; None for any other. Raises NoSuchPlace."""
    reference = parse(text, session.catalogue)
    if reference is None or not reference.locators or reference.unread:
        return None
    found = _selection(text, session)
    return Place(text, found.document.id, found.locators)


def _selection_or_reason(text: str, session: Session) -> Selection | NoSuchPlace:
    """Return what a reference selects, or the error if it is unresolved. Raises BadRequest."""
    try:
        return _selection(text, session)
    except NoSuchPlace as unresolved:
        return unresolved


def _one_only(
    left: Selection | NoSuchPlace, right: Selection | NoSuchPlace, session: Session
) -> tuple[str, tuple[Pair, ...]]:
    """Return the message for one unresolved reference, and the texts of the other. Raises NoSuchPlace if both are."""
    if isinstance(left, Selection):
        return _reason(right), tuple(Pair(side, None) for side in sides_of(left, session))
    if isinstance(right, Selection):
        return _reason(left), tuple(Pair(None, side) for side in sides_of(right, session))
    raise left


def _selection(text: str, session: Session) -> Selection:
    """Return what a reference selects. Raises BadRequest or NoSuchPlace."""
    reference = of_the_plan_here(parse(text, session.catalogue), session.holdings)
    if session.holdings.has(text.strip()):
        return Selection(session.library.document(text.strip()), ())
    if reference is None or (reference.unread and not reference.locators):
        raise BadRequest(
            value=text, expected=Phrase("error.expected.reference", "a reference, such as “GB.346/INS/4, para. 15”")
        )
    resolution = resolve(reference, session.holdings)
    if resolution.status is not ResolutionStatus.FOUND or resolution.document is None or resolution.missing:
        raise NoSuchPlace(reference=text, reason=why_not(reference, resolution, session).rstrip("."))
    document = session.library.document(resolution.document)
    return Selection(document, resolution.locators, language_asked_for(text))


def _reason(unresolved: object) -> str:
    """Return why a reference is unresolved, in the reader's language."""
    return str(unresolved.values["reason"]) if isinstance(unresolved, NoSuchPlace) else ""


def _checked(themes: Sequence[str]) -> list[str]:
    """Return distinct themes, stripped. Raises BadRequest."""
    found = list(dict.fromkeys(" ".join(theme.split()) for theme in themes if theme.strip()))
    if not 0 < len(found) <= MOST_THEMES:
        raise BadRequest(
            value=Phrase("error.expected.themes", "{count} themes", count=len(found)),
            expected=Phrase("error.expected.from_one_to", "from 1 to {most}", most=MOST_THEMES),
        )
    for theme in found:
        if len(theme) > LONGEST_THEME or not any(character.isalnum() for character in theme):
            raise BadRequest(
                value=theme[:80],
                expected=Phrase(
                    "error.expected.theme_in_words",
                    "a theme in words, of {most} characters at most",
                    most=LONGEST_THEME,
                ),
            )
    return found
