"""The components of the page “Ask” that a question changes: laid out, and said in a language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import gradio as gr
from markupsafe import Markup

from assistant import i18n
from assistant.ask.chat_models import ChatModel
from assistant.ask.types import Answer, ModelReceipt
from assistant.service import Assistant
from assistant.ui.localized import CLICKS, LIVE, Views, html
from assistant.ui.parts import context_panel, conversation, export_menu, written_answer
from assistant.ui.parts.conversation import Exchange
from assistant.ui.parts.written_answer import WRITTEN
from assistant.validation import LONGEST_QUESTION

# Private: these functions serve this page only, and their inputs are session objects.
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


@dataclass(frozen=True, slots=True)
class Writer:
    """What is there for a model alone: the choice between the forms of an answer, and the button that stops it."""

    form: gr.Radio
    stop: gr.Button


@dataclass(frozen=True, slots=True)
class Room:
    """The components that a question changes."""

    talk: gr.HTML
    sources: gr.HTML
    status: gr.HTML
    question: gr.Textbox
    exchanges: gr.State
    panel: gr.HTML
    opened: gr.State
    clear: gr.Button
    send: gr.Button
    writer: Writer | None

    @property
    def outputs(self) -> list[Any]:
        """Return them as a list."""
        shown = [
            self.talk,
            self.sources,
            self.status,
            self.question,
            self.exchanges,
            self.panel,
            self.opened,
            self.clear,
        ]
        return shown if self.writer is None else [*shown, self.send, self.writer.stop]

    def grown(self, language: str, now: list[Exchange], *, busy: bool = False, cited: object = None) -> dict[Any, Any]:
        """Return what changes as an answer grows; its sources only where they are not those already `cited`.

        While a model is `busy`, the button that stops it stands in the place of the one that asks.
        """
        changes = {
            self.talk: html(_render(self.writer is not None)(language, now)),
            self.status: html(conversation.announcement(language, now)),
            self.exchanges: now,
            self.clear: gr.update(visible=bool(now) and not busy),
        }
        if not now or now[-1].citations != cited:
            changes[self.sources] = html(conversation.render_sources(language, now))
        if self.writer is not None:
            changes[self.send] = gr.update(visible=not busy)
            changes[self.writer.stop] = gr.update(visible=busy, interactive=True)
        return changes

    def said(self, language: str, now: list[Exchange]) -> tuple[object, object]:
        """Return the conversation and the sources of its end in a language."""
        render = _render(self.writer is not None)
        return html(render(language, now)), html(conversation.render_sources(language, now))

    def page(self, language: str, now: list[Exchange], *, busy: bool = False) -> dict[Any, Any]:
        """Return the page with the question box emptied and the reading panel closed."""
        return {**self.grown(language, now, busy=busy), self.question: "", self.panel: "", self.opened: None}


def last_answer(exchanges: list[Exchange]) -> Answer | None:
    """Return what can be exported: the answer, or the refusal, to the last question, once nothing is added to it."""
    outcome = exchanges[-1].outcome if exchanges and not exchanges[-1].is_growing else None
    return outcome if isinstance(outcome, Answer) and outcome.answer else None


def last_receipt(exchanges: list[Exchange]) -> ModelReceipt | None:
    """Return the receipt of the answer that can be exported, if a model wrote it."""
    answer = last_answer(exchanges)
    return answer.receipt if answer is not None else None


def _render(has_model: bool) -> Callable[..., Markup]:
    """Return what renders the conversation: only without a model are all answers made of quotations."""
    return partial(conversation.render, intro="ask.intro.model") if has_model else conversation.render


def lay_out(service: Assistant, language: gr.Radio, views: Views) -> Room:
    """Lay the page out, and say what it says in a language."""
    exchanges = gr.State([])
    opened = gr.State(None)
    render = _render(service.model is not None)
    with gr.Row(elem_classes="split"):
        with gr.Column(scale=3, min_width=300):
            talk = gr.HTML(render(i18n.DEFAULT, ()), js_on_load=CLICKS, elem_id="ask-conversation")
            form = _form(service.model, language, views) if service.model is not None else None
            with gr.Row(elem_classes="ask-bar"):
                question = views.label(
                    gr.Textbox(lines=1, max_lines=6, max_length=LONGEST_QUESTION, scale=5, elem_id="ask-question"),
                    label="ask.question",
                    placeholder="ask.placeholder",
                )
                send = views.label(
                    gr.Button(variant="primary", scale=1, min_width=110, elem_id="ask-send"), value="ask.send"
                )
                writer = Writer(form, _stop(views)) if form is not None else None
            clear = views.label(
                gr.Button(size="sm", visible=False, elem_id="ask-clear", elem_classes="quiet"), value="ask.clear"
            )
            receipt_in = last_receipt if writer is not None else None
            export_menu.build(service, language, views, talk, exchanges, last_answer, receipt_in)
        with gr.Column(scale=2, min_width=300, elem_classes="side"):
            panel = gr.HTML(js_on_load=CLICKS, elem_id="ask-reading")
            sources = gr.HTML(conversation.render_sources(i18n.DEFAULT, ()), js_on_load=CLICKS, elem_id="ask-sources")
    status = gr.HTML(js_on_load=LIVE, elem_classes="visually-hidden", elem_id="ask-status")
    views.show(talk, render, exchanges)
    views.show(sources, conversation.render_sources, exchanges)
    views.show(panel, context_panel.render, opened)
    return Room(talk, sources, status, question, exchanges, panel, opened, clear, send, writer)


def _form(model: ChatModel, language: gr.Radio, views: Views) -> gr.Radio:
    """Lay out who writes the answers and the choice between their forms, above the question."""
    told = partial(written_answer.who_writes, model)
    with gr.Row(elem_classes="writer"):
        line = gr.HTML(elem_id="ask-writer")
        form = views.label(
            gr.Radio(
                written_answer.choices(i18n.DEFAULT),
                value=WRITTEN,
                elem_id="ask-form",
                elem_classes="switch",
                min_width=200,
            ),
            label="ask.form",
        )
    views.show(form, lambda code: gr.update(choices=written_answer.choices(code)))
    views.show(line, told, form)
    form.input(lambda *chosen: html(told(*chosen)), [language, form], line, **QUIET)
    return form


def _stop(views: Views) -> gr.Button:
    return views.label(gr.Button(scale=1, min_width=110, visible=False, elem_id="ask-stop"), value="ask.stop")
