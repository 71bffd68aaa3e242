"""The receipt of an answer that a model wrote: enough to judge every sentence again without the model.

It holds what was asked and read, who wrote, the paragraphs given, and each sentence with its verdict. Judging is by
rule, so the same receipt gives the same verdicts.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.ask.assignment import source_at
from assistant.ask.citation_gate import CitationGate, Verdict
from assistant.ask.sources import Source
from assistant.ask.types import JudgedSentence, ModelReceipt, ReceiptChecked
from assistant.session import Session
from corpus.types import Language


def judged_again(receipt: ModelReceipt, session: Session) -> ReceiptChecked:
    """Judge the sentences of a receipt again, and hold its sources against the library as it is."""
    gate = CitationGate(receipt.sources, Language(receipt.language), receipt.asked)
    again = tuple(_again(each, gate) for each in receipt.sentences)
    sources = [(each, source_at(each.document, each.locator, each.key, session)) for each in receipt.sources]
    return ReceiptChecked(
        question=receipt.question,
        model=receipt.model,
        sentences=len(again),
        shown=sum(each.shown for each in again),
        differing=tuple(each for each, before in zip(again, receipt.sentences, strict=True) if each != before),
        changed=tuple(then.citation for then, found in sources if found and not _is_same(then, found)),
        missing=tuple(then.citation for then, found in sources if found is None),
        verdicts=again,
    )


def _is_same(then: Source, found: Source) -> bool:
    """Tell whether a source is all that the library has: its words, and what a verdict may rest on besides."""
    return replace(then, citation=found.citation) == found


def judged(
    verdict: Verdict, before: str = "", opening: str = "", *, keys: tuple[int, ...] = (), repaired: bool = False
) -> JudgedSentence:
    """Return a verdict as the receipt keeps it."""
    return JudgedSentence(
        verdict.text, before, keys or verdict.keys, verdict.shown, verdict.reason, verdict.detail, opening, repaired
    )


def _again(sentence: JudgedSentence, gate: CitationGate) -> JudgedSentence:
    verdict = gate.judge(sentence.text, sentence.opening, sentence.keys)
    return judged(verdict, sentence.before, sentence.opening, repaired=sentence.repaired)
