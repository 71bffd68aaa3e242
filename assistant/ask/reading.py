"""The parse of a question: the documents and places it names, what it asks of a plan or of references.

Each part is parsed once, when it is first used.
"""

from __future__ import annotations

from functools import cached_property

from assistant.ask.answer_type import AnswerType, answer_type_of
from assistant.ask.link_questions import LinkQuestion, link_question
from assistant.cite.as_printed import of_the_plan_here
from assistant.plan.from_question import replies_to
from assistant.plan.question_parser import Aim, PlanQuestion, parse_plan_question
from assistant.plan.reply import Reply, places_of
from assistant.session import Session
from corpus.references import Mention, Reference, References, ResolutionStatus, read_references, resolve
from index.ranking.ranker import Place


class QuestionReading:
    """What a question says, read against one state of the library; `text` is the question, standing on its own."""

    def __init__(self, text: str, session: Session) -> None:
        """Read nothing yet."""
        self.text, self._session = text, session

    @cached_property
    def _read(self) -> References:
        return read_references(self.text, self._session.catalogue)

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Every document and instrument that it names, in order, known or not."""
        return self._read.mentions

    @property
    def references(self) -> tuple[Reference, ...]:
        """The references it makes, one for each document that it calls by a name of its own."""
        return self._read.each

    @property
    def reference(self) -> Reference | None:
        """The reference it makes; of several, that of its first place."""
        return self._read.first

    @cached_property
    def reference_here(self) -> Reference | None:
        """The same, without a document that is not loaded where its place is one of a plan that is."""
        return of_the_plan_here(self.reference, self._session.holdings)

    @cached_property
    def places(self) -> frozenset[Place]:
        """The paragraphs (document, locator) that it names, where they exist."""
        resolution = resolve(self.reference_here, self._session.holdings)
        if resolution.document is None or resolution.status is not ResolutionStatus.FOUND:
            return frozenset()
        return frozenset((resolution.document, locator) for locator in resolution.locators)

    @cached_property
    def absent(self) -> list[Mention]:
        """The documents that it calls by a name of their own and that are not loaded."""
        return self._session.absent(self.mentions)

    @cached_property
    def link_question(self) -> LinkQuestion | None:
        """What it asks of the references between documents; None where it asks nothing of them."""
        return link_question(self.text)

    @cached_property
    def plan_question(self) -> PlanQuestion | None:
        """What it asks of a plan of action, by its form alone; None where it asks nothing of one."""
        return parse_plan_question(self.text)

    @property
    def asks_for_rows(self) -> bool:
        """Whether it asks for rows of a plan by their columns, so that no place it names is to be shown."""
        return self.plan_question is not None and self.plan_question.wanted is Aim.ROWS

    @cached_property
    def plan_replies(self) -> list[Reply]:
        """What the plans of action loaded say to it, for the session's reader; nothing where it is not about them."""
        return replies_to(self.text, self.mentions, self._session, lambda: self.plan_question)

    @cached_property
    def exact_places(self) -> list[Place]:
        """The paragraphs that precede any ranking: lines of a plan asked for, a place looked up."""
        looked_up = sorted(self.places) if self.reference is not None and self.reference.is_lookup else []
        return list(dict.fromkeys([*places_of(self.plan_replies), *looked_up]))

    @cached_property
    def answer_type(self) -> AnswerType | None:
        """The kind of thing it asks for: a number, a date, a person …; None where its form does not say."""
        return answer_type_of(self.text)
