"""A citation as CSL-JSON, and as the styles of the Citation Style Language print it (APA, Chicago), by citeproc-py.

The two style files are our own, for the works this library holds: works of a body, texts known by their title,
pages. A test checks them against the schema of CSL, so that nobody waits for it here (`validate=False`).
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from assistant.citations.source import CitationForm, CitedSource, as_published, warning
from corpus.types import Authority, Language

if TYPE_CHECKING:
    from citeproc import CitationStylesStyle

_STYLES = Path(__file__).parent / "styles"
_LAYING_OUT = Lock()  # a style keeps what it is laying out in itself
_LOCALES = {Language.EN: "en-GB", Language.FR: "fr-FR", Language.ES: "es-ES"}
# citeproc-py takes <span class="nocase"> in a value for markup, and two stops in a row for one
_HIDDEN = {"<": "\ue000", ">": "\ue001", ".": "\ue002", ",": "\ue003", ":": "\ue004", ";": "\ue005", "!": "\ue006",
           "?": "\ue007", "“": "\ue008", "”": "\ue009", "«": "\ue00a", "»": "\ue00b", "'": "\ue00c", '"': "\ue00d",
           "\u00a0": "\ue00e", " ": "\ue00f", "’": "\ue010", "‘": "\ue011", "&": "\ue012", "–": "\ue013",
           "-": "\ue014"}  # fmt: skip
_TEXTS = ("title", "number", "URL", "note", "event")
_HIDE = str.maketrans(_HIDDEN)
_SHOW = str.maketrans({hidden: sign for sign, hidden in _HIDDEN.items()})


def csl_item(source: CitedSource) -> dict[str, Any]:
    """Return the CSL-JSON item of a source: the work alone, the place cited in its `note`."""
    shown = as_published(source)
    date = [int(part) for part in shown.date.split("-")] if shown.date else None
    optional: dict[str, Any] = {
        "title": shown.title,
        "author": [{"literal": shown.author}] if shown.author else None,
        # APA's and Chicago's own styles print the number of a law as “Pub. L. No. R193”; its title has the number
        "number": shown.symbol if shown.form is not CitationForm.INSTRUMENT else None,
        "event": shown.session,
        "issued": {"date-parts": [date]} if date else None,
        "URL": shown.url,
        "language": shown.title_language and str(shown.title_language),
        "note": ". ".join(each for each in (shown.place, warning(source)) if each),
    }
    return {"id": shown.key, "type": _type(shown)} | {name: value for name, value in optional.items() if value}


def csl_json(source: CitedSource) -> str:
    """Return CSL-JSON text: a list of one item, as Zotero and pandoc read it."""
    return json.dumps([csl_item(source)], ensure_ascii=False, indent=2)


def apa(source: CitedSource) -> str:
    """Return the entry of a list of references in the style of the APA, and under it the citation in the text."""
    entry, cited = _styled(source, csl_item(source), "apa")
    return f"{entry}\n{cited}"


def chicago(source: CitedSource) -> str:
    """Return a note in the style of the Chicago Manual."""
    item = csl_item(source)
    if source.year and source.year in item["title"]:
        item.pop("issued", None)  # “…, 2002 (No. 193) (2002)” would say it twice
    return _styled(source, item, "chicago-note")[1]


def _type(shown: CitedSource) -> str:
    if shown.authority is Authority.CONVENTION:
        return "treaty"
    if shown.form is CitationForm.INSTRUMENT:
        return "legislation"
    if shown.form is CitationForm.PAGE:
        return "webpage"
    return "report" if shown.symbol else "document"


def _styled(source: CitedSource, item: dict[str, Any], style: str) -> tuple[str, str]:
    """Return the entry in a bibliography, empty for a style without one, and the citation of the place."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, Locator, formatter
    from citeproc.source.json import CiteProcJSON

    hidden = _hidden(item | {"id": "cited", "note": warning(source)})
    place = {"locator": Locator("paragraph", source.place.translate(_HIDE))} if source.place else {}
    citation = Citation([CitationItem("cited", **place)])
    with _LAYING_OUT:
        book = CitationStylesBibliography(_style(style, source.language), CiteProcJSON([hidden]), formatter.plain)
        book.register(citation)
        cited = str(book.cite(citation, lambda item: None))
        entries = book.bibliography() if book.style.has_bibliography() else []
    return _shown("".join(map(str, entries))), _shown(cited)


def _hidden(item: dict[str, Any]) -> dict[str, Any]:
    """Return an item whose values citeproc-py cannot change: it only formats them."""
    texts = {name: value.translate(_HIDE) for name, value in item.items() if name in _TEXTS and value}
    authors = [{"literal": author["literal"].translate(_HIDE)} for author in item.get("author", [])]
    others = {name: value for name, value in item.items() if name not in (*_TEXTS, "author")}
    return others | texts | ({"author": authors} if authors else {})


def _shown(text: str) -> str:
    """Return formatted text with its signs restored, without a second full stop after a title that has its own."""
    joined = text.replace("\ue002.", "\ue002").replace("\ue007.", "\ue007").replace("\ue006.", "\ue006")
    return joined.translate(_SHOW)


@lru_cache(maxsize=8)
def _style(name: str, language: Language) -> CitationStylesStyle:
    from citeproc import CitationStylesStyle

    return CitationStylesStyle(str(_STYLES / f"{name}.csl"), locale=_LOCALES[language], validate=False)
