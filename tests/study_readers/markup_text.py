"""The words that a reader of one language sees in a piece of HTML, by Beautiful Soup."""

from __future__ import annotations

import warnings

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning  # type: ignore[import-not-found]  # in a folder of its own

warnings.filterwarnings("ignore", category=MarkupResemblesLocatorWarning)


def shown(html: str, language: str) -> str:
    """Return the text: paragraphs with a blank line between them, and of Moodle's two languages the one.

    Spans that follow each other with nothing but blanks between are one choice, as to Moodle's filter.
    """
    soup = BeautifulSoup(html, "html.parser")
    for span in soup.select("span.multilang + span.multilang"):
        if (between := span.previous_sibling) and not between.strip():
            between.extract()
    for span in soup.select("span.multilang"):
        if span["lang"] != language:
            span.decompose()
    for style in soup.find_all("style"):
        style.decompose()
    for line in soup.find_all("br"):
        line.replace_with("\n")
    top = list(soup.children)
    if top and all(each.name in ("p", "blockquote") for each in top):
        return "\n\n".join(each.get_text() for each in top)
    return str(soup.get_text())


def addresses(html: str) -> list[str]:
    """Return where the links of a piece of HTML lead."""
    return [str(each["href"]) for each in BeautifulSoup(html, "html.parser").find_all("a")]
