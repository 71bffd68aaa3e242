"""A home is kept whole: what is damaged is told and mended, what is lost is not forgotten, backups come back."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import threading
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from assistant.errors import BadBackup, FileExists, HomeInUse
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.upkeep.backup import restore
from assistant.upkeep.repair import Repaired, Repairer
from assistant.upkeep.serving import announced
from assistant.upkeep.writer_lock import WriterLock
from corpus.errors import BusyLibrary, DamagedLibrary, DamagedText, LibraryFailure, LostLibrary, ReadOnlyLibrary
from corpus.library.sources import Sources
from tests.damage.changes import Damager

RULES = (
    "1. Members keep twelve pear trees.\n\n2. The orchard is watered every evening.\n\n3. Visitors knock at the gate.\n"
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Give a home with the rules of the orchard, whose file is gone from where it was added."""
    file = tmp_path / "orchard.txt"
    file.write_text(RULES, encoding="utf-8")
    (tmp_path / "orchard.txt.toml").write_text('id = "orchard"\ntitle = "Rules of the orchard"\n', encoding="utf-8")
    service = Assistant(Settings(tmp_path / "home", notes=False))
    service.add([file], official=True)
    service.close()
    file.unlink()
    return tmp_path / "home"


@pytest.fixture
def opened(home: Path) -> Iterator[Assistant]:
    """Give the façade over that home."""
    service = Assistant(Settings(home, notes=False))
    yield service
    service.close()


def change(home: Path, statement: str) -> None:
    """Change the library's file without a word to the library."""
    with closing(sqlite3.connect(home / "library.sqlite")) as connection, connection:
        connection.execute(statement)


def repaired(home: Path) -> Repaired:
    """Repair a home, and check that it is sound."""
    with WriterLock(home / "WRITING").held():
        found = Repairer(home / "library.sqlite", Sources(home / "sources")).repair()
    service = Assistant(Settings(home, notes=False))
    assert service.find("pear trees").hits[0].text == "Members keep twelve pear trees."
    assert service.check().ok == (not found.unmended)
    service.close()
    return found


WRONG = "UPDATE renditions SET text = 'Members keep eleven pear trees.' WHERE locator = '1'"


def test_a_changed_text_is_shown_at_no_door(home: Path, opened: Assistant) -> None:
    change(home, WRONG)
    for door in (
        lambda: opened.find("eleven pear trees"),
        lambda: opened.find("pear trees", exact=True),
        lambda: opened.cite("Rules of the orchard, paragraph 1"),
        lambda: opened.verify("The rules say “Members keep eleven pear trees.” (Rules of the orchard, para. 1)."),
        lambda: opened.compare(["pear trees"]),
        lambda: opened.context("orchard", "1"),
        lambda: opened.paragraph("orchard", "1"),
        lambda: opened.parallel("Rules of the orchard, paragraph 1"),
        lambda: opened.rebuild(),
    ):
        with pytest.raises(DamagedText, match=r"orchard, en, official, 1.*python app\.py repair"):
            door()
    answer = opened.ask("How many pear trees do members keep?")
    assert answer.status == "unavailable"
    assert "eleven" not in answer.answer and "repair" in answer.answer


def test_repair_reads_the_kept_file_again(home: Path) -> None:
    change(home, WRONG)
    found = repaired(home)
    assert found.mended == ["orchard (en, official)"] and not found.unmended
    assert Path(found.aside).is_file()


def test_what_is_read_again_is_still_told_to_be_kept_apart(tmp_path: Path) -> None:
    (tmp_path / "bread.txt").write_text(
        "R193\n\n1. The bakers keep the bread warm for all the boats.\n", encoding="utf-8"
    )
    service = Assistant(Settings(tmp_path / "home", notes=False))
    (added,) = service.add([tmp_path / "bread.txt"]).documents
    assert added.notices[0]["code"] == "apart_title"
    before = service.library()
    service.close()
    change(tmp_path / "home", "UPDATE renditions SET text = 'The bakers keep nothing.'")
    with WriterLock(tmp_path / "home" / "WRITING").held():
        found = Repairer(tmp_path / "home" / "library.sqlite", Sources(tmp_path / "home" / "sources")).repair()
    assert len(found.mended) == 1 and not found.unmended
    service = Assistant(Settings(tmp_path / "home", notes=False))
    assert service.library() == before
    service.close()


def test_nothing_is_mended_where_nothing_is_damaged(home: Path) -> None:
    before = (home / "library.sqlite").read_bytes()
    assert repaired(home) == Repaired()
    assert (home / "library.sqlite").read_bytes() == before


def test_what_cannot_be_mended_is_told_and_still_not_shown(home: Path) -> None:
    for path in (home / "sources").iterdir():
        path.unlink()
    change(home, WRONG)
    with WriterLock(home / "WRITING").held():
        found = Repairer(home / "library.sqlite", Sources(home / "sources")).repair()
    (left,) = found.unmended
    assert left.document == "orchard" and "app.py add" in left.reason
    service = Assistant(Settings(home, notes=False))
    with pytest.raises(DamagedText):
        service.context("orchard", "1")
    service.close()


