"""Web pages: the whole text of the page without its navigation.

trafilatura, which guesses where the article is, was tried and dropped: on four legal texts laid out in `<section>`
blocks it returned the first block and lost nine tenths of the paragraphs without a word. Here nothing is guessed:
what the page itself marks as navigation goes, everything else stays, in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from corpus.errors import UnreadableFile
from corpus.phrases import Phrase
from corpus.readers.html_lines import Lines
from corpus.readers.html_pruning import BLOCKS, without_navigation
from corpus.readers.html_tables import is_layout, number_apart, numbered_rows, texts
from corpus.readers.list_numerals import numeral
from corpus.readers.text import decode
from corpus.types import RawDocument

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{1,40})""", re.IGNORECASE)
_NOTE_CLASS = re.compile(r"(?:^|[\s_-])(?:foot|end)?notes?(?:-text|-body)?(?:$|\s)", re.IGNORECASE)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LOWEST = 6  # level of a heading that is none by its tag
_PREAMBLE = re.compile(r"\s*(?:preamble|préambule|preámbulo)\s*", re.IGNORECASE)
_PARAGRAPH_HEADING = re.compile(r"\s*(?:Paragraph|Paragraphe|Párrafo)\s+(\d{1,3})\.?\s*")
_LIST_KINDS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_OWN_NUMBER_LENGTH = 200  # characters, white space included
# The number is typed in the text already:
_OWN_NUMBER = re.compile(r"\s*\(?(?:\d{1,4}|[A-Za-z]|[ivxlc]{1,5}|[IVXLC]{1,5})[.)]\s")


def read(path: Path) -> RawDocument:
    """Return the text of a web page: headings as `#` lines, lists with their numbers, rows of tables as `a | b`.

    Raises UnreadableFile where it is not HTML or its encoding is not known.
    """
    data = path.read_bytes()
    root = parse(data, path)
    title = root.findtext(".//title")
    language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    main = main_part(root)
    lines = Lines()
    write(main, lines)
    text, notes = lines.finish()
    return RawDocument(
        format="html",
        pages=(text,),
        notes=notes,
        links=tuple(addresses(main)),
        title=" ".join(title.split()) or None if title else None,
        language=language or None,
        noticed={"cut_short": ""} if _is_cut_short(data) else {},
    )


def write_page(data: bytes, path: Path, lines: Lines) -> None:
    """Write the text of one web page of several, as of the book at `path`."""
    write(main_part(parse(data, path)), lines)
    lines.end_block()


def main_part(root: HtmlElement) -> HtmlElement:
    """Return the element that holds the text of a page, what is no text taken out of it."""
    body = root.find("body")
    body = root if body is None else body
    without_navigation(body)
    main: HtmlElement = next(iter(body.xpath("//main | //*[@role='main']")), body)
    if 2 * len(main.text_content()) < len(body.text_content()):
        return body  # some pages call a small part of themselves main
    return main


def _is_cut_short(data: bytes) -> bool:
    """Tell whether a page that opens `<html>` or `<body>` ends without closing either."""
    head, tail = data[:4096].lower(), data[-4096:].lower()
    return b"<html" in head and not any(closing in tail for closing in (b"</html", b"</body"))


def parse(data: bytes, path: Path) -> HtmlElement:
    """Return the root of the page; the encoding is the one it declares, else UTF-8, else the likeliest."""
    declared = _CHARSET.search(data[:4096])
    try:
        text = data.decode(declared[1].decode("ascii")) if declared else decode(data, path)
    except (LookupError, UnicodeDecodeError):
        text = decode(data, path)
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.LxmlError as error:
        raise UnreadableFile(
            path=path, detail=Phrase("error.because.no_web_page", "it is not a web page: {reason}", reason=error)
        ) from error
    return root.getroottree().getroot()


def addresses(element: HtmlElement) -> Iterator[str]:
    """Yield the addresses linked to, in order, without those inside the page and those that run code."""
    for link in element.iter("a"):
        address = (link.get("href") or "").strip()
        if address and not address.startswith("#") and not address.lower().startswith(("javascript:", "data:")):
            yield address


