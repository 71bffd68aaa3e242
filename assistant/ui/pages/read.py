"""The page “Read”: one paragraph at its permalink, in its languages side by side, and its document to go on from."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import Any

import gradio as gr
from markupsafe import Markup

from assistant import i18n
from assistant.cite.types import Cited
from assistant.permalinks import permalink
from assistant.read.types import Neighbour, Paragraph
from assistant.service import Assistant
from assistant.ui import templating
from assistant.ui.errors import Unexpected
from assistant.ui.localized import LIVE, Views, data, html
from assistant.ui.parts import address, copy_citation, links, markup, not_found, printed, renditions
from assistant.ui.parts.read_target import (
    LONGEST_REFERENCE,
    MalformedAddress,
    PartialTarget,
    Target,
    target_of_address,
    target_of_reference,
)
from corpus.errors import AlineaError

NAME = "paragraph"  # of this page among the tabs


def render(service: Assistant, language: str, asked: Target, *, push: bool = False) -> Markup:
    """Return the page for what was asked: the paragraph, or what to do instead; never nothing.

    `push` says that the address does not name the paragraph yet, and is to.
    """
    if asked is None:
        return markup.hint(i18n.text("paragraph.empty", language))
    if isinstance(asked, MalformedAddress):
        return markup.notice(i18n.text("paragraph.unresolved", language), i18n.text("paragraph.malformed", language))
    if isinstance(asked, Cited | AlineaError):
        told = not_found.reference(asked, language) if isinstance(asked, Cited) else not_found.address(asked, language)
        # the address still names what was read before: the page's script takes that away
        return templating.render("cleared.html", language, told=told) if push else told
    if isinstance(asked, PartialTarget):
        partly = markup.notice(i18n.text("paragraph.partly", language), asked.message, style="warning")
        return partly + render(service, language, asked.link, push=push)
    try:
        found = service.paragraph(
            asked.document, asked.locator, language=asked.language, interface=language, among=asked.among
        )
    except AlineaError as problem:
        return not_found.address(problem, language)
    return _page(found, language, push=push)


def _page(found: Paragraph, language: str, *, push: bool) -> Markup:
    link = permalink(found.document, found.locator, found.language)
    address = permalink(found.document, found.locator, found.language, among=[locator for locator, _ in found.among])
    return templating.render(
        "read.html",
        language,
        found=found,
        address=address[1:],
        link=link,
        push=push,
        among=_among(found, language),
        trail=_trail(found),
        reference=markup.reference(found.citation, found.title),
        printed=printed.opener(found.document, found.locator, _text_language(found), found.page, language),
        site=markup.site_link(found.url, language),
        cite=copy_citation.menu(found.document, found.locator, _status(found), language),
        before=_neighbour(found, found.previous, "paragraph.before", language),
        table=renditions.table(found.parallel, language),
        after=_neighbour(found, found.next, "paragraph.after", language),
        links=links.render(language, found.links),
        outline=_outline(found),
    )


def _status(found: Paragraph) -> str:
    """Return the status of the text in the first column, or in the next one where that has none."""
    texts = found.parallel.rows[0].texts
    return next(texts[code].status for code in found.parallel.languages if code in texts)


def _text_language(found: Paragraph) -> str:
    """Return the language of the text that the page number is of."""
    texts = found.parallel.rows[0].texts
    return next(code for code in found.parallel.languages if code in texts)


def _among(found: Paragraph, language: str) -> dict[str, object] | None:
    """Return the places asked for together, each with its address but the open one."""
    locators = [locator for locator, _ in found.among]
    if len(locators) < 2 or found.locator not in locators:
        return None
    places = [
        {
            "label": label,
            "address": permalink(found.document, locator, found.language, among=locators)[1:]
            if locator != found.locator
            else None,
        }
        for locator, label in found.among
    ]
    n, total = locators.index(found.locator) + 1, len(locators)
    return {"counted": i18n.text("paragraph.among", language, n=n, total=total), "places": places}


def _trail(found: Paragraph) -> dict[str, object]:
    """Return the breadcrumbs: the document, the headings, and what the paragraph is an item of."""
    return {
        "document": markup.place(found.document, None, found.language, markup.shortened(found.title)),
        "headings": [each for each in found.heading if each != found.title],
        "above": [markup.place(found.document, locator, found.language, label) for locator, label in found.above],
    }


def _neighbour(found: Paragraph, neighbour: Neighbour | None, key: str, language: str) -> dict[str, object] | None:
    """Return the paragraph before or after, with the link that opens it, which says what `key` does."""
    if neighbour is None:
        return None
    label = i18n.text(key, language, place=neighbour.label)
    return {"found": neighbour, "link": markup.place(found.document, neighbour.locator, found.language, label)}


def _outline(found: Paragraph) -> list[dict[str, object]]:
    """Return the whole document, heading by heading, to jump in."""
    top = found.above[0][0] if found.above else found.locator
    return [
        {
            "language": language,
            "heading": path[-1] if path else "",
            "entries": [
                {
                    "found": each,
                    "is_current": each.locator == top,
                    "link": markup.place(found.document, each.locator, found.language, each.label),
                }
                for each in entries
            ],
        }
        for (language, path), entries in groupby(found.outline, key=lambda each: (each.heading_language, each.heading))
    ]


def _page_and_word(service: Assistant, language: str, asked: Target, *, push: bool = False) -> tuple[object, object]:
    """Return the page for what was asked, and its announcement for screen readers."""
    shown = render(service, language, asked, push=push)
    key = "paragraph.opened" if 'class="place-page"' in shown else "paragraph.unresolved"
    return html(shown), html(i18n.text(key, language))


def failed(service: Assistant, language: str) -> tuple[Any, ...]:
    """Return the page once something failed in a way nobody foresaw."""
    return *_page_and_word(service, language, Unexpected()), Unexpected()


def build(service: Assistant, language: gr.Radio, views: Views, revision: gr.State) -> None:
    """Lay the page out and wire it; `revision` changes whenever the library does."""
    asked = gr.State(None)
    views.show(
        gr.HTML(elem_classes="intro"),
        lambda code: markup.introduction(i18n.text("paragraph.title", code), i18n.text("paragraph.intro", code)),
    )
    with gr.Row(elem_classes="ask-bar"):
        reference = views.label(
            gr.Textbox(lines=1, max_length=LONGEST_REFERENCE, scale=5, elem_id="paragraph-reference"),
            label="paragraph.reference",
            placeholder="paragraph.placeholder",
        )
        send = views.label(
            gr.Button(variant="primary", scale=1, min_width=110, elem_id="paragraph-send"), value="paragraph.send"
        )
    page = gr.HTML(js_on_load="alinea.watch(element);", elem_id="paragraph-page")
    status = gr.HTML(js_on_load=LIVE, elem_classes="visually-hidden", elem_id="paragraph-status")
    views.show(page, lambda code, asked: render(service, code, asked), asked)

    def go(wanted: object, language: str) -> tuple[Any, ...]:
        found = target_of_reference(service, wanted, language)
        return *_page_and_word(service, language, found, push=True), found

    def arrive(event: gr.EventData, language: str) -> tuple[Any, ...]:
        """Open the paragraph of a permalink."""
        sent = data(event).get("hash")
        found = target_of_address(sent) if str(sent).startswith("#/p/") else None
        return *_page_and_word(service, language, found), found

    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    outputs = [page, status, asked]
    opening = gr.on([send.click, reference.submit], go, [reference, language], outputs, **quiet)
    opening.failure(partial(failed, service), language, outputs, **quiet)
    address.follow(NAME, arrive, [language], [], outputs, partial(failed, service))
    revision.change(lambda code, asked: html(render(service, code, asked)), [language, asked], page, **quiet)
