"""What each step of a search brings on questions over the library as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from assistant.ask.question.reading import QuestionReading
from assistant.evaluation.files import JudgedQuestion
from assistant.service import Assistant
from corpus.library.library import Library
from corpus.text.language import detect
from corpus.types import Language, Status
from index.evaluation.ablation import built, rankings, table
from index.evaluation.collections import passages_indexed
from index.evaluation.runner import Progress, Report, Rows
from index.ranking.ranker import Place
from index.segments.passages import passages_of
from index.switches import Steps
from index.types import Passage

_MEASURE = "recall@1"
_REFERENCES = "references"

# From a question and the places found, best first, to its measures.
Judge = Callable[[JudgedQuestion, Sequence[Place]], dict[str, float]]


def library_ablation(
    service: Assistant, questions: Sequence[JudgedQuestion], judge: Judge, progress: Progress = lambda done, label: None
) -> Report:
    """Return `n` and the table under `ablation`; `brings` is of recall@1. Questions without an answer do not count.

    Every ranking begins with the places a question names exactly, as the product's does, but for the one without
    references.
    """
    asked = [question for question in questions if question.answerable]
    engine, notes = service.engine, service.settings.notes
    models, rows = engine.models, dict[str, Rows]()
    with Library(service.settings.library) as library, engine.session() as session:
        for number, (left_out, steps) in enumerate(built().items()):
            progress(number / len(built()), "without one step at a time")
            with passages_indexed(_passages(library, steps, notes=notes), models) as ranker:
                for question in asked:
                    reading = QuestionReading(question.text, session.read_by(detect(question.text) or Language.EN))
                    for name, ranking in rankings(ranker, question.text, left_out, reading.places):
                        first = [] if name == _REFERENCES else reading.exact_places
                        places = dict.fromkeys([*first, *((each.document, each.locator) for each in ranking)])
                        rows.setdefault(name, []).append(judge(question, list(places)))
    return {"n": len(asked), "measure": _MEASURE, "ablation": table(rows, _MEASURE) if asked else {}}


def _passages(library: Library, steps: Steps, *, notes: bool) -> list[Passage]:
    """Return the passages of every version in the library as the index has them, but for the steps that are off."""
    versions = groupby(library.renditions(), key=lambda row: (row.document, row.language, row.status))
    return [
        passage
        for (document, _, status), rows in versions
        if notes or status is not Status.NOTE
        for passage in passages_of(library.document(document), rows, steps)
    ]
