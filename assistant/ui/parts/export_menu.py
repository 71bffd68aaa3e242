"""“Export”: what is on the page as a Word, CSV or JSON file, which the browser saves.

The file travels as the event's own answer and is saved by the page's script: the server keeps no file, and no
address of it has to be guarded.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from typing import Any

import gradio as gr

from assistant import i18n
from assistant.ask.types import Answer
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
}
_COLUMNS = ("en", "fr")

File = dict[str, str]


def build(
    service: Assistant,
    language: gr.Radio,
    views: Views,
    page: gr.HTML,
    state: gr.State,
    pick: Callable[[Any], Result | None],
) -> None:
    """Lay the bar out and wire it: shown while `pick` finds a result in `state`, looked at whenever `page` changes."""
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
        result = pick(shown)
        if result is None:
            return None, ""
        try:
            made = exported(service, result, str(kind), side_by_side is True, language)
        except AlineaError as problem:
            return None, html(markup.notice(i18n.text("problem.title", language), i18n.error(problem, language)))
        return made, html(i18n.text("cites.export.done", language, file=made["name"]))

    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    # not the change of the state itself: Gradio would hash it, and results hold dictionaries
    page.change(lambda shown: (gr.update(visible=pick(shown) is not None), ""), state, [bar, status], **quiet)
    sending = button.click(make, [state, kind, columns, language], [file, status], **quiet)
    sending.success(None, file, None, js="(file) => alinea.save(file)", api_visibility="private")
    sending.failure(
        lambda code: html(markup.notice(i18n.text("problem.title", code), i18n.error(Unexpected(), code))),
        language,
        status,
        **quiet,
    )


def exported(service: Assistant, result: Result, kind: str, side_by_side: bool, language: str) -> File:
    """Return a file as the page's script saves it: its name, its type, and its bytes in base 64. Raises BadRequest."""
    chosen = format_of(kind)
    content = service.export(result, chosen, _COLUMNS if side_by_side else (), interface=language)
    asked = result.query if isinstance(result, Found) else result.question if isinstance(result, Answer) else ""
    name = re.sub(r"-[^-]*$", "", slug(asked)[:61]) if len(slug(asked)) > 60 else slug(asked)
    return {
        "name": f"alinea-{name or 'export'}.{chosen}",
        "type": _MIME[chosen],
        "content": base64.b64encode(content).decode("ascii"),
    }


def _choices(language: str) -> list[tuple[str, str]]:
    """Return the formats as (name shown, value)."""
    return [(i18n.text(f"cites.export.{each}", language), str(each)) for each in ExportFormat]
