"""Akoma Ntoso (OASIS LegalDocML): the XML of the United Nations and of many parliaments; numbers and titles as given.

Each part that has a `num` becomes a line with that number, and its title the next; what holds no number is text in
order. What is quoted from another text, as in an amending act, stays in quotation marks. Source: Akoma Ntoso 1.0.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from corpus.errors import UnreadableFile
from corpus.phrases import Phrase
from corpus.types import CELLS, RawDocument

_HEADINGS = {
    "title": 2,
    "book": 2,
    "part": 2,
    "annex": 1,
    "attachment": 1,
    "chapter": 3,
    "subtitle": 3,
    "tome": 2,
    "subpart": 3,
    "subchapter": 4,
    "section": 4,
    "subsection": 5,
    "division": 4,
    "subdivision": 5,
}
"""Parts whose number and title are a heading, with its depth; a section with words of its own is a provision."""

_PROVISIONS = {"article", "rule", "paragraph", "subparagraph", "point", "alinea", "item", "indent", "recital", "clause"}
_PROVISIONS |= {"subclause", "sublist", "list", "subrule", "level", "proviso", "tblock", "hcontainer", "container"}
_SKIPPED = {"meta", "authorialNote", "noteRef", "num", "heading", "subheading", "toc"}
_BLOCKS = {"p", "block", "longTitle", "listIntroduction", "listWrapUp", "formula", "docTitle", "crossHeading"}


def read(path: Path) -> RawDocument:
    """Return the text of an Akoma Ntoso file.

    Raises UnreadableFile where it is not XML, or XML of another kind.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.parse(str(path), parser).getroot()
    except etree.XMLSyntaxError as error:
        raise UnreadableFile(
            path=path, detail=Phrase("error.because.xml", "it is not well-formed XML: {reason}", reason=error.msg)
        ) from error
    if etree.QName(root).localname != "akomaNtoso":
        raise UnreadableFile(
            path=path,
            detail=Phrase("error.because.no_akoma_ntoso", "it is XML, but not Akoma Ntoso; save it as HTML or .docx"),
        )
    lines = list(_lines(root))
    return RawDocument(
        format="akoma_ntoso",
        pages=("\n".join(lines),),
        links=tuple(dict.fromkeys(_addresses(root))),
        title=_said(root, "docTitle") or _said(root, "longTitle"),
        language=_language(root),
    )


def _lines(element: etree._Element) -> Iterator[str]:
    """Yield the lines of an element: a blank one after each."""
    for child in element.iterchildren(etree.Element):
        name = etree.QName(child).localname
        if name in _SKIPPED:
            continue
        if name in _HEADINGS and not _holds_words(child):
            yield from _heading(child, _HEADINGS[name])
            yield from _lines(child)
        elif name in _PROVISIONS or name in _HEADINGS:
            yield from _provision(child, name)
        elif name == "table":
            yield from _table(child)
        elif name in _BLOCKS:
            yield from _block(_words(child))
        else:
            yield from _lines(child)


def _holds_words(element: etree._Element) -> bool:
    """Tell whether a section has words straight under its title, as a section of an Act has."""
    names = {etree.QName(child).localname for child in element.iterchildren(etree.Element)}
    return bool(names & {"content", "intro", "subsection", "paragraph", "wrapUp"})


def _heading(element: etree._Element, level: int) -> Iterator[str]:
    words = " ".join(filter(None, (_said(element, "num", deep=False), _said(element, "heading", deep=False))))
    if words:
        yield from _block(f"{'#' * level} {words}")


def _provision(element: etree._Element, name: str) -> Iterator[str]:
    """Yield a provision: its number before its first words, on a line with its title where it is an article."""
    number, title = _said(element, "num", deep=False), _said(element, "heading", deep=False)
    inner = list(_lines(element))
    if name in ("article", "section", "rule") and number:
        spelt = number if name != "article" or not number[:1].isdigit() else f"Article {number}"
        yield from _block(f"##### {spelt}" if name == "article" else f"{spelt} {title or ''}".strip())
        if title and name == "article":
            yield from _block(f"###### {title}")
        yield from inner
        return
    if title:
        yield from _block(f"###### {title}")
    first = next((position for position, line in enumerate(inner) if line), None)
    if number and first is not None and not inner[first].startswith("#"):
        inner[first] = f"{_as_item(number, name)} {inner[first]}"
    elif number:
        yield from _block(number)
    yield from inner


def _as_item(number: str, name: str) -> str:
    """Return a number as it is read at the start of a line: with a stop where none is printed."""
    return f"({number})" if name == "recital" and number.isdigit() else f"{number}." if number.isalnum() else number


def _table(table: etree._Element) -> Iterator[str]:
    for row in table.iter("{*}tr"):
        cells = [_words(cell) for cell in row.iterchildren("{*}td", "{*}th")]
        if any(cells):
            yield CELLS.join(cells)
    yield ""


def _block(words: str) -> Iterator[str]:
    if words:
        yield words
        yield ""


def _words(element: etree._Element) -> str:
    """Return the words of an element, without its notes."""
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element.iterchildren(etree.Element):
        name = etree.QName(child).localname
        if name == "quotedText" or name == "quotedStructure":
            yield f"“{''.join(_pieces(child))}”"
        elif name not in ("authorialNote", "noteRef"):
            yield from (_pieces(child) if name not in ("br", "eol") else (" ",))
        yield child.tail or ""


def _said(element: etree._Element, name: str, *, deep: bool = True) -> str | None:
    found = element.find(f".//{{*}}{name}" if deep else f"{{*}}{name}")
    return _words(found) or None if found is not None else None


def _language(root: etree._Element) -> str | None:
    """Return the language of the expression (`fra` -> fr)."""
    told = root.find(".//{*}FRBRExpression/{*}FRBRlanguage")
    code = told.get("language", "") if told is not None else ""
    return {"eng": "en", "fra": "fr", "spa": "es"}.get(code, code[:2]) or None


def _addresses(root: etree._Element) -> Iterator[str]:
    for reference in root.iter("{*}ref"):
        address = reference.get("href", "")
        if address.startswith(("https://", "http://")):
            yield address
