"""What a reader comes to a paragraph for, marked in it: the words that an answer quotes, or those of a search."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from assistant.ui.parts import markup

LONGEST_QUOTE = 2000  # characters; a longer one marks nothing


def marked(text: str, address: Mapping[str, str]) -> Markup:
    """Return a text escaped, what its `address` has as `quote` or `query` inside `<mark>`.

    A quotation that is the whole text marks nothing: the paragraph itself is marked as the one cited.
    """
    if quote := address.get("quote"):
        return _with_marks(text, sorted(_places(text, quote)))
    return markup.highlight(text, address.get("query", ""))


def _places(text: str, quote: str) -> Iterator[tuple[int, int]]:
    """Yield where the lines of a quotation stand in a text; a line may begin with the marker of an item."""
    for line in filter(None, map(str.strip, quote.splitlines())):
        for words in (line, line.partition(" ")[2]):
            at = text.find(words) if words else -1
            if at >= 0:
                yield at, at + len(words)
                break


def _with_marks(text: str, places: list[tuple[int, int]]) -> Markup:
    pieces: list[Markup] = []
    done = 0
    for start, end in places:
        if start >= done and text[start:end] != text.strip():
            pieces += [Markup.escape(text[done:start]), Markup("<mark>{}</mark>").format(text[start:end])]
            done = end
    return markup.join([*pieces, Markup.escape(text[done:])])
