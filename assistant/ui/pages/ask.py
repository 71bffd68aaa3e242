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
from assistant.ui.parts import context_panel, conversation, dialogue, take_along
from assistant.ui.parts.ask_room import QUIET, Room, lay_out
from assistant.ui.parts.conversation import Exchange
from assistant.ui.parts.dialogue import Asked, Dialogue
from assistant.ui.parts.study_take_along import address_of
from assistant.ui.parts.writings import Writings
from assistant.ui.parts.written_answer import WRITTEN
from assistant.ui.visiting import visitor_of
from assistant.validation import LONGEST_QUESTION
from corpus.errors import AlineaError

_QUESTION = "(...shown) => alinea.question(...shown)"


def _script(call: str) -> dict[str, Any]:
    return {"js": f"(...shown) => alinea.{call}(...shown)", "api_visibility": "private"}


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
        self.service.changes.log.asked(visitor_of(request), "ask", asked)
        *_, now = growing(self.service, asked, language, dialogue.read(before), False, threading.Event())
        return {**self.room.grown(language, now), self.room.said: self.kept.said(now, language)}

    def write(
        self, asked: object, language: str, before: object, request: gr.Request, form: str = WRITTEN
    ) -> Iterator[dict[Any, Any]]:
        """Show the question, then its answer as a model writes it."""
        self.service.changes.log.asked(visitor_of(request), "ask", asked)
        written = form == WRITTEN
        cited: object = None
        with self.writings.begun(str(request.session_hash)) as stop:
            for now in growing(self.service, asked, language, dialogue.read(before), written, stop):
                yield self.room.grown(language, now, cited=cited)
                cited = now.citations
        yield {self.room.said: self.kept.said(now, language)}

    def failed(self, asked: object, language: str, before: object) -> dict[Any, Any]:
        """Put an end to the waiting when the service failed in a way nobody foresaw."""
        now = replace(_begun(asked, dialogue.read(before)), outcome=Unexpected())
        return {**self.room.grown(language, now), self.room.said: self.kept.said(now, language)}

    def show_sources(self, event: gr.EventData, language: str, before: object) -> tuple[Any, ...]:
        """Show the sources of an earlier answer again."""
        asked = dialogue.read(before)
        found = self.kept.numbered(asked, dialogue.turn_of(data(event), asked))
        if not found:
            return gr.skip(), gr.skip(), gr.skip()
        return html(conversation.render_sources(language, found)), "", None

    def copy(self, event: gr.EventData, language: str, before: object, request: gr.Request) -> dict[str, str]:
        """Return an answer as it is pasted anywhere, with what is said where the browser does not allow it."""
        asked = dialogue.read(before)
        base = address_of("", dict(request.headers))
        words = take_along.copied(self.kept.numbered(asked, dialogue.turn_of(data(event), asked)), language, base)
        return {"words": words, "failed": i18n.text("ask.copy.failed", language)}


def build(service: Assistant, language: gr.Radio, views: Views, revision: gr.State) -> Writings:
    """Lay the page out and wire it; `revision` changes whenever the library does. Return what a model is writing."""
    kept = Dialogue(service)
    room = lay_out(service, language, views, kept, revision)
    asking = Asking(service, room, kept, Writings())
    shown, opened = [room.earlier, room.newest], [room.panel, room.opened]
    sends = [room.send.click, room.question.submit]
    gr.on(sends, None, room.question, room.question, trigger_mode="multiple", **_script("send"))
    changed = [*shown, room.asked, room.before, *opened, room.status]
    room.asks.click(None, [*shown, room.before], changed, **_script("sending"))
    inputs = [room.asked, language, room.before]
    if room.writer is None:
        asked = room.asks.click(asking.ask, inputs, room.outputs, js=_QUESTION, **QUIET)
    else:
        asked = room.asks.click(asking.write, [*inputs, room.writer.form], room.outputs, js=_QUESTION, **QUIET)
    asked.failure(asking.failed, inputs, room.outputs, **QUIET)
    answered = asked.then(None, [room.before, room.said, room.newest, room.sources], room.before, **_script("answered"))
    if room.writer is not None:  # the language may have been switched meanwhile
        answered.then(room.spoken, [language, room.before], [room.newest, room.sources], **QUIET)
    if room.writer is not None:
        _wire_stop(room.writer.stop, asking.writings)
    for each in shown:
        each.copy(asking.copy, [language, room.before], room.copy, **QUIET).then(
            None, room.copy, None, js="(answer) => alinea.copy(answer)", api_visibility="private"
        )
        each.expand(asking.show_sources, [language, room.before], [room.sources, *opened], **QUIET).then(
            None, js="() => alinea.reach('#ask-sources .panel')", api_visibility="private"
        )
    room.clear.click(None, None, room.before, **_script("fresh")).then(
        room.restored, [language, room.before], room.all_shown, **QUIET
    ).then(None, js="() => alinea.startAnew()", api_visibility="private")
    kept_now = [room.earlier, room.newest, room.sources]
    room.asks.select(None, None, room.before, **_script("rows")).then(
        room.restored, [language, room.before], room.all_shown, **QUIET
    ).then(None, kept_now, kept_now, **_script("mended"))
    context_panel.wire(service, language, room.panel, room.opened, [*shown, room.sources, room.panel])
    return asking.writings


def _wire_stop(stop: gr.Button, writings: Writings) -> None:
    """Let the button stop what is being written for whoever presses it."""

    def press(request: gr.Request) -> None:
        writings.stop(str(request.session_hash))

    stop.click(None, js="() => alinea.stopping()", api_visibility="private")
    stop.click(press, None, None, **QUIET)


def _begun(asked: object, before: Sequence[Asked]) -> Exchange:
    """Return the exchange that a question begins; of one that is far too long, only the beginning is repeated."""
    question = asked.strip() if isinstance(asked, str) else ""
    if len(question) > LONGEST_QUESTION:
        question = f"{question[:_SHOWN].strip()}…"
    return Exchange(question, number=before[-1].number + 1 if before else 0)
