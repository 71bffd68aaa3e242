"""A paragraph says one thing at a time."""

from __future__ import annotations

from assistant.ask.sayings import sayings_of
from corpus.types import Language, Rendition, Role, Status
from index.types import Placed


def said(text: str) -> list[str]:
    """Return what a text says, as a paragraph under the heading Pilots."""
    rendition = Rendition("1", Role.PARAGRAPH, text, heading=("Pilots",))
    return [each.words for each in sayings_of(Placed(Language.EN, Status.OFFICIAL, rendition, text))]


def test_an_item_is_said_with_the_words_that_open_its_list() -> None:
    assert said("A pilot may be named who (a) is of age; or (b) has a licence.") == [
        "A pilot may be named who is of age; or ",
        "A pilot may be named who has a licence.",
    ]


def test_each_entry_of_a_list_of_definitions_is_said_by_itself() -> None:
    entries = [f"word {number} means that" for number in range(5)]
    assert said("; ".join(entries)) == entries


def test_what_stands_around_a_sentence_is_near_it() -> None:
    text = " ".join(f"Sentence {number} is here." for number in range(9))
    rendition = Rendition("1", Role.PARAGRAPH, text, heading=("Pilots",))
    around = sayings_of(Placed(Language.EN, Status.OFFICIAL, rendition, text))[4].around
    assert around == "Pilots " + " ".join(f"Sentence {number} is here." for number in range(2, 7))
