"""Answers that a model writes, as the callers of `ask` get them: growing, with their sources and their receipt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant.ask.assignment import Assignment
from assistant.ask.chat_models import ChatModel
from assistant.ask.generative import Draft, better_sources, compose, drafted, withheld_told
from assistant.ask.models.connection import Waiting
from assistant.ask.sentences import best_sentences
from assistant.ask.types import Answer, ModelReceipt, Written
from assistant.composition import Composition
from assistant.session import Engine
from corpus.types import Language

_GENERATIVE = "generative"


def answers(
    extract: Answer,
    composition: Composition,
    assignment: Assignment,
    model: ChatModel,
    engine: Engine,
    stop: Waiting | None = None,
) -> Iterator[Answer]:
    """Yield what becomes of an answer by quotation while a model writes in its place; the last one is whole."""

    def quoted(sentence: str, text: str, language: Language) -> str:
        return best_sentences(engine.static, sentence, text, language)

    yield _answer(extract, Draft(), Composition(assignment.language), assignment, model)
    for draft in drafted(model, assignment, stop):
        yield _answer(extract, draft, compose(draft, assignment, composition, quoted), assignment, model)


def _answer(
    extract: Answer, draft: Draft, composition: Composition, assignment: Assignment, model: ChatModel
) -> Answer:
    fault = draft.fault.key() if draft.fault else ""
    return replace(
        extract,
        mode=_GENERATIVE if draft.shown or not draft.over else extract.mode,
        answer=composition.text,
        citations=tuple(composition.citations),
        sure=extract.sure and not composition.hedged,
        written=Written(
            model=model.name,
            host=model.host,
            shown=len(draft.shown),
            withheld=tuple(draft.withheld),
            told=withheld_told(draft, assignment.language),
            better=better_sources(draft, assignment),
            over=draft.over,
            finished=draft.finished,
            fault=fault,
        ),
        receipt=ModelReceipt(
            question=extract.question,
            asked=assignment.question,
            language=extract.language,
            kind=extract.kind,
            scope=extract.scope,
            model=model.name,
            host=model.host,
            prompt=assignment.version,
            index="",
            sources=assignment.sources,
            sentences=tuple(draft.sentences),
            finished=draft.finished,
            fault=fault,
        ),
    )
