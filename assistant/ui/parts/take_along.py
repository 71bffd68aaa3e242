"""What is taken along of a conversation: the whole of it or one answer as a file, one answer to be pasted anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gradio as gr

from assistant import i18n
from assistant.ask.conversation import Conversation, Exchange
from assistant.ask.types import Answer
from assistant.export.plain_text import answer_text
from assistant.service import Assistant
from assistant.ui.localized import CLICKS, LIVE, Views, data
from assistant.ui.parts import export_menu, save_menu
from assistant.ui.parts.conversation import Exchange as Shown
from assistant.ui.parts.dialogue import Dialogue, read, turn_of
from corpus.errors import AlineaError
from corpus.types import Language


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


def build(
    service: Assistant,
    language: gr.Radio,
    views: Views,
    before: gr.JSON,
    dialogue: Dialogue,
    answers: Sequence[gr.HTML],
) -> None:
    """Lay out the menu that gives the whole conversation as a file; wire it, and the menus of single `answers`."""
    menu = views.show(gr.HTML(js_on_load=CLICKS, elem_id="ask-save"), save_menu.of_conversation)
    file = gr.JSON(visible=False)
    status = gr.HTML(js_on_load=LIVE, elem_classes="export-status", elem_id="ask-save-status")

    def make(event: gr.EventData, asked: object, language: str) -> tuple[Any, Any]:
        """Return the file that a button of a menu names, and what to say of it."""
        wanted, rows = data(event), read(asked)
        kind = str(wanted.get("kind", ""))
        if "turn" not in wanted:
            return export_menu.made(
                service, lambda: conversation_of(dialogue.exchanges(rows), language), kind, language
            )
        found = dialogue.numbered(rows, turn_of(wanted, rows))
        answer = found[-1].whole_answer if found else None
        if kind == save_menu.RECEIPT:
            return export_menu.made_receipt(answer, language)
        return export_menu.made(service, lambda: answer, kind, language, side_by_side="columns" in wanted)

    for each in (*answers, menu):
        making = each.download(
            make, [before, language], [file, status], show_progress="hidden", api_visibility="private"
        )
        export_menu.save(making, file, status, language)
