"""The conversation as HTML: questions, answers, refusals, and the sources beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

import prompts
from assistant import i18n
from assistant.ask.types import Answer, AnswerStatus, Written
from assistant.read.types import Parallel
from assistant.text.cited import columns, extract
from assistant.types import Citation, PlaceId
from assistant.ui import templating
from assistant.ui.errors import NoLongerKept
from assistant.ui.parts import copy_citation, markup, printed, renditions, save_menu, term_marks, written_answer
from assistant.ui.parts.rendered import Rendered
from corpus.errors import AlineaError
from corpus.text.typography import enclosed

_rendered = Rendered()


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what came of it: an answer, an error, or (`None`) nothing yet.

    `stopped`: the reader stopped the model that was writing the answer. `number` counts from 0 in its conversation.
    """

    question: str
    outcome: Answer | AlineaError | None = None
    stopped: bool = False
    number: int = 0

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The sources of the answer, if there is one."""
        return self.outcome.citations if isinstance(self.outcome, Answer) else ()

    @property
    def is_growing(self) -> bool:
        """Whether a model is writing the answer."""
        return written_answer.is_growing(self.outcome) and not self.stopped

    @property
    def whole_answer(self) -> Answer | None:
        """The answer, or the refusal, once nothing is added to it, if it says anything: what can be exported."""
        return (
            self.outcome if isinstance(self.outcome, Answer) and self.outcome.answer and not self.is_growing else None
        )


def render(language: str, exchanges: Sequence[Exchange]) -> Markup:
    """Return a conversation, or a part of it."""
    if not exchanges:
        return Markup("")
    return templating.render("conversation.html", language, turns=[_turn(each, language) for each in exchanges])


def welcome(language: str, intro: str = "ask.intro") -> Markup:
    """Return the page before any question: what to expect, by the key `intro`."""
    return templating.render("welcome.html", language, intro=i18n.text(intro, language))


def examples(language: str, offered: Sequence[str] | None) -> Markup:
    """Return questions that can be clicked; where nothing is loaded (None), the way to the page that loads."""
    return templating.render("examples.html", language, examples=offered)


def _turn(exchange: Exchange, language: str) -> Markup:
    """Return a question and what stands under it."""

    def whole() -> Markup:
        answer = exchange.whole_answer
        return templating.render(
            "turn.html",
            language,
            number=exchange.number,
            is_over=exchange.outcome is not None and not exchange.is_growing,
            is_whole=answer is not None,
            save=save_menu.of_answer(exchange.number, language, has_receipt=answer.receipt is not None)
            if answer is not None
            else "",
            question=exchange.question,
            outcome=_outcome(exchange, language),
            cited=exchange.citations,
        )

    if exchange.whole_answer is None:
        return whole()
    return _rendered.of(
        exchange.outcome, ("turn", exchange.number, exchange.question, exchange.stopped, language), whole
    )


def _outcome(exchange: Exchange, language: str) -> Markup:
    """Return what stands under a question: waiting, an error, a refusal or an answer."""
    outcome = exchange.outcome
    if outcome is None:
        return markup.waiting(i18n.text("ask.searching", language))
    if isinstance(outcome, AlineaError):
        told = markup.problem(outcome, language)
        return templating.render("lost.html", language, told=told) if isinstance(outcome, NoLongerKept) else told
    if outcome.written is not None:
        return _written(exchange, outcome, outcome.written, language)
    shown = _shown(exchange, outcome, markup.paragraphs(outcome.answer, _numbered(outcome), language))
    if outcome.status is not AnswerStatus.ANSWERED:
        title = i18n.text(f"answer.status.{outcome.status}", language)
        return templating.render("refusal.html", language, **shown, title=title, related=_related(outcome))
    return templating.render(
        "answer.html",
        language,
        **shown,
        said=i18n.name("answer.mode", outcome.mode, language),
        is_growing=False,
        held_back=0,
        stopped="",
        flags=term_marks.flags(outcome, language),
        beneath="",
    )


def _written(exchange: Exchange, answer: Answer, written: Written, language: str) -> Markup:
    """Return an answer that a model wrote or was to write: whole, growing, or stopped."""
    spoken = answer.language if written.shown else None  # else it is made of extracts, as without a model
    words = markup.paragraphs(answer.answer, _numbered(answer), language, spoken)
    return templating.render(
        "answer.html",
        language,
        **_shown(exchange, answer, words or None),
        said=written_answer.meta(answer, written, language) if answer.answer else "",
        is_growing=exchange.is_growing,
        held_back=len(written.withheld),
        stopped=_stopped(answer, language) if exchange.stopped else "",
        flags=term_marks.flags(answer, language),
        beneath=written_answer.beneath(answer, written, language),
    )


def _shown(exchange: Exchange, answer: Answer, words: Markup | None) -> dict[str, object]:
    """Return what the templates of an answer and of a refusal have in common."""
    return {
        "words": words,
        "spoken": answer.language,
        "number": exchange.number,
        "sources": len(answer.citations),
    }


def _numbered(answer: Answer) -> dict[int, Citation]:
    return {source.n: source for source in answer.citations}


def _stopped(answer: Answer, language: str) -> str:
    """Return what is said of an answer that the reader stopped."""
    return i18n.text("ask.stopped" if answer.answer else "ask.stopped.nothing", language)


def _related(answer: Answer) -> Markup | None:
    """Return the way to the paragraph nearest to a question that nothing answers."""
    related = answer.related
    return markup.place(related.document, related.locator, answer.language, related.citation) if related else None


def announcement(language: str, exchanges: Sequence[Exchange]) -> str:
    """Return what a screen reader says when the conversation changes: the newest reply, without its markup."""
    if not exchanges:
        return ""
    newest = exchanges[-1]
    outcome = newest.outcome
    if outcome is None:
        return i18n.text("ask.searching", language)
    if isinstance(outcome, AlineaError):
        return i18n.error(outcome, language)
    if newest.is_growing:  # the same at every sentence: only the first is announced
        return i18n.text("ask.writing", language)
    return templating.render(
        "announcement.html",
        language,
        ready=_stopped(outcome, language) if newest.stopped else i18n.text("ask.ready", language),
        sources=len(outcome.citations),
        spoken=outcome.language,
        answer=outcome.answer,
        told=outcome.written.told if outcome.written is not None else "",
    )


def render_sources(language: str, exchanges: Sequence[Exchange], turn: int = -1) -> Markup:
    """Return the sources of one exchange, the newest unless `turn` says another."""
    exchange = exchanges[turn] if exchanges else Exchange("")
    if exchange.whole_answer is None:
        return _sources(exchange, language)
    return _rendered.of(exchange.outcome, ("sources", language), lambda: _sources(exchange, language))


def _sources(exchange: Exchange, language: str) -> Markup:
    outcome = exchange.outcome
    beside = outcome.parallels if isinstance(outcome, Answer) else {}
    return templating.render(
        "sources.html",
        language,
        is_answered=outcome is not None and not exchange.is_growing,
        sources=[
            _source(each, beside.get(PlaceId(each.document, each.locator)), language) for each in exchange.citations
        ],
    )


def _source(source: Citation, parallel: Parallel | None, language: str) -> dict[str, object]:
    """Return one numbered source: its citation, its words with their check, its other languages."""
    others = renditions.others_of(parallel, language, source.language) if parallel else []
    return {
        "cited": source,
        "reference": markup.reference(source.citation, source.title),
        "title": markup.title_beside(source.citation, source.title),
        "texts": renditions.beside([_checked(source, language)], others),
        "copied": _copied(source, language),
        "printed": printed.opener(source.document, source.locator, source.language, source.page, language),
        "site": markup.site_link(source.url, language),
        "cite": copy_citation.menu(source.document, source.locator, source.status, language),
    }


def _checked(source: Citation, language: str) -> Markup:
    """Return the words of a source, with the result of their check."""
    is_quotation, words = _is_quotation(source), extract(source)
    return templating.macro(
        "_source.html",
        "checked",
        language,
        enclosed(words.strip(), source.language) if is_quotation else words,
        source.language,
        is_quotation,
        prompts.render("answer.draft", language, heading=source.draft) if source.draft else "",
        columns(source, language),
        i18n.text(_check(source), language),
    )


def _is_quotation(source: Citation) -> bool:
    """Tell whether a source may be quoted: checked against the text, and not our own summary of it."""
    return source.verified and source.status != "note"


def _check(source: Citation) -> str:
    """Return the key of the message on the check of a source."""
    if source.status == "note":
        return "source.note"
    return "export.verified" if source.verified else "export.unverified"


def _copied(source: Citation, language: str) -> str:
    """Return the quote with its title and reference, to be copied; none of what is not a quotation."""
    if not _is_quotation(source):
        return ""
    named = (source.title, source.draft or "", source.citation)
    return markup.pasted(extract(source), source.language, named, source.status, columns(source, language))
