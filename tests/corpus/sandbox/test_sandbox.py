"""The sandbox: what runs in it is limited, knows nothing of the program, and leaves nothing behind."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import CorpusError, EmptyDocument, UnreadableFile
from corpus.sandbox.client import Bounds, Sandbox

BOUNDS = Bounds(memory_bytes=1_000_000_000, output_bytes=1_000_000, seconds=20)
_HERE = "tests.corpus.sandbox.test_sandbox"
_met: list[str] = []


# Functions that run in the sandbox -------------------------------------------------------------------------------


def met(path: Path, name: str) -> list[str]:
    _met.append(name)
    return _met


def variables(path: Path) -> list[str]:
    return sorted(os.environ)


def empty(path: Path) -> None:
    raise EmptyDocument(path=path)


def wrong(path: Path) -> None:
    raise ValueError("nobody can be told")


def printing(path: Path) -> str:
    os.write(1, b"0\n")
    return sys.stdin.read() + "read"


def sleeping(path: Path) -> None:
    time.sleep(60)


def slow(path: Path) -> str:
    time.sleep(0.5)
    return "read"


def greedy(path: Path) -> int:
    return len(bytes(2_000_000_000))


def talkative(path: Path) -> str:
    return "word " * 1_000_000


def ending(path: Path) -> None:
    os.kill(os.getpid(), 11)


# -------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def box() -> Iterator[Sandbox]:
    found = Sandbox()
    yield found
    found.stop()


def call(box: Sandbox, function: str, *arguments: str, bounds: Bounds = BOUNDS) -> object:
    return box.call(f"{_HERE}:{function}", Path("a.txt"), *arguments, answer=object, bounds=bounds, loads=_HERE)


@pytest.mark.skipif(sys.platform == "win32", reason="no fork on Windows: each file gets a process of its own")
def test_no_file_meets_what_another_one_left(box: Sandbox) -> None:
    assert call(box, "met", "one") == ["one"]
    process = box._process
    assert call(box, "met", "two") == ["two"]
    assert box._process is process


def test_it_knows_no_keys_or_passwords(box: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALINEA_MODEL_KEY", "secret")
    assert "ALINEA_MODEL_KEY" not in call(box, "variables")  # type: ignore[operator]


def test_an_error_of_ours_comes_back_as_it_is(box: Sandbox) -> None:
    with pytest.raises(EmptyDocument):
        call(box, "empty")


def test_what_a_parser_prints_or_reads_is_no_answer_and_no_request(box: Sandbox) -> None:
    assert [call(box, "printing"), call(box, "printing")] == ["read", "read"]


@pytest.mark.parametrize(
    ("function", "said"),
    [
        ("wrong", "damaged"),
        ("greedy", "more than 1000 MB of memory"),
        ("talkative", "its text is too large"),
        ("ending", "crashed, signal 11"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_it_says_why_there_is_no_answer_and_goes_on(box: Sandbox, function: str, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said):
        call(box, function)
    assert call(box, "met", "next") == ["next"]


def test_what_takes_too_long_is_stopped_and_the_next_file_is_read(box: Sandbox) -> None:
    started = time.monotonic()
    with pytest.raises(UnreadableFile, match="more than 1 seconds"):
        call(box, "sleeping", bounds=Bounds(BOUNDS.memory_bytes, BOUNDS.output_bytes, seconds=1))
    assert time.monotonic() - started < 20
    assert call(box, "met", "next") == ["next"]


def test_an_answer_of_another_form_is_refused(box: Sandbox) -> None:
    with pytest.raises(CorpusError, match="damaged"):
        box.call(f"{_HERE}:variables", Path("a.txt"), answer=int, bounds=BOUNDS, loads=_HERE)


@pytest.mark.parametrize("times", [1, 2])
def test_a_file_is_read_though_the_process_was_ended_meanwhile(box: Sandbox, times: int) -> None:
    ended: list[int] = []

    def end_process() -> None:
        while len(ended) < times:
            process = box._process
            if process is not None and process.pid not in ended:
                ended.append(process.pid)
                process.kill()
            time.sleep(0.05)

    ending = threading.Thread(target=end_process)
    ending.start()
    try:
        assert call(box, "slow") == "read"
        assert times == 1
    except UnreadableFile:
        assert times == 2  # not for ever: it may be the file’s doing after all
    ending.join()
    assert len(ended) == times
