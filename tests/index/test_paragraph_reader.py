"""Paragraphs that are kept from one state of the library to the next: never those of another text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from corpus.library.library import Library
from corpus.types import Document, Language, Status
from index.paragraph_reader import ParagraphReader
from tests.world import docks as docks_world
from tests.world.versions import version

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


def test_notes_are_read_where_they_are_wanted(library: Library) -> None:
    assert "en" in ParagraphReader(library, notes=True).of(docks_world.BAKERY.id)["1"]
    assert "en" not in ParagraphReader(library, notes=False).of(docks_world.BAKERY.id)["1"]
