"""“Copy citation”: a menu beside a paragraph, whose formats are fetched when it is opened."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import FastAPI, Query
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from assistant import i18n
from assistant.citations import Style
from assistant.service import Assistant
from assistant.ui import templating
from assistant.ui.parts import markup
from corpus.errors import AlineaError

ADDRESS = "/citation"
_LONGEST = 300  # characters of an id or a locator, as for what a button may ask to open
_SHOWN = (Style.ILO, Style.APA, Style.CHICAGO)  # shown first; the others are for programs to read

_Short = Annotated[str, Query(max_length=_LONGEST)]


def menu(document: str, locator: str, status: str, language: str) -> Markup:
    """Return the menu of a paragraph; `status` is that of the text beside which it stands, `language` the reader's.

    The page's script asks for its formats when it is opened, and shows what `data-failed` says where it gets none.
    """
    asked = urlencode({"document": document, "locator": locator, "status": status, "language": language})
    return templating.render("copy_citation.html", language, address=f"{ADDRESS}?{asked}")


def formats(service: Assistant, document: str, locator: str, status: str, language: str) -> Markup:
    """Return what the menu holds: a button for each format, under it the citation where people read it."""
    try:
        written = service.citations(document, locator or None, language, status=status or None)
    except AlineaError as problem:
        return markup.hint(i18n.error(problem, language))
    formats = [
        {"style": style, "written": written[style], "is_shown": style in _SHOWN}
        for style in sorted(Style, key=lambda each: each not in _SHOWN)
    ]
    return templating.render("citation_formats.html", language, formats=formats)


def serve_formats(app: FastAPI, service: Assistant) -> None:
    """Answer the menu's requests, with a piece of HTML in which everything is escaped."""

    @app.get(ADDRESS, response_class=HTMLResponse)
    def answer(document: _Short, locator: _Short = "", status: _Short = "", language: _Short = i18n.DEFAULT) -> str:
        reader = language if language in i18n.LANGUAGES else i18n.DEFAULT
        return str(formats(service, document, locator, status, reader))
