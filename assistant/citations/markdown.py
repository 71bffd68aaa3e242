"""Text in Markdown (CommonMark), read as it is by every renderer; a citation, linked to its official address."""

from __future__ import annotations

import re

from assistant.citations.footnote import as_footnote
from assistant.citations.source import CitedSource

# Every sign that can begin something in CommonMark, in GitHub's extensions of it, or where some renderers make “©” of
# “(c)”, “—” of “---”, “±” of “+-” and a picture of “:tada:”; a backslash makes it itself.
_SPECIAL = re.compile(
    r"[\\`*_{}\[\]<>#|~$&!^=@]|(?<=https):|(?<=http):|(?<=www)\.|\((?=(?:c|r|p|tm)\))|([-.,?])(?=\1)|\+(?=-)|:(?=[\w+-]+:)",
    re.IGNORECASE,
)
# What stands before the sign that makes an item of a list of a line (“15.”, “a)”, “(iv)”, “-”), or a definition (“:”).
_LIST = re.compile(
    r"(?:\d{1,9}|[a-z]|[ivxlcdm]+)(?=[.)](?:\s|\Z))|(?=[-+:]|\((?:\d{1,9}|[a-z]|[ivxlcdm]+)\)(?:\s|\Z))",
    re.IGNORECASE,
)
_BLANKS = (
    " \t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)


def as_markdown(source: CitedSource) -> str:
    """Return a citation with its italics, its words a link where there is an official address."""
    pieces = "".join(
        f"*{escaped(piece.text)}*" if piece.italic else escaped(piece.text) for piece in as_footnote(source)
    )
    text = _no_list(pieces)
    if source.url is None:
        return text
    words = text.removesuffix(".")
    return f"[{words}](<{source.url}>){text[len(words) :]}"


def escaped(text: str) -> str:
    r"""Return text that Markdown shows as it is, within a line.

    >>> print(escaped("a *b* [c](d), 21 (c)"))
    a \*b\* \[c\](d), 21 \(c)
    """
    return _SPECIAL.sub(r"\\\g<0>", text)


def escaped_line(line: str) -> str:
    r"""Return a line that Markdown shows as it is, as a paragraph: with its own number, and the blanks at its ends.

    >>> print(escaped_line("15. Members"), escaped_line("(a) rights"), escaped_line("b) rights "))
    15\. Members \(a) rights b\) rights&#32;
    """
    words = line.strip(_BLANKS)
    before, _, after = line.partition(words) if words else (line, "", "")
    return f"{_entities(before)}{_no_list(escaped(words))}{_entities(after)}"


def _no_list(text: str) -> str:
    """Return an escaped line that begins no list."""
    found = _LIST.match(text)
    return f"{found[0]}\\{text[found.end() :]}" if found else text


def _entities(blanks: str) -> str:
    return "".join(f"&#{ord(sign)};" for sign in blanks)
