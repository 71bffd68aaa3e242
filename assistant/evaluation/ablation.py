"""What each step of a search brings on questions over the library as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from assistant.cite.named_places import named_places
from assistant.evaluation.files import Question
from assistant.plan.from_question import exact_places
from assistant.service import Assistant
from corpus.catalogue.catalogue import load as load_catalogue
from corpus.library.library import Library
from corpus.types import Status
from index.evaluation.ablation import built, rankings, table
from index.evaluation.collections import passages_indexed
from index.evaluation.runner import Models, Progress, Report, Rows
from index.ranking.ranker import Place
from index.segments.passages import passages_of
from index.switches import Steps
from index.types import Passage

_MEASURE = "recall@1"
_REFERENCES = "references"

# From a question and the places found, best first, to its measures.
Judge = Callable[[Question, Sequence[Place]], dict[str, float]]


def library_ablation(
    service: Assistant, questions: Sequence[Question], judge: Judge, progress: Progress = lambda done, label: None
) -> Report:
    """Return `n` and the table under `ablation`; `brings` is of recall@1. Questions without an answer do not count.

    Every ranking begins with the places a question names exactly, as the product's does, but for the one without
    references.
    """
    asked = [question for question in questions if question.answerable]
    engine, notes = service.engine, service.settings.notes
    models, rows = Models(engine.embedder, engine.static), dict[str, Rows]()
    with Library(service.settings.library) as library, engine.reading() as opened:
        catalogue = load_catalogue().including(library.documents())
        for number, (left_out, steps) in enumerate(built().items()):
            progress(number / len(built()), "without one step at a time")
            with passages_indexed(_passages(library, steps, notes=notes), models) as ranker:
                for question in asked:
                    hints = named_places(question.text, opened, catalogue)
                    exact = exact_places(question.text, hints, opened, library, catalogue)
                    for name, ranking in rankings(ranker, question.text, left_out, hints):
                        first = [] if name == _REFERENCES else exact
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
