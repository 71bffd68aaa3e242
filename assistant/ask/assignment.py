"""What a model is asked to write, and from what: the task, the sources, the prompt.

A paragraph is given as data: its key, what it is, then its lines, each behind a bar. No text of a document can begin a
line without that bar, so none can pass for a key, for the end of its paragraph, or for a turn of the conversation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

import prompts
from assistant.ask.claims.hygiene import KEYS
from assistant.ask.outcome import Outcome
from assistant.ask.question.explanation import is_explanation
from assistant.ask.question.kinds import QuestionKind
from assistant.ask.question.reading import QuestionReading
from assistant.ask.sources import Source, SourceText
from assistant.ask.types import AnswerStatus
from assistant.composition import Composition, Piece, piece_of
from assistant.session import Session
from assistant.text.drafts import draft_heading
from corpus.errors import UnknownDocument
from corpus.references import format_citation
from corpus.text.sentences import split_sentences
from corpus.types import TEXTS, Document, Language, Role, Status
from index.types import Placed

MOST_SOURCES = 8
"""How many paragraphs a model is given at most."""

_NEAR = 0.75  # of the best score: what matches so well is given beside what the extracts quote

# The template of each task: it is named in the receipt.
_TASKS = {
    QuestionKind.BRIEF: "write.brief",
    QuestionKind.SUMMARY: "write.summary",
    QuestionKind.COMPARISON: "write.comparison",
}
# Kinds that are never answered from the columns of a plan.
_OWN_FORM = frozenset({QuestionKind.SUMMARY, QuestionKind.LIST, QuestionKind.DEFINITION, QuestionKind.BRIEF})
_ANSWER, _EXPLAIN, RULES = "write.answer", "write.explain", "write.rules"


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a model is asked: `task` is the template, `pieces` are the sources as an answer cites them, by key."""

    question: str
    language: Language
    task: str
    sources: tuple[Source, ...]
    pieces: Mapping[int, Piece]

    @property
    def version(self) -> str:
        """The wording of the prompt: its task, its language, and what tells it from any other."""
        return f"{self.task}@{self.language}:{prompts.version(self.language, RULES, self.task)}"

    @property
    def rules(self) -> str:
        """What the model is told before all."""
        language = prompts.render(f"language.{self.language}", self.language)
        return prompts.render(RULES, self.language, language=language)

    @property
    def request(self) -> str:
        """The paragraphs and the question."""
        blocks = "\n\n".join(_block(source, self.language) for source in self.sources)
        return prompts.render(self.task, self.language, question=_one_line(self.question), paragraphs=blocks)

    def shorter(self) -> Assignment | None:
        """Return the same with half of the sources, for a model that cannot read them all; None with one alone."""
        half = len(self.sources) // 2
        kept = self.sources[:half]
        if not kept:
            return None
        return Assignment(
            self.question, self.language, self.task, kept, {each.key: self.pieces[each.key] for each in kept}
        )


def to_write(outcome: Outcome, reading: QuestionReading, session: Session, *, as_it_is: bool) -> Assignment | None:
    """Return what a model is to write of an answer; None where there is nothing to write.

    A refusal stays one. A place asked for is given `as_it_is`, unless it is to be explained. What is counted, summed or
    picked from a plan is exact: a model could only lose some of it.
    """
    status, extracts = outcome
    explains = as_it_is and is_explanation(reading.text)
    exact = (as_it_is and not explains) or (reading.plan_replies and reading.kind not in _OWN_FORM)
    if status is not AnswerStatus.ANSWERED or exact:
        return None
    found = assigned(reading, extracts, session, explains=explains)
    return found if found.sources else None


def assigned(reading: QuestionReading, extracts: Composition, session: Session, *, explains: bool) -> Assignment:
    """Return what a model is asked for a question that `extracts` answers: these paragraphs, and others as near."""
    places = list(dict.fromkeys((each.document, each.locator) for each in extracts.citations))
    places = [place for place in places if session.search.placed(*place)]
    for place in _nearest(reading, session):
        if len(places) >= MOST_SOURCES:
            break
        if not any(_is_part(place, other) for other in places):
            places.append(place)
    pieces = {
        key: _piece(document, locator, session)
        for key, (document, locator) in enumerate(places[:MOST_SOURCES], start=1)
    }
    sources = tuple(_source(key, piece, session) for key, piece in pieces.items())
    task = _EXPLAIN if explains else _TASKS.get(reading.kind, _ANSWER)
    return Assignment(reading.text, session.reader, task, sources, pieces)


