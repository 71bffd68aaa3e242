"""The page “Read”: one paragraph at its permalink, in its languages side by side, and its document to go on from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any

import gradio as gr
from markupsafe import Markup

from assistant import i18n
from assistant.paragraph import Neighbour, OutlineEntry, Paragraph
from assistant.parallel import Parallel
from assistant.permalinks import Permalink, parse_permalink, permalink
from assistant.types import Cited
from assistant.ui import Service, citing, links, markup, renditions
from assistant.ui.errors import NotText, Unexpected
from assistant.ui.views import LIVE, Views, data, html
from corpus.errors import AlineaError

LONGEST_REFERENCE = 300
NAME = "paragraph"  # of this page among the tabs

# Hands the page's script the means to say that the address has changed; the script decides when.
ADDRESS = "alinea.connect(trigger);"


@dataclass(frozen=True, slots=True)
class Malformed:
    """An address that is no permalink."""


# What the page shows: where a permalink leads, why a reference leads nowhere, an error, or nothing yet.
Asked = Permalink | Cited | AlineaError | Malformed | None


@dataclass(frozen=True, slots=True)
class Room:
    """The components that an address opens a paragraph in."""

    page: gr.HTML
    status: gr.HTML
    asked: gr.State


def asked_by(address: object) -> Asked:
    """Return what the part of an address from its `#` on asks for: it comes from the browser, and from anywhere."""
    if not isinstance(address, str):
        return Malformed()
    return parse_permalink(f"/{address}") or Malformed()


def referred_to(service: Service, reference: object, language: str) -> Asked:
    """Return the place that a reference names, or why it leads nowhere; None for an empty one."""
    try:
        if reference is not None and not isinstance(reference, str):
            raise NotText
        if not reference or not reference.strip():
            return None
        found = service.parallel_at(reference.strip()[:LONGEST_REFERENCE], language=language)
        return Permalink(found.document, found.rows[0].locator) if isinstance(found, Parallel) else found
    except AlineaError as problem:
        return problem


def render(service: Service, language: str, asked: Asked, *, push: bool = False) -> Markup:
    """Return the page for what was asked: the paragraph, or what to do instead; never nothing.

    `push` says that the address does not name the paragraph yet, and is to.
    """
    if asked is None:
        return Markup('<p class="hint">{}</p>').format(i18n.text("paragraph.empty", language))
    if isinstance(asked, Malformed):
        return markup.notice(i18n.text("paragraph.astray", language), i18n.text("paragraph.malformed", language))
    if isinstance(asked, Cited):
        return markup.notice(i18n.text("paragraph.astray", language), asked.message)
    if isinstance(asked, AlineaError):
        return _astray(asked, language)
    try:
        found = service.paragraph(asked.document, asked.locator, language=asked.language, interface=language)
    except AlineaError as problem:
        return _astray(problem, language)
    return _page(service, found, language, push=push)


def _astray(problem: AlineaError, language: str) -> Markup:
    """Return why there is no paragraph, with links to what may have been meant."""
    notice = markup.notice(i18n.text("paragraph.astray", language), i18n.error(problem, language))
    nearest = problem.values.get("nearest")
    if not isinstance(nearest, tuple) or not nearest:
        return notice
    within = problem.values.get("within")
    links = (
        markup.place(within, name, None, label) if isinstance(within, str) else markup.place(name, None, None, label)
        for name, label in nearest
    )
    return Markup('{}<div class="panel nearest"><p>{}</p><ul>{}</ul></div>').format(
        notice,
        i18n.text("paragraph.nearest", language),
        markup.join(Markup("<li>{}</li>").format(link) for link in links),
    )


def _page(service: Service, found: Paragraph, language: str, *, push: bool) -> Markup:
    """Return the page of a paragraph."""
    link = permalink(found.document, found.locator, found.language)
    return Markup(
        '<div class="place-page" data-link="{hash}" data-title="{citation} – Alinéa"{push}><article class="panel">'
        '{trail}<h2 class="reference" tabindex="-1">{heading}</h2><p class="actions">{page}'
        '<button type="button" class="link" data-copy="{link}" data-copied="{copied}">{copy}</button>{site}</p>{cite}'
        "{warnings}{before}{table}{after}{links}</article>{outline}</div>"
    ).format(
        hash=link[1:],
        link=link,
        push=Markup(' data-push=""') if push else "",
        trail=_trail(found, language),
        citation=found.citation,
        heading=markup.reference(found.citation, found.title),
        page=_page_number(found, language),
        copy=i18n.text("paragraph.copy", language),
        copied=i18n.text("source.copied", language),
        site=markup.site_link(found.url, language),
        cite=citing.menu(found.document, found.locator, _status(found), language),
        warnings=_warnings(found.parallel, language),
        before=_neighbour(found, found.previous, "before", language),
        table=renditions.table(found.parallel, language),
        after=_neighbour(found, found.next, "after", language),
        links=links.render(language, service.links_of(found.document, found.locator, language=language)),
        outline=_outline(found, language),
    )


def _status(found: Paragraph) -> str:
    """Return what the text in the first column is worth, or the next one where that has none."""
    texts = found.parallel.rows[0].texts
    return next(texts[code].status for code in found.parallel.languages if code in texts)


def _page_number(found: Paragraph, language: str) -> Markup:
    """Return the page the text stands on, where it is known."""
    if found.page is None:
        return Markup("")
    return Markup('<span class="page">{}</span>').format(i18n.text("source.page", language, page=found.page))


def _trail(found: Paragraph, language: str) -> Markup:
    """Return what leads to the paragraph: its document, the headings, and what it is an item of."""
    steps = [markup.place(found.document, None, found.language, markup.shortened(found.title))]
    steps += [
        Markup('<span lang="{}">{}</span>').format(markup.lang(found.heading_language), each)
        for each in found.heading
        if each != found.title
    ]
    steps += [markup.place(found.document, locator, found.language, label) for locator, label in found.above]
    return Markup('<nav class="trail" aria-label="{}">{}</nav>').format(
        i18n.text("paragraph.trail", language), Markup(" <span aria-hidden=true>›</span> ").join(steps)
    )


def _warnings(parallel: Parallel, language: str) -> Markup:
    """Return where the versions shown disagree about this paragraph."""
    if not parallel.mismatches:
        return Markup("")
    return Markup('<div class="notice warning" role="note"><h3>{}</h3><ul>{}</ul></div>').format(
        i18n.text("paragraph.disagree", language),
        markup.join(Markup("<li>{}</li>").format(each.message) for each in parallel.mismatches),
    )


def _neighbour(found: Paragraph, neighbour: Neighbour | None, place: str, language: str) -> Markup:
    """Return the paragraph before or after, cut to a few lines, with the link that opens it."""
    if neighbour is None:
        return Markup("")
    words = Markup('<p lang="{}">{} {}</p>').format(markup.lang(neighbour.language), neighbour.marker, neighbour.text)
    label = i18n.text(f"paragraph.{place}", language, place=neighbour.label)
    link = markup.place(found.document, neighbour.locator, found.language, label)
    parts = (link, words) if place == "before" else (words, link)
    return Markup('<div class="neighbour {}">{}{}</div>').format(place, *parts)


def _outline(found: Paragraph, language: str) -> Markup:
    """Return the whole document, heading by heading, to jump in."""
    top = found.above[0][0] if found.above else found.locator
    groups = []
    for heading, entries in groupby(found.outline, key=lambda entry: (entry.heading_language, entry.heading)):
        items = markup.join(_entry(found, each, current=each.locator == top) for each in entries)
        code, path = heading
        title = Markup('<p class="heading" lang="{}">{}</p>').format(markup.lang(code), path[-1] if path else "")
        groups.append(Markup("{}<ol>{}</ol>").format(title, items))
    return Markup('<nav class="panel outline" aria-label="{}"><h3>{}</h3>{}</nav>').format(
        i18n.text("paragraph.outline", language),
        i18n.plural("paragraph.outline.title", len(found.outline), language),
        markup.join(groups),
    )


def _entry(found: Paragraph, entry: OutlineEntry, *, current: bool) -> Markup:
    """Return one line of the outline."""
    return Markup('<li{}>{} <span lang="{}">{}</span></li>').format(
        Markup(' aria-current="true"') if current else Markup(""),
        markup.place(found.document, entry.locator, found.language, entry.label),
        markup.lang(entry.language),
        entry.opening,
    )


def _page_and_word(service: Service, language: str, asked: Asked, *, push: bool = False) -> tuple[object, object]:
    """Return the page for what was asked, and what a screen reader says of it."""
    shown = render(service, language, asked, push=push)
    key = "paragraph.opened" if 'class="place-page"' in shown else "paragraph.astray"
    return html(shown), html(i18n.text(key, language))


def failed(service: Service, language: str) -> tuple[Any, ...]:
    """Return the page once something failed in a way nobody foresaw."""
    return *_page_and_word(service, language, Unexpected()), Unexpected()


def build(service: Service, language: gr.Radio, views: Views, revision: gr.State) -> Room:
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
        """Open the paragraph that a reference names."""
        found = referred_to(service, wanted, language)
        return *_page_and_word(service, language, found, push=True), found

    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    outputs = [page, status, asked]
    opening = gr.on([send.click, reference.submit], go, [reference, language], outputs, **quiet)
    opening.failure(partial(failed, service), language, outputs, **quiet)
    revision.change(lambda code, asked: html(render(service, code, asked)), [language, asked], page, **quiet)
    return Room(page, status, asked)


def connect(service: Service, language: gr.Radio, tabs: gr.Tabs, room: Room, names: tuple[str, ...]) -> None:
    """Make the page's address open paragraphs: a component that is always there hears of it from the script."""
    address = gr.HTML(js_on_load=ADDRESS, elem_id="address", elem_classes="visually-hidden")

    def follow(event: gr.EventData, language: str) -> tuple[Any, ...]:
        """Open the paragraph of a permalink, or go back to another page."""
        sent = data(event)
        if "hash" not in sent:
            tab = sent.get("tab")
            return gr.Tabs(selected=tab) if tab in names else gr.skip(), gr.skip(), gr.skip(), gr.skip()
        asked = asked_by(sent["hash"])
        return gr.Tabs(selected=NAME), *_page_and_word(service, language, asked), asked

    outputs = [tabs, room.page, room.status, room.asked]
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    opening = address.select(follow, language, outputs, **quiet)
    opening.then(None, js="() => alinea.arrived()", api_visibility="private")
    opening.failure(lambda code: (gr.Tabs(selected=NAME), *failed(service, code)), language, outputs, **quiet)
