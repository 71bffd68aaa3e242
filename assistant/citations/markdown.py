"""A citation in Markdown (CommonMark), linked to the document's official address."""

from __future__ import annotations

import re

from assistant.citations.footnote import as_footnote
from assistant.citations.source import CitedSource

# Every sign that can begin something in CommonMark or in GitHub's extensions of it; a backslash makes it itself.
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&!^=])|(?<=https)(:)|(?<=http)(:)|(?<=www)(\.)|(@)", re.IGNORECASE)
_AT_LINE_START = re.compile(r"^(\s*)([-+]|\d{1,9}[.)])")


def as_markdown(source: CitedSource) -> str:
    """Return a citation with its italics, its words a link where there is an official address."""
    pieces = "".join(
        f"*{escaped(piece.text)}*" if piece.italic else escaped(piece.text) for piece in as_footnote(source)
    )
    text = _AT_LINE_START.sub(lambda match: match[1] + match[2][:-1] + "\\" + match[2][-1], pieces)
    if source.url is None:
        return text
    words = text.removesuffix(".")
    return f"[{words}](<{source.url}>){text[len(words) :]}"


def escaped(text: str) -> str:
    r"""Return text that Markdown shows as it is.

    >>> print(escaped("a *b* [c](d)"))
    a \*b\* \[c\](d)
    """
    return _SPECIAL.sub(r"\\\g<0>", text)
