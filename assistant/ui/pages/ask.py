"""The page “Ask”: the conversation, its sources beside it, and any paragraph in its context."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any, cast

import gradio as gr

from assistant import i18n
from assistant.ask.models.connection import Waiting
from assistant.ask.types import Answer
from assistant.service import Assistant
from assistant.ui.errors import NotText, Unexpected
from assistant.ui.localized import Views, data, html
from assistant.ui.parts import context_panel, conversation
from assistant.ui.parts.ask_room import QUIET, Room, lay_out
from assistant.ui.parts.conversation import EXAMPLES, Exchange
from assistant.ui.parts.writings import Writings
from assistant.ui.parts.written_answer import WRITTEN
from corpus.errors import AlineaError

# A conversation is sent whole at each reply: past this many exchanges, the oldest leave it.
LONGEST_CONVERSATION = 30


def replies(
    service: Assistant,
    question: object,
    language: str,
    exchanges: list[Exchange],
    *,
    written: bool = True,
    stop: Waiting | None = None,
) -> Iterator[Answer | AlineaError]:
    """Yield the service's answer as it grows, with the conversation so far; an error is to be shown, not hidden."""
    try:
        if not isinstance(question, str):
            raise NotText
        said = conversation.history(exchanges)
        yield from service.answers(
            question.strip(), history=said, interface=language, side_by_side=True, written=written, stop=stop
        )
    except AlineaError as problem:
        yield problem


def growing(
    service: Assistant, question: object, language: str, before: list[Exchange], written: bool, stop: threading.Event
) -> Iterator[Exchange]:
    """Yield the exchange that a question begins, first without an answer, until that is whole or stopped."""
    now = Exchange(question.strip() if isinstance(question, str) else "")
    yield now
    answers = replies(service, question, language, before, written=written, stop=stop)
    with closing(cast("Generator[Answer | AlineaError]", answers)):
        for outcome in answers:
            if not (stop.is_set() and now.is_growing):  # what comes of a stopped model is no more of its answer
                now = Exchange(now.question, outcome)
            now = replace(now, stopped=stop.is_set() and now.is_growing)
            yield now
            if now.stopped:
                return


def build(service: Assistant, language: gr.Radio, views: Views, revision: gr.State) -> Writings:
    """Lay the page out and wire it; what it shows does not change with the library. Return what a model is writing."""
    has_model = service.model is not None
    writings = Writings()
    room = lay_out(service, language, views)

    def ask(
        asked: object, language: str, before: list[Exchange], request: gr.Request, form: str = WRITTEN
    ) -> Iterator[Any]:
        """Show the question at once, then its answer as it grows."""
        if _is_blank(asked):
            yield tuple(gr.skip() for _ in room.outputs)
            return
        before = before[1 - LONGEST_CONVERSATION :]
        written = has_model and form == WRITTEN
        cited: object = None
        with writings.begun(str(request.session_hash)) as stop:
            for now in growing(service, asked, language, before, written, stop):
                if now.outcome is None:
                    yield room.page(language, [*before, now], busy=written)
                else:
                    yield room.grown(language, [*before, now], busy=now.is_growing, cited=cited)
                    cited = now.citations

    def ask_example(
        event: gr.EventData, language: str, before: list[Exchange], request: gr.Request, form: str = WRITTEN
    ) -> Iterator[Any]:
        """Ask the example that was clicked, in the language of the interface."""
        number = _index(event, "example", len(EXAMPLES))
        yield from ask("" if number is None else i18n.text(EXAMPLES[number], language), language, before, request, form)

    def failed(language: str, now: list[Exchange]) -> tuple[Any, ...] | dict[Any, Any]:
        """Put an end to the waiting when the service failed in a way nobody foresaw."""
        if not now or (now[-1].outcome is not None and not now[-1].is_growing):
            return tuple(gr.skip() for _ in room.outputs)
        return room.page(language, [*now[:-1], Exchange(now[-1].question, Unexpected())])

    talk, exchanges, outputs = room.talk, room.exchanges, room.outputs
    inputs = [language, exchanges] if room.writer is None else [language, exchanges, room.writer.form]
    asked = [room.send.click, room.question.submit]
    if room.writer is not None:
        gr.on([*asked, talk.submit], None, js="() => alinea.sent()", api_visibility="private")
        _wire_stop(room.writer.stop, writings)
    for asking in (
        gr.on(asked, ask, [room.question, *inputs], outputs, **QUIET),
        talk.submit(ask_example, inputs, outputs, **QUIET),
    ):
        asking.failure(failed, [language, exchanges], outputs, **QUIET)
        if has_model:  # the language may have been switched meanwhile
            asking.then(room.said, [language, exchanges], [talk, room.sources], **QUIET)
        else:
            asking.then(
                None, js="() => alinea.reveal('#ask-conversation .turn:last-child', 'start')", api_visibility="private"
            )
    _wire_sources(room, language)
    room.clear.click(lambda language: room.page(language, []), language, outputs, **QUIET)
    context_panel.wire(service, language, room.panel, room.opened, [talk, room.sources, room.panel])
    return writings


def _wire_stop(stop: gr.Button, writings: Writings) -> None:
    """Let the button stop what is being written for whoever presses it; it goes when the answer says so."""

    def press(request: gr.Request) -> dict[str, Any]:
        writings.stop(str(request.session_hash))
        pressed: dict[str, Any] = gr.update(interactive=False)
        return pressed

    stop.click(None, js="() => alinea.stopping()", api_visibility="private")
    stop.click(press, None, stop, **QUIET)


def _wire_sources(room: Room, language: gr.Radio) -> None:
    """Let an earlier answer show its sources again."""

    def show_sources(event: gr.EventData, language: str, now: list[Exchange]) -> tuple[Any, ...]:
        turn = _index(event, "turn", len(now))
        if turn is None:
            return gr.skip(), gr.skip(), gr.skip()
        return html(conversation.render_sources(language, now, turn)), "", None

    room.talk.expand(show_sources, [language, room.exchanges], [room.sources, room.panel, room.opened], **QUIET).then(
        None, js="() => alinea.reveal('#ask-sources')", api_visibility="private"
    )


def _is_blank(asked: object) -> bool:
    return asked is None or (isinstance(asked, str) and not asked.strip())


def _index(event: gr.EventData, name: str, count: int) -> int | None:
    """Return an event's number if it is one of the first `count`, else None: events come from the browser."""
    value = str(data(event).get(name, ""))
    return int(value) if value.isdecimal() and len(value) < 4 and int(value) < count else None
