"""The text of a paragraph with its items is in the order that the paper prints."""

from __future__ import annotations

from corpus.library.whole_text import whole_texts
from corpus.types import Rendition, Role


def whole(text: str) -> str:
    """Return a paragraph of these words with two items."""
    paragraph = Rendition("4", Role.PARAGRAPH, text)
    items = [Rendition(f"4({mark})", Role.ITEM, f"item {mark}", f"({mark})", parent="4") for mark in "ab"]
    return whole_texts([paragraph, *items])[0]


def test_items_stand_between_the_line_that_opens_them_and_what_follows() -> None:
    assert whole("No more than five may cross. Not counted are:\nA small ferry may carry two.") == (
        "No more than five may cross. Not counted are:\n(a) item a\n(b) item b\nA small ferry may carry two."
    )


def test_where_no_line_opens_them_they_stand_at_the_end() -> None:
    assert whole("First line.\nSecond line") == "First line.\nSecond line\n(a) item a\n(b) item b"
