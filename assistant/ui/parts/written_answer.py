"""What stands with an answer that a model wrote: who writes, what is withheld and why, what it should have cited."""

from __future__ import annotations

from markupsafe import Markup

from assistant import i18n
from assistant.ask.chat_models import ChatModel
from assistant.ask.types import Answer, JudgedSentence, Written
from assistant.ui import templating
from assistant.ui.parts import markup
from corpus.types import Language

WRITTEN, QUOTATIONS = "written", "quotations"
"""The two forms of an answer that the reader chooses between."""


def choices(language: str) -> list[tuple[str, str]]:
    """Return the forms as (name shown, value)."""
    return [(i18n.text(f"ask.form.{each}", language), each) for each in (WRITTEN, QUOTATIONS)]


def who_writes(model: ChatModel, language: str, form: str) -> Markup:
    """Return who writes the answers, and which host is sent what; of a server on this machine, no more than that.

    A server here may pass on what it is given; a file cannot.
    """
    if form != WRITTEN:
        key = "ask.writer.none"
    elif not model.host:
        key = "ask.writer.file"
    else:
        key = "ask.writer.here" if model.is_local else "ask.writer.host"
    return markup.hint(i18n.text(key, language, model=model.name, host=model.host))


def is_growing(outcome: object) -> bool:
    """Tell whether an outcome is an answer to which a model may add a sentence."""
    return isinstance(outcome, Answer) and outcome.written is not None and not outcome.written.over


def meta(answer: Answer, written: Written, language: str) -> str:
    """Return who wrote an answer, or that it is extracts although a model was asked."""
    host = written.host or i18n.text("written.here", language)
    key = "answer.written" if written.shown else "answer.written.none"
    return i18n.text(key, language, model=written.model, host=host)


def beneath(answer: Answer, written: Written, language: str) -> Markup:
    """Return what a model wrote and nobody is to rely on, folded, and the paragraphs that it left uncited."""
    return templating.render(
        "beneath_answer.html",
        language,
        spoken=answer.language,
        told=written.told,
        withheld=[_sentence(each, answer) for each in written.withheld],
        better=[markup.place(each.document, each.locator, answer.language, each.citation) for each in written.better],
    )


def _sentence(sentence: JudgedSentence, answer: Answer) -> dict[str, object]:
    """Return a sentence that did not pass, and what it cites: its keys are no numbers of this answer."""
    from assistant.ask.claims.hygiene import KEYS
    from assistant.ask.generative import reason_told

    sources = {source.key: source for source in answer.receipt.sources} if answer.receipt else {}
    return {
        "reason": reason_told(sentence, Language(answer.language)),
        "words": KEYS.sub("", sentence.text),
        "cited": [
            markup.place(source.document, source.locator, answer.language, source.citation)
            for source in map(sources.get, dict.fromkeys(sentence.keys))
            if source is not None
        ],
    }
