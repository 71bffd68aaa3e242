"""Titles and names on one line, cut where they are too long."""

from __future__ import annotations

import re
import unicodedata

LONGEST_TITLE = 1_000  # characters; what is longer is no title


def as_one_line(text: str) -> str:
    r"""Return a title as one line, without signs that cannot be seen or that turn its order.

    One of more than 1,000 characters ends at a word, with “…”.

    >>> as_one_line("A\n title\u202e!")
    'A title!'
    """
    spaced = re.sub(r"[^\S\u00a0\u202f]+", " ", text).strip()
    return shortened("".join(sign for sign in spaced if unicodedata.category(sign)[0] != "C").strip(), LONGEST_TITLE)


def shortened(text: str, longest: int) -> str:
    """Return a text of at most `longest` characters, one that is longer cut after a word, with “…”.

    >>> shortened("A law on the tax on income", 20), shortened("A law", 20)
    ('A law on the tax on…', 'A law')
    """
    if len(text) <= longest:
        return text
    kept = text[: longest - 1]
    if not text[longest - 1].isspace():
        whole = re.sub(r"\s+\S*$", "", kept)
        kept = whole if len(whole) > longest // 2 else kept  # a word as long as that is none
    return f"{kept.rstrip(' ,;:(–—-')}…"
