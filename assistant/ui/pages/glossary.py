"""The page “Glossary”: terms by letter, by subject or by any of their forms, and where they are explained."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import gradio as gr
from markupsafe import Markup

from assistant import i18n
from assistant.glossary.types import GlossaryFound
from assistant.service import Assistant
from assistant.ui.errors import NotText, QuestionTooLong, Unexpected
from assistant.ui.localized import CLICKS, LIVE, Views, data, html
from assistant.ui.parts import address, context_panel, term_list
from assistant.ui.parts.address import parameters
from assistant.validation import LONGEST_QUESTION
from corpus.errors import AlineaError
from corpus.glossary.types import Field


@dataclass(frozen=True, slots=True)
class GlossaryView:
    """What the page shows: the terms of a query, of a subject, or under a letter (empty for all)."""

    query: str = ""
    field: str = ""
    letter: str | None = None


def look_up(service: Assistant, asked: GlossaryView, language: str) -> GlossaryFound | AlineaError:
    """Return the terms asked for, in the reader's language, or the error to show instead."""
    try:
        if len(asked.query) > LONGEST_QUESTION:
            raise QuestionTooLong(length=len(asked.query), limit=LONGEST_QUESTION)
        found = service.glossary(asked.query, language=language)
    except AlineaError as problem:
        return problem
    if not asked.field:
        return found
    named = sum(entry.field == asked.field for entry in found.terms[: found.named])
    return replace(found, named=named, terms=tuple(each for each in found.terms if each.field == asked.field))


def build(service: Assistant, language: gr.Radio, views: Views, revision: gr.State) -> None:
    """Lay the page out and wire it; `revision` changes whenever the library does, and with it what can be opened."""
    asked = gr.State(GlossaryView())
    views.show(gr.HTML(elem_classes="intro"), term_list.intro)
    with gr.Row(elem_classes="ask-bar"):
        query = views.label(
            gr.Textbox(lines=1, max_length=LONGEST_QUESTION, scale=5, elem_id="glossary-query"),
            label="glossary.query",
            placeholder="glossary.placeholder",
        )
        send = views.label(
            gr.Button(variant="primary", scale=1, min_width=110, elem_id="glossary-send"), value="glossary.send"
        )
    with gr.Row(elem_classes="filters"):
        field = views.label(
            gr.Dropdown(_fields(i18n.DEFAULT), value="", filterable=False, min_width=160, elem_id="glossary-field"),
            label="glossary.field",
        )
    with gr.Row(elem_classes="split"):
        with gr.Column(scale=3, min_width=300):
            listed = gr.HTML(js_on_load=CLICKS, elem_id="glossary-terms")
        with gr.Column(scale=2, min_width=300, elem_classes="side"):
            panel = gr.HTML(js_on_load=CLICKS, elem_id="glossary-reading")
    status = gr.HTML(js_on_load=LIVE, elem_classes="visually-hidden", elem_id="glossary-status")

    def shown(code: str, now: GlossaryView) -> Markup:
        return term_list.render(code, look_up(service, now, code), now.letter, filtered=bool(now.field))

    views.show(field, lambda code: gr.update(choices=_fields(code)))
    views.show(listed, shown, asked)
    opened = context_panel.lay_out(service, views, panel, term_list.waiting)

    def show(code: str, now: GlossaryView) -> tuple[Any, ...]:
        """Return the values of `outputs`; a paragraph left open from before is closed."""
        found = look_up(service, now, code)
        page = term_list.render(code, found, now.letter, filtered=bool(now.field))
        return html(page), html(term_list.summary(code, found)), now, html(term_list.waiting(code)), None

    def find(code: str, words: object, subject: object) -> tuple[Any, ...]:
        if not isinstance(words, str | None):
            return html(term_list.render(code, NotText(), None)), *show(code, GlossaryView())[1:]
        known = subject if isinstance(subject, str) and subject in set(Field) else ""
        return show(code, GlossaryView((words or "").strip(), known))

    def turn(event: gr.EventData, code: str, now: GlossaryView) -> tuple[Any, ...]:
        letter = data(event).get("letter")
        return show(code, replace(now, letter=letter[:1] if isinstance(letter, str) else ""))

    def arrive(event: gr.EventData, code: str) -> tuple[Any, ...]:
        """Fill the boxes as an address says, and look the words up."""
        asked = parameters(event)
        words, subject = asked.one("q"), asked.one("field") if asked.one("field") in set(Field) else ""
        return words, subject, *find(code, words, subject)

    def failed(code: str) -> tuple[Any, ...]:
        problem = term_list.render(code, Unexpected(), None)
        return html(problem), html(i18n.error(Unexpected(), code)), GlossaryView(), html(term_list.waiting(code)), None

    outputs = [listed, status, asked, panel, opened]
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    asking = gr.on([send.click, query.submit, field.input], find, [language, query, field], outputs, **quiet)
    address.told(asking, "glossary", [("q", query), ("field", field)])
    address.follow("glossary", arrive, [language], [query, field], outputs, failed)
    for each in (asking, listed.expand(turn, [language, asked], outputs, **quiet)):
        each.failure(failed, language, outputs, **quiet)
    revision.change(lambda code, now: html(shown(code, now)), [language, asked], listed, **quiet)
    context_panel.wire(service, language, panel, opened, [listed, panel], closed=term_list.waiting)


def _fields(language: str) -> list[tuple[str, str]]:
    """Return the subjects as (name shown, value), the first being no restriction."""
    return [
        (i18n.text("glossary.field.all", language), ""),
        *((i18n.text(f"glossary.field.{each}", language), str(each)) for each in Field),
    ]
