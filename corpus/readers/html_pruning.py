"""What of a web page is no text: what is not shown, navigation, and the calls of footnotes."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from corpus.readers.footnote_calls import is_call

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
_CLOSING = ".,;:)"
BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl"),
    *("dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html", "li", "main", "nav", "ol"),
    *("p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
}


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
            if (element.tail or "")[:1] in _CLOSING and (element.tail or ""):
                _strip_space_before(element)
            element.drop_tree()


def _strip_space_before(element: HtmlElement) -> None:
    """Take away the space before an element that is about to go, where a stop follows it."""
    previous, parent = element.getprevious(), element.getparent()
    if previous is not None and previous.tail:
        previous.tail = previous.tail.rstrip()
    elif previous is None and parent is not None and parent.text:
        parent.text = parent.text.rstrip()


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
    while not before and inner.tag not in BLOCKS:
        previous, above = inner.getprevious(), inner.getparent()
        starts_line = previous is not None and not previous.tail and (previous.tag == "br" or previous.tag in BLOCKS)
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
