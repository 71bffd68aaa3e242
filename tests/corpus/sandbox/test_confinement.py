"""What runs in the sandbox opens the file it was asked about and nothing else, and reaches no network."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.cli.maintenance import _confinement
from corpus.errors import UnreadableFile
from corpus.sandbox import client
from corpus.sandbox.client import Bounds, Sandbox, bare_environment
from corpus.sandbox.confined import command_within

BOUNDS = Bounds(memory_bytes=1_000_000_000, output_bytes=1_000_000, seconds=20)
_HERE = "tests.corpus.sandbox.test_confinement"


# Functions that run in the sandbox -------------------------------------------------------------------------------


def reading(path: Path, other: str) -> str:
    return path.read_text(encoding="utf-8") + Path(other).read_text(encoding="utf-8")


def listing(path: Path, folder: str) -> list[str]:
    return [each.name for each in Path(folder).iterdir()]


def writing(path: Path, other: str) -> None:
    Path(other).write_text("written", encoding="utf-8")


def linking(path: Path, other: str) -> None:
    Path(tempfile.gettempdir(), "link").symlink_to(other)


def connecting(path: Path, port: str) -> None:
    socket.create_connection(("127.0.0.1", int(port)), timeout=5).close()


def socket_of_this_machine(path: Path) -> None:
    socket.socket(socket.AF_UNIX).close()


def leaving(path: Path) -> list[str]:
    folder = Path(tempfile.gettempdir())
    found = sorted(each.name for each in folder.iterdir())
    Path(folder, "left").mkdir()
    Path(folder, "left", "page.png").touch()
    return found


# -------------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def doors() -> tuple[str, ...]:
    box = Sandbox()
    found = box.open_doors()
    box.stop()
    return found


@pytest.fixture
def box() -> Iterator[Sandbox]:
    found = Sandbox()
    yield found
    found.stop()


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Return the file that is asked about, and one beside it."""
    asked, other = tmp_path / "asked.txt", tmp_path / "other.txt"
    asked.write_text("asked ", encoding="utf-8")
    other.write_text("other", encoding="utf-8")
    return asked, other


def call(box: Sandbox, function: str, path: Path, *arguments: object) -> object:
    words = [str(each) for each in arguments]
    return box.call(f"{_HERE}:{function}", path, *words, answer=object, bounds=BOUNDS, loads=_HERE)


def needs(doors: tuple[str, ...], door: str) -> None:
    if door in doors:
        pytest.skip(f"this system does not keep programs from {door} (Landlock or seccomp is missing)")


def test_the_file_asked_about_is_read(box: Sandbox, files: tuple[Path, Path]) -> None:
    assert call(box, "reading", files[0], files[0]) == "asked asked "


@pytest.mark.parametrize("function", ["reading", "writing", "linking"])
def test_no_other_file_is_opened(box: Sandbox, files: tuple[Path, Path], doors: tuple[str, ...], function: str) -> None:
    needs(doors, "files")
    with pytest.raises(UnreadableFile):
        call(box, function, *files)
    assert files[1].read_text(encoding="utf-8") == "other"


def test_no_folder_is_listed(box: Sandbox, files: tuple[Path, Path], doors: tuple[str, ...]) -> None:
    needs(doors, "files")
    for folder in (files[0].parent, Path.home(), Path.cwd()):
        with pytest.raises(UnreadableFile):
            call(box, "listing", files[0], folder)


def test_no_network_is_reached(box: Sandbox, files: tuple[Path, Path], doors: tuple[str, ...]) -> None:
    needs(doors, "network")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        with pytest.raises(UnreadableFile):
            call(box, "connecting", files[0], listening.getsockname()[1])
        listening.settimeout(0.2)
        with pytest.raises(TimeoutError):
            listening.accept()
    with pytest.raises(UnreadableFile):
        call(box, "socket_of_this_machine", files[0])


def test_what_one_file_leaves_the_next_does_not_find(box: Sandbox, files: tuple[Path, Path]) -> None:
    assert call(box, "leaving", files[0]) == []
    assert call(box, "leaving", files[0]) == []


def test_a_program_of_others_keeps_to_its_folder(tmp_path: Path, doors: tuple[str, ...]) -> None:
    """As LibreOffice is run."""
    needs(doors, "files")
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "a.txt").write_text("own", encoding="utf-8")
    (tmp_path / "b.txt").write_text("other", encoding="utf-8")

    def shown(path: Path) -> str:
        command = command_within(folder, ["/bin/cat", str(path)])
        return subprocess.run(
            command, env=bare_environment(folder), capture_output=True, text=True, check=False, timeout=60
        ).stdout

    assert shown(folder / "a.txt") == "own"
    assert not shown(tmp_path / "b.txt")


def test_a_program_of_others_gets_no_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALINEA_MODEL_KEY", "not to be passed on")
    if sys.platform == "win32":
        pytest.skip("no env on Windows")
    command = command_within(tmp_path, ["/usr/bin/env"])
    told = subprocess.run(
        command, env=bare_environment(tmp_path), capture_output=True, text=True, check=True, timeout=60
    ).stdout
    named = {line.partition("=")[0] for line in told.splitlines()}
    assert named <= {"PATH", "HOME", "TMPDIR", "TEMP", "TMP", "PYTHONPATH", "LC_CTYPE"}


def test_what_is_not_kept_from_readers_is_said() -> None:
    assert "no other file" in _confinement(())
    assert "from other files or the network;" in _confinement(("files", "network"))
    assert "from the network;" in _confinement(("network",))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems are not expected to confine anything")
def test_the_log_says_once_what_linux_does_not_keep_from_readers(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(client, "_tried", threading.Lock())
    monkeypatch.setattr(Sandbox, "open_doors", lambda box: ("files",))
    for _ in range(2):
        with client.sandbox():
            pass
    assert [record.getMessage() for record in caplog.records] == [
        "Readers of files are not kept from: files (README, “Files of others”)."
    ]
