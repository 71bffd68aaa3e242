"""The receipt of an answer that a model wrote: enough to judge every sentence again without the model.

It holds what was asked and read, who wrote, the paragraphs given, and each sentence with its verdict. Judging is by
rule, so the same receipt gives the same verdicts.
"""

from __future__ import annotations

from assistant.ask.assignment import source_at
from assistant.ask.citation_gate import CitationGate, Verdict
from assistant.ask.types import JudgedSentence, ModelReceipt, ReceiptChecked
from assistant.session import Session
from corpus.types import Language


def judged_again(receipt: ModelReceipt, session: Session) -> ReceiptChecked:
    """Judge the sentences of a receipt again, and hold its sources against the library as it is."""
    gate = CitationGate(receipt.sources, Language(receipt.language), receipt.asked)
    again = tuple(_again(each, gate) for each in receipt.sentences)
    sources = {
        source.citation: (source, source_at(source.document, source.locator, source.key, session))
        for source in receipt.sources
    }
    return ReceiptChecked(
        question=receipt.question,
        model=receipt.model,
        sentences=len(again),
        shown=sum(each.shown for each in again),
        differing=tuple(each for each, before in zip(again, receipt.sentences, strict=True) if each != before),
        changed=tuple(name for name, (then, found) in sources.items() if found and found.texts != then.texts),
        missing=tuple(name for name, (_, found) in sources.items() if found is None),
        verdicts=again,
    )


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
