"""What is official, and by what: kept with the text, taken back, and settled once for libraries of before."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import DamagedText, OfficialHeld, UnknownDocument
from corpus.library.library import Change, Library
from corpus.library.rows import Key
from corpus.types import Document, Language, Rendition, Role, Status, Version, Vouched, VouchedBy

MILL = Document("mill", titles={"en": "Rules of the mill"})
NOW = "2026-05-02T10:00:00+00:00"
FETCHED = Vouched(VouchedBy.FETCHED, NOW, address="https://mill.example/rules.txt")
CONFIRMED = Vouched(VouchedBy.CONFIRMED, NOW, name="ada")


def text(words: str, *, vouched: Vouched | None = None, language: Language = Language.EN) -> Version:
    """Return a text of one paragraph."""
    status = Status.OFFICIAL if vouched else Status.ADDED
    rendition = Rendition("1", Role.PARAGRAPH, words, "1.", end=len(words))
    sha256 = hashlib.sha256(words.encode()).hexdigest()
    return Version("mill", language, status, words, sha256, "rules.txt", 1, (rendition,), vouched=vouched)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give the place of a library."""
    return tmp_path / "library.sqlite"


def standing(library: Library) -> list[tuple[str, str, Vouched | None]]:
    """Return language, status and warrant of each version, as the library orders them."""
    return [(each.language, each.status, each.vouched) for each in library.versions("mill")]


def test_an_added_text_comes_before_a_note_and_after_an_official_one(path: Path) -> None:
    with Library(path) as library:
        library.add(MILL, replace(text("A note."), status=Status.NOTE))
        library.add(MILL, text("The mill grinds."))
        library.add(MILL, text("Le moulin tourne.", vouched=FETCHED, language=Language.FR))
        assert [each.status for each in library.versions("mill")] == ["official", "added", "note"]
        assert [each.status for each in library.renditions("mill")] == ["official", "added", "note"]


def test_nothing_added_takes_the_place_of_an_official_text(path: Path) -> None:
    with Library(path) as library:
        library.add(MILL, text("The mill grinds.", vouched=FETCHED))
        with pytest.raises(OfficialHeld, match=r"official text of mill \(en\) is here already"):
            library.add(MILL, text("The mill stands still."))
        assert [each.rendition.text for each in library.renditions("mill")] == ["The mill grinds."]
        assert library.add(MILL, text("The mill stands.", vouched=CONFIRMED)) is Change.REPLACED


def test_an_official_text_takes_the_place_of_an_added_one(path: Path) -> None:
    with Library(path) as library:
        library.add(MILL, text("The mill grinds."))
        assert library.add(MILL, text("The mill grinds.", vouched=FETCHED)) is Change.VOUCHED
        assert standing(library) == [("en", "official", FETCHED)]
        library.check()


def test_a_text_is_confirmed_and_the_word_taken_back(path: Path) -> None:
    with Library(path) as library:
        library.add(MILL, text("The mill follows Recommendation No. 193 in all it does."))
        before = library.fingerprint()
        library.vouch(Key("mill", "en", "added"), CONFIRMED)
        assert standing(library) == [("en", "official", CONFIRMED)]
        assert library.fingerprint() != before
        assert [each.status for each in library.outgoing("mill")] == ["official"]
        assert len(library.exact("the mill follows")) == 1
        library.check()
        library.vouch(Key("mill", "en", "official"), None)
        assert standing(library) == [("en", "added", None)]
        assert library.fingerprint() == before
        library.check()


def test_only_a_sound_text_is_confirmed(path: Path) -> None:
    with Library(path) as library:
        library.add(MILL, replace(text("A note."), status=Status.NOTE))
        with pytest.raises(UnknownDocument):
            library.vouch(Key("mill", "en", "note"), CONFIRMED)
        library.add(MILL, text("The mill grinds."))
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("UPDATE renditions SET text = 'The mill burns.' WHERE text = 'The mill grinds.'")
    with Library(path) as library, pytest.raises(DamagedText):
        library.vouch(Key("mill", "en", "added"), CONFIRMED)


def test_who_vouched_is_in_the_digest(path: Path) -> None:
    with Library(path) as library:
        library.add(MILL, text("The mill grinds.", vouched=FETCHED))
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("UPDATE versions SET vouched = replace(vouched, 'mill.example', 'other.example')")
    with Library(path) as library, pytest.raises(DamagedText):
        library.versions("mill")


# A library of before -------------------------------------------------------------------------------------------------


def older(path: Path, keep: Callable[[str], str]) -> None:
    """Make the file one of the third schema, where every text was official; `keep` writes its record by language."""
    with Library(path) as library:
        for language in (Language.EN, Language.FR):
            official = text(f"The mill grinds, {language}.", vouched=FETCHED, language=language)
            library.add(MILL, replace(official, vouched=None), keep(language))
        library.add(MILL, replace(text("A note."), status=Status.NOTE))
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("ALTER TABLE versions DROP COLUMN vouched")
        file.execute("PRAGMA user_version = 3")


def test_of_a_library_of_before_only_what_was_fetched_stays_official(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (sources := path.with_name("sources")).mkdir()

    def keep(language: str) -> str:
        came_from = {"en": "/home/ada/data/downloads/mill.en.txt", "fr": "/home/ada/Documents/mill.fr.txt"}
        facts = json.dumps({"urls": {"en": "https://mill.example/rules.txt"}})
        record = {"document": "mill", "language": language, "status": "official", "facts": facts, "sha256": "a" * 64}
        record |= {"suffix": ".txt", "file": "rules.txt", "path": came_from[language]}
        content = json.dumps(record, sort_keys=True).encode()
        name = f"{hashlib.sha256(content).hexdigest()}.json"
        (sources / name).write_bytes(content)
        return name

    older(path, keep)
    with Library(path) as library:
        (english, french, note) = library.versions("mill")
        assert (english.language, english.status, french.status, note.status) == ("en", "official", "added", "note")
        assert english.vouched is not None
        assert (english.vouched.by, english.vouched.address) == ("fetched", "https://mill.example/rules.txt")
        library.check()
    (said,) = caplog.messages
    assert said.startswith("1 texts that were called official count as added")


def test_without_records_nothing_of_before_stays_official(path: Path) -> None:
    older(path, lambda language: "")
    with Library(path) as library:
        assert [each.status for each in library.versions("mill")] == ["added", "added", "note"]
        library.check()


def test_what_was_damaged_before_is_left_for_repair(path: Path) -> None:
    older(path, lambda language: "")
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("UPDATE renditions SET text = 'The mill burns.' WHERE text = 'The mill grinds, fr.'")
    with Library(path) as library:
        assert [each.status for each in library.versions("mill")] == ["official", "added", "note"]
        with pytest.raises(DamagedText):
            list(library.renditions("mill", language=Language.FR))
        assert library.add(MILL, text("The mill grinds, fr.", language=Language.FR)) is Change.MENDED
