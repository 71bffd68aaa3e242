"""How a source is printed: its words, and what a row of a table has beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import prompts
from assistant.types import Citation
from corpus.text.typography import QUOTED

_MARKER = re.compile(r"\[(\d{1,3})\]", re.ASCII)


def extract(cited: Citation) -> str:
    """Return the words of a source as a quotation prints them: […] where its paragraph has more before, or after."""
    before, after = ("[…]" if cut else "" for cut in cited.cut)
    return " ".join(part for part in (before, cited.quote.strip(), after) if part)


def columns(cited: Citation, language: str) -> str:
    """Return what a table row has beside its quote, each column under its name in a language; nothing for no row."""
    if not cited.columns:
        return ""
    named = {name: cited.columns.get(name) or "—" for name in ("points", "outputs", "years")}
    return prompts.render("answer.columns", language, **named)


def markers(text: str, sources: Iterable[Citation]) -> Iterator[re.Match[str]]:
    """Yield the `[n]` of an answer, or of a line of it, that are ours; `m[1]` is the number.

    One between quotation marks, or in what a source is quoted with or named by, belongs to that text.
    """
    theirs = [(found.start(), found.end()) for found in QUOTED.finditer(text)]
    for line in {line.strip() for each in sources for words in _words(each) for line in words.splitlines()}:
        if _MARKER.search(line):
            theirs += [(found.start(), found.end()) for found in re.finditer(re.escape(line), text)]
    for found in _MARKER.finditer(text):
        if not any(start <= found.start() and found.end() <= end for start, end in theirs):
            yield found


def _words(source: Citation) -> tuple[str, ...]:
    return source.quote, source.title, source.citation, source.draft or "", *source.columns.values()
