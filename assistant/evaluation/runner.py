"""`evaluate`: the quality of search, refusal and answers over the library, and of retrieval over other collections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean

from assistant.ask.types import Answer, AnswerStatus
from assistant.errors import BadRequest
from assistant.evaluation.ablation import library_ablation
from assistant.evaluation.evidence import evidence_of
from assistant.evaluation.files import ONE, JudgedQuestion, read_collections, read_pairs, read_questions
from assistant.evaluation.gate_scripts import gate_report, is_scripts
from assistant.evaluation.quoted_answers import QuotingWatcher
from assistant.evaluation.written_answers import compared, is_natural
from assistant.service import Assistant
from assistant.types import Citation
from corpus.types import Status
from index.evaluation.ablation import ablate
from index.evaluation.metrics import overlap, reciprocal_rank, success
from index.evaluation.refusal import RefusalWatcher, separation
from index.evaluation.runner import ALONE, Progress, Report, Watcher, aligned, cross_lingual, lead, monolingual, summary
from index.ranking.confidence import Confidence
from index.ranking.ranker import Place
from index.search import HybridSearch

_DEPTH = 10
_SHOWN = 5  # in how many first places the two forms of a question are compared
_APOSTROPHES = str.maketrans("’‘ʼ`´", "'''''")

# The product's ranking without what references and the columns of a table name exactly.
_FUSED_ALONE = "ranking_alone"


@dataclass(slots=True)
class QuestionResult:
    """What one question brought: an answer, the confidence in it, and, if it has one, what the search found."""

    question: JudgedQuestion
    answer: Answer
    confidence: float
    firsts: list[Place] = field(default_factory=list)
    measures: dict[str, float] = field(default_factory=dict)
    alone: dict[str, dict[str, float]] = field(default_factory=dict)


def evaluate(
    service: Assistant, path: Path, progress: Progress = lambda done, label: None, *, by_step: bool = False
) -> Report:
    """Return the figures for a file or folder, of one of the kinds DESIGN.md, section 5 lists.

    `by_step` measures instead what each step of the search brings, by leaving it out. Values are fractions. Raises
    BadRequest where `path` is none of these, naming the problem and its line.
    """
    if path.is_dir() and is_scripts(path):
        return gate_report(path)
    if path.is_dir():
        return _of_folder(service, path, progress, by_step=by_step)
    if not path.is_file():
        raise BadRequest(value=path, expected="a file or a folder that is there")
    if path.suffix == ".tsv" and not by_step:
        return aligned(read_pairs(path), service.engine.models.embedder)
    if path.suffix == ".jsonl" and not by_step and is_natural(path):
        return compared(service, path, progress)
    if path.suffix == ".jsonl":
        questions = read_questions(path)
        if not service.engine.opened().holdings.document_ids():
            raise BadRequest(
                value=path, expected="documents in the library, and it is empty: add some with “python app.py add PATH”"
            )
        return (_ablation if by_step else evaluate_questions)(service, questions, progress)
    kinds = "a .jsonl file of questions, " + ("or a folder" if by_step else "an aligned .tsv file, or a folder")
    raise BadRequest(value=path, expected=kinds)


def _of_folder(service: Assistant, folder: Path, progress: Progress, *, by_step: bool) -> Report:
    read, models = read_collections(folder), service.engine.models
    if by_step:
        return ablate(read.entries, read.questions, models, progress)
    if ONE not in read.entries:
        return cross_lingual(read.entries, read.questions, models, progress)
    entries, judged = read.entries[ONE], read.questions[ONE]
    watchers: list[Watcher] = []
    if judged.answers:
        watchers = [QuotingWatcher(entries, judged, models.static), RefusalWatcher(entries, judged, models)]
    return monolingual(entries, judged, models, progress, watchers)


def evaluate_questions(
    service: Assistant, questions: Sequence[JudgedQuestion], progress: Progress = lambda done, label: None
) -> Report:
    """Ask every question of the library as it is, and return the figures."""
    results = []
    for number, question in enumerate(questions):
        progress(number / len(questions), "questions")
        results.append(_result(service, question))
    answerable = [result for result in results if result.question.answerable]
    elsewhere = [each.question.id for each in results if each.answer.language != each.question.language]
    search = service.engine.opened().search
    return {
        "n": len(results),
        "languages": _grouped(answerable, [str(result.question.language) for result in answerable]),
        "kinds": _grouped(answerable, [result.question.kind for result in answerable]),
        "all": _figures([result.measures for result in answerable]),
        **{name: _beside(answerable, name) for name in (_FUSED_ALONE, *ALONE)},
        "refusal": _refusal(results),
        "answer_language": 1 - len(elsewhere) / len(results),
        "in_another_language": elsewhere,
        "citations_verified": _share([_stands(search, each) for result in results for each in result.answer.citations]),
        **_parity(answerable),
        "missed@1": [result.question.id for result in answerable if not result.measures["recall@1"]],
        "missed@5": [result.question.id for result in answerable if not result.measures["recall@5"]],
    }


def is_right(question: JudgedQuestion, place: Place, texts: Sequence[str]) -> bool:
    """Tell whether a paragraph answers: it has one of the locators, or one of its renditions contains a phrase."""
    if question.locators:
        return place[0] == question.document and place[1] in question.locators
    known = [_plain(text) for text in texts]
    return any(_plain(phrase) in text for phrase in question.phrases for text in known)


def _result(service: Assistant, question: JudgedQuestion) -> QuestionResult:
    """Answer a question; where it has an answer, search for it too, and judge the hits."""
    evidence = evidence_of(service, question.text)
    confidence = Confidence.bundled().probability(evidence) if evidence else 0.0
    result = QuestionResult(question, service.ask(question.text), confidence)
    if question.answerable:
        hits = service.find(question.text, k=_DEPTH).hits
        result.firsts = [(hit.document, hit.locator) for hit in hits[:_SHOWN]]
        result.measures = _measures(
            [
                is_right(question, (hit.document, hit.locator), [each.text for each in hit.renditions.values()])
                for hit in hits
            ]
        )
        result.alone = _alone(service.engine.opened().search, question)
    return result


def _alone(search: HybridSearch, question: JudgedQuestion) -> dict[str, dict[str, float]]:
    """Return the measures of the bare ranking, and of each way of matching alone."""
    matches = search.ranker.match(question.text)
    found = {}
    for name in (_FUSED_ALONE, *ALONE):
        ranking = [each for each in search.ranker.order(matches, weights=ALONE.get(name)) if each.score > 0]
        found[name] = _judged(search, question, [(each.document, each.locator) for each in ranking])
    return found


def _judged(search: HybridSearch, question: JudgedQuestion, places: Sequence[Place]) -> dict[str, float]:
    """Return the measures of a ranking of places."""
    texts = [[placed.text for placed in search.placed(*place).values()] for place in places[:_DEPTH]]
    return _measures([is_right(question, place, said) for place, said in zip(places, texts, strict=False)])


def _ablation(service: Assistant, questions: Sequence[JudgedQuestion], progress: Progress) -> Report:
    """Return the effect of each step of the search on questions over the library."""
    search = service.engine.opened().search
    return library_ablation(service, questions, lambda question, places: _judged(search, question, places), progress)


def _measures(right: Sequence[bool]) -> dict[str, float]:
    """Return the measures of a ranking from which of its places are right; any one right place is a hit."""
    ranking = [str(rank) for rank in range(len(right))]
    relevant = {str(rank) for rank, each in enumerate(right) if each}
    return {
        **{f"recall@{k}": success(ranking, relevant, k) for k in (1, 5, 10)},
        "mrr@10": reciprocal_rank(ranking, relevant, 10),
    }


def _figures(rows: Sequence[Mapping[str, float]]) -> Report:
    """Return the number of questions and the means of their measures."""
    return {"n": len(rows), **summary(rows)}


def _beside(results: Sequence[QuestionResult], name: str) -> Report:
    """Return the figures of another ranking over the same questions, and the product's less these."""
    rows = [result.alone[name] for result in results]
    return {"all": _figures(rows), "difference": lead([result.measures for result in results], rows)}


