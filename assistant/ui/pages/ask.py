"""The page “Ask”: the conversation, its sources beside it, and any paragraph in its context."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any, cast

import gradio as gr

from assistant import i18n
from assistant.ask.models.connection import Waiting
from assistant.ask.types import Answer
from assistant.service import Assistant
from assistant.ui.errors import NotText, QuestionTooLong, Unexpected
from assistant.ui.localized import Views, data, html
from assistant.ui.parts import context_panel, conversation, dialogue
from assistant.ui.parts.ask_room import QUIET, Room, lay_out
from assistant.ui.parts.conversation import EXAMPLES, Exchange
from assistant.ui.parts.dialogue import Asked, Dialogue
from assistant.ui.parts.writings import Writings
from assistant.ui.parts.written_answer import WRITTEN
from assistant.ui.visiting import visitor_of
from assistant.validation import LONGEST_QUESTION
from corpus.errors import AlineaError

# Shown at once, and put in its place when it is there, by the page's script.
_SENDING: dict[str, Any] = {"js": "(...shown) => alinea.sending(...shown)", "api_visibility": "private"}
_SENT: dict[str, Any] = {"js": "(...shown) => alinea.answered(...shown)", "api_visibility": "private"}

_SHOWN = 100  # characters of a question that is too long


def replies(
    service: Assistant,
    question: object,
    language: str,
    before: Sequence[Asked],
    *,
    written: bool = True,
    stop: Waiting | None = None,
) -> Iterator[Answer | AlineaError]:
    """Yield the service's answer as it grows, with the conversation so far; an error is to be shown, not hidden."""
    try:
        if not isinstance(question, str):
            raise NotText
        if len(question) > LONGEST_QUESTION:
            raise QuestionTooLong(length=len(question), limit=LONGEST_QUESTION)
        said = dialogue.history(before)
        yield from service.answers(
            question.strip(), history=said, interface=language, side_by_side=True, written=written, stop=stop
        )
    except AlineaError as problem:
        yield problem


def growing(
    service: Assistant, question: object, language: str, before: Sequence[Asked], written: bool, stop: threading.Event
) -> Iterator[Exchange]:
    """Yield the exchange that a question begins, first without an answer, until that is whole or stopped."""
    now = _begun(question, before)
    yield now
    answers = replies(service, question, language, before, written=written, stop=stop)
    with closing(cast("Generator[Answer | AlineaError]", answers)):
        for outcome in answers:
            if not (stop.is_set() and now.is_growing):  # what comes of a stopped model is no more of its answer
                now = replace(now, outcome=outcome)
            now = replace(now, stopped=stop.is_set() and now.is_growing)
            yield now
            if now.stopped:
                return


@dataclass(frozen=True, slots=True)
class Asking:
    """What the page does when a question is sent."""

    service: Assistant
    room: Room
    kept: Dialogue
    writings: Writings

    def ask(self, asked: object, language: str, before: object, request: gr.Request) -> dict[Any, Any]:
        """Answer a question by quotation."""
        if _is_blank(asked):
            return {self.room.question: gr.skip()}
        self.service.changes.log.asked(visitor_of(request), "ask", asked)
        *_, now = growing(self.service, asked, language, dialogue.read(before), False, threading.Event())
        return {**self.room.page(language, now), self.room.said: self.kept.said(now, language)}

    def write(
        self, asked: object, language: str, before: object, request: gr.Request, form: str = WRITTEN
    ) -> Iterator[dict[Any, Any]]:
        """Show the question, then its answer as a model writes it."""
        if _is_blank(asked):
            yield {self.room.question: gr.skip()}
            return
        self.service.changes.log.asked(visitor_of(request), "ask", asked)
        written = form == WRITTEN
        cited: object = None
        with self.writings.begun(str(request.session_hash)) as stop:
            for now in growing(self.service, asked, language, dialogue.read(before), written, stop):
                if now.outcome is None:
                    yield self.room.page(language, now, busy=written)
                else:
                    yield self.room.grown(language, now, busy=now.is_growing, cited=cited)
                    cited = now.citations
        yield {self.room.said: self.kept.said(now, language)}

    def ask_example(self, event: gr.EventData, language: str, before: object, request: gr.Request) -> dict[Any, Any]:
        """Answer the example that was clicked."""
        return self.ask(_example(event, language), language, before, request)

    def write_example(
        self, event: gr.EventData, language: str, before: object, request: gr.Request, form: str = WRITTEN
    ) -> Iterator[dict[Any, Any]]:
        """Have a model answer the example that was clicked."""
        yield from self.write(_example(event, language), language, before, request, form)

    def failed(self, asked: object, language: str, before: object) -> dict[Any, Any]:
        """Put an end to the waiting when the service failed in a way nobody foresaw."""
        now = replace(_begun(asked, dialogue.read(before)), outcome=Unexpected())
        return {**self.room.page(language, now), self.room.said: self.kept.said(now, language)}

    def show_sources(self, event: gr.EventData, language: str, before: object) -> tuple[Any, ...]:
        """Show the sources of an earlier answer again."""
        asked = dialogue.read(before)
        number = _index(event, "turn", asked[-1].number + 1 if asked else 0)
        found = self.kept.numbered(asked, number)
        if not found:
            return gr.skip(), gr.skip(), gr.skip()
        return html(conversation.render_sources(language, found)), "", None


