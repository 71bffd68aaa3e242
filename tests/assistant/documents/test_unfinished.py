"""An addition of many files that was stopped goes on where it was, and says at its end what all of it brought."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.cli.documents import report
from assistant.documents import adder, unfinished
from assistant.documents.types import Added, AddedDocument, AddError
from assistant.service import Assistant
from assistant.settings import Settings
from corpus import ingest
from corpus.ingest import ParsedFile

COUNT = 7
TOGETHER = 2


@pytest.fixture
def acts(tmp_path: Path) -> list[Path]:
    """Give a few small acts, one of which cannot be read."""
    files = [tmp_path / "acts" / f"act{number}.md" for number in range(COUNT)]
    files[0].parent.mkdir()
    for number, path in enumerate(files):
        path.write_text(f"# Act {number} on mills\n\nArticle 1\n\nMill {number} grinds for all members.\n", "utf-8")
    files[3].write_bytes(b"\x00\x01 no text")
    return files


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Assistant]:
    """Give the assistant over an empty library, which stores few files together."""
    monkeypatch.setattr(adder, "_FILES", TOGETHER)
    with_none = Assistant(Settings(tmp_path / "home", notes=False))
    yield with_none
    with_none.close()


class Stopped(BaseException):
    """What ends an addition from outside."""


def add(service: Assistant, acts: list[Path], stop: str = "") -> list[str]:
    """Add the acts, ended at one of them if wanted; return what became of each document."""

    def report(done: float, label: str) -> None:
        if label == stop:
            raise Stopped

    added = service.add([acts[0].parent], progress=report)
    assert [Path(each.file).name for each in added.errors] == ["act3.md"]
    return [f"{Path(each.file).name} {each.change}" for each in added.documents]


WHOLE = [f"act{number}.md added" for number in range(COUNT) if number != 3]


def stopped(service: Assistant, acts: list[Path]) -> None:
    """Stop an addition after the first four acts were stored."""
    with pytest.raises(Stopped):
        add(service, acts, stop="act6.md")
    assert len(service.library()) == 4


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the names of the files that are read."""
    names: list[str] = []
    parse = ingest.parse_file

    def parsed(path: Path) -> ParsedFile:
        names.append(path.name)
        return parse(path)

    monkeypatch.setattr(ingest, "parse_file", parsed)
    return names


def test_many_files_are_added_as_few_are(service: Assistant, acts: list[Path]) -> None:
    assert add(service, acts) == WHOLE
    assert not service.settings.unfinished.exists()
    assert [each.change for each in service.add([acts[0].parent]).documents] == ["unchanged"] * (COUNT - 1)


def test_begun_again_it_reads_only_what_was_not_stored(service: Assistant, acts: list[Path], read: list[str]) -> None:
    stopped(service, acts)
    read.clear()
    assert add(service, acts) == WHOLE
    assert sorted(read) == ["act3.md", "act5.md", "act6.md"]
    assert service.find("Mill 6 grinds", exact=True).hits
    assert not service.settings.unfinished.exists()


def test_a_file_changed_meanwhile_or_taken_out_is_read_again(
    service: Assistant, acts: list[Path], read: list[str]
) -> None:
    stopped(service, acts)
    acts[0].write_text("# Act 0 on mills\n\nArticle 1\n\nMill 0 stands still.\n", "utf-8")
    service.remove(next(each.id for each in service.library() if "Act 1" in each.title))
    read.clear()
    assert sorted(add(service, acts)) == ["act0.md replaced", *WHOLE[1:]]
    assert {"act0.md", "act1.md"} <= set(read)
    assert "act2.md" not in read
    assert service.find("stands still", exact=True).hits


@pytest.mark.parametrize("spoilt", ["", '{"program": "another", "asked": ""}\n', "\x00\n"])
def test_notes_of_another_program_or_cut_short_are_not_believed(
    service: Assistant, acts: list[Path], read: list[str], spoilt: str
) -> None:
    stopped(service, acts)
    service.settings.unfinished.write_text(spoilt, "utf-8")
    read.clear()
    assert add(service, acts) == [each.replace("added", "unchanged") for each in WHOLE[:4]] + WHOLE[4:]
    assert len(read) == COUNT


def test_the_notes_end_with_the_last_whole_line(service: Assistant, acts: list[Path], read: list[str]) -> None:
    stopped(service, acts)
    notes = service.settings.unfinished.read_bytes()
    service.settings.unfinished.write_bytes(notes[:-20])
    read.clear()
    assert "act4.md unchanged" in add(service, acts)
    assert not {"act0.md", "act1.md", "act2.md"} & set(read)


def test_as_official_texts_they_are_another_addition(service: Assistant, acts: list[Path], read: list[str]) -> None:
    stopped(service, acts)
    read.clear()
    added = service.add([acts[0].parent], official=True)
    assert {each.status for each in added.documents} == {"official"}
    assert len(read) == COUNT


def test_where_nothing_can_be_noted_it_is_added_all_the_same(
    service: Assistant, acts: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    service.settings.unfinished.mkdir()
    with pytest.raises(Stopped):
        add(service, acts, stop="act6.md")
    service.settings.unfinished.rmdir()
    assert unfinished.Unfinished(service.settings.unfinished, None, None, ()).done(acts[0]) is None
    assert len(service.library()) == 4


def test_the_report_on_many_files_ends_with_how_many_there_were() -> None:
    one = AddedDocument("mill", "en", "mill.md", 1, 1, ("1",), (), "added")
    many = [one] * 10 + [replace(one, change="unchanged")] * 2
    told = report(Added(tuple(many), (AddError("act3.md", "act3.md: no text."),)))
    assert told.endswith("NOT ADDED  act3.md: no text.\n\n12 texts: 10 added, 2 unchanged. Files not added: 1.")
    assert "texts:" not in report(Added((one,), ()))
