"""The page “Find”: a query, its filters, and the paragraphs found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gradio as gr

from assistant import i18n
from assistant.find.types import Found
from assistant.service import Assistant
from assistant.ui.errors import NotText, QuestionTooLong, Unexpected
from assistant.ui.localized import CLICKS, LIVE, Views, html
from assistant.ui.parts import address, context_panel, export_menu, hits, markup
from assistant.ui.parts.address import parameters
from assistant.ui.parts.hits import Outcome
from assistant.ui.visiting import visitor_of
from assistant.validation import LONGEST_QUESTION
from corpus.errors import AlineaError

FILTERS = ("document", "kind", "language")


def search(
    service: Assistant, query: object, chosen: Sequence[object], exact: object, interface: str = i18n.DEFAULT
) -> Outcome:
    """Search with the filters chosen, those of `FILTERS` in order, an empty one being no restriction.

    None when there is nothing to search for.
    """
    try:
        query, document, kind, language = (_text(value) for value in (query, *chosen))
        if not query:
            return None
        if len(query) > LONGEST_QUESTION:
            raise QuestionTooLong(length=len(query), limit=LONGEST_QUESTION)
        return service.find(
            query,
            document=document or None,
            kind=kind or None,
            language=language or None,
            exact=exact is True,
            interface=interface,
        )
    except AlineaError as problem:
        return problem


def again(service: Assistant, kept: object) -> Outcome:
    """Search for what a browser has kept of a search, as it was asked then; None for what is no search."""
    if not isinstance(kept, dict) or not isinstance(chosen := kept.get("chosen"), list) or len(chosen) != len(FILTERS):
        return None
    language = kept.get("language")
    reader = language if isinstance(language, str) and language in i18n.LANGUAGES else i18n.DEFAULT
    return search(service, kept.get("query"), chosen, kept.get("exact"), reader)


def _text(value: object) -> str:
    """Return the stripped value of a box; raises NotText."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise NotText
    return value.strip()


def choices(service: Assistant, language: str) -> dict[str, list[tuple[str, str]]]:
    """Return what each filter offers, from what is loaded: (name shown, value), the first being no restriction.

    A library that cannot be read offers nothing more: the page “Documents” says why, and so does a search.
    """
    try:
        documents = service.library(language)
    except AlineaError:
        documents = ()
    kinds = sorted({document.kind for document in documents if document.kind})
    languages = sorted({version.language for document in documents for version in document.versions})
    offered = {
        "document": [(markup.cut(f"{d.symbol} – {d.title}" if d.symbol else d.title), d.id) for d in documents],
        "kind": [(i18n.name("kind", kind, language), kind) for kind in kinds],
        "language": [(i18n.name("language", code, language), code) for code in languages],
    }
    return {name: [(i18n.text(f"find.all.{name}", language), ""), *offered[name]] for name in FILTERS}


def exportable(outcome: Outcome) -> Found | None:
    """Return what can be exported: a search that found something. Raises the error that kept it from being made."""
    if isinstance(outcome, AlineaError):
        raise outcome
    return outcome if outcome is not None and outcome.hits else None


def build(service: Assistant, language: gr.Radio, views: Views, revision: gr.State) -> None:
    """Lay the page out and wire it; `revision` changes whenever the library does."""
    searched = gr.JSON(visible=False)
    views.show(gr.HTML(elem_classes="intro"), hits.intro)
    with gr.Row(elem_classes="ask-bar"):
        query = views.label(
            gr.Textbox(lines=1, max_length=LONGEST_QUESTION, scale=5, elem_id="find-query"),
            label="find.query",
            placeholder="find.placeholder",
        )
        send = views.label(gr.Button(variant="primary", scale=1, min_width=110, elem_id="find-send"), value="find.send")
    with gr.Row(elem_classes="filters"):
        boxes = {
            name: views.label(
                gr.Dropdown(
                    [(i18n.text(f"find.all.{name}", i18n.DEFAULT), "")],
                    value="",
                    filterable=False,
                    min_width=160,
                    elem_id=f"find-{name}",
                ),
                label=f"find.filter.{name}",
            )
            for name in FILTERS
        }
        exact = views.label(gr.Checkbox(elem_id="find-exact", min_width=160), label="find.exact")
    with gr.Row(elem_classes="split"):
        with gr.Column(scale=3, min_width=300):
            listing = gr.HTML(js_on_load=CLICKS, elem_id="find-results", render=False)
            export_menu.build(
                service, language, views, listing, searched, lambda kept: exportable(again(service, kept))
            )
            listing.render()  # type: ignore[no-untyped-call]  # Gradio’s own
        with gr.Column(scale=2, min_width=300, elem_classes="side"):
            panel = gr.HTML(js_on_load=CLICKS, elem_id="find-reading")
    status = gr.HTML(js_on_load=LIVE, elem_classes="visually-hidden", elem_id="find-status")
    for name, box in boxes.items():
        views.show(box, lambda code, name=name: gr.update(choices=choices(service, code)[name]))
    views.show(listing, lambda code, kept: hits.render(code, again(service, kept)), searched)
    opened = context_panel.lay_out(service, views, panel, context_panel.waiting)

    def find(request: gr.Request, language: str, asked: object, exact: object, *chosen: object) -> tuple[Any, ...]:
        """Search, and show what was found; a paragraph left open from the search before is closed."""
        service.changes.log.asked(visitor_of(request), "find", asked)
        kept = {"query": asked, "chosen": list(chosen), "exact": exact, "language": language}
        return page(language, again(service, kept), kept)

    def page(language: str, outcome: Outcome, kept: dict[str, object] | None = None) -> tuple[Any, ...]:
        shown, said = hits.render(language, outcome), hits.summary(language, outcome)
        return html(shown), html(said), kept, html(context_panel.waiting(language)), None

    def arrive(event: gr.EventData, language: str) -> tuple[Any, ...]:
        """Fill the boxes as an address says, and search."""
        asked = parameters(event)
        query, chosen, exact = asked.one("q"), [asked.one(name) for name in FILTERS], asked.one("exact") == "1"
        kept: dict[str, object] = {"query": query, "chosen": chosen, "exact": exact, "language": language}
        return query, exact, *refresh(language, *chosen), *page(language, again(service, kept), kept)

    def refresh(language: str, *chosen: str) -> list[Any]:
        """Offer what is loaded now; a choice whose document has gone goes back to no restriction."""
        offered = choices(service, language)
        updates = []
        for name, value in zip(FILTERS, chosen, strict=True):
            kept = value if value in {offer for _, offer in offered[name]} else ""
            updates.append(gr.update(choices=offered[name], value=kept))
        return updates

    def failed(language: str) -> tuple[Any, ...]:
        return page(language, Unexpected())

    changes = [send.click, query.submit, exact.input, *(box.input for box in boxes.values())]
    outputs = [listing, status, searched, panel, opened]
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    asking = gr.on(changes, find, [language, query, exact, *boxes.values()], outputs, **quiet)
    asking.failure(failed, language, outputs, **quiet)
    address.told(asking, "find", [("q", query), ("exact", exact), *boxes.items()])
    address.follow("find", arrive, [language], [query, exact, *boxes.values()], outputs, failed)
    revision.change(refresh, [language, *boxes.values()], list(boxes.values()), **quiet)
    context_panel.wire(service, language, panel, opened, [listing, panel], closed=context_panel.waiting)
