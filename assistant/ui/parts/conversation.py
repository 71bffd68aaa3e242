"""The conversation as HTML: questions, answers, refusals, and the sources beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

import prompts
from assistant import i18n
from assistant.ask.types import Answer, AnswerStatus, Written
from assistant.composition import columns, extract
from assistant.read.types import Parallel
from assistant.types import Citation, PlaceId
from assistant.ui.parts import copy_citation, markup, renditions, term_marks, written_answer
from assistant.ui.parts.rendered import Rendered
from corpus.errors import AlineaError
from corpus.text.typography import enclosed

_rendered = Rendered()

EXAMPLES = ("ask.example.1", "ask.example.2", "ask.example.3", "ask.example.4")


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
    turns = markup.join(_turn(each, language) for each in exchanges)
    return Markup('<div class="conversation">{}</div>').format(turns) if exchanges else Markup("")


def welcome(language: str, intro: str = "ask.intro") -> Markup:
    """Return the page before any question: what to expect, by the key `intro`, and examples that can be clicked."""
    examples = markup.join(
        Markup(
            '<li><button type="button" class="example" data-event="submit" data-example="{}">{}</button></li>'
        ).format(number, i18n.text(key, language))
        for number, key in enumerate(EXAMPLES)
    )
    return Markup(
        '<div class="welcome"><h2>{}</h2><p>{}</p><p class="small-caps">{}</p><ul class="examples">{}</ul></div>'
    ).format(
        i18n.text("ask.title", language),
        i18n.text(intro, language),
        i18n.text("ask.examples", language),
        examples,
    )


def waiting(language: str) -> Markup:
    """Return the words with which the page's script shows a question until its answer is there."""
    return Markup('<div hidden data-asked="{}" data-searching="{}"></div>').format(
        i18n.text("ask.you", language), i18n.text("ask.searching", language)
    )


def _turn(exchange: Exchange, language: str) -> Markup:
    """Return a question and what stands under it; marked where the page offers it as a file."""

    def whole() -> Markup:
        answer = exchange.whole_answer
        marks = Markup(" data-export") if answer else Markup("")
        if answer and answer.receipt:
            marks += Markup(" data-receipt")
        return Markup(
            '<article class="turn"{}><div class="asked"><span class="small-caps">{}</span><p>{}</p></div>{}</article>'
        ).format(marks, i18n.text("ask.you", language), exchange.question, _outcome(exchange, language))

    if exchange.whole_answer is None:
        return whole()
    return _rendered.of(
        exchange.outcome, ("turn", exchange.number, exchange.question, exchange.stopped, language), whole
    )


def _outcome(exchange: Exchange, language: str) -> Markup:
    """Return what stands under a question: waiting, an error, a refusal or an answer."""
    outcome = exchange.outcome
    if outcome is None:
        return Markup('<p class="waiting">{}</p>').format(i18n.text("ask.searching", language))
    if isinstance(outcome, AlineaError):
        return markup.notice(i18n.text("problem.title", language), i18n.error(outcome, language))
    if outcome.written is not None:
        return _written(exchange, outcome, outcome.written, language)
    text = markup.paragraphs(outcome.answer, {source.n: source for source in outcome.citations}, language)
    again = _sources_button(exchange.number, outcome, language) if outcome.citations else Markup("")
    if outcome.status is not AnswerStatus.ANSWERED:
        return Markup('<div class="notice refusal"><h3>{}</h3><div lang="{}">{}</div>{}{}</div>').format(
            i18n.text(f"answer.status.{outcome.status}", language),
            markup.lang(outcome.language),
            text,
            _related(outcome, language),
            again,
        )
    return Markup('<div class="answer"><div class="text" lang="{}">{}</div>{}<p class="meta">{}{}</p></div>').format(
        markup.lang(outcome.language),
        text,
        term_marks.flags(outcome, language),
        i18n.name("answer.mode", outcome.mode, language),
        again,
    )


def _written(exchange: Exchange, answer: Answer, written: Written, language: str) -> Markup:
    """Return an answer that a model wrote or was to write: whole, growing, or stopped."""
    spoken = answer.language if written.shown else None  # else it is made of extracts, as without a model
    shown = markup.paragraphs(answer.answer, {source.n: source for source in answer.citations}, language, spoken)
    text = Markup('<div class="text" lang="{}">{}</div>').format(markup.lang(answer.language), shown) if shown else ""
    if exchange.is_growing:
        below = Markup('<p class="waiting">{}</p>').format(i18n.text("ask.writing", language))
        return Markup('<div class="answer">{}{}</div>').format(text, below)
    said = written_answer.meta(answer, written, language) if answer.answer else ""
    again = _sources_button(exchange.number, answer, language) if answer.citations else Markup("")
    return Markup('<div class="answer">{}{}{}{}{}</div>').format(
        text,
        Markup('<p class="stopped">{}</p>').format(_stopped(answer, language)) if exchange.stopped else "",
        term_marks.flags(answer, language),
        written_answer.beneath(answer, written, language),
        Markup('<p class="meta">{}{}</p>').format(said, again) if said or again else "",
    )


def _stopped(answer: Answer, language: str) -> str:
    """Return what is said of an answer that the reader stopped."""
    return i18n.text("ask.stopped" if answer.answer else "ask.stopped.nothing", language)


