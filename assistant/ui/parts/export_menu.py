"""“Export”: what is on the page as a Word, CSV or JSON file, which the browser saves.

The file travels as the event's own answer and is saved by the page's script: the server keeps no file, and no
address of it has to be guarded.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from typing import Any

import gradio as gr
from gradio.components import Component
from gradio.events import Dependency

from assistant import i18n
from assistant.ask.conversation import Conversation
from assistant.ask.types import Answer, ModelReceipt
from assistant.export import ExportFormat, Result, format_of
from assistant.find.types import Found
from assistant.service import Assistant
from assistant.ui.errors import Unexpected
from assistant.ui.localized import LIVE, Views, html
from assistant.ui.parts import markup
from corpus.catalogue.identity import slug
from corpus.errors import AlineaError

_MIME = {
    ExportFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ExportFormat.CSV: "text/csv;charset=utf-8",
    ExportFormat.JSON: "application/json",
    ExportFormat.MD: "text/markdown;charset=utf-8",
}
_COLUMNS = ("en", "fr")

File = dict[str, str]


def build(
    service: Assistant,
    language: gr.Radio,
    views: Views,
    page: gr.HTML,
    state: Component,
    pick: Callable[[Any], Result | None],
) -> None:
    """Lay out and wire the bar, shown while the `page` has what is marked `data-export`; `pick` finds it by `state`."""
    place = str(page.elem_id)
    with gr.Row(visible=False, elem_classes="export-bar", elem_id=f"{place}-export") as bar:
        kind = views.label(
            gr.Radio(
                _choices(i18n.DEFAULT), value=str(ExportFormat.DOCX), elem_id=f"{place}-export-format", min_width=200
            ),
            label="cites.export.format",
        )
        columns = views.label(
            gr.Checkbox(elem_id=f"{place}-export-columns", min_width=200), label="cites.export.columns"
        )
        button = views.label(
            gr.Button(size="sm", min_width=110, elem_id=f"{place}-export-send"), value="cites.export.send"
        )
    file = gr.JSON(visible=False)
    status = gr.HTML(js_on_load=LIVE, elem_classes="export-status", elem_id=f"{place}-export-status")
    views.show(kind, lambda code: gr.update(choices=_choices(code)))

    def make(shown: object, kind: object, side_by_side: object, language: str) -> tuple[Any, Any]:
        """Return the file of what is shown, and what to say of it."""
        return made(service, lambda: pick(shown), str(kind), language, side_by_side=side_by_side is True)

    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}

    save(button.click(make, [state, kind, columns, language], [file, status], **quiet), file, status, language)
    page.change(None, page, [bar, status], js="(shown) => alinea.offer(shown)", api_visibility="private")


def made(
    service: Assistant,
    pick: Callable[[], Result | None],
    kind: str,
    language: str,
    *,
    side_by_side: bool = False,
) -> tuple[File | None, object]:
    """Return the file of what is picked, and what to say of it: that it is ready, or why there is none."""
    try:
        result = pick()
        if result is None:
            return None, ""
        file = exported(service, result, kind, side_by_side, language)
    except AlineaError as problem:
        return None, html(markup.problem(problem, language))
    return file, html(i18n.text("cites.export.done", language, file=file["name"]))


def made_receipt(answer: Answer | None, language: str) -> tuple[File | None, object]:
    """Return the file of the receipt of an answer that a model wrote, and what to say of it."""
    if answer is None or answer.receipt is None:
        return None, ""
    file = receipt_file(answer.receipt)
    return file, html(i18n.text("ask.receipt.done", language, file=file["name"]))


def save(making: Dependency, file: gr.JSON, status: gr.HTML, language: gr.Radio) -> None:
    """Have the browser save what an event makes, and say so where it cannot be made."""
    making.success(None, file, None, js="(file) => alinea.save(file)", api_visibility="private")
    making.failure(
        lambda code: html(markup.problem(Unexpected(), code)),
        language,
        status,
        show_progress="hidden",
        api_visibility="private",
    )


def receipt_file(receipt: ModelReceipt) -> File:
    """Return the receipt of an answer as the page's script saves it."""
    said = json.dumps(receipt.to_json(), ensure_ascii=False, indent=2)
    return _file("receipt-", receipt.question, ExportFormat.JSON, said.encode("utf-8"))


def exported(service: Assistant, result: Result, kind: str, side_by_side: bool, language: str) -> File:
    """Return a file as the page's script saves it: its name, its type, and its bytes in base 64. Raises BadRequest."""
    chosen = format_of(kind)
    content = service.export(result, chosen, _COLUMNS if side_by_side else (), interface=language)
    match result:
        case Found():
            return _file("", result.query, chosen, content)
        case Answer():
            return _file("", result.question, chosen, content)
        case Conversation():
            return _file("conversation-", result.title, chosen, content)
    return _file("", "", chosen, content)


def _file(kind: str, asked: str, form: ExportFormat, content: bytes) -> File:
    """Return a file named after what was asked."""
    name = re.sub(r"-[^-]*$", "", slug(asked)[:61]) if len(slug(asked)) > 60 else slug(asked)
    return {
        "name": f"alinea-{kind}{name or 'export'}.{form}",
        "type": _MIME[form],
        "content": base64.b64encode(content).decode("ascii"),
    }


def _choices(language: str) -> list[tuple[str, str]]:
    """Return the formats as (name shown, value)."""
    return [(i18n.text(f"cites.export.{each}", language), str(each)) for each in ExportFormat]