def _grouped(results: Sequence[QuestionResult], keys: Sequence[str]) -> Report:
    return {
        wanted: _figures([result.measures for result, key in zip(results, keys, strict=True) if key == wanted])
        for wanted in sorted(set(keys))
    }


def _refusal(results: Sequence[QuestionResult]) -> Report:
    """Return how well questions with and without an answer are separated: by the decision, and by the confidence."""
    refused = {result.question.id for result in results if result.answer.status != AnswerStatus.ANSWERED}
    answerable = [result for result in results if result.question.answerable]
    unanswerable = [result for result in results if not result.question.answerable]
    both = answerable and unanswerable
    confidences = ([each.confidence for each in group] for group in (answerable, unanswerable))
    return {
        "unanswerable": len(unanswerable),
        "refused": sum(each.question.id in refused for each in unanswerable),
        "answerable": len(answerable),
        "wrongly_refused": sum(each.question.id in refused for each in answerable),
        **(separation(*confidences) if both else {"auroc": None}),
        "wrong": [each.question.id for each in results if (each.question.id in refused) is each.question.answerable],
    }


def _parity(results: Sequence[QuestionResult]) -> Report:
    """Return the share of pairs whose English and French questions reach the same place first; empty without pairs.

    Only for questions with an answer. `parity@5` is the mean share of their first five places that they have in common.
    """
    firsts: dict[str, dict[str, list[str]]] = {}
    for result in results:
        if result.question.pair:
            places = ["\n".join(place) for place in result.firsts]
            firsts.setdefault(result.question.pair, {})[result.question.language] = places
    pairs = {name: first for name, first in sorted(firsts.items()) if {"en", "fr"} <= first.keys()}
    if not pairs:
        return {}
    apart = [name for name, first in pairs.items() if not overlap(first["en"], first["fr"], 1)]
    shared = fmean(overlap(first["en"], first["fr"], _SHOWN) for first in pairs.values())
    return {"parity": 1 - len(apart) / len(pairs), "parity@5": shared, "pairs": len(pairs), "pairs_apart": apart}


def _stands(search: HybridSearch, citation: Citation) -> bool:
    """Tell whether a citation passed the quote gate, and its words stand in the place it names, looked up afresh.

    Our own note is no quotation, and passes no gate: its words stand in the note.
    """
    placed = search.placed(citation.document, citation.locator).get(citation.language)
    passed = citation.verified or citation.status == Status.NOTE
    return passed and placed is not None and _plain(citation.quote) in _plain(placed.text)


def _share(values: Sequence[bool]) -> float | None:
    """Return the share that is true; None for no values."""
    return sum(values) / len(values) if values else None


def _plain(text: str) -> str:
    """Return a text as phrases are compared: lower case, straight apostrophes, single spaces.

    >>> _plain("L’Économie  sociale")
    "l'économie sociale"
    """
    return " ".join(text.casefold().translate(_APOSTROPHES).split())
