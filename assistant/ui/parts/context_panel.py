"""A paragraph shown in its context: its neighbours around it, its other languages to be opened beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import gradio as gr
from markupsafe import Markup

from assistant import i18n
from assistant.read.types import Context, ContextParagraph
from assistant.service import Assistant
from assistant.ui.localized import Views, data, html
from assistant.ui.parts import copy_citation, markup, renditions
from corpus.errors import AlineaError

# What a button may ask to open: long enough for any address, too short to be a nuisance in a log.
_LONGEST = 300


Opened = Context | AlineaError | None
Address = dict[str, str]


def address_in(asked: object) -> Address:
    """Return the paragraph that a button, or what a browser has kept of one, names; nothing if it is malformed."""
    named = asked if isinstance(asked, Mapping) else {}
    wanted = {name: named.get(name) for name in ("document", "locator", "language")}
    return {name: value for name, value in wanted.items() if isinstance(value, str) and 0 < len(value) <= _LONGEST}


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
    views.show(panel, lambda code, asked: render(code, open_paragraph(service, asked)) or closed(code), opened)
    return opened


def render(language: str, opened: Opened) -> Markup:
    """Return the reading panel, empty when nothing is open."""
    if opened is None:
        return Markup("")
    if isinstance(opened, AlineaError):
        body = markup.notice(i18n.text("problem.title", language), i18n.error(opened, language))
    else:
        body = _context(opened, language)
    return Markup(
        '<section class="panel reading" tabindex="-1" aria-label="{title}"><header><h2>{title}</h2>'
        '<button type="button" class="link" data-event="clear">{close}</button></header>{body}</section>'
    ).format(title=i18n.text("reading.title", language), close=i18n.text("reading.close", language), body=body)


def waiting(language: str) -> Markup:
    """Return what stands in the panel's place beside the results until one is opened."""
    return Markup('<p class="panel placeholder">{}</p>').format(i18n.text("reading.waiting", language))


def _context(context: Context, language: str) -> Markup:
    """Return the document's identity, the paragraphs, and the links on from there."""
    current = next((paragraph.locator for paragraph in context.paragraphs if paragraph.current), "")
    others = markup.join(
        markup.opener(
            context.document,
            current,
            other,
            i18n.text("reading.other", language, language=i18n.name("language", other, language)),
        )
        for other in context.languages
        if other != context.language
    )
    return Markup(
        '<p class="reference">{}</p>{}<p class="badges">{}</p>'
        '<div class="paragraphs" lang="{}">{}</div><p class="actions">{}{}{}</p>{}'
    ).format(
        markup.reference(context.citation, context.title),
        markup.title_beside(context.citation, context.title),
        markup.badges(context.language, context.status, language),
        markup.lang(context.language),
        _paragraphs(context.paragraphs, renditions.others_of(context.parallel, language, context.language), language),
        others,
        markup.place(context.document, current, context.language, i18n.text("reading.page", language)),
        markup.site_link(context.url, language),
        copy_citation.menu(context.document, current, context.status, language),
    )


def _paragraphs(found: tuple[ContextParagraph, ...], others: list[Markup], language: str) -> Markup:
    """Return the paragraphs in reading order, each heading once, where it starts; `others` beside the current one."""
    pieces: list[Markup] = []
    heading: tuple[str, ...] = ()
    for paragraph in found:
        if paragraph.heading != heading:
            heading = paragraph.heading
            pieces.append(Markup('<p class="heading">{}</p>').format(" › ".join(heading)) if heading else Markup(""))
        text = Markup("<p>{}</p>").format(paragraph.text)
        pieces.append(
            Markup('<div class="paragraph role-{}"{}><span class="marker">{}</span>{}</div>').format(
                paragraph.role if paragraph.role.isalpha() else "paragraph",
                _current(language) if paragraph.current else Markup(""),
                paragraph.marker or paragraph.locator.rpartition(" ")[2],
                renditions.beside([text], others) if paragraph.current else text,
            )
        )
    return markup.join(pieces)


def _current(language: str) -> Markup:
    """Return the attributes that mark the paragraph asked for, for the eye and for the ear."""
    return Markup(' aria-current="true" title="{}"').format(i18n.text("reading.current", language))


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
        return html(render(language, open_paragraph(service, address))), address

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
