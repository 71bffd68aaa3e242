"""Answers that a model writes: each sentence goes through the gate before anyone sees it, and points to its source.

The extracts stay the answer's ground: what the model is given is what they quote and what is as near, and under every
fault, or where nothing of the model's passes, they are the answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import prompts
from assistant import errors
from assistant.ask.assignment import Assignment, turns_written
from assistant.ask.chat_models import ChatModel, Message
from assistant.ask.citation_gate import CitationGate, Verdict, keys_of
from assistant.ask.claims.framing import declines
from assistant.ask.claims.hygiene import KEYS
from assistant.ask.models.connection import Waiting
from assistant.ask.receipt import judged
from assistant.ask.sentence_stream import WrittenSentence, sentences_in
from assistant.ask.types import JudgedSentence, Reason, Related
from assistant.composition import Composition
from assistant.errors import ModelFault, NothingWritten, PassagesTooLong
from corpus.text.typography import with_semicolons
from corpus.types import Language

# What is said of a sentence that is withheld, by its reason.
WITHHELD = {
    Reason.UNSAFE: "withheld.unsafe",
    Reason.NO_KEY: "withheld.no_key",
    Reason.UNKNOWN_KEY: "withheld.unknown_key",
    Reason.LANGUAGE: "withheld.language",
    Reason.QUOTE: "withheld.quote",
    Reason.FIGURE: "withheld.figure",
    Reason.DATE: "withheld.date",
    Reason.NAME: "withheld.name",
    Reason.PLACE: "withheld.place",
    Reason.NEGATION: "withheld.negation",
    Reason.CONDITION: "withheld.condition",
    Reason.LIMIT: "withheld.limit",
    Reason.OBLIGATION: "withheld.obligation",
    Reason.DRAFT: "withheld.draft",
    Reason.TERM: "withheld.term",
    Reason.SUPPORT: "withheld.support",
    Reason.OTHER_CASE: "withheld.other_case",
}
# What is said of a fault.
FAULTS: dict[type[ModelFault], str] = {
    errors.ModelFault: "error.model_fault",
    errors.ModelUnreachable: "error.model_unreachable",
    errors.ModelKeyRefused: "error.model_key_refused",
    errors.ModelUnknown: "error.model_unknown",
    errors.ModelBusy: "error.model_busy",
    errors.ModelQuota: "error.model_quota",
    errors.PassagesTooLong: "error.passages_too_long",
    errors.ModelTooSlow: "error.model_too_slow",
    errors.AnswerCut: "error.answer_cut",
    errors.NothingWritten: "error.nothing_written",
    errors.NotAModelServer: "error.not_a_model_server",
    errors.ModelFileUnusable: "error.model_file_unusable",
    errors.ModelPackageMissing: "error.model_package_missing",
}
_LONGEST_QUESTION = 400  # characters of a question that a model wrote again
_NO_REPAIR = frozenset({Reason.UNSAFE})

Quoter = Callable[[str, str, Language], str]
"""What gives the part of a paragraph that bears a sentence out: the sentence, the paragraph, its language."""


@dataclass(slots=True)
class Draft:
    """What a model has written so far, judged; `better` are keys of paragraphs it should have cited.

    `finished`: the model came to its end; `over`: nothing more will come.
    """

    sentences: list[JudgedSentence] = field(default_factory=list)
    better: list[int] = field(default_factory=list)
    finished: bool = False
    over: bool = False
    fault: ModelFault | None = None

    @property
    def shown(self) -> list[JudgedSentence]:
        """The sentences that passed, up to the last one with a source: what leads on to nothing is left out."""
        passed = [each for each in self.sentences if each.shown]
        last = max((place for place, each in enumerate(passed) if each.keys), default=-1)
        return passed[: last + 1]

    @property
    def withheld(self) -> list[JudgedSentence]:
        """Those that did not."""
        return [] if self.declined else [each for each in self.sentences if not each.shown]

    @property
    def declined(self) -> bool:
        """Whether all that the model writes is that the paragraphs do not answer."""
        return len(self.sentences) == 1 and not self.sentences[0].keys and declines(self.sentences[0].text)


def drafted(model: ChatModel, assignment: Assignment, stop: Waiting | None = None) -> Iterator[Draft]:
    """Yield what a model writes, at each sentence judged and at the end; a fault of the model ends it, and is told.

    A model that cannot read all the paragraphs is asked once more with half of them. Sentences that failed are given
    back to it once.
    """
    draft = Draft()
    try:
        yield from _first_try(model, assignment, draft, stop)
        draft.finished = True
        if failed := [each for each in draft.withheld if each.reason not in _NO_REPAIR]:
            yield draft
            _repair(model, assignment, draft, failed, stop)
    except ModelFault as fault:
        draft.fault = fault
    draft.over = True
    yield draft


def condensed(
    model: ChatModel, turns: Sequence[str], question: str, language: Language, stop: Waiting | None = None
) -> str:
    """Return a follow-up as a model writes it to stand alone; the question itself where the model fails."""
    asked = prompts.render("write.condense", language, turns=turns_written(turns), question=question)
    try:
        written = " ".join("".join(model.stream([Message("user", asked)], stop)).split())
    except ModelFault:
        return question
    return written if 0 < len(written) <= _LONGEST_QUESTION else question


def compose(draft: Draft, assignment: Assignment, extracts: Composition, quoted: Quoter) -> Composition:
    """Return the answer that a draft gives; `extracts` follow where a fault or the gate leaves it wanting.

    Keys become the numbers of its sources, in the order in which they are cited.
    """
    reader = assignment.language
    composition = Composition(reader, hedged=extracts.hedged)
    numbers: dict[int, int] = {}
    lines: list[str] = []
    for each in draft.shown:
        for key in each.keys:
            if key not in numbers:
                shown = assignment.sources[key - 1].shown(reader)
                quote = quoted(KEYS.sub("", each.text), shown.text, Language(shown.language))
                numbers[key] = composition.cite(assignment.pieces[key], quote).n
        lines.append(f"{each.before if lines else each.before.strip()}{_numbered(each, numbers)}")
    if lines:
        composition.blocks = [block for block in "".join(lines).split("\n\n") if block.strip()]
        if extracts.hedged:
            composition.blocks.insert(0, composition.say("answer.unsure"))
    if not draft.over:
        return composition
    if draft.fault is not None:
        composition.blocks.append(told(draft.fault, reader))
    if draft.fault is not None or not lines:
        led = "written.extracts" if draft.fault else "written.declined" if draft.declined else "written.nothing"
        composition.blocks.append(composition.say(led))
        composition.append(extracts)
        composition.hedged = composition.hedged or draft.declined
    return composition


def told(fault: ModelFault, language: Language) -> str:
    """Return what a fault of the model says, in the reader's language."""
    key = FAULTS[type(fault)]
    wanted = prompts.load(language)[key][1]
    return prompts.render(key, language, **{name: fault.values.get(name, "") for name in wanted})