def _related(answer: Answer, language: str) -> Markup:
    """Return the way to the paragraph nearest to a question that nothing answers."""
    if answer.related is None:
        return Markup("")
    related = answer.related
    link = markup.place(related.document, related.locator, answer.language, related.citation)
    return Markup('<p class="meta">{} {}</p>').format(i18n.text("answer.related", language), link)


def _sources_button(number: int, answer: Answer, language: str) -> Markup:
    """Return the button that shows an answer's sources again, after others have taken their place."""
    return Markup(
        ' · <button type="button" class="link" data-event="expand" data-turn="{}" title="{}">{}</button>'
    ).format(
        number, i18n.text("ask.sources_of", language), i18n.plural("sources.count", len(answer.citations), language)
    )


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
    sources = i18n.plural("sources.count", len(outcome.citations), language)
    ready = _stopped(outcome, language) if newest.stopped else i18n.text("ask.ready", language)
    told = outcome.written.told if outcome.written is not None else ""
    return Markup('<p>{} ({})</p><p lang="{}">{}</p>{}').format(
        ready,
        sources,
        markup.lang(outcome.language),
        outcome.answer,
        Markup('<p lang="{}">{}</p>').format(markup.lang(outcome.language), told) if told else "",
    )


def render_sources(language: str, exchanges: Sequence[Exchange], turn: int = -1) -> Markup:
    """Return the sources of one exchange, the newest unless `turn` says another."""
    exchange = exchanges[turn] if exchanges else Exchange("")
    if exchange.whole_answer is None:
        return _sources(exchange, language)
    return _rendered.of(exchange.outcome, ("sources", language), lambda: _sources(exchange, language))


def _sources(exchange: Exchange, language: str) -> Markup:
    asked = exchange.outcome is not None and not exchange.is_growing
    if exchange.citations:
        outcome = exchange.outcome
        beside = outcome.parallels if isinstance(outcome, Answer) else {}
        items = markup.join(
            _source(each, beside.get(PlaceId(each.document, each.locator)), language) for each in exchange.citations
        )
        body = Markup('<ol class="sources">{}</ol>').format(items)
    else:
        body = Markup('<p class="hint">{}</p>').format(
            i18n.text("sources.none" if asked else "sources.empty", language)
        )
    return Markup('<section class="panel" aria-label="{title}"><h2>{title}</h2>{body}</section>').format(
        title=i18n.text("export.sources", language), body=body
    )


def _source(source: Citation, parallel: Parallel | None, language: str) -> Markup:
    """Return one numbered source: its citation, status, words, their check, its other languages."""
    page = i18n.text("export.page", language, page=source.page) if source.page is not None else ""
    return Markup(
        '<li class="source"><div class="source-head"><span class="number" aria-hidden="true">{n}</span>'
        '<div><p class="reference">{citation}</p>{title}</div></div>'
        '<p class="badges">{badges} <span class="page">{page}</span></p>{texts}'
        '<p class="actions">{open}{copy}{site}</p>{cite}</li>'
    ).format(
        n=source.n,
        citation=markup.reference(source.citation, source.title),
        title=markup.title_beside(source.citation, source.title),
        badges=markup.badges(source.language, source.status, language),
        page=page,
        texts=renditions.beside(
            [_checked(source, language)], renditions.others_of(parallel, language, source.language) if parallel else []
        ),
        open=markup.opener(source.document, source.locator, source.language, i18n.text("source.context", language)),
        copy=_copier(source, language),
        site=markup.site_link(source.url, language),
        cite=copy_citation.menu(source.document, source.locator, source.status, language),
    )


def _checked(source: Citation, language: str) -> Markup:
    """Return the words of a source, with the result of their check."""
    return Markup('<div class="version">{}<p class="check {}">{}</p></div>').format(
        _quote(source, language),
        "verified" if _is_quotation(source) else "unverified",
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


def _quote(source: Citation, language: str) -> Markup:
    """Return the words of a source; only what was checked against the official text is shown as a quotation.

    A heading that marks them as a draft stands above them, the other columns of a table row beneath.
    """
    words = (
        markup.quotation(extract(source), source.language)
        if _is_quotation(source)
        else Markup('<p class="unquoted" lang="{}">{}</p>').format(markup.lang(source.language), extract(source))
    )
    above = prompts.render("answer.draft", language, heading=source.draft) if source.draft else ""
    said = (
        Markup('<p class="beside">{}</p>').format(each) if each else "" for each in (above, columns(source, language))
    )
    return Markup("{1}{0}{2}").format(words, *said)


def _copier(source: Citation, language: str) -> Markup:
    """Return the button that copies the quote with its title and reference; none for what is not a quotation."""
    if not _is_quotation(source):
        return Markup("")
    named = ", ".join(part for part in (source.title, source.draft, source.citation) if part)
    beside = f" — {said}" if (said := columns(source, language)) else ""
    words = f"{enclosed(extract(source), source.language)}{beside} ({named})"
    return Markup('<button type="button" class="link" data-copy="{}" data-copied="{}">{}</button>').format(
        words, i18n.text("source.copied", language), i18n.text("source.copy", language)
    )
