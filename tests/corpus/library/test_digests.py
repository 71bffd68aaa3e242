"""What was changed in the file behind the library's back is not read as if it had been stored."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import DamagedText, LibraryFailure
from corpus.library.library import Change, Library
from corpus.library.rows import Key
from corpus.types import Document, Language, Rendition, Role, Status, Version

ORCHARD = Document("orchard", titles={"en": "Rules of the orchard"}, kind="charter")
RULES = Version(
    document="orchard",
    language=Language.EN,
    status=Status.OFFICIAL,
    source="1. Members keep twelve trees. 2. Paragraph 1 of the Rules of the orchard applies.",
    sha256="aa" * 32,
    file="orchard.txt",
    pages=1,
    renditions=(
        Rendition("1", Role.PARAGRAPH, "Members keep twelve trees.", "1.", ("Trees",), None, 1, 0, 29),
        Rendition("1(a)", Role.ITEM, "pears;", "(a)", ("Trees",), "1", 1, 0, 29),
        Rendition("2", Role.PARAGRAPH, "Paragraph 1 applies.", "2.", (), None, 1, 30, 60),
        Rendition("2(1)", Role.ROW, "Pear 3", parent="2", cells={"fruit": "Pear"}),
    ),
)
READERS: dict[str, Callable[[Library], object]] = {
    "document": lambda library: library.document("orchard"),
    "documents": lambda library: library.documents(),
    "versions": lambda library: library.versions("orchard"),
    "locators": lambda library: library.locators("orchard"),
    "renditions": lambda library: list(library.renditions("orchard")),
    "structure": lambda library: library.structure("orchard", notes=True),
    "exact": lambda library: library.exact("twelve trees"),
    "source": lambda library: library.source("orchard", Language.EN, Status.OFFICIAL),
    "outgoing": lambda library: library.outgoing("orchard"),
}


def made(path: Path) -> Path:
    """Return the file of a library that holds the rules."""
    with Library(path) as library:
        assert library.add(ORCHARD, RULES) is Change.ADDED
        assert len(library.outgoing("orchard")) == 1
        library.check()
    return path


def change(path: Path, *statements: str) -> None:
    """Change the file without a word to the library."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def refusing(path: Path) -> set[str]:
    """Return the readers that refuse what the file has."""
    refused = set()
    for name, read in READERS.items():
        with Library(path) as library:
            try:
                read(library)
            except DamagedText as error:
                assert "python app.py repair" in str(error)
                assert "orchard" in str(error) or "archard" in str(error)
                refused.add(name)
    return refused


@pytest.mark.parametrize(
    ("statement", "refused"),
    [
        (
            "UPDATE renditions SET text = 'Members keep eleven trees; twelve trees.' WHERE ordinal = 0",
            "renditions exact",
        ),
        ("UPDATE renditions SET text = CAST(x'ff41' AS TEXT) WHERE ordinal = 0", "renditions exact"),
        ("UPDATE renditions SET page = 7 WHERE ordinal = 0", "renditions exact"),
        ("UPDATE renditions SET heading = '[' WHERE ordinal = 0", "renditions exact"),
        ("UPDATE renditions SET marker = '7.' WHERE ordinal = 0", "renditions exact"),
        ("UPDATE renditions SET digest = x'00' WHERE ordinal = 0", "renditions exact"),
        ('UPDATE renditions SET cells = \'{"fruit": "Plum"}\' WHERE ordinal = 3', "renditions"),
        ("UPDATE renditions SET locator = '3' WHERE ordinal = 2", "renditions structure"),
        ("UPDATE renditions SET parent = '2' WHERE ordinal = 1", "renditions structure"),
        ("DELETE FROM renditions WHERE ordinal = 3", "renditions structure"),
        ("DELETE FROM renditions", "renditions structure"),
        ("UPDATE versions SET language = 'fr'", "versions renditions exact source outgoing"),
        ("UPDATE versions SET status = 'note'", "versions renditions exact source outgoing"),
        ("UPDATE versions SET source = 'Members keep nothing.'", "source"),
        ("UPDATE versions SET file = 'archard.txt'", "versions"),
        ("UPDATE versions SET content_hash = 'bb'", "versions"),
        ("UPDATE documents SET facts = replace(facts, 'Rules', 'Roles')", "document documents locators"),
        ("UPDATE paragraphs SET locator = '9' WHERE ordinal = 2", "locators"),
        ("UPDATE links SET words = 'Paragraph 7'", "outgoing"),
        ("UPDATE links SET place = '2'", "outgoing"),
    ],
)
def test_a_change_is_noticed_by_whoever_reads_it_and_named(tmp_path: Path, statement: str, refused: str) -> None:
    path = made(tmp_path / "library.sqlite")
    change(path, "DROP TRIGGER rendition_deleted", statement)
    assert refusing(path) == set(refused.split())
    with Library(path) as library:
        told = [str(fault) for fault in library.examine()]
    assert any("orchard" in each for each in told)
    with pytest.raises(LibraryFailure), Library(path) as library:
        library.check()


