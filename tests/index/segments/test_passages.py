"""Passages: every paragraph can be found, whole, in part, and by what stands around it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.library.library import StoredRendition
from corpus.text.sentences import split_sentences
from corpus.types import Document, Language, Rendition, Role, Status
from index.segments.passages import in_parts, passages_of, windows
from index.types import Passage

CHARTER = Document("charter", titles={"en": "Charter of the docks", "fr": "Charte des quais"}, kind="charter")
SENTENCES = st.lists(
    st.lists(st.sampled_from(["dock", "wage", "crew", "oven", "bread"]), min_size=1, max_size=40).map(
        lambda words: " ".join(words).capitalize() + "."
    ),
    min_size=1,
    max_size=30,
)


def stored(*renditions: Rendition) -> list[StoredRendition]:
    """Place renditions in the English version of the charter."""
    return [
        StoredRendition("charter", Language.EN, Status.OFFICIAL, i, rendition) for i, rendition in enumerate(renditions)
    ]


def passages(*renditions: Rendition) -> list[Passage]:
    """Return the passages of an English version."""
    return list(passages_of(CHARTER, stored(*renditions)))


CHAPEAU = Rendition("3", Role.PARAGRAPH, "The board shall:", heading=("Part II", "The board"))
ITEMS = (
    Rendition("3(a)", Role.ITEM, "publish the wages;", parent="3", heading=("Part II", "The board")),
    Rendition("3(b)", Role.ITEM, "keep a rescue fund.", parent="3", heading=("Part II", "The board")),
)


# Windows ------------------------------------------------------------------------------------------------------


@given(SENTENCES)
def test_windows_cover_the_text_in_order(spoken: list[str]) -> None:
    text = " ".join(spoken)
    found = windows(text, words=25)
    read = [split_sentences(window) for window in found]
    assert [sentence for window in read for sentence in window if sentence not in spoken] == []
    joined = read[0]
    for before, window in pairwise(read):
        overlap = 1 if len(before) > 1 else 0
        assert window[:overlap] == before[len(before) - overlap :]
        joined = joined + window[overlap:]
    assert joined == spoken


@given(SENTENCES)
def test_a_window_is_no_longer_than_asked_but_for_the_overlap_and_one_long_sentence(spoken: list[str]) -> None:
    for window in windows(" ".join(spoken), words=25):
        _, *others = split_sentences(window)
        assert sum(len(sentence.split()) for sentence in others[:-1]) <= 25


def test_a_short_text_is_not_cut() -> None:
    text = "One sentence. Another one."
    assert in_parts(text) == [text]
    assert windows("") == []


def test_a_long_text_is_also_matched_in_part() -> None:
    text = " ".join(f"Crew {number} works on the dock until the bell rings." for number in range(30))
    whole, *parts = in_parts(text)
    assert whole == text
    assert len(parts) >= 3
    assert all(part in text for part in parts)


# Passages -----------------------------------------------------------------------------------------------------


def test_a_paragraph_is_one_passage_under_title_and_headings() -> None:
    rendition = Rendition("1", Role.PARAGRAPH, "Dockers founded it.", heading=("Part I", "Origins"))
    assert passages(rendition) == [
        Passage(
            id="charter/1/en/official/0",
            document="charter",
            locator="1",
            language=Language.EN,
            status=Status.OFFICIAL,
            kind="charter",
            text="Dockers founded it.",
            context="Charter of the docks\nPart I\nOrigins",
        )
    ]


def test_a_chapeau_is_also_matched_with_its_items_and_an_item_under_its_chapeau() -> None:
    alone, with_items, first, second = passages(CHAPEAU, *ITEMS)
    assert (alone.text, with_items.text) == (
        "The board shall:",
        "The board shall:\npublish the wages;\nkeep a rescue fund.",
    )
    assert (with_items.locator, first.locator, second.locator) == ("3", "3(a)", "3(b)")
    assert first.context == "Charter of the docks\nPart II\nThe board\nThe board shall:"


def test_a_chapeau_without_words_of_its_own_is_its_items() -> None:
    bare = Rendition("3", Role.PARAGRAPH, "")
    assert [passage.text for passage in passages(bare, *ITEMS) if passage.locator == "3"] == [
        "publish the wages;\nkeep a rescue fund."
    ]


def test_what_is_not_an_item_does_not_join_its_parent() -> None:
    row = Rendition("3 row 1", Role.ROW, "first crew", parent="3")
    assert [passage.text for passage in passages(CHAPEAU, row)] == ["The board shall:", "first crew"]


def test_a_paragraph_without_text_gives_no_passage() -> None:
    assert passages(Rendition("1", Role.PARAGRAPH, "")) == []
    assert passages() == []


def test_identifiers_are_unique_and_stay_when_another_paragraph_changes() -> None:
    long = Rendition("4", Role.PARAGRAPH, "The crew rests on Sunday and the dock is closed to all. " * 20)
    before = {passage.id for passage in passages(CHAPEAU, *ITEMS, long)}
    assert len(before) == len(passages(CHAPEAU, *ITEMS, long))
    added = Rendition("5", Role.PARAGRAPH, "A new paragraph.")
    assert {passage.id for passage in passages(CHAPEAU, *ITEMS, added, long)} - before == {"charter/5/en/official/0"}


@pytest.mark.parametrize(
    ("language", "title"), [(Language.FR, "Charte des quais"), (Language.ES, "Charter of the docks")]
)
def test_the_title_is_the_versions_own_where_there_is_one(language: Language, title: str) -> None:
    row = StoredRendition("charter", language, Status.NOTE, 0, Rendition("1", Role.PARAGRAPH, "voto"))
    (passage,) = passages_of(CHARTER, [row])
    assert (passage.context, passage.id) == (title, f"charter/1/{language}/note/0")
