"""What the study aid can be asked for, over one library: quizzes, cards, hand-outs, sessions, paths."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from assistant.glossary.types import GlossaryFound, TermEntry
from assistant.session import Engine
from assistant.study import editing, grading
from assistant.study.files import Material, check_address, files_of
from assistant.study.flashcards import make_deck
from assistant.study.formats.word_handout import Link
from assistant.study.handout import Handout
from assistant.study.handout_maker import make_handout
from assistant.study.quiz import make_quiz
from assistant.study.reading_path import ReadingPath, make_path
from assistant.study.session_plan import SessionPlan, make_session
from assistant.study.types import CardKind, Deck, Item, Quiz, StudyFile, StudyRequest
from corpus.types import Language

Terms = Callable[[str], GlossaryFound]
Progress = Callable[[float, str], None]


class StudyAid:
    """Makes study material of one library. Safe to call from several threads."""

    def __init__(self, engine: Engine, terms: Terms) -> None:
        """Read nothing yet; `terms` gives the whole glossary for a reader of a language."""
        self._engine, self._all_terms = engine, terms

    def quiz(self, request: StudyRequest, progress: Progress | None = None) -> Quiz:
        """Return a quiz; the same request gives the same one. Raises BadRequest, UnknownDocument or a SearchError."""
        with self._engine.session() as session:
            return make_quiz(request, session, progress)

    def swap(self, quiz: Quiz, item: str) -> Quiz:
        """Return a quiz with another item of the same kind in the place of one. Raises BadRequest."""
        with self._engine.session() as session:
            return editing.swapped(quiz, item, session)

    def delete(self, quiz: Quiz, item: str) -> Quiz:
        """Return a quiz without one of its items. Raises BadRequest."""
        return editing.without_item(quiz, item)

    def edit(self, quiz: Quiz, item: str, changes: Mapping[str, object]) -> Quiz:
        """Return a quiz with parts of an item changed, its key checked again. Raises BrokenItem or BadRequest."""
        with self._engine.session() as session:
            return editing.edited(quiz, item, dict(changes), session)

    def outdated(self, quiz: Quiz) -> tuple[editing.Outdated, ...]:
        """Return the items whose words the library, as it is now, no longer has. Raises a SearchError."""
        with self._engine.session() as session:
            return editing.outdated(quiz, session)

    def is_right(self, item: Item, response: str | Mapping[str, str]) -> bool | None:
        """Tell whether a response is right; None for a question that people judge. Raises a SearchError."""
        with self._engine.session() as session:
            return grading.is_right(item, response, session)

    def cards(self, request: StudyRequest, kinds: Sequence[CardKind] = ()) -> Deck:
        """Return a deck, of all kinds of cards unless some are named. Raises BadRequest or UnknownDocument."""
        with self._engine.session() as session:
            return make_deck(request, session, kinds)

    def handout(self, request: StudyRequest, address: str = "") -> Handout:
        """Return a hand-out of chosen paragraphs, with their figures and terms. Raises BadRequest or UnknownDocument.

        `address` is that of the web app, for the address and the code of each paragraph.
        """
        check_address(address)
        with self._engine.session() as session:
            return make_handout(request, session, self._terms(request), address)

    def session(self, request: StudyRequest) -> SessionPlan:
        """Return a plan of a session with timings. Raises BadRequest or UnknownDocument."""
        with self._engine.session() as session:
            return make_session(request, session)

    def path(self, request: StudyRequest) -> ReadingPath:
        """Return a theme's reading path across documents. Raises BadRequest or UnknownDocument."""
        with self._engine.session() as session:
            return make_path(request, session)

    def files(
        self,
        material: Material,
        form: str,
        *,
        address: str = "",
        large_print: bool = False,
        link: Link = Link.CODE,
    ) -> tuple[StudyFile, ...]:
        """Return study material as files in a format, a paper with its key. Raises BadRequest or PdfNeedsLibreOffice.

        `address` is that of the web app, which references lead to.
        """
        with self._engine.session() as session:
            return files_of(material, form, session, address=address, large_print=large_print, link=link)

    def _terms(self, request: StudyRequest) -> dict[str, TermEntry]:
        entries = self._all_terms(request.languages[0]).terms
        return {each.names[str(Language.EN)].name: each for each in entries}


__all__ = ["Deck", "Handout", "Item", "Quiz", "ReadingPath", "SessionPlan", "StudyAid", "StudyFile", "StudyRequest"]
