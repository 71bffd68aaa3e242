"""The text of a paragraph with its items is in the order that the paper prints."""

from __future__ import annotations

from corpus.library.whole_text import in_print_order, whole_texts
from corpus.types import Rendition, Role


def whole(text: str) -> str:
    """Return a paragraph of these words with two items."""
    paragraph = Rendition("4", Role.PARAGRAPH, text)
    items = [Rendition(f"4({mark})", Role.ITEM, f"item {mark}", f"({mark})", parent="4") for mark in "ab"]
    return whole_texts([paragraph, *items])[0].text


def test_items_stand_between_the_line_that_opens_them_and_what_follows() -> None:
    assert whole("No more than five may cross. Not counted are:\nA small ferry may carry two.") == (
        "No more than five may cross. Not counted are:\n(a) item a\n(b) item b\nA small ferry may carry two."
    )


def test_where_no_line_opens_them_they_stand_at_the_end() -> None:
    assert whole("First line.\nSecond line") == "First line.\nSecond line\n(a) item a\n(b) item b"


def test_own_words_are_told_apart_where_items_stand_between_them() -> None:
    rules = [
        Rendition("2", Role.PARAGRAPH, "Not counted are:\nA small ferry may carry two."),
        Rendition("2(a)", Role.ITEM, "dogs, that is:\nand no wolves;", "(a)", parent="2"),
        Rendition("2(a)(i)", Role.ITEM, "terriers;", "(i)", parent="2(a)"),
        Rendition("2(b)", Role.ITEM, "the mate.", "(b)", parent="2"),
        Rendition("3", Role.PARAGRAPH, "Its end:\nis near."),
    ]
    assert [tuple(each) for each in in_print_order(rules)] == [
        (0, "Not counted are:", False), (1, "dogs, that is:", False), (2, "terriers;", False),
        (1, "and no wolves;", True), (3, "the mate.", False), (0, "A small ferry may carry two.", True),
        (4, "Its end:\nis near.", False),
    ]  # fmt: skip
