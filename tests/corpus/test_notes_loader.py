"""The loader of note files: strict about the head, exact about the places."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import notes
from corpus.errors import BadSidecar
from corpus.types import Language, Role, Status

HEAD = '+++\ndocument = "ovens"\nlanguage = "fr"\n+++\n'


def written(folder: Path, text: str) -> Path:
    """Write a note file."""
    path = folder / "ovens.md"
    path.write_text(text, encoding="utf-8")
    return path


def test_each_heading_is_a_locator(tmp_path: Path) -> None:
    body = "\n## 1\nLe four.\n\nIl est chaud.\n\n## 7(b)\nLe pain.\n\n## action plan 1.2(3)\nUn moulin.\n"
    version = notes.read_note(written(tmp_path, HEAD + body))
    assert (version.document, version.language, version.status) == ("ovens", Language.FR, Status.NOTE)
    assert [(r.locator, r.role, r.marker, r.parent, r.text) for r in version.renditions] == [
        ("1", Role.PARAGRAPH, "", None, "Le four.\n\nIl est chaud."),
        ("7(b)", Role.ITEM, "b)", "7", "Le pain."),
        ("action plan 1.2(3)", Role.ROW, "", "action plan 1.2", "Un moulin."),
    ]
    assert all(version.source[r.start : r.end].strip() == r.text for r in version.renditions)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("## 1\nLe four.", "two lines of"),
        ('+++\ndocument = "ovens"\n+++\n\n## 1\nLe four.\n', "language"),
        ('+++\ndocument = "ovens"\nlanguage = "de"\n+++\n\n## 1\nx\n', "de"),
        ('+++\ndocument = "o"\nlanguage = "fr"\nautor = "x"\n+++\n\n## 1\nx\n', "autor"),
        (HEAD + "\nNo locator at all.\n", "locator of its own"),
        (HEAD + "\n## 1\nLe four.\n\n## 1\nEncore.\n", "locator of its own"),
    ],
)
def test_what_is_no_note_file_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadSidecar, match=said):
        notes.read_note(written(tmp_path, text))


def test_the_bundled_notes_come_in_pairs_with_the_same_places() -> None:
    by_language: dict[Language, dict[str, list[str]]] = {Language.EN: {}, Language.FR: {}}
    for version in notes.bundled():
        by_language[version.language][version.document] = [rendition.locator for rendition in version.renditions]
    assert by_language[Language.EN] == by_language[Language.FR]
    assert len(by_language[Language.EN]) == 5
