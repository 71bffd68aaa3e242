"""A paragraph's source as printed: a button beside it, and what `printed.js` fetches into the dialog that it opens."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import FastAPI, Query
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup

from assistant import i18n
from assistant.api import problems
from assistant.read.printed import WIDTHS
from assistant.read.types import Printed
from assistant.service import Assistant
from assistant.ui import templating
from assistant.ui.parts import markup
from corpus.errors import AlineaError
from corpus.text.typography import listed

ADDRESS = "/printed"
PICTURE = "/printed/page.png"
_LONGEST = 300  # characters of an id or a locator, as for what a button may ask to open
_KEPT = {"cache-control": "private, max-age=120"}  # for a page turned back, and for what is fetched beforehand

_Short = Annotated[str, Query(max_length=_LONGEST)]
_Page = Annotated[int, Query(ge=1, le=1_000_000)]


def opener(document: str, locator: str, language: str, page: int | None, reader: str) -> Markup:
    """Return the button that shows a text as printed, its label in the reader's language; nothing without a page."""
    if page is None:
        return Markup("")
    addresses = _addresses(document, locator, language, page, reader)
    return Markup(
        '<button type="button" class="link" data-printed="{}" data-picture="{}" aria-haspopup="dialog">{}</button>'
    ).format(*addresses, i18n.text("printed.open", reader, page=page))


def dialog(language: str) -> Markup:
    """Return the dialog that pages are shown in, closed and empty."""
    return templating.render("printed_dialog.html", language, widths=WIDTHS)


def leaf(shown: Printed, reader: str) -> Markup:
    """Return what the dialog holds: a page, its lines marked, and how to turn it and make it larger."""

    def turned(number: int) -> tuple[str, str]:
        return _addresses(shown.document, shown.locator, shown.language, number, reader)

    _, picture = turned(shown.page)
    around = {"previous": shown.page - 1, "next": shown.page + 1}
    turns = [(name, turned(to) if 1 <= to <= shown.pages else None) for name, to in around.items()]
    return templating.render(
        "printed.html",
        reader,
        shown=shown,
        picture=picture,
        turns=turns,
        others=[(number, turned(number)) for number in shown.on if number != shown.page],
        on=listed(list(map(str, shown.on)), reader),
        lines=_lines(shown),
    )


def _addresses(document: str, locator: str, language: str, page: int, reader: str) -> tuple[str, str]:
    """Return where a page is described, and where its picture is."""
    asked = {"document": document, "locator": locator, "language": language, "page": page}
    return f"{ADDRESS}?{urlencode(asked | {'reader': reader})}", f"{PICTURE}?{urlencode(asked)}"


def _lines(shown: Printed) -> list[str]:
    """Return where each line of the paragraph is on the page, as CSS says it."""
    names = ("left", "top", "width", "height")
    return [
        "; ".join(f"{name}: {100 * share:.3f}%" for name, share in zip(names, each, strict=True))
        for each in shown.rectangles
    ]


def problem(service: Assistant, told: AlineaError, document: str, locator: str, language: str, reader: str) -> Markup:
    """Return what the dialog holds where there is no page: why, and the paragraph as text where that can be had."""
    try:
        words = service.context(document, locator, language=language or None, around=0).text
    except AlineaError:
        words = ""
    said = i18n.error(told, reader)
    return templating.render("printed_problem.html", reader, said=said, words=words, lang=markup.lang(language))


def serve_printed(app: FastAPI, service: Assistant) -> None:
    """Answer what the dialog asks for: a piece of HTML in which everything is escaped, and pictures."""

    @app.get(ADDRESS)
    def describe(
        document: _Short, locator: _Short, page: _Page, language: _Short = "", reader: _Short = i18n.DEFAULT
    ) -> HTMLResponse:
        spoken = reader if reader in i18n.LANGUAGES else i18n.DEFAULT
        try:
            shown = service.printed(document, locator, language=language or None, page=page)
        except AlineaError as error:
            return HTMLResponse(problem(service, error, document, locator, language, spoken))
        return HTMLResponse(leaf(shown, spoken), headers=_KEPT)

    @app.get(PICTURE)
    def picture(document: _Short, locator: _Short, page: _Page, width: int, language: _Short = "") -> Response:
        try:
            png = service.page_picture(document, locator, language=language or None, page=page, width=width)
        except AlineaError as error:
            return problems.as_response(problems.problem_of(error, service.settings.home))
        return Response(png, media_type="image/png", headers=_KEPT)
