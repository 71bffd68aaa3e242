"""A paragraph shown in its context: its neighbours around it, its other languages to be opened beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import gradio as gr
from markupsafe import Markup

from assistant import i18n
from assistant.read.types import Context
from assistant.service import Assistant
from assistant.ui import templating
from assistant.ui.localized import Views, data, html
from assistant.ui.parts import copy_citation, markup, printed, renditions, sought
from corpus.errors import AlineaError

# What a button may ask to open: long enough for any address, too short to be a nuisance in a log.
_LONGEST = 300
_LIMITS = dict.fromkeys(("document", "locator", "language", "query"), _LONGEST) | {"quote": sought.LONGEST_QUOTE}


Opened = Context | AlineaError | None
Address = dict[str, str]


def address_in(asked: object) -> Address:
    """Return the paragraph that a button, or what a browser has kept of one, names, with what is to be marked in it."""
    named = asked if isinstance(asked, Mapping) else {}
    wanted = {name: (named.get(name), longest) for name, longest in _LIMITS.items()}
    return {name: said for name, (said, most) in wanted.items() if isinstance(said, str) and 0 < len(said) <= most}


def open_paragraph(service: Assistant, asked: object) -> Opened:
    """Return the context of the paragraph a button names, or the error to show instead; None for a malformed click."""
    address = address_in(asked)
    if "document" not in address or "locator" not in address:
        return None
    try:
        return service.context(address["document"], address["locator"], language=address.get("language"))
    except AlineaError as problem:
        return problem


def lay_out(
    service: Assistant, views: Views, panel: gr.HTML, closed: Callable[[str], str] = lambda language: ""
) -> gr.JSON:
    """Have a panel say in any language what is open in it. Return what the browser keeps of that: its address."""
    opened = gr.JSON(visible=False)
    views.show(panel, lambda code, asked: render(code, open_paragraph(service, asked), asked) or closed(code), opened)
    return opened


def render(language: str, opened: Opened, asked: object = None) -> Markup:
    """Return the reading panel, empty when nothing is open; what was `asked` for is marked in the paragraph."""
    if opened is None:
        return Markup("")
    if isinstance(opened, AlineaError):
        return templating.render("context.html", language, problem=markup.problem(opened, language))
    return templating.render("context.html", language, problem=None, **_context(opened, address_in(asked), language))


def waiting(language: str) -> Markup:
    """Return what stands in the panel's place beside the results until one is opened."""
    return templating.render("context_waiting.html", language)


def _context(context: Context, address: Address, language: str) -> dict[str, object]:
    """Return the document's identity, the paragraphs, and the links on from there."""
    locator = next((paragraph.locator for paragraph in context.paragraphs if paragraph.current), "")
    texts = [
        sought.marked(each.text, address)
        if each.current or each.locator.startswith(f"{locator}(")  # it, and its items
        else each.text
        for each in context.paragraphs
    ]
    first = next((text for each, text in zip(context.paragraphs, texts, strict=True) if each.current), "")
    words = templating.macro("_pieces.html", "line", language, first)
    return {
        "context": context,
        "reference": markup.reference(context.citation, context.title),
        "title": markup.title_beside(context.citation, context.title),
        "locator": locator,
        "texts": texts,
        "current": renditions.beside([words], renditions.others_of(context.parallel, language, context.language)),
        "others": [other for other in context.languages if other != context.language],
        "page": markup.place(context.document, locator, context.language, i18n.text("reading.page", language)),
        "printed": printed.opener(context.document, locator, context.language, _page(context), language),
        "site": markup.site_link(context.url, language),
        "cite": copy_citation.menu(context.document, locator, context.status, language),
    }


def _page(context: Context) -> int | None:
    text = context.parallel.rows[0].texts.get(context.language)
    return text.page if text else None


def wire(
    service: Assistant,
    language: gr.Radio,
    panel: gr.HTML,
    opened: gr.JSON,
    openers: list[gr.HTML],
    closed: Callable[[str], str] = lambda language: "",
) -> None:
    """Make the buttons inside `openers` open their paragraph in `panel`, and the panel's own button close it."""

    def show(event: gr.EventData, language: str) -> tuple[Any, Address]:
        address = address_in(data(event))
        return html(render(language, open_paragraph(service, address), address)), address

    read = f"() => alinea.read('#{panel.elem_id} .reading')"
    for opener in openers:
        opener.select(show, language, [panel, opened], show_progress="hidden", api_visibility="private").then(
            None, js=read, api_visibility="private"
        )
    panel.clear(
        lambda language: (html(closed(language)), None),
        language,
        [panel, opened],
        show_progress="hidden",
        api_visibility="private",
    )