def _first_try(model: ChatModel, assignment: Assignment, draft: Draft, stop: Waiting | None) -> Iterator[Draft]:
    messages = [Message("system", assignment.rules), Message("user", assignment.request)]
    try:
        yield from judged_stream(model.stream(messages, stop), assignment, draft)
    except PassagesTooLong:
        shorter = assignment.shorter()
        if draft.sentences or shorter is None:
            raise
        yield from judged_stream(model.stream([messages[0], Message("user", shorter.request)], stop), shorter, draft)
    if not draft.sentences:
        raise NothingWritten(model=model.name)


def judged_stream(pieces: Iterable[str], assignment: Assignment, draft: Draft) -> Iterator[Draft]:
    """Judge the sentences of a stream and yield at each; one that opens a list waits for the list's first item."""
    gate = CitationGate(assignment.sources, assignment.language, assignment.question)
    gate.prepare()
    waiting: WrittenSentence | None = None
    opening = ""
    for written in sentences_in(pieces):
        if waiting is not None:
            opening = _open(waiting, written, gate, draft)
            waiting = None
        elif not written.is_item:
            opening = ""
        if written.opens and not keys_of(written.text):
            waiting = written
            continue
        _keep(gate.judge(written.text, opening), written.before, opening, draft)
        yield draft
    if waiting is not None:
        _open(waiting, None, gate, draft)
        yield draft


