"""From a file to a version, and from a folder to its files."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from corpus.catalogue.catalogue import Catalogue, load
from corpus.errors import BadSidecar, EmptyDocument, UnsupportedFormat
from corpus.ingest import Ingested, ParsedFile, files_in, ingest_file, parse_files
from corpus.types import Language, Status

KNOWN: Catalogue = load()
TEXT = """# The ovens of the valley

1. The ovens are lit by those who own them together.

2. The [bread](https://example.org/bread) is for:

(a) those who bake it; and

(b) everybody else who comes to the door.

## Signatures
"""


def ingested(path: Path, text: str) -> Ingested:
    """Write a text and bring it in."""
    path.write_text(text, encoding="utf-8")
    return ingest_file(path, KNOWN)


def test_a_file_becomes_a_version(tmp_path: Path) -> None:
    found = ingested(tmp_path / "ovens.en.md", TEXT)
    version = found.version
    assert (version.document, version.language, version.status) == ("ovens", Language.EN, Status.ADDED)
    assert (version.file, version.pages) == ("ovens.en.md", 1)
    assert version.sha256 == hashlib.sha256((tmp_path / "ovens.en.md").read_bytes()).hexdigest()
    assert version.links == ("https://example.org/bread",)
    assert [rendition.locator for rendition in version.renditions] == ["1", "2", "2(a)", "2(b)", "¶1"]
    assert version.renditions[-1].text == "Signatures"  # nothing stands under this heading: it is kept as words
    assert found.dropped == {}
    assert (found.notices, version.warnings) == ((), ())


def test_offsets_lead_back_to_the_source(tmp_path: Path) -> None:
    version = ingested(tmp_path / "ovens.md", TEXT).version
    item = version.renditions[2]
    assert version.source[item.start : item.end] == "(a) those who bake it; and"


def test_pages_are_only_told_where_there_are_pages(tmp_path: Path) -> None:
    one = ingested(tmp_path / "a.txt", "The oven is in the middle of the village.\n\nIt is lit by the baker.")
    assert [rendition.page for rendition in one.version.renditions] == [None, None]
    two = ingested(tmp_path / "b.txt", "1. The oven is in the middle.\f2. It is lit by the baker of the day.")
    assert [rendition.page for rendition in two.version.renditions] == [1, 2]


def test_warnings_are_kept_with_the_version(tmp_path: Path) -> None:
    found = ingested(tmp_path / "a.txt", "1. The oven is old.\n\n2. It is lit.\n\n4. It is c\ufffdld.")
    assert [notice.code for notice in found.notices] == ["gap", "lost_letters"]
    assert found.version.warnings == tuple(notice.encode() for notice in found.notices)


def test_a_sidecar_is_heard_and_checked(tmp_path: Path) -> None:
    (tmp_path / "a.txt.toml").write_text('id = "r193"\nlanguage = "es"', encoding="utf-8")
    version = ingested(tmp_path / "a.txt", "The oven is in the middle of the village.").version
    assert (version.document, version.language) == ("r193", Language.ES)
    (tmp_path / "a.txt.toml").write_text("titel = 1", encoding="utf-8")
    with pytest.raises(BadSidecar, match="titel"):
        ingest_file(tmp_path / "a.txt", KNOWN)


def test_many_files_are_parsed_in_order_each_with_its_own_error(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.txt" for number in range(11)]
    for number, path in enumerate(paths):
        path.write_text(f"The oven of house {number} is lit." if number != 7 else " ", encoding="utf-8")
    found = list(parse_files(paths))
    assert isinstance(found[7], EmptyDocument)
    read = [each.parsed.outline.renditions[0].text for each in found if isinstance(each, ParsedFile)]
    assert read == [f"The oven of house {number} is lit." for number in range(11) if number != 7]
    assert list(parse_files([])) == []


def test_what_holds_no_text_or_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EmptyDocument):
        ingested(tmp_path / "a.txt", "  \n\n ")
    with pytest.raises(EmptyDocument):
        ingested(tmp_path / "b.txt", "----------\n\n----------")
    with pytest.raises(UnsupportedFormat):
        ingested(tmp_path / "a.xyz", "text")


def test_the_documents_of_a_folder(tmp_path: Path) -> None:
    for name in ("b.txt", "sub/a.md", "README.md", ".hidden/c.txt", ".d.txt", "a.txt.toml", "e.png", "sub/f.PDF"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert [str(path.relative_to(tmp_path)) for path in files_in(tmp_path)] == ["b.txt", "sub/a.md", "sub/f.PDF"]
    assert files_in(tmp_path / "e.png") == [tmp_path / "e.png"]
