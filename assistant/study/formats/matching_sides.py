"""The right sides of a matching question, as Moodle's list of choices shows them."""

from __future__ import annotations

from assistant.study.formats.markup import both_texts, lines
from assistant.study.types import Item

LONGEST_SIDE = 255
"""How many characters Moodle's field for a right side takes; a longer one is an error when the file is imported."""


def right_sides(item: Item) -> tuple[str, ...]:
    """Return each right side on one line.

    Moodle shows it in a drop-down list: it takes every tag away, and reads what is left as HTML. So `<` and `&` are
    written as entities: bare, “<5 %” would lose all that follows. The spans of two languages are chosen from before
    that where the site's filters apply to headings; in two languages that would be too long, the item's alone stands.
    """
    one = [" ".join(pair.right.split("\n")) for pair in item.pairs]
    if item.beside:
        other = [" ".join(pair.right.split("\n")) for pair in item.beside.pairs]
        languages = item.language, item.beside.language
        both = tuple(both_texts(a, b, languages) for a, b in zip(one, other, strict=True))
        if max(map(len, both), default=0) <= LONGEST_SIDE:
            return both
    return tuple(lines(each) for each in one)
