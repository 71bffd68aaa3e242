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
from corpus.readers.footnote_calls import is_call
from corpus.readers.html_lines import Lines
from corpus.readers.html_tables import is_layout, number_apart, numbered_rows, texts
from corpus.readers.list_numerals import numeral
from corpus.readers.text import decode
from corpus.types import RawDocument

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{1,40})""", re.IGNORECASE)
_NOT_TEXT = {
    *("script", "style", "noscript", "template", "head", "svg", "iframe", "object"),
    *("button", "select", "textarea"),
    *("del", "s", "strike"),  # struck out: no longer part of the text
}
_HIDDEN_STYLE = re.compile(r"(?:^|[;\s])(?:display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden)", re.IGNORECASE)
_NAVIGATION = {"nav", "footer", "header", "aside", "dialog"}
_NAVIGATION_ROLES = {"navigation", "banner", "contentinfo", "search", "dialog", "menu", "menubar"}
_NAVIGATION_CLASS = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|breadcrumbs?|cookies?|pagination|share|sharing|skip)(?:$|[\s_-])", re.IGNORECASE
)
_CALL = re.compile(r"\(\d{1,3}\)|\[\d{1,3}\]|\*{1,3}|\(\*{1,3}\)")
_NOTE_CLASS = re.compile(r"(?:^|[\s_-])(?:foot|end)?notes?(?:-text|-body)?(?:$|\s)", re.IGNORECASE)
_BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl"),
    *("dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html", "li", "main", "nav", "ol"),
    *("p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
}
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
    root = parse(path)
    title = root.findtext(".//title")
    language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    body = root.find("body")
    body = root if body is None else body
    without_navigation(body)
    main = next(iter(body.xpath("//main | //*[@role='main']")), body)
    if 2 * len(main.text_content()) < len(body.text_content()):
        main = body  # some pages call a small part of themselves main
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
        noticed={"cut_short": ""} if _is_cut_short(path) else {},
    )


def _is_cut_short(path: Path) -> bool:
    """Tell whether a page that opens `<html>` or `<body>` ends without closing either."""
    data = path.read_bytes().lower()
    return b"<html" in data[:4096] and not any(closing in data[-4096:] for closing in (b"</html", b"</body"))


def parse(path: Path) -> HtmlElement:
    """Return the root of the page; the encoding is the one it declares, else UTF-8, else the likeliest."""
    data = path.read_bytes()
    declared = _CHARSET.search(data[:4096])
    try:
        text = data.decode(declared[1].decode("ascii")) if declared else decode(data, path)
    except (LookupError, UnicodeDecodeError):
        text = decode(data, path)
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.LxmlError as error:
        raise UnreadableFile(path=path, detail=f"it is not a web page: {error}") from error
    return root.getroottree().getroot()


def without_navigation(body: HtmlElement) -> None:
    """Take out of the tree what is not text or not shown, what the page marks as navigation, and calls of footnotes."""
    for element in list(body.iterdescendants()):
        if (
            element.tag in _NOT_TEXT
            or _is_link_to_note(element)
            or _is_hidden(element)
            or _is_navigation(element)
            or _is_call(element)
        ):
            element.drop_tree()


def _is_hidden(element: HtmlElement) -> bool:
    """Return whether a browser shows nothing of an element, by its own attributes; style sheets are not read."""
    if element.get("hidden", "until-found").lower() != "until-found":
        return True
    return bool(_HIDDEN_STYLE.search(element.get("style", "")))


def _is_call(element: HtmlElement) -> bool:
    """Return whether an element is the call of a footnote, by what stands straight before it."""
    if element.tag != "sup":
        return False
    before, inner = "", element
    while not before and inner.tag not in _BLOCKS:
        previous, above = inner.getprevious(), inner.getparent()
        starts_line = previous is not None and not previous.tail and (previous.tag == "br" or previous.tag in _BLOCKS)
        if above is None or starts_line:
            return False
        before = (previous.tail or previous.text_content()) if previous is not None else (above.text or "")
        inner = previous if previous is not None else above
    return is_call(before[-8:], element.text_content())


def _is_link_to_note(element: HtmlElement) -> bool:
    """Return whether an element is a figure in brackets, or a star, that leads to a note elsewhere on the page.

    One that begins its block is the number of the note itself, which leads back.
    """
    if element.tag != "a" or not element.get("href", "").startswith("#"):
        return False
    parent = element.getparent()
    begins = parent is not None and element.getprevious() is None and not (parent.text or "").strip()
    return not begins and bool(_CALL.fullmatch("".join(element.text_content().split())))


def _is_navigation(element: HtmlElement) -> bool:
    """Return whether an element is navigation by its tag or role, or by its class if it is mostly links."""
    if element.tag in ("body", "html", "main", "article"):
        return False
    if element.tag in _NAVIGATION or element.get("role") in _NAVIGATION_ROLES:
        holds_title = element.tag in ("header", "aside") and element.find(".//h1") is not None
        in_article = element.tag in ("header", "footer", "aside") and any(
            ancestor.tag in ("main", "article") for ancestor in element.iterancestors()
        )
        return not holds_title and not in_article
    if element.tag != "a" and _NAVIGATION_CLASS.search(f"{element.get('class', '')} {element.get('id', '')}"):
        linked = sum(len(link.text_content().strip()) for link in element.iter("a"))
        return 2 * linked >= len(element.text_content().strip())
    return False


def addresses(element: HtmlElement) -> Iterator[str]:
    """Yield the addresses linked to, in order, without those inside the page and those that run code."""
    for link in element.iter("a"):
        address = (link.get("href") or "").strip()
        if address and not address.startswith("#") and not address.lower().startswith(("javascript:", "data:")):
            yield address


def write(element: HtmlElement, lines: Lines) -> None:
    """Write an element and what it holds."""
    if element.tag in _BLOCKS and _NOTE_CLASS.search(element.get("class", "")):
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
    block = element.tag in _BLOCKS
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