def write(element: HtmlElement, lines: Lines) -> None:
    """Write an element and what it holds."""
    if element.tag in BLOCKS and _NOTE_CLASS.search(element.get("class", "")):
        lines.end_block()
        lines.in_notes += 1
        _write(element, lines)
        lines.end_block()
        lines.in_notes -= 1
    else:
        _write(element, lines)


def _write(element: HtmlElement, lines: Lines) -> None:
    """Write an element by its tag."""
    tag = element.tag
    if tag == "br":
        lines.end_line()
    elif tag == "a" and element.get("href"):
        lines.linked += 1
        _write_inside(element, lines)
        lines.linked -= 1
    elif tag == "table":
        _write_table(element, lines)
    elif tag == "sup" and any((link.get("href") or "").startswith("#") for link in element.iter("a")):
        return  # the call of a footnote
    elif tag == "pre":
        lines.end_block()
        for line in element.text_content().split("\n"):
            lines.add(line)
            lines.end_line()
        lines.end_block()
    elif number := number_apart(element):
        lines.end_block()
        lines.prefix += f"{number} "
    elif number := _paragraph_number(element):
        lines.end_block()
        lines.number = number
    elif level := _heading_level(element):
        lines.end_block()
        lines.prefix += "#" * level + " "
        lines.add(element.text_content())
        lines.end_block()
        lines.prefix = ""
    else:
        _write_inside(element, lines)


def _heading_level(element: HtmlElement) -> int:
    """Return the level of a heading, 0 for what is none; “Preamble” is one even where it is no heading by its tag."""
    if element.tag in _HEADINGS:
        return _HEADINGS[element.tag]
    return _LOWEST if element.tag in ("p", "div") and _PREAMBLE.fullmatch(element.text_content()) else 0


def _paragraph_number(element: HtmlElement) -> str:
    """Return the number in a heading like “Paragraph 7”, which NORMLEX sets above a paragraph; empty for any other."""
    if element.tag not in _HEADINGS and element.tag not in ("p", "div", "b", "strong"):
        return ""
    match = _PARAGRAPH_HEADING.fullmatch(element.text_content())
    return match[1] if match else ""


def _write_inside(element: HtmlElement, lines: Lines) -> None:
    """Write the text and the children of an element, between blank lines if it is a block."""
    block = element.tag in BLOCKS
    if block:
        lines.end_block()
    lines.add(element.text)
    marks = markers(element)
    for child in element:
        if child.tag == "li":
            lines.end_block()
            lines.prefix += next(marks)
        write(child, lines)
        lines.add(child.tail)
    if block:
        lines.end_block()
    if element.tag == "li":
        lines.prefix = ""


def markers(parent: HtmlElement) -> Iterator[str]:
    """Yield what a browser shows before each `li` of a list: `15. `, `b. `, `• `; nothing where it is typed in."""
    kind = _LIST_KINDS.get(parent.get("type", "1"), "decimal")
    number = _integer(parent.get("start"), 1)
    for item in parent.iterchildren("li"):
        number = _integer(item.get("value"), number)
        if _OWN_NUMBER.match(item.text_content()[:_OWN_NUMBER_LENGTH]):
            yield ""
        else:
            yield f"{numeral(number, kind)}. " if parent.tag == "ol" else "• "
        number += 1


def _integer(text: str | None, otherwise: int) -> int:
    """Return the whole number in an attribute, or `otherwise` where there is none."""
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text.strip()) else otherwise


def _write_table(table: HtmlElement, lines: Lines) -> None:
    """Write a table: a list set in cells as its items, one for layout as its blocks, any other row by row, `a | b`."""
    if rows := numbered_rows(table):
        for marker, cells in rows:
            lines.end_block()
            lines.prefix += f"{marker} "
            for cell in cells:
                write(cell, lines)
            lines.end_block()
        return
    if is_layout(table):
        _write_inside(table, lines)
        return
    lines.end_block()
    caption = table.find("caption")
    if caption is not None:
        lines.add(caption.text_content())
        lines.end_line()
    for row in table.iter("tr"):
        if any(words := texts(row)):
            lines.add(" | ".join(words))
            lines.end_line()
    lines.end_block()
