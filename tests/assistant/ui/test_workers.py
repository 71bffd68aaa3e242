"""Several processes behind one page: real ones, asked as browsers and programs ask."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.world.folders import ROOT
from tests.world.staged import Staged

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="children are looked up in /proc (Linux)")

GOALS = "What are the three goals?"
_FILES = 150  # that each process may have open
_WITHIN = 90.0  # seconds; generous, for a machine busy with other work


@dataclass
class Served:
    """The first process, and the port that it accepts connections at."""

    process: subprocess.Popen[bytes]
    port: int

    def workers(self) -> set[int]:
        """Return the processes that serve: the children that have the application."""
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return {int(each) for each in children if b"spawn_main" in Path(f"/proc/{each}/cmdline").read_bytes()}

    def get(self, path: str, cookie: str = "") -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_WITHIN)
        connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
        return connection.getresponse()

    def ask(self, session: str) -> str:
        """Ask through the page's own queue, each call on a connection of its own; return what came."""
        config = json.loads(self.get("/config").read())
        ids = {each["id"]: each["props"].get("elem_id") for each in config["components"]}
        (send,) = (
            each["id"]
            for each in config["dependencies"]
            if each["backend_fn"] and ["ask-send", "click"] in [[ids.get(at), what] for at, what in each["targets"]]
        )
        call = {"data": [GOALS, "en", None], "fn_index": send, "session_hash": session}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_WITHIN)
        connection.request("POST", "/gradio_api/queue/join", json.dumps(call), {"Content-Type": "application/json"})
        assert connection.getresponse().status == 200
        answer = self.get(f"/gradio_api/queue/data?session_hash={session}")
        for line in answer:
            if b"process_completed" in line:
                return line.decode()
        return ""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("home")
    Staged.at(home).close()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "app.py", "serve", "--port", str(port), "--workers", "2"]
    limited = ["prlimit", f"--nofile={_FILES}:{_FILES}", *command] if shutil.which("prlimit") else command
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(
            limited, cwd=ROOT, env={**os.environ, "ALINEA_HOME": str(home)}, stdout=log, stderr=subprocess.STDOUT
        )
    served = Served(process, port)
    until(lambda: served.get("/config").status == 200)
    yield served
    process.kill()
    process.wait()


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    end = time.monotonic() + _WITHIN
    while time.monotonic() < end:
        try:
            if holds():
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise AssertionError("it never came to that")


def test_new_readers_are_shared_out_and_a_browser_comes_back_to_its_worker(served: Served) -> None:
    cookies = [served.get("/").getheader("set-cookie", "").partition(";")[0] for _ in range(4)]
    assert sorted(set(cookies)) == ["alinea-worker=0", "alinea-worker=1"]
    for cookie in set(cookies):
        assert [served.get("/", cookie).getheader("set-cookie") for _ in range(3)] == [None, None, None]
    assert served.get("/", "alinea-worker=77").getheader("set-cookie") is not None


def test_a_program_without_cookies_gets_its_answers_on_any_connection(served: Served) -> None:
    for number in range(6):
        said = served.ask(f"session{number}")
        assert '"success":true' in said
        assert "Three goals are set" in said


def test_a_crowd_that_asks_for_nothing_keeps_nobody_out(served: Served) -> None:
    crowd = [socket.create_connection(("127.0.0.1", served.port), timeout=_WITHIN) for _ in range(_FILES + 50)]
    assert served.get("/healthz").status == 200
    for each in crowd:
        each.close()
    assert served.get("/healthz").status == 200


def test_a_worker_does_not_take_the_reader_of_another(served: Served) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=_WITHIN)
    connection.request("GET", "/healthz", headers={"Cookie": "alinea-worker=0"})
    first = connection.getresponse()
    first.read()
    assert first.getheader("connection") != "close"
    connection.request("GET", "/", headers={"Cookie": "alinea-worker=1"})  # as a proxy sends another reader's
    second = connection.getresponse()
    assert (second.getheader("connection"), second.getheader("set-cookie")) == ("close", None)


def test_a_worker_that_is_killed_is_replaced_and_the_other_goes_on(served: Served) -> None:
    before = served.workers()
    assert len(before) == 2
    os.kill(min(before), signal.SIGKILL)
    until(lambda: len(served.workers() - before) == 1)
    until(lambda: all('"success":true' in served.ask(f"later{number}") for number in range(4)))


def test_all_end_when_the_first_is_told_to(served: Served) -> None:
    workers = served.workers()
    served.process.terminate()
    assert served.process.wait(_WITHIN) == 0
    assert not [each for each in workers if Path(f"/proc/{each}").exists()]