def source_at(document: str, locator: str, key: int, session: Session) -> Source | None:
    """Return the paragraph at a place as a source; None where there is none."""
    try:
        found = _source(key, _piece(document, locator, session), session)
    except UnknownDocument:
        return None
    return found if found.texts else None


def _piece(document: str, locator: str, session: Session) -> Piece:
    placed = session.search.placed(document, locator)
    return piece_of(session.library.document(document), locator, placed, session.reader)


def _source(key: int, piece: Piece, session: Session) -> Source:
    """Return a paragraph as a source, in every language it has."""
    document, locator = piece.document, piece.locator
    placed = session.search.placed(document.id, locator)
    texts = tuple(_text(document, each, session) for each in sorted(placed.values(), key=_officials_first))
    headings = dict.fromkeys(heading for each in placed.values() for heading in each.rendition.heading)
    names = (
        document.symbol or "",
        document.body or "",
        document.session or "",
        document.date or "",
        *document.titles.values(),
        *headings,
        *(format_citation(document, locator, language) for language in Language),
    )
    drafts = (draft_heading(each.rendition.heading) for each in placed.values())
    return Source(
        key=key,
        document=document.id,
        locator=locator,
        citation=format_citation(document, locator, session.reader),
        texts=texts,
        names=tuple(dict.fromkeys(filter(None, names))),
        authority=str(document.authority or document.kind or ""),
        draft=next(filter(None, drafts), None),
        items=len(session.holdings.below(document.id, locator, Role.ITEM)),
    )


def _nearest(reading: QuestionReading, session: Session) -> Iterator[tuple[str, str]]:
    """Yield the paragraphs that match a question best; those of its halves in turn."""
    rankings = []
    for each in reading.halves or (reading,):
        ranking = each.ranking(each.topic)
        best = ranking[0].score if ranking else 0.0
        rankings.append([ranked for ranked in ranking[: 2 * MOST_SOURCES] if ranked.score >= _NEAR * best])
    for row in zip_longest(*rankings):
        for ranked in filter(None, row):
            if session.search.placed(ranked.document, ranked.locator):
                yield ranked.document, ranked.locator


def _is_part(place: tuple[str, str], other: tuple[str, str]) -> bool:
    """Tell whether a paragraph is another one, an item of it, or the one it is an item of."""
    (document, locator), (its_document, its_locator) = place, other
    if document != its_document:
        return False
    return locator == its_locator or locator.startswith(f"{its_locator}(") or its_locator.startswith(f"{locator}(")


def _text(document: Document, placed: Placed, session: Session) -> SourceText:
    """Return a text with the line that opens its list; of a row of a plan, all its columns."""
    rendition = placed.rendition
    opening = ""
    if rendition.role is Role.ITEM and rendition.parent is not None:
        above = session.search.placed(document.id, rendition.parent, placed.language).get(placed.language)
        lines = [line for line in (above.opening if above else "").split("\n") if line.strip()]
        opening = split_sentences(lines[-1])[-1] if lines else ""
    return SourceText(str(placed.language), str(placed.status), placed.text, opening)


def _officials_first(placed: Placed) -> tuple[bool, str]:
    return placed.status not in TEXTS, str(placed.language)


def _block(source: Source, language: Language) -> str:
    """Return a source as a model is given it."""
    shown = source.shown(language)
    written = prompts.render(f"language.{shown.language}", language)
    key = "write.added" if shown.status == Status.ADDED else "write.official"
    text = prompts.render(key, language, language=written)
    facts = [source.citation, text if shown.status != Status.NOTE else prompts.render("write.note", language)]
    if source.draft:
        facts.append(prompts.render("write.draft", language, heading=_one_line(source.draft)))
    lines = [line for line in (*shown.opening.split("\n"), *shown.text.split("\n")) if line.strip()]
    return "\n".join([f"[{source.key}] {' — '.join(map(_inert, facts))}", *(f"| {_inert(line)}" for line in lines)])


def _inert(line: str) -> str:
    """Return a line of a document whose brackets cannot pass for keys, nor its signs for tokens of a chat."""
    line = KEYS.sub(lambda key: key[0].replace("[", "(").replace("]", ")"), _one_line(line))
    return line.replace("<", "‹").replace(">", "›")


def _one_line(text: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def turns_written(questions: Sequence[str]) -> str:
    """Return the earlier questions of a conversation as a model is given them."""
    return "\n".join(f"– {_one_line(each)}" for each in questions)