def _open(waiting: WrittenSentence, first: WrittenSentence | None, gate: CitationGate, draft: Draft) -> str:
    """Judge a sentence that opens a list by the sources of the list's first item; return it where it is shown."""
    keys = tuple(keys_of(first.text)) if first is not None and first.is_item else ()
    verdict = gate.judge(waiting.text)
    if not verdict.shown and keys:
        verdict = gate.judge(waiting.text, keys=keys)
    _keep(verdict, waiting.before, "", draft)
    return waiting.text if verdict.shown and verdict.keys else ""


def _keep(verdict: Verdict, before: str, opening: str, draft: Draft) -> None:
    if any(each.text == verdict.text for each in draft.sentences):  # said once is enough
        return
    draft.sentences.append(judged(verdict, before, opening))
    if verdict.better is not None and verdict.better not in draft.better:
        draft.better.append(verdict.better)


def _repair(
    model: ChatModel, assignment: Assignment, draft: Draft, failed: Sequence[JudgedSentence], stop: Waiting | None
) -> None:
    """Have the sentences that failed written once more, and keep those that pass in their places."""
    reader = assignment.language
    listed = "\n".join(f"– {each.text} ({reason_told(each, reader)})" for each in failed)
    messages = [
        Message("system", assignment.rules),
        Message("user", assignment.request),
        Message("assistant", " ".join(each.text for each in failed)),
        Message("user", prompts.render("write.repair", reader, sentences=listed)),
    ]
    gate = CitationGate(assignment.sources, assignment.language, assignment.question)
    again = [each for each in sentences_in(model.stream(messages, stop)) if not _said(each.text, draft)]
    places = [draft.sentences.index(each) for each in failed]
    for place, written in zip(places, again, strict=False):
        verdict = gate.judge(written.text)
        if verdict.shown:
            draft.sentences[place] = judged(verdict, draft.sentences[place].before, repaired=True)


def _said(text: str, draft: Draft) -> bool:
    return any(each.text == text for each in draft.sentences)


def _numbered(sentence: JudgedSentence, numbers: dict[int, int]) -> str:
    """Return a sentence with the numbers of the answer's sources for its keys."""
    if not keys_of(sentence.text) and sentence.keys:  # it opens a list: the keys are its items'
        marks = "".join(f"[{numbers[key]}]" for key in sentence.keys)
        return re.sub(r"(\s?:)$", rf" {marks}\1", sentence.text)
    return KEYS.sub(lambda match: " " + "".join(f"[{numbers[key]}]" for key in keys_of(match[0])), sentence.text)


def reason_told(sentence: JudgedSentence, language: Language) -> str:
    """Return why a sentence is withheld, in the reader's language."""
    return prompts.render(WITHHELD[sentence.reason], language) if sentence.reason else ""


def withheld_told(draft: Draft, language: Language) -> str:
    """Say how many sentences are withheld and why; nothing where none is."""
    reasons = list(dict.fromkeys(reason_told(each, language) for each in draft.withheld))
    if len(draft.withheld) == 1:
        return prompts.render("written.withheld_one", language, reason=reasons[0])
    if not reasons:
        return ""
    every = with_semicolons(reasons, language)
    return prompts.render("written.withheld", language, count=len(draft.withheld), reasons=every)


def better_sources(draft: Draft, assignment: Assignment) -> tuple[Related, ...]:
    """Return the paragraphs that no sentence shown cites, though they say more of one than what it cites."""
    cited = {key for each in draft.shown for key in each.keys}
    sources = [assignment.sources[key - 1] for key in draft.better if key not in cited]
    return tuple(Related(each.document, each.locator, each.citation) for each in sources)
