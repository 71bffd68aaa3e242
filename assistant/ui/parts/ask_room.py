"""The components of the page “Ask” that a question changes: laid out, and said in a language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import gradio as gr
from markupsafe import Markup

from assistant import i18n
from assistant.ask.chat_models import ChatModel
from assistant.service import Assistant
from assistant.ui.localized import CLICKS, LIVE, Views, html
from assistant.ui.parts import context_panel, conversation, take_along, talks, written_answer
from assistant.ui.parts.conversation import Exchange
from assistant.ui.parts.dialogue import Dialogue, read
from assistant.ui.parts.examples import Examples
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
class Shown:
    """What the page says in a language of the conversation that a browser has kept."""

    dialogue: Dialogue
    intro: str

    def earlier(self, language: str, before: object) -> Markup:
        """Return all but the last exchange."""
        return conversation.render(language, self.dialogue.exchanges(read(before)[:-1]))

    def newest(self, language: str, before: object) -> Markup:
        """Return the last exchange; where nothing was asked yet, questions to start with."""
        last = self.dialogue.last(read(before))
        return conversation.render(language, last) if last else conversation.welcome(language, self.intro)

    def sources(self, language: str, before: object) -> Markup:
        """Return the sources of the last exchange."""
        return conversation.render_sources(language, self.dialogue.last(read(before)))


@dataclass(frozen=True, slots=True)
class Room:
    """The components that a question changes.

    The browser keeps the conversation: in `earlier` and `newest` as it is shown, in `before` as the next question needs
    it, in `asked` what is being asked. The page’s script sends one question after another, by way of `asks`. A reply is
    the newest exchange alone, with `said` for `before`; the script puts both in their places.
    """

    earlier: gr.HTML
    newest: gr.HTML
    sources: gr.HTML
    status: gr.HTML
    question: gr.Textbox
    asked: gr.Textbox
    before: gr.JSON
    said: gr.JSON
    asks: gr.HTML
    panel: gr.HTML
    opened: gr.JSON
    clear: gr.Button
    copy: gr.JSON
    send: gr.Button
    writer: Writer | None
    shown: Shown

    @property
    def outputs(self) -> list[Any]:
        """Return those that a reply changes."""
        return [self.newest, self.sources, self.status, self.said]

    def grown(self, language: str, now: Exchange, *, cited: object = None) -> dict[Any, Any]:
        """Return what changes as an answer grows; its sources only where they are not those already `cited`."""
        changes: dict[Any, Any] = {
            self.newest: html(conversation.render(language, [now])),
            self.status: html(conversation.announcement(language, [now])),
        }
        if now.citations != cited:
            changes[self.sources] = html(conversation.render_sources(language, [now]))
        return changes

    def spoken(self, language: str, before: object) -> tuple[object, object]:
        """Return the newest exchange and its sources in a language."""
        return html(self.shown.newest(language, before)), html(self.shown.sources(language, before))

    def restored(self, language: str, before: object) -> dict[Any, Any]:
        """Return the page with a conversation that the browser has kept."""
        newest, sources = self.spoken(language, before)
        said = read(before)
        return {
            self.earlier: html(self.shown.earlier(language, before)),
            self.newest: newest,
            self.sources: sources,
            self.status: i18n.plural("ask.restored", len(said), language) if said else "",
            self.panel: "",
            self.opened: None,
        }

    @property
    def all_shown(self) -> list[Any]:
        """Return those that another conversation changes."""
        return [self.earlier, self.newest, self.sources, self.status, self.panel, self.opened]


def lay_out(service: Assistant, language: gr.Radio, views: Views, dialogue: Dialogue, revision: gr.State) -> Room:
    """Lay the page out, and say what it says in a language."""
    # Only without a model are all answers made of quotations.
    shown = Shown(dialogue, "ask.intro" if service.model is None else "ask.intro.model")
    before, said, asked = gr.JSON(visible=False), gr.JSON(visible=False), _asked()
    copy = gr.JSON(visible=False)
    listed = gr.HTML(elem_id="ask-talks")
    with gr.Row(elem_classes="split"):
        with gr.Column(scale=3, min_width=300):
            with gr.Column(elem_id="ask-conversation"):
                earlier = gr.HTML(js_on_load=CLICKS, elem_id="ask-earlier")
                newest = gr.HTML(js_on_load=CLICKS, elem_id="ask-newest")
            waiting = gr.HTML(elem_id="ask-waiting")
            form = _form(service.model, language, views) if service.model is not None else None
            with gr.Row(elem_classes="ask-bar"):
                question = views.label(
                    # Too long, it is refused with its length, not cut: see `send` in `scripts/asking.js`.
                    gr.Textbox(lines=1, max_lines=6, scale=5, elem_id="ask-question"),
                    label="ask.question",
                    placeholder="ask.placeholder",
                )
                send = views.label(
                    gr.Button(variant="primary", scale=1, min_width=110, elem_id="ask-button"), value="ask.send"
                )
                writer = Writer(form, _stop(views)) if form is not None else None
            _examples(service, language, views, revision)
            with gr.Row(elem_classes="ask-foot"):
                clear = views.label(
                    gr.Button(size="sm", scale=0, min_width=110, elem_id="ask-clear", elem_classes="quiet"),
                    value="ask.clear",
                )
                take_along.build(service, language, views, before, dialogue, [earlier, newest])
        with gr.Column(scale=2, min_width=300, elem_classes="side"):
            panel = gr.HTML(js_on_load=CLICKS, elem_id="ask-reading")
            sources = gr.HTML(shown.sources(i18n.DEFAULT, None), js_on_load=CLICKS, elem_id="ask-sources")
    status = gr.HTML(js_on_load=LIVE, elem_classes="visually-hidden", elem_id="ask-status")
    asks = gr.HTML(js_on_load="alinea.answering(trigger);", elem_classes="visually-hidden", elem_id="ask-send")
    views.show(waiting, talks.waiting)
    views.show(listed, talks.kept, personal=True)
    views.show(earlier, shown.earlier, before)
    views.show(newest, shown.newest, before)
    views.show(sources, shown.sources, before)
    opened = context_panel.lay_out(service, views, panel)
    return Room(
        earlier,
        newest,
        sources,
        status,
        question,
        asked,
        before,
        said,
        asks,
        panel,
        opened,
        clear,
        copy,
        send,
        writer,
        shown,
    )


def _examples(service: Assistant, language: gr.Radio, views: Views, revision: gr.State) -> None:
    """Lay out the questions to start with, of what is loaded now."""
    offered = Examples(service).offered
    place = views.show(gr.HTML(elem_id="ask-examples"), lambda code: conversation.examples(code, offered(code)))
    revision.change(lambda code: html(conversation.examples(code, offered(code))), language, place, **QUIET)


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


def _asked() -> gr.Textbox:
    """Return what holds the question being asked; its length is checked before Gradio keeps what is sent."""
    return gr.Textbox(visible=False, max_length=LONGEST_QUESTION, elem_id="ask-asked")


def _stop(views: Views) -> gr.Button:
    """Return the button that stands in the place of the one that asks while a model writes: `scripts/asking.js`."""
    return views.label(gr.Button(scale=1, min_width=110, elem_id="ask-stop"), value="ask.stop")
