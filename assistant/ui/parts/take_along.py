"""What is taken along of a conversation: the whole of it as a file, or one answer to be pasted anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import gradio as gr

from assistant import i18n
from assistant.ask.conversation import Conversation, Exchange
from assistant.ask.types import Answer
from assistant.export import ExportFormat
from assistant.export.plain_text import answer_text
from assistant.service import Assistant
from assistant.ui.localized import LIVE, Views
from assistant.ui.parts import export_menu
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
        return export_menu.made(
            service, lambda: conversation_of(dialogue.exchanges(read(asked)), language), kind, language
        )

    for kind, each in buttons.items():
        making = each.click(partial(make, kind), [before, language], [file, status], **quiet)
        export_menu.save(making, file, status, language)
