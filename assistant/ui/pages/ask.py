"""The page “Ask”: the conversation, its sources beside it, and any paragraph in its context."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr

from assistant import i18n
from assistant.ask.types import Answer
from assistant.service import Assistant
from assistant.ui.errors import NotText, Unexpected
from assistant.ui.localized import CLICKS, LIVE, Views, data, html
from assistant.ui.parts import context_panel, conversation, export_menu
from assistant.ui.parts.conversation import EXAMPLES, Exchange
from assistant.validation import LONGEST_QUESTION
from corpus.errors import AlineaError

# A conversation is sent whole at each reply: past this many exchanges, the oldest leave it.
LONGEST_CONVERSATION = 30


def reply(service: Assistant, question: object, language: str, exchanges: list[Exchange]) -> Answer | AlineaError:
    """Ask the service, with the conversation so far; an error is something to show, not to hide."""
    try:
        if not isinstance(question, str):
            raise NotText
        said = conversation.history(exchanges)
        return service.ask(question.strip(), history=said, interface=language, side_by_side=True)
    except AlineaError as problem:
        return problem


def last_answer(exchanges: list[Exchange]) -> Answer | None:
    """Return what can be exported: the answer, or the refusal, to the last question."""
    outcome = exchanges[-1].outcome if exchanges else None
    return outcome if isinstance(outcome, Answer) else None


def build(service: Assistant, language: gr.Radio, views: Views, revision: gr.State) -> None:
    """Lay the page out and wire it; what it shows does not change with the library."""
    exchanges = gr.State([])
    opened = gr.State(None)
    with gr.Row(elem_classes="split"):
        with gr.Column(scale=3, min_width=300):
            talk = gr.HTML(conversation.render(i18n.DEFAULT, ()), js_on_load=CLICKS, elem_id="ask-conversation")
            with gr.Row(elem_classes="ask-bar"):
                question = views.label(
                    gr.Textbox(lines=1, max_lines=6, max_length=LONGEST_QUESTION, scale=5, elem_id="ask-question"),
                    label="ask.question",
                    placeholder="ask.placeholder",
                )
                send = views.label(
                    gr.Button(variant="primary", scale=1, min_width=110, elem_id="ask-send"), value="ask.send"
                )
            clear = views.label(
                gr.Button(size="sm", visible=False, elem_id="ask-clear", elem_classes="quiet"), value="ask.clear"
            )
            export_menu.build(service, language, views, talk, exchanges, last_answer)
        with gr.Column(scale=2, min_width=300, elem_classes="side"):
            panel = gr.HTML(js_on_load=CLICKS, elem_id="ask-reading")
            sources = gr.HTML(conversation.render_sources(i18n.DEFAULT, ()), js_on_load=CLICKS, elem_id="ask-sources")
    status = gr.HTML(js_on_load=LIVE, elem_classes="visually-hidden", elem_id="ask-status")
    views.show(talk, conversation.render, exchanges)
    views.show(sources, conversation.render_sources, exchanges)
    views.show(panel, context_panel.render, opened)

    def page(language: str, now: list[Exchange]) -> tuple[Any, ...]:
        """Return the values of `outputs`: the question box emptied, the reading panel closed."""
        shown = (conversation.render(language, now), conversation.render_sources(language, now))
        said = conversation.announcement(language, now)
        return (*map(html, shown), html(said), "", now, "", None, gr.update(visible=bool(now)))

    outputs = [talk, sources, status, question, exchanges, panel, opened, clear]

    def ask(asked: object, language: str, before: list[Exchange]) -> Iterator[Any]:
        """Show the question at once, then its answer."""
        if asked is None or (isinstance(asked, str) and not asked.strip()):
            yield tuple(gr.skip() for _ in outputs)
            return
        before = before[1 - LONGEST_CONVERSATION :]
        shown = asked.strip() if isinstance(asked, str) else ""
        yield page(language, [*before, Exchange(shown)])
        outcome = reply(service, asked, language, before)
        yield page(language, [*before, Exchange(shown, outcome)])

    def ask_example(event: gr.EventData, language: str, before: list[Exchange]) -> Iterator[Any]:
        """Ask the example that was clicked, in the language of the interface."""
        number = _index(event, "example", len(EXAMPLES))
        yield from ask("" if number is None else i18n.text(EXAMPLES[number], language), language, before)

    def failed(language: str, now: list[Exchange]) -> tuple[Any, ...]:
        """Put an end to the waiting when the service failed in a way nobody foresaw."""
        if not now or now[-1].outcome is not None:
            return tuple(gr.skip() for _ in outputs)
        return page(language, [*now[:-1], Exchange(now[-1].question, Unexpected())])

    def show_sources(event: gr.EventData, language: str, now: list[Exchange]) -> tuple[Any, ...]:
        turn = _index(event, "turn", len(now))
        if turn is None:
            return gr.skip(), gr.skip(), gr.skip()
        return html(conversation.render_sources(language, now, turn)), "", None

    # Private: these functions serve this page only, and their inputs are session objects.
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    for asking in (
        gr.on([send.click, question.submit], ask, [question, language, exchanges], outputs, **quiet),
        talk.submit(ask_example, [language, exchanges], outputs, **quiet),
    ):
        asking.failure(failed, [language, exchanges], outputs, **quiet)
        asking.then(
            None, js="() => alinea.reveal('#ask-conversation .turn:last-child', 'start')", api_visibility="private"
        )
    talk.expand(show_sources, [language, exchanges], [sources, panel, opened], **quiet).then(
        None, js="() => alinea.reveal('#ask-sources')", api_visibility="private"
    )
    clear.click(lambda language: page(language, []), language, outputs, **quiet)
    context_panel.wire(service, language, panel, opened, [talk, sources, panel])


def _index(event: gr.EventData, name: str, count: int) -> int | None:
    """Return an event's number if it is one of the first `count`, else None: events come from the browser."""
    value = str(data(event).get(name, ""))
    return int(value) if value.isdecimal() and len(value) < 4 and int(value) < count else None