def test_all_damage_is_told_not_only_the_first(tmp_path: Path) -> None:
    path = made(tmp_path / "library.sqlite")
    change(path, "UPDATE renditions SET page = 9 WHERE ordinal IN (0, 2)", "UPDATE links SET words = 'x'")
    with Library(path) as library:
        places = [fault.values["place"] for fault in library.examine() if isinstance(fault, DamagedText)]
    assert places == ["en, official, 1", "en, official, 2", "en, official, 2"]


def test_adding_the_same_file_again_mends_what_was_changed(tmp_path: Path) -> None:
    path = made(tmp_path / "library.sqlite")
    change(path, "UPDATE renditions SET text = 'Members keep eleven trees.' WHERE ordinal = 0")
    with Library(path) as library:
        assert not library.is_sound(Key("orchard", "en", "official"))
        assert library.add(ORCHARD, RULES) is Change.MENDED
        assert tuple(each.rendition for each in library.renditions("orchard")) == RULES.renditions
        assert not library.exact("eleven trees")
        library.check()
        assert library.add(ORCHARD, RULES) is Change.UNCHANGED


def test_a_damaged_document_can_be_removed_with_all_its_words(tmp_path: Path) -> None:
    path = made(tmp_path / "library.sqlite")
    change(path, "UPDATE renditions SET text = 'Quinces.' WHERE ordinal = 0", "UPDATE documents SET facts = '{'")
    with Library(path) as library:
        library.remove("orchard")
        library.check()
        assert library.exact("twelve trees") == library.exact("quinces") == ()


def test_another_version_is_added_beside_a_damaged_one_and_gives_it_no_right_digest(tmp_path: Path) -> None:
    path = made(tmp_path / "library.sqlite")
    change(path, "UPDATE renditions SET text = 'Members keep eleven trees.' WHERE ordinal = 0")
    french = Version("orchard", Language.FR, Status.OFFICIAL, "x", "bb" * 32, "fr.txt", 1, RULES.renditions[:1])
    with Library(path) as library:
        assert library.add(ORCHARD, french) is Change.ADDED
        assert [each.language for each in library.renditions("orchard", language=Language.FR)] == ["fr"]
        with pytest.raises(DamagedText):
            list(library.renditions("orchard", language=Language.EN))


def older(path: Path) -> None:
    """Make the file one of the second schema, which knew no digests."""
    of_version = "record places source_digest digest vouched"
    added = {"documents": "places digest", "versions": of_version, "renditions": "digest"}
    dropped = [f"ALTER TABLE {table} DROP COLUMN {each}" for table, names in added.items() for each in names.split()]
    change(path, "ALTER TABLE links DROP COLUMN digest", "ALTER TABLE linked DROP COLUMN digest", *dropped)
    change(path, "PRAGMA user_version = 2")


def test_a_library_of_the_second_schema_gets_digests(tmp_path: Path) -> None:
    path = made(tmp_path / "library.sqlite")
    older(path)
    with Library(path) as library:
        library.check()
        assert tuple(each.rendition for each in library.renditions("orchard")) == RULES.renditions
        assert library.add(ORCHARD, replace(RULES, status=Status.ADDED)) is Change.UNCHANGED  # nobody vouched for it


def test_what_had_been_damaged_before_gets_none(tmp_path: Path) -> None:
    path = made(tmp_path / "library.sqlite")
    older(path)
    change(path, "UPDATE renditions SET text = 'Members keep eleven trees.' WHERE ordinal = 0")
    with Library(path) as library, pytest.raises(DamagedText):
        list(library.renditions("orchard"))
    with Library(path) as library:
        assert library.add(ORCHARD, RULES) is Change.MENDED
        library.check()


def test_a_paragraph_under_another_document_is_not_taken_for_its_own(tmp_path: Path) -> None:
    path = made(tmp_path / "library.sqlite")
    with Library(path) as library:
        other = Version("meadow", Language.EN, Status.OFFICIAL, "x", "cc" * 32, "m.txt", 1, RULES.renditions[:1])
        library.add(Document("meadow"), other)
    change(path, "UPDATE renditions SET version = 2, ordinal = 1 WHERE version = 1 AND ordinal = 2")
    with Library(path) as library:
        for document in ("orchard", "meadow"):
            with pytest.raises(DamagedText):
                list(library.renditions(document))