def test_a_lost_kept_file_is_told_and_not_made_up(home: Path) -> None:
    (kept,) = (home / "sources").glob("*.txt")
    kept.unlink()
    service = Assistant(Settings(home, notes=False))
    (damage,) = service.check().damage
    assert (damage.what, damage.document) == ("sources", "orchard")
    service.close()
    assert "its text is whole, but its kept file is not" in repaired(home).unmended[0].reason


def test_a_lost_record_is_written_again(home: Path) -> None:
    (record,) = (home / "sources").glob("*.json")
    record.unlink()
    assert repaired(home).kept_again == ["orchard.txt"]


@pytest.mark.parametrize("how", ["emptied", "deleted", "its first page is gone", "cut in half"])
def test_a_library_that_is_lost_is_no_new_one_and_comes_back(home: Path, how: str) -> None:
    path = home / "library.sqlite"
    content = path.read_bytes()
    generation = (home / "index" / "CURRENT").read_bytes()
    if how == "deleted":
        path.unlink()
    else:
        cut = {"emptied": b"", "its first page is gone": b"\0" * 4096 + content[4096:], "cut in half": content[:30_000]}
        path.write_bytes(cut[how])
    if how in ("emptied", "deleted"):
        with pytest.raises(LostLibrary, match=r"orchard.*repair.*restore.*begin anew"):
            Assistant(Settings(home, notes=False))
        assert (home / "index" / "CURRENT").read_bytes() == generation
    assert repaired(home).mended == ["orchard (en, official)"]


def test_another_library_in_the_place_of_the_one_indexed_is_refused(home: Path, tmp_path: Path) -> None:
    Assistant(Settings(tmp_path / "other", notes=False)).close()
    for path in home.glob("library.sqlite*"):
        path.unlink()
    shutil.copy(tmp_path / "other" / "library.sqlite", home / "library.sqlite")
    with pytest.raises(LostLibrary, match="orchard"):
        Assistant(Settings(home, notes=False))


def test_a_removed_document_is_not_lost(home: Path, opened: Assistant) -> None:
    opened.remove("orchard")
    assert not list((home / "sources").iterdir())
    Assistant(Settings(home, notes=False)).close()


# Backups -----------------------------------------------------------------------------------------------------------


def test_a_backup_comes_back_in_another_home(opened: Assistant, tmp_path: Path) -> None:
    manifest = opened.backup(tmp_path / "kept.zip")
    assert (manifest.documents, len(manifest.files)) == (1, 3)
    with pytest.raises(FileExists):
        opened.backup(tmp_path / "kept.zip")
    assert restore(tmp_path / "kept.zip", tmp_path / "new", replace=False).documents == 1
    assert not repaired(tmp_path / "new").mended


def test_documents_that_are_there_are_put_aside_only_when_asked(home: Path, opened: Assistant, tmp_path: Path) -> None:
    opened.backup(tmp_path / "kept.zip")
    with pytest.raises(HomeInUse, match="orchard"):
        restore(tmp_path / "kept.zip", home, replace=False)
    (tmp_path / "text.zip").write_text("no archive", encoding="utf-8")
    for wrong, why in (("nowhere.zip", "No such file"), ("text.zip", "not a zip file")):
        with pytest.raises(BadBackup, match=why):  # which matters more than what the home holds
            restore(tmp_path / wrong, home, replace=False)
    aside = Path(restore(tmp_path / "kept.zip", home, replace=True).aside)
    assert sorted(path.name for path in aside.iterdir())[:2] == ["index", "library.sqlite"]
    assert opened.find("pear trees").hits  # a server that runs meanwhile follows
    assert opened.check().ok
    assert not repaired(home).mended


def test_a_damaged_library_is_not_taken_for_a_backup(home: Path, opened: Assistant, tmp_path: Path) -> None:
    change(home, WRONG)
    with pytest.raises(DamagedLibrary):
        opened.backup(tmp_path / "kept.zip")
    assert not list(tmp_path.glob("kept*"))


def test_a_damaged_kept_file_is_not_taken_for_a_backup_either(home: Path, opened: Assistant, tmp_path: Path) -> None:
    (kept,) = (each for each in (home / "sources").iterdir() if b"pear trees" in each.read_bytes())
    kept.write_bytes(kept.read_bytes() + b"4. Nobody adopted this.")
    with pytest.raises(DamagedLibrary, match="not the file that was added"):
        opened.backup(tmp_path / "orchard.zip")
    kept.unlink()
    with pytest.raises(DamagedLibrary, match="missing"):
        opened.backup(tmp_path / "orchard.zip")
    assert not (tmp_path / "orchard.zip").exists()


