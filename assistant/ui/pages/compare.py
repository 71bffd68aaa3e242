"""The page “Compare”: themes and documents, and the grid of what each document has on each theme."""

from __future__ import annotations

import base64
from functools import partial
from typing import Any

import gradio as gr

from assistant import i18n
from assistant.compare.comparer import LONGEST_THEME, MOST_DOCUMENTS, MOST_THEMES
from assistant.compare.types import Grid, SideBySide
from assistant.export import format_of
from assistant.service import Assistant
from assistant.ui.errors import NotText, Unexpected
from assistant.ui.localized import CLICKS, LIVE, Views, html
from assistant.ui.pages.find import choices
from assistant.ui.parts import address, context_panel, grid, markup
from assistant.ui.parts.address import parameters
from assistant.ui.parts.grid import Outcome
from corpus.errors import AlineaError

_MIME = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv;charset=utf-8",
}


def comparison(service: Assistant, themes: object, documents: object, language: str) -> Outcome:
    """Compare, a line of `themes` being one; two lines that are references are shown side by side; None for nothing."""
    try:
        if themes is None:
            return None
        chosen = documents if isinstance(documents, list) else []
        if not isinstance(themes, str) or not all(isinstance(each, str) for each in chosen):
            raise NotText
        lines = [line.strip() for line in themes.splitlines() if line.strip()]
        if not lines:
            return None
        if len(lines) == 2 and not chosen and all(map(service.is_reference, lines)):
            return service.differences(*lines, language=language)
        return service.compare(lines, chosen, language=language)
    except AlineaError as problem:
        return problem


def exported(service: Assistant, themes: object, documents: object, kind: str, language: str) -> dict[str, str]:
    """Return a comparison as a file, as the page's script saves it: name, type, bytes in base 64.

    Raises what the service raises.
    """
    outcome = comparison(service, themes, documents, language)
    if isinstance(outcome, AlineaError):
        raise outcome
    chosen = format_of(kind)
    content = service.export(outcome, chosen) if outcome is not None else b""
    encoded = base64.b64encode(content).decode("ascii")
    return {"name": f"alinea-{i18n.text('compare.file', language)}.{chosen}", "type": _MIME[chosen], "content": encoded}


def offered(service: Assistant, language: str) -> list[tuple[str, str]]:
    """Return the documents there are to choose from: (name shown, id)."""
    return choices(service, language)["document"][1:]


def build(service: Assistant, language: gr.Radio, views: Views, revision: gr.State) -> None:
    """Lay the page out and wire it; `revision` changes whenever the library does."""
    compared = gr.State(None)
    views.show(gr.HTML(elem_classes="intro"), grid.intro)
    with gr.Row(elem_classes="compare-bar"):
        themes = views.label(
            gr.Textbox(
                lines=3,
                max_lines=MOST_THEMES,
                max_length=MOST_THEMES * LONGEST_THEME,
                scale=3,
                elem_id="compare-themes",
            ),
            label="compare.themes",
            placeholder="compare.placeholder",
        )
        documents = views.label(
            gr.Dropdown([], multiselect=True, max_choices=MOST_DOCUMENTS, scale=3, elem_id="compare-documents"),
            label="compare.documents",
        )
    with gr.Row(elem_classes="ask-bar"):
        send = views.label(
            gr.Button(variant="primary", scale=0, min_width=140, elem_id="compare-send"), value="compare.send"
        )
    results = gr.HTML(js_on_load=f"{CLICKS}\nalinea.sights(element);", elem_id="compare-results")
    with gr.Row(visible=False, elem_classes="export-bar") as bar:
        saving = {
            kind: views.label(
                gr.Button(size="sm", scale=0, min_width=150, elem_id=f"compare-{kind}"), value=f"compare.save.{kind}"
            )
            for kind in _MIME
        }
    file = gr.JSON(visible=False)
    problem = gr.HTML(elem_classes="export-status")
    panel = gr.HTML(js_on_load=CLICKS, elem_id="compare-reading")
    status = gr.HTML(js_on_load=LIVE, elem_classes="visually-hidden", elem_id="compare-status")
    views.show(documents, lambda code: gr.update(choices=offered(service, code)))
    # Compared again when the language changes: references are written in it, and paragraphs shown in it first.
    views.show(results, lambda code, asked: grid.render(code, comparison(service, *_asked(asked), code)), compared)
    opened = context_panel.lay_out(service, views, panel)

    def compare(language: str, asked: object, chosen: object) -> tuple[Any, ...]:
        """Compare, and show what was found; a paragraph left open from before is closed."""
        return page(language, comparison(service, asked, chosen, language), (asked, chosen))

    def arrive(event: gr.EventData, language: str) -> tuple[Any, ...]:
        """Fill the boxes as an address says, and compare."""
        asked = parameters(event)
        lines, documents = "\n".join(asked.all("theme")), asked.all("document")
        return lines, refresh(language, documents), *compare(language, lines, documents)

    def page(language: str, outcome: Outcome, asked: tuple[object, object] | None) -> tuple[Any, ...]:
        shown, said = grid.render(language, outcome), grid.summary(language, outcome)
        there = gr.update(visible=isinstance(outcome, Grid | SideBySide))
        return html(shown), html(said), asked, "", None, there, ""

    def save(kind: str, language: str, kept: tuple[object, object] | None) -> tuple[Any, Any]:
        """Return the file of what is shown, and what is to be said: only that it could not be made."""
        try:
            return exported(service, *_asked(kept), kind, language), ""
        except AlineaError as error:
            return None, html(markup.problem(error, language))

    def refresh(language: str, chosen: list[str] | None) -> Any:  # noqa: ANN401
        """Offer what is loaded now, and keep of what was chosen what is still there."""
        there = offered(service, language)
        ids = {each for _, each in there}
        return gr.update(choices=there, value=[each for each in chosen or [] if each in ids])

    def failed(language: str) -> tuple[Any, ...]:
        return page(language, Unexpected(), None)

    outputs = [results, status, compared, panel, opened, bar, problem]
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    asking = send.click(compare, [language, themes, documents], outputs, **quiet)
    asking.failure(failed, language, outputs, **quiet)
    address.told(asking, "compare", [("theme", themes), ("document", documents)])
    address.follow("compare", arrive, [language], [themes, documents], outputs, failed)
    for kind, each in saving.items():
        each.click(partial(save, kind), [language, compared], [file, problem], **quiet).success(
            None, file, None, js="(file) => file && alinea.save(file)", api_visibility="private"
        )
    revision.change(refresh, [language, documents], documents, **quiet)
    context_panel.wire(service, language, panel, opened, [results, panel])


def _asked(kept: tuple[object, object] | None) -> tuple[object, object]:
    """Return the themes and documents last compared, none before the first time."""
    return kept or (None, [])
