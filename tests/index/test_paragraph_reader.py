"""Paragraphs that are kept from one state of the library to the next: never those of another text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.library.library import Library
from corpus.library.whole_text import item_parents, whole_texts, with_items
from corpus.types import Document, Language, Rendition, Role, Status
from index.paragraph_reader import ParagraphReader
from tests.world import docks as docks_world
from tests.world.versions import version

TEXTS = st.sampled_from(["Members keep:", "keep:\nand no more.", "twelve trees;", ""])
OTHER = Document("lamp-rules", titles={"en": "Rules on lamps"})


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str | None]]:
    """Give the documents whose paragraphs are read from the library."""
    names: list[str | None] = []
    renditions = Library.renditions

    def noted(self: Library, document_id: str | None = None, **chosen: object) -> object:
        names.append(document_id)
        return renditions(self, document_id, **chosen)  # type: ignore[arg-type]

    monkeypatch.setattr(Library, "renditions", noted)
    yield names


def test_what_another_document_adds_makes_nothing_be_read_again(library: Library, read: list[str | None]) -> None:
    reader = ParagraphReader(library, notes=False)
    before = reader.of("dock-charter")
    assert reader.made_of("dock-charter", len) == len(before)
    library.add(OTHER, version(OTHER, Language.EN, Status.ADDED, [("1", "Lamps are lit at dusk.")]))
    read.clear()
    assert reader.of("dock-charter") is before
    assert read == []


def test_a_text_that_is_replaced_vouched_for_or_removed_is_read_as_it_is(library: Library) -> None:
    reader = ParagraphReader(library, notes=False)
    first = version(OTHER, Language.EN, Status.ADDED, [("1", "Lamps are lit at dusk.")])
    library.add(OTHER, first)
    assert reader.of("lamp-rules")["1"]["en"].text == "Lamps are lit at dusk."
    changed = version(OTHER, Language.EN, Status.OFFICIAL, [("1", "Lamps are lit at six.")])
    library.add(OTHER, replace(changed, sha256="ee" * 32))
    now = reader.of("lamp-rules")["1"]["en"]
    assert (now.text, now.status) == ("Lamps are lit at six.", Status.OFFICIAL)
    library.remove("lamp-rules")
    assert reader.of("lamp-rules") == {}


@pytest.mark.parametrize("notes", [True, False])
def test_a_paragraph_read_alone_is_that_of_its_document_read_whole(library: Library, notes: bool) -> None:
    for document in library.documents():
        alone, whole = ParagraphReader(library, notes=notes), ParagraphReader(library, notes=notes).of(document.id)
        places = (*library.locators(document.id), "no such place")
        assert {
            place: dict(alone.placed(document.id, place)) for place in places if alone.placed(document.id, place)
        } == whole
    assert ParagraphReader(library, notes=notes).placed("no such document", "1") == {}


def test_a_paragraph_is_read_without_its_document_and_from_it_where_that_was_read(
    library: Library, read: list[str | None]
) -> None:
    reader = ParagraphReader(library, notes=False)
    alone = reader.placed("dock-charter", "1")
    assert read == []
    assert reader.of("dock-charter")["1"] == alone
    assert reader.placed("dock-charter", "1") is reader.of("dock-charter")["1"]
    assert read == ["dock-charter"] * len(library.versions("dock-charter"))


@given(st.lists(st.tuples(st.integers(0, 9), st.booleans()), max_size=10), st.data())
def test_a_text_is_made_of_its_own_items_alone(places: list[tuple[int, bool]], data: st.DataObject) -> None:
    """Whatever a version looks like: items far from their paragraph, two places of one name, texts that open a list."""
    said = [
        Rendition(f"{name}", Role.ITEM if is_item else Role.PARAGRAPH, data.draw(TEXTS), f"({name})", (), f"{parent}")
        for (name, is_item), parent in zip(places, data.draw(st.permutations(range(len(places)))), strict=True)
    ]
    parents = item_parents([(each.locator, each.parent, each.role) for each in said])
    needed = [with_items(parents, place) for place in range(len(said))]
    assert [whole_texts([said[place] for place in own])[0] for own in needed] == whole_texts(said)


def test_notes_are_read_where_they_are_wanted(library: Library) -> None:
    assert "en" in ParagraphReader(library, notes=True).of(docks_world.BAKERY.id)["1"]
    assert "en" not in ParagraphReader(library, notes=False).of(docks_world.BAKERY.id)["1"]