def build(service: Assistant, language: gr.Radio, views: Views, revision: gr.State) -> Writings:
    """Lay the page out and wire it; what it shows does not change with the library. Return what a model is writing."""
    kept = Dialogue(service)
    room = lay_out(service, language, views, kept)
    asking = Asking(service, room, kept, Writings())
    shown = [room.earlier, room.newest]
    sent = [room.send.click, room.question.submit]
    inputs = [language, room.before] if room.writer is None else [language, room.before, room.writer.form]
    closed = [*shown, room.asked, room.panel, room.opened]
    gr.on(sent, None, [room.panel, room.opened, *shown, room.question], closed, **_SENDING)
    room.newest.submit(None, [room.panel, room.opened, *shown], closed, **_SENDING)
    by_hand, by_click = (
        (asking.ask, asking.ask_example) if room.writer is None else (asking.write, asking.write_example)
    )
    for event in (
        gr.on(sent, by_hand, [room.question, *inputs], room.outputs, **QUIET),
        room.newest.submit(by_click, inputs, room.outputs, **QUIET),
    ):
        event.failure(asking.failed, [room.asked, language, room.before], room.outputs, **QUIET)
        answered = event.then(None, [room.before, room.said], [room.before, room.clear], **_SENT)
        if room.writer is not None:  # the language may have been switched meanwhile
            answered.then(room.spoken, [language, room.before], [room.newest, room.sources], **QUIET)
    if room.writer is not None:
        _wire_stop(room.writer.stop, asking.writings)
    for each in shown:
        each.expand(
            asking.show_sources, [language, room.before], [room.sources, room.panel, room.opened], **QUIET
        ).then(None, js="() => alinea.reveal('#ask-sources')", api_visibility="private")
    room.clear.click(
        room.cleared, language, [*shown, room.before, *room.outputs[1:], room.panel, room.opened, room.clear], **QUIET
    )
    context_panel.wire(service, language, room.panel, room.opened, [*shown, room.sources, room.panel])
    return asking.writings


def _wire_stop(stop: gr.Button, writings: Writings) -> None:
    """Let the button stop what is being written for whoever presses it; it goes when the answer says so."""

    def press(request: gr.Request) -> dict[str, Any]:
        writings.stop(str(request.session_hash))
        pressed: dict[str, Any] = gr.update(interactive=False)
        return pressed

    stop.click(None, js="() => alinea.stopping()", api_visibility="private")
    stop.click(press, None, stop, **QUIET)


def _example(event: gr.EventData, language: str) -> str:
    """Return the example that was clicked, in the language of the interface."""
    number = _index(event, "example", len(EXAMPLES))
    return "" if number is None else i18n.text(EXAMPLES[number], language)


def _begun(asked: object, before: Sequence[Asked]) -> Exchange:
    """Return the exchange that a question begins; of one that is far too long, only the beginning is repeated."""
    question = asked.strip() if isinstance(asked, str) else ""
    if len(question) > LONGEST_QUESTION:
        question = f"{question[:_SHOWN].strip()}…"
    return Exchange(question, number=before[-1].number + 1 if before else 0)


def _is_blank(asked: object) -> bool:
    return asked is None or (isinstance(asked, str) and not asked.strip())


def _index(event: gr.EventData, name: str, count: int) -> int | None:
    """Return an event's number if it is one of the first `count`, else None: events come from the browser."""
    value = str(data(event).get(name, ""))
    return int(value) if value.isdecimal() and len(value) < 4 and int(value) < count else None
