"""The page “Check quotations”: a pasted text, and the verdict on each quotation in it."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.errors import BadRequest
from assistant.service import Assistant
from assistant.ui.errors import NotText, Unexpected
from assistant.ui.localized import CLICKS, LIVE, Views, html
from assistant.ui.parts import context_panel, verdicts
from assistant.ui.parts.verdicts import Outcome
from corpus.errors import AlineaError
from corpus.phrases import Phrase

_LONGEST = 200_000  # characters; longer texts are for the command line
_SECONDS = 3.0  # of a processor, which others wait for too


def check(service: Assistant, text: object, language: str) -> Outcome:
    """Check a text, references in the language of the interface; None where there is nothing to check."""
    try:
        if text is None:
            return None
        if not isinstance(text, str):
            raise NotText
        if len(text) > _LONGEST:
            raise BadRequest(
                value=Phrase("error.expected.count_of_characters", "{count} characters", count=f"{len(text):,}"),
                expected=Phrase("error.expected.text_length", "a text of {most} at most", most=f"{_LONGEST:,}"),
            )
        return service.verify(text, language=language, seconds=_SECONDS) if text.strip() else None
    except AlineaError as problem:
        return problem


def build(service: Assistant, language: gr.Radio, views: Views, revision: gr.State) -> None:
    """Lay the page out and wire it."""
    checked = gr.State(None)
    views.show(gr.HTML(elem_classes="intro"), verdicts.intro)
    text = views.label(
        gr.Textbox(lines=7, max_lines=20, max_length=_LONGEST, elem_id="verify-text"),
        label="verify.text",
        placeholder="verify.placeholder",
    )
    with gr.Row(elem_classes="ask-bar"):
        send = views.label(
            gr.Button(variant="primary", scale=0, min_width=140, elem_id="verify-send"), value="verify.send"
        )
    with gr.Row(elem_classes="split"):
        with gr.Column(scale=3, min_width=300):
            results = gr.HTML(js_on_load=CLICKS, elem_id="verify-results")
        with gr.Column(scale=2, min_width=300, elem_classes="side"):
            panel = gr.HTML(js_on_load=CLICKS, elem_id="verify-reading")
    status = gr.HTML(js_on_load=LIVE, elem_classes="visually-hidden", elem_id="verify-status")
    # Checked again when the language changes: references are written in it.
    views.show(results, lambda code, text: verdicts.render(code, check(service, text, code)), checked)
    opened = context_panel.lay_out(service, views, panel, context_panel.waiting)

    def verify(language: str, pasted: object) -> tuple[Any, ...]:
        """Check what was pasted, and show the verdicts; a paragraph left open from before is closed."""
        outcome = check(service, pasted, language)
        return page(language, outcome, None if isinstance(outcome, BadRequest) else pasted)

    def page(language: str, outcome: Outcome, pasted: object) -> tuple[Any, ...]:
        shown, said = verdicts.render(language, outcome), verdicts.summary(language, outcome)
        return html(shown), html(said), pasted, html(context_panel.waiting(language)), None

    outputs = [results, status, checked, panel, opened]
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    send.click(verify, [language, text], outputs, **quiet).failure(
        lambda language: page(language, Unexpected(), None), language, outputs, **quiet
    )
    context_panel.wire(service, language, panel, opened, [results, panel], closed=context_panel.waiting)
