"""What Markdown files of ours are made of: headings, paragraphs, block quotes, a receipt; every text as it is.

Each line of a text is a paragraph of its own: no renderer runs two together. A number at its beginning stays what is
printed: it never begins a list, which a renderer would number anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

import prompts
from assistant.citations.markdown import escaped, escaped_line
from corpus.text.typography import format_date

_EXPANSE = re.compile(r"[^\S\u00a0\u202f]+")  # blanks, but for those that keep words together


def as_bytes(blocks: Iterable[str]) -> bytes:
    """Return blocks as a file."""
    return ("\n\n".join(blocks) + "\n").encode("utf-8", "replace")


def heading(level: int, text: str) -> str:
    """Return a heading, on one line."""
    return f"{'#' * level} {escaped(_EXPANSE.sub(' ', text).strip())}"


def paragraphs(text: str) -> list[str]:
    """Return each line of a text as a paragraph; empty ones are left out."""
    return [escaped_line(line) for line in re.split(r"\r\n?|\n", text) if line.strip()]


def quoted(text: str) -> str:
    """Return a text as a block quote."""
    return "\n>\n".join(f"> {each}" for each in paragraphs(text))


def address(permalink: str) -> str:
    """Return where a text stands in Alinéa; a permalink is percent-encoded, and nothing in it ends the code."""
    return f"Alinéa · `{permalink}`"


def receipt(moment: datetime, fingerprint: str, lines: Iterable[str], reader: str) -> list[str]:
    """Return the receipt: when the file was made, of which state of the library, and what else is told."""
    date = format_date(moment.strftime("%Y-%m-%d"), reader)
    made = prompts.render("export.made", reader, date=date, time=moment.strftime("%H:%M"))
    said = (made, prompts.render("export.state", reader, fingerprint=fingerprint), *lines)
    return [heading(2, prompts.render("export.receipt", reader)), *map(escaped_line, said)]
