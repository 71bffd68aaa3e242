"""Answers by quotation and answers that a model writes, side by side on natural questions, without any judge.

A line of the file is an object: `id`, `lang`, `q`, `need` (pieces of evidence, each a list of places such as
“document#locator”, any of which will do; none where nothing answers), perhaps `history` (earlier questions), `also` and
`near` (other places that may be cited). All shares are fractions. Citation recall and precision are those of ALCE (Gao
et al. 2023, arXiv 2305.14627), here by gold places.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import fmean, median
from typing import Any

from assistant.ask.citation_gate import CitationGate, keys_of
from assistant.ask.claims.figures import figures_in
from assistant.ask.claims.hygiene import KEYS
from assistant.ask.claims.quotations import quotations_in
from assistant.ask.types import Answer, AnswerStatus, JudgedSentence, ModelReceipt, Reason
from assistant.errors import BadRequest
from assistant.evaluation.files import json_rows
from assistant.service import Assistant
from corpus.text.language import detect
from corpus.types import Language, Status
from index.evaluation.runner import Report

Progress = Callable[[float, str], None]
Question = dict[str, Any]

_UNKNOWN = frozenset({Reason.UNKNOWN_KEY, Reason.NO_KEY})


def is_natural(path: Path) -> bool:
    """Tell whether a file holds questions of this form, by its first line."""
    try:
        with path.open(encoding="utf-8-sig") as lines:
            first = json.loads(next((line for line in lines if line.strip()), "null"))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(first, dict) and "need" in first and "q" in first


def compared(service: Assistant, path: Path, progress: Progress = lambda done, label: None) -> Report:
    """Ask every question by quotation, and of the model where one is configured; return the figures of both.

    Raises BadRequest for a line that is no question.
    """
    questions = _questions(path)
    report: Report = {"n": len(questions)}
    for mode in ("extractive", "generative") if service.model is not None else ("extractive",):
        asked: list[tuple[Question, Answer]] = []
        for number, question in enumerate(questions):
            progress(number / len(questions), mode)
            asked.append((question, _ask(service, question, written=mode == "generative")))
        report[mode] = _figures(asked)
        if mode == "generative":
            report[mode] |= _of_model([answer for _, answer in asked])
    return report


def _ask(service: Assistant, question: Question, *, written: bool) -> Answer:
    return service.ask(question["q"], history=service.turns(question.get("history", [])), written=written)


def _figures(asked: Sequence[tuple[Question, Answer]]) -> Report:
    """Return the figures that both ways of answering have."""
    answered = [(question, answer) for question, answer in asked if answer.status is AnswerStatus.ANSWERED]
    needing = [(question, answer) for question, answer in answered if question["need"]]
    citations = [each for _, answer in answered for each in answer.citations]
    spoken = [answer.language == question["lang"] for question, answer in answered]
    return {
        "answered": len(answered) / len(asked) if asked else 0.0,
        "pieces_cited": _mean([_recall(question, answer) for question, answer in needing]),
        "citations_to_the_point": _mean([_precision(question, answer) for question, answer in needing]),
        "quotations_verified": _mean([each.verified for each in citations if each.status != Status.NOTE]),
        "in_the_question_s_language": _mean(spoken),
        "words": median([len(answer.answer.split()) for _, answer in answered]) if answered else 0,
        "ms": median([answer.took_ms for _, answer in asked]) if asked else 0.0,
    }


def _of_model(answers: Sequence[Answer]) -> Report:
    """Return what is told of the model's sentences, those that were withheld among them."""
    receipts = [answer.receipt for answer in answers if answer.receipt is not None]
    said = [(receipt, each) for receipt in receipts for each in receipt.sentences]
    quoting = [verbatim for receipt, each in said if (verbatim := _is_verbatim(receipt, each)) is not None]
    counting = [each.reason is not Reason.FIGURE for _, each in said if figures_in(KEYS.sub("", each.text))]
    shown = sum(each.shown for _, each in said)
    missed = [bool(answer.written.better) for answer in answers if answer.written is not None and answer.written.shown]
    return {
        "asked": len(receipts),
        "faults": dict(sorted(Counter(receipt.fault for receipt in receipts if receipt.fault).items())),
        "sentences": len(said),
        "keyed": _mean([bool(keys_of(each.text)) for _, each in said]),
        "keys_valid": _mean([each.reason not in _UNKNOWN for _, each in said]),
        "quotations_verbatim": _mean(quoting),
        "figures_supported": _mean(counting),
        "withheld": 1 - shown / len(said) if said else None,
        "reasons": dict(sorted(Counter(str(each.reason) for _, each in said if each.reason).items())),
        "better_source_missed": _mean(missed),
    }


def _is_verbatim(receipt: ModelReceipt, sentence: JudgedSentence) -> bool | None:
    """Tell whether a sentence quotes its sources word for word; None for one that quotes nothing or cites nothing."""
    known = {source.key for source in receipt.sources}
    if not quotations_in(sentence.text) or not known.issuperset(sentence.keys) or not sentence.keys:
        return None
    gate = CitationGate(receipt.sources, Language(receipt.language), receipt.asked)
    return gate.judge(sentence.text, sentence.opening, sentence.keys).reason is not Reason.QUOTE


def _recall(question: Question, answer: Answer) -> float:
    cited = [f"{each.document}#{each.locator}" for each in answer.citations]
    return fmean(any(_is_at(place, each) for place in piece for each in cited) for piece in question["need"])


def _precision(question: Question, answer: Answer) -> float:
    allowed = [place for piece in question["need"] for place in piece]
    allowed += [*question.get("also", []), *question.get("near", [])]
    cited = [f"{each.document}#{each.locator}" for each in answer.citations]
    return fmean(any(_is_at(place, each) for place in allowed) for each in cited) if cited else 0.0


def _is_at(place: str, cited: str) -> bool:
    """Tell whether a place cited is the place wanted, one in it, or the one that it is in."""
    return place == cited or cited.startswith(f"{place}(") or place.startswith(f"{cited}(")


def _mean(values: Sequence[float]) -> float | None:
    return fmean(values) if values else None


def _questions(path: Path) -> list[Question]:
    found: list[Question] = []
    for number, row in json_rows(path, encoding="utf-8-sig"):
        if not (isinstance(row.get("q"), str) and isinstance(row.get("need"), list)):
            expected = f"an object with a text “q” and a list “need”, on line {number}"
            raise BadRequest(value=path, expected=expected)
        found.append({"lang": str(detect(row["q"]) or Language.EN)} | row)
    return found