@pytest.mark.parametrize("name", ["../outside.txt", "/outside.txt", "sources/../../outside.txt", "sources/x.pdf"])
def test_a_backup_that_names_other_files_changes_nothing(opened: Assistant, tmp_path: Path, name: str) -> None:
    opened.backup(tmp_path / "kept.zip")
    with zipfile.ZipFile(tmp_path / "kept.zip") as archive:
        content = {each: archive.read(each) for each in archive.namelist()}
    manifest = json.loads(content["manifest.json"])
    manifest["files"][name] = [1, "00" * 32]
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        for each, data in (content | {"manifest.json": json.dumps(manifest).encode(), name: b"x"}).items():
            archive.writestr(each, data)
    with pytest.raises(BadBackup):
        restore(tmp_path / "other.zip", tmp_path / "new", replace=False)
    assert not (tmp_path / "new" / "library.sqlite").exists() and not (tmp_path / "outside.txt").exists()


def test_every_changed_byte_of_a_backup_is_refused_or_says_nothing(opened: Assistant, tmp_path: Path) -> None:
    opened.backup(tmp_path / "kept.zip")
    content = (tmp_path / "kept.zip").read_bytes()
    refused = 0
    for number, place in enumerate(range(7, len(content), len(content) // 12)):
        changed = bytearray(content)
        changed[place] ^= 0x10
        (tmp_path / "changed.zip").write_bytes(changed)
        try:
            restore(tmp_path / "changed.zip", tmp_path / f"new{number}", replace=False)
        except BadBackup:
            refused += 1
            assert not (tmp_path / f"new{number}" / "library.sqlite").exists()
        else:
            assert not repaired(tmp_path / f"new{number}").mended
    assert refused > 6


# Writers and readers -----------------------------------------------------------------------------------------------


def test_one_writer_waits_for_the_other(tmp_path: Path) -> None:
    order = []
    taken = threading.Event()

    def first() -> None:
        with WriterLock(tmp_path / "WRITING").held():
            taken.set()
            assert not threading.Event().wait(0.2)
            order.append("first")

    thread = threading.Thread(target=first)
    thread.start()
    taken.wait(5)
    assert WriterLock(tmp_path / "WRITING").is_taken()
    with pytest.raises(BusyLibrary), WriterLock(tmp_path / "WRITING", patience=0.01).held():
        pass
    with WriterLock(tmp_path / "WRITING").held():
        order.append("second")
    thread.join()
    assert order == ["first", "second"]


def test_a_second_server_is_told_where_the_first_is(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with announced(tmp_path, "http://127.0.0.1:7860"):
        assert not caplog.messages
        with announced(tmp_path, "http://127.0.0.1:7861"):
            assert "http://127.0.0.1:7860" in caplog.text
    caplog.clear()
    with announced(tmp_path, "http://127.0.0.1:7861"):
        assert not caplog.messages


def test_a_home_that_may_only_be_read_is_read(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    may = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and may(path, mode))
    service = Assistant(Settings(home, notes=False))
    assert service.find("pear trees").hits and service.check().ok
    (tmp_path / "tea.txt").write_text("1. The member keeps the tea of the valley.\n", encoding="utf-8")
    for change_it in (lambda: service.add([tmp_path / "tea.txt"]), lambda: service.remove("orchard")):
        with pytest.raises(ReadOnlyLibrary, match="read-only"):
            change_it()
    service.close()


def test_open_files_do_not_grow_with_additions(opened: Assistant, tmp_path: Path) -> None:
    def add(number: int) -> int:
        path = tmp_path / "tea.txt"
        path.write_text(f"1. The member keeps the tea of the valley {number}.\n", encoding="utf-8")
        opened.add([path])
        assert opened.find(f"valley {number}").hits
        return len(list(Path("/proc/self/fd").iterdir()))

    if not Path("/proc/self/fd").is_dir():
        pytest.skip("this system does not list open files")
    first = add(0)
    assert max(add(number) for number in range(1, 8)) <= first + 3


def test_threads_that_ended_leave_no_connection(opened: Assistant) -> None:
    def ask() -> None:
        assert opened.find("pear trees").hits

    def among(number: int) -> int:
        for _ in range(number):
            thread = threading.Thread(target=ask)
            thread.start()
            thread.join()
        return len(list(Path("/proc/self/fd").iterdir()))

    if not Path("/proc/self/fd").is_dir():
        pytest.skip("this system does not list open files")
    assert among(12) <= among(2) + 2


# Damage anywhere ---------------------------------------------------------------------------------------------------


def test_changed_bytes_show_nothing_wrong_and_are_named_and_mended(home: Path, tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    outcomes = list(Damager(home, tmp_path / "work", seed=5, notes=False).change(12))
    assert not any(each.wrong for each in outcomes)
    assert all(each.named or each.harmless for each in outcomes)
    mended = [each for each in outcomes if each.mended or each.file.endswith(".txt")]  # the original is gone too
    assert mended == outcomes


def test_a_home_that_may_not_be_looked_into_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(path: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "exists", denied)
    with pytest.raises(LibraryFailure, match="Permission denied"):
        Assistant(Settings(tmp_path / "home", notes=False))
