"""What each step of a search brings: the same questions with one step off at a time, and what is lost.

A difference whose interval holds 0 may be chance.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from index.embedding import Models
from index.evaluation.collections import Entry, Judgements, indexed
from index.evaluation.metrics import difference, means
from index.evaluation.runner import Progress, Report, Rows, measures
from index.ranking.ranker import Place, Ranked, Ranker
from index.switches import ALL, Steps, each_off

ALL_STEPS = "all_steps"
_MEASURE = "ndcg@10"
_WITHIN, _ACROSS = "within_a_language", "across_languages"


def built() -> dict[str, Steps]:
    """Return the ways to make passages, by the step they leave out: none, headings or windows."""
    return {ALL_STEPS: ALL} | {name: steps for name, steps in each_off() if not (steps.headings and steps.windows)}


def rankings(
    ranker: Ranker, question: str, left_out: str, hints: Collection[Place] = ()
) -> Iterator[tuple[str, list[Ranked]]]:
    """Yield the name of a step, and a question's ranking without it; the ranking with all steps under `ALL_STEPS`.

    `left_out` names what `ranker` was built without; if anything, there is that one ranking only. `hints` are the
    places that the question names: without them there are no references to leave out.
    """
    matches = ranker.match(question)
    yield left_out, ranker.order(matches, hints=hints)
    if left_out == ALL_STEPS:
        for name, steps in each_off():
            if name not in built():
                found = matches if steps.glossary and steps.lexicon else ranker.match(question, steps=steps)
                yield name, ranker.order(found, hints=hints if steps.references else (), steps=steps)


def table(rows: Mapping[str, Rows], measure: str) -> Report:
    """Return the means with all steps and without each; `brings` is what the step adds to `measure`, with interval."""
    whole = rows[ALL_STEPS]
    without: Report = {}
    for name, _ in each_off():
        if name in rows:
            brings, bounds = difference([row[measure] for row in whole], [row[measure] for row in rows[name]])
            without[name] = means(rows[name]) | {"brings": brings, "brings_ci": list(bounds)}
    return {ALL_STEPS: means(whole) | {"brings": None, "brings_ci": None}, "without": without}


def ablate(
    collections: Mapping[str, Sequence[Entry]], questions: Mapping[str, Judgements], models: Models, progress: Progress
) -> Report:
    """Return `n` and the table under `ablation`; of several languages, one table within and one across languages.

    `brings` is of nDCG@10. References are not among the steps: a collection has no places to name.
    """
    rows: dict[str, dict[str, Rows]] = {}
    done, parts = 0, len(built()) * len(collections) * len(questions)
    for left_out, steps in built().items():
        for target in sorted(collections):
            with indexed(collections[target], models, steps) as ranker:
                for source in sorted(questions):
                    progress(done / parts, "without one step at a time")
                    done += 1
                    group = rows.setdefault(_WITHIN if source == target else _ACROSS, {})
                    _measure(ranker, questions[source], left_out, group)
    tables = {group: table(found, _MEASURE) for group, found in sorted(rows.items(), reverse=True)}
    report: Report = {"n": max(len(judged.questions) for judged in questions.values()), "measure": _MEASURE}
    return report | {"ablation": tables if len(collections) > 1 else tables[_WITHIN]}


def _measure(ranker: Ranker, judged: Judgements, left_out: str, rows: dict[str, Rows]) -> None:
    """Add the measures of each question to the rows of each step."""
    for id_, question in judged.questions.items():
        for name, ranking in rankings(ranker, question, left_out):
            if name != "references":
                found = [each.document for each in ranking if each.score > 0]
                rows.setdefault(name, []).append(measures(found[:100], judged.relevant[id_]))
