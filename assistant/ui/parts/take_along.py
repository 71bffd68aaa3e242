"""What is taken along of a conversation: the whole of it as a file, or one answer to be pasted anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gradio as gr

from assistant import i18n
from assistant.ask.conversation import Conversation, Exchange
from assistant.ask.types import Answer
from assistant.export import ExportFormat
from assistant.export.plain_text import answer_text
from assistant.service import Assistant
from assistant.ui.localized import LIVE, Views, html
from assistant.ui.parts import export_menu, markup
from assistant.ui.parts.conversation import Exchange as Shown
from assistant.ui.parts.dialogue import Dialogue, read
from corpus.errors import AlineaError
from corpus.types import Language

FORMATS = (ExportFormat.DOCX, ExportFormat.MD, ExportFormat.JSON)


def conversation_of(exchanges: Sequence[Shown], language: str) -> Conversation:
    """Return what is shown of a conversation as it is exported, the words around it in a language of the page."""
    return Conversation(tuple(_exchange(each, language) for each in exchanges), Language(language))


def _exchange(shown: Shown, language: str) -> Exchange:
    told = i18n.error(shown.outcome, language) if isinstance(shown.outcome, AlineaError) else ""
    return Exchange(shown.question, shown.whole_answer, told)


def copied(exchanges: Sequence[Shown], language: str, base: str) -> str:
    """Return an answer with its sources as plain text, their addresses on the server at `base`; empty without one."""
    outcome = exchanges[-1].outcome if exchanges else None
    return answer_text(outcome, language, base) if isinstance(outcome, Answer) else ""


def build(service: Assistant, language: gr.Radio, views: Views, before: gr.JSON, dialogue: Dialogue) -> None:
    """Lay out the buttons that give the whole conversation as a file, and wire them."""
    buttons = {
        each: views.label(
            gr.Button(size="sm", scale=0, min_width=110, elem_id=f"ask-take-{each}"), value=f"ask.take.{each}"
        )
        for each in FORMATS
    }
    file = gr.JSON(visible=False)
    status = gr.HTML(js_on_load=LIVE, elem_classes="export-status", elem_id="ask-take-status")
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}

    def make(kind: ExportFormat, asked: object, language: str) -> tuple[Any, Any]:
        try:
            whole = conversation_of(dialogue.exchanges(read(asked)), language)
            made = export_menu.exported(service, whole, kind, False, language)
        except AlineaError as problem:
            return None, html(markup.problem(problem, language))
        return made, html(i18n.text("cites.export.done", language, file=made["name"]))

    for kind, each in buttons.items():
        each.click(
            lambda asked, language, kind=kind: make(kind, asked, language), [before, language], [file, status], **quiet
        ).success(None, file, None, js="(file) => alinea.save(file)", api_visibility="private")
