"""The parse of a question: the documents and places it names, what it asks of a plan or of references.

Each part is parsed once, when it is first used.
"""

from __future__ import annotations

import re
from functools import cached_property

from assistant.ask.link_questions import LinkQuestion, link_question
from assistant.ask.question.answer_type import AnswerType, answer_type_of
from assistant.ask.question.bare_words import spoken
from assistant.ask.question.frame import core_of
from assistant.ask.question.halves import halves_of
from assistant.ask.question.kinds import QuestionKind, kind_of
from assistant.ask.question.mending import mended
from assistant.ask.question.named_scope import NamedScope, ranked_within, scope_of, without_names
from assistant.ask.question.subject import named_in, subject_of
from assistant.cite.as_printed import of_the_plan_here
from assistant.plan.from_question import replies_to
from assistant.plan.question_parser import Aim, PlanQuestion, parse_plan_question
from assistant.plan.reply import Reply, places_of
from assistant.session import Session
from corpus.references import Mention, Reference, References, ResolutionStatus, read_references, resolve
from corpus.types import Language
from index.ranking.ranker import Place, Ranked

# What a question leans on stands behind it, in brackets (`follow_up`): it does not tell its kind.
_BESIDE = re.compile(r"(?<=\w|\?) \([^()]*\)\??$")


class QuestionReading:
    """What a question says, read against one state of the library; `text` is the question, standing on its own."""

    def __init__(self, text: str, session: Session, within: NamedScope | None = None) -> None:
        """Read nothing yet; `within` is the scope of the question that this one is part of."""
        self._within = within
        self.text, self._session = mended(text, session), session

    @cached_property
    def core(self) -> str:
        """What it asks, without greetings, thanks and purpose."""
        return core_of(self.text)

    @cached_property
    def kind(self) -> QuestionKind:
        """The kind of answer that it wants: by its core, or by the frame that says what is to be written."""
        kind = kind_of(_BESIDE.sub("", self.core))
        if kind not in (QuestionKind.PASSAGE, QuestionKind.FACT) or self.core == self.text:
            return kind
        framed = kind_of(_BESIDE.sub("", self.text))
        return framed if framed in (QuestionKind.BRIEF, QuestionKind.SUMMARY) else kind

    @cached_property
    def halves(self) -> tuple[QuestionReading, ...]:
        """The two questions that it is, each within its scope; none where it is one."""
        both = halves_of(self.core)
        if both is None and (leaning := halves_of(self.core, leaning=True)) and not self.plan_replies:
            both = leaning
        return tuple(QuestionReading(each, self._session, self.scope) for each in both or ())

    @cached_property
    def scope(self) -> NamedScope:
        """The documents and parts that it is confined to."""
        own = scope_of(self.text, self.mentions, self._session)
        return self._within if self._within is not None and not own.documents else own

    @cached_property
    def topic(self) -> str:
        """What it asks about: its core, without the names of the documents that it is confined to."""
        whole = self.core == self.text
        mentions = self.mentions if whole else read_references(self.core, self._session.catalogue).mentions
        return without_names(self.core, mentions, self._session)

    @cached_property
    def subject(self) -> str:
        """The words of the topic that tell what it is about: none that say what is wanted, or name its documents."""
        titles = [self._session.library.document(each).titles for each in self.scope.documents]
        words = subject_of(self.topic)
        return "" if titles and all(named_in(words, each.values()) for each in titles) else words

    @cached_property
    def own_subject(self) -> str:
        """The subject without what the question leans on: enough for a fact where the scope says the rest."""
        own = subject_of(_BESIDE.sub("", self.topic))
        return own if own or self.scope.documents else self.subject

    def ranking(self, words: str) -> list[Ranked]:
        """Return the paragraphs for some words, best first, within the scope."""
        return ranked_within(self.scope, words, self._session, language=self.language, hints=self.places)

    @cached_property
    def _read(self) -> References:
        return read_references(self.text, self._session.catalogue)

    @cached_property
    def language(self) -> Language:
        """The language that it is asked in; its reader's where it does not tell."""
        return spoken(self.text) or self._session.reader

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
        return answer_type_of(_BESIDE.sub("", self.text))
