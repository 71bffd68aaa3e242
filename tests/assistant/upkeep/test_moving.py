"""A library goes from a folder to a server and back, letter for letter, also in pieces."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.cli.main import run
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.upkeep.moving import Progress, move
from assistant.upkeep.places import Place, in_folder, on_server
from corpus.errors import LibraryFailure, OtherDocuments
from tests.world.folders import WORKSHOPS


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Give a home with documents, their files, an index, and one that was removed."""
    service = Assistant(Settings(tmp_path / "home"))
    added = service.add([WORKSHOPS])
    service.remove(added.documents[-1].id)
    service.close()
    return tmp_path / "home"


@pytest.fixture(params=["folder", "server"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Settings, Place]]:
    """Give an empty place, with its settings."""
    store = request.getfixturevalue("postgres") if request.param == "server" else ""
    settings = Settings(tmp_path / "target", store=store)
    place = on_server(settings) if store else in_folder(settings)
    yield settings, place
    place.library.close()


def silent(done: float, label: str) -> None:
    """Report to nobody."""


def stopping(after: int) -> Progress:
    """Return what stops a copy after some steps, as an interruption would."""
    left = [after]

    def report(done: float, label: str) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt

    return report


def test_a_library_is_the_same_wherever_it_went(home: Path, target: tuple[Settings, Place]) -> None:
    settings, place = target
    source = in_folder(Settings(home))
    moved = move(source, place, silent)
    assert moved.index
    assert moved.copied == moved.texts == len(source.library.files())
    assert place.library.removed() == source.library.removed()
    assert place.library.records() == source.library.records()
    before, after = Assistant(Settings(home)), Assistant(settings)
    try:
        assert after.check().ok
        assert after.fingerprint().split()[0] == before.fingerprint().split()[0]
        assert after.find("repair", k=20).hits == before.find("repair", k=20).hits
        assert after.library() == before.library()
    finally:
        before.close()
        after.close()
        source.library.close()


def test_it_goes_on_where_it_was_interrupted(home: Path, target: tuple[Settings, Place]) -> None:
    _, place = target
    source = in_folder(Settings(home))
    texts = len(source.library.files())
    copied = 0
    for after in (1, 1, 2, 5, 100):
        there = len(place.library.files())
        try:
            move(source, place, stopping(after))
            break
        except KeyboardInterrupt:
            copied += len(place.library.files()) - there
    last = move(source, place, silent)
    assert last.texts == texts
    assert last.copied == 0 or copied + last.copied == texts
    assert place.library.contents() == source.library.contents()
    place.library.check()
    source.library.close()


def test_it_does_not_mix_with_other_texts(home: Path, target: tuple[Settings, Place]) -> None:
    settings, place = target
    other = Assistant(settings)
    other.add([WORKSHOPS])
    before = place.library.contents()
    source = in_folder(Settings(home))
    with pytest.raises(OtherDocuments, match="Choose an empty place"):
        move(source, place, silent)
    assert place.library.contents() == before
    other.close()
    source.library.close()


def test_a_text_that_was_altered_is_not_copied(home: Path, target: tuple[Settings, Place]) -> None:
    _, place = target
    source = in_folder(Settings(home))
    with source.library._database.writing() as connection:
        connection.execute("UPDATE renditions SET text = 'altered' WHERE id = (SELECT max(id) FROM renditions)")
    with pytest.raises(LibraryFailure, match="is not what was stored"):
        move(source, place, silent)
    source.library.close()


def test_the_command_tells_what_was_copied(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["move", "--from", str(home), "--to", str(tmp_path / "other"), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["copied"] == said["texts"]
    assert run(["move", "--from", str(home), "--to", str(home)]) == 1
    assert run(["move", "--from", str(tmp_path / "none"), "--to", str(tmp_path / "new")]) == 1
    assert not (tmp_path / "none").exists()
