"""What operators ask a server: whether it lives, whether it is ready, its figures; and what its log says."""

from __future__ import annotations

import json
import logging
import logging.config
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from assistant.settings import WatchSettings
from assistant.ui.app import create_app
from assistant.ui.server.log import log_config
from tests.world.folders import ROOT
from tests.world.staged import Staged

TOKEN = "a-token-of-letters"
HERE = ("127.0.0.1", 5000)
ELSEWHERE = ("192.0.2.7", 5000)


@pytest.fixture
def watch(staged: Staged) -> Iterator[Staged]:
    """Give the façade with a token for its figures."""
    before = staged.settings
    staged.settings = replace(before, watch=WatchSettings(token=TOKEN))
    yield staged
    staged.settings = before


def client(staged: Staged, address: tuple[str, int] = HERE) -> TestClient:
    return TestClient(create_app(staged), base_url="http://localhost:7860", client=address)


def test_a_process_that_lives_says_so_whatever_is_broken(staged: Staged) -> None:
    staged.engine.session = None  # type: ignore[method-assign, assignment]
    try:
        assert client(staged).get("/healthz").text == "ok\n"
    finally:
        del staged.engine.session


def test_it_is_ready_with_what_it_holds(staged: Staged) -> None:
    told = client(staged).get("/readyz")
    assert told.status_code == 200
    assert told.json()["ready"]
    assert told.json()["documents"] == len(staged.library())


def test_an_index_that_cannot_be_opened_is_told_by_its_name_alone(
    staged: Staged, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index.errors import DamagedIndex

    def broken() -> None:
        raise DamagedIndex(path="/srv/secret/index", detail="vectors.npy differs from its checksum")

    monkeypatch.setattr(staged.engine, "opened", broken)
    told = client(staged).get("/readyz")
    assert (told.status_code, told.json()) == (503, {"ready": False, "reason": "DamagedIndex"})


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        (HERE, {}, 200),
        (("::1", 5000), {}, 200),
        (HERE, {"x-forwarded-for": "127.0.0.1"}, 403),  # through a proxy on this machine
        (ELSEWHERE, {}, 403),
        (ELSEWHERE, {"authorization": "Bearer another-token-of-letters"}, 403),
        (ELSEWHERE, {"authorization": "Bearer "}, 403),
        (ELSEWHERE, {"authorization": f"Bearer {TOKEN}"}, 200),
    ],
)
def test_figures_are_for_this_machine_or_who_has_the_token(
    watch: Staged, address: tuple[str, int], headers: dict[str, str], status: int
) -> None:
    answer = client(watch, address).get("/metrics", headers=headers)
    assert answer.status_code == status
    if status == 403:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["reason"] == "figures_refused"


def test_without_a_token_none_opens_the_figures(staged: Staged) -> None:
    headers = {"authorization": "Bearer "}
    assert client(staged, ELSEWHERE).get("/metrics", headers=headers).status_code == 403


def test_figures_name_no_question_address_or_document(staged: Staged) -> None:
    web = client(staged)
    asked = "an-unheard-of-question"
    web.get("/", params={"q": asked})
    web.get("/citation", params={"document": asked})
    web.get(f"/{asked}")
    web.request(asked.upper(), "/")
    told = web.get("/metrics").text
    assert asked not in told.lower()
    families = {family.name for family in text_string_to_metric_families(told)}
    assert {"alinea_requests", "alinea_request_seconds", "alinea_calls", "alinea_documents"} <= families
    routes = set(re.findall(r'alinea_requests_total\{.*route="([^"]*)"', told))
    assert {"/", "/citation", "other"} <= routes


def test_what_programs_ask_is_told_by_its_pattern(staged: Staged, caplog: pytest.LogCaptureFixture) -> None:
    asked = [
        ("GET", "/api/v1/library", 200),
        ("GET", "/api/v1/find?query=oars", 200),
        ("POST", "/api/v1/add", 400),
        ("GET", "/api/v1/remove", 405),
        ("GET", "/api/openapi.json", 200),
        ("GET", "/api/v1/nowhere", 404),
    ]
    with caplog.at_level(logging.INFO, logger="alinea.requests"):
        for method, address, _ in asked:
            client(staged).request(method, address)
    lines = [record for record in caplog.records if record.name == "alinea.requests"]
    told = [(each.method, each.route, each.status) for each in lines]  # type: ignore[attr-defined]
    expected = [(method, address.partition("?")[0], status) for method, address, status in asked]
    assert told == [*expected[:-1], ("GET", "other", 404)]


def test_what_a_door_refuses_is_told_by_the_pattern_of_what_was_asked_for(
    staged: Staged, caplog: pytest.LogCaptureFixture
) -> None:
    elsewhere = {"host": "elsewhere.example"}
    with caplog.at_level(logging.INFO, logger="alinea.requests"):
        for address in ("/api/v1/find?query=oars", "/citation", "/", "/mcp/oars"):
            client(staged).get(address, headers=elsewhere)
    lines = [record for record in caplog.records if record.name == "alinea.requests"]
    told = [(each.route, each.status) for each in lines]  # type: ignore[attr-defined]
    assert told[:3] == [("/api/v1/find", 403), ("/citation", 403), ("/", 403)]
    assert "oars" not in told[3][0]


def test_every_answer_has_a_request_id_which_a_proxy_may_give(staged: Staged) -> None:
    web = client(staged)
    assert re.fullmatch("[0-9a-f]{32}", web.get("/healthz").headers["x-request-id"])
    assert (
        web.get("/healthz", headers={"x-request-id": "from-the-proxy.1"}).headers["x-request-id"] == "from-the-proxy.1"
    )
    assert "\x7f" not in web.get("/healthz", headers={"x-request-id": "odd \x7f one"}).headers["x-request-id"]


def test_the_log_has_a_line_for_each_request_without_what_is_asked(
    staged: Staged, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="alinea.requests"):
        client(staged).get("/citation", params={"document": "asked-for"})
    (line,) = [record for record in caplog.records if record.name == "alinea.requests"]
    assert (line.method, line.route, line.status) == ("GET", "/citation", 200)  # type: ignore[attr-defined]
    assert "asked-for" not in str(vars(line))


# The program itself ------------------------------------------------------------------------------------------------


@pytest.fixture
def port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def served(home: Path, port: int, **variables: str) -> subprocess.Popen[str]:
    """Start the program on a port and wait until it lives."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ALINEA_")}
    command = [sys.executable, "app.py", "serve", "--port", str(port)]
    running = subprocess.Popen(
        command, env={**environment, "ALINEA_HOME": str(home), **variables}, cwd=ROOT, stderr=subprocess.PIPE, text=True
    )
    for _ in range(600):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
            return running
        except urllib.error.URLError:
            assert running.poll() is None
            time.sleep(0.1)
    raise AssertionError("the server did not start")


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGTERM on Windows")
def test_it_ends_well_when_it_is_told_to_with_a_page_open(tmp_path: Path, port: int) -> None:
    """A page keeps a connection open for as long as it is shown."""
    running = served(tmp_path, port, ALINEA_LOG="json")
    page = urllib.request.urlopen(f"http://127.0.0.1:{port}/gradio_api/heartbeat/{'a' * 10}?q=secret", timeout=30)
    assert page.readline() == b"data: ALIVE\n"
    started = time.monotonic()
    running.send_signal(signal.SIGTERM)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 0, said
    assert time.monotonic() - started < 15  # and not the twenty seconds that an answer may take
    page.close()
    lines = [json.loads(line) for line in said.splitlines()]
    assert all({"time", "level", "logger", "message"} <= set(line) for line in lines)
    requests = [line for line in lines if line["logger"] == "alinea.requests"]
    assert {line["route"] for line in requests} == {"/healthz", "/gradio_api/heartbeat/{session_hash}"}
    assert "secret" not in said


SLOW = """
import asyncio, sys, uvicorn
from assistant.ui.server.graceful import GracefulServer, exit_on_sigterm
async def app(scope, receive, send):
    if scope["type"] == "http":
        print("asked", flush=True)
        await asyncio.sleep(1.5)
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"5")]})
        await send({"type": "http.response.body", "body": b"whole"})
exit_on_sigterm()
try:
    config = uvicorn.Config(app, port=int(sys.argv[1]), timeout_graceful_shutdown=20, lifespan="off", access_log=False)
    GracefulServer(config, lambda: print("stopping", flush=True)).run()
finally:
    print("closed", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGTERM on Windows")
def test_an_answer_under_way_is_given_before_it_ends(port: int) -> None:
    command = [sys.executable, "-c", SLOW, str(port)]
    running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    asking = None
    try:
        for _ in range(200):
            try:
                asking = socket.create_connection(("127.0.0.1", port), timeout=20)
                break
            except ConnectionRefusedError:
                time.sleep(0.1)
        assert asking is not None
        asking.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert running.stdout is not None
        assert running.stdout.readline() == "asked\n"
        running.send_signal(signal.SIGTERM)
        said = b""
        while piece := asking.recv(4096):
            said += piece
        assert said.endswith(b"whole")
        out, errors = running.communicate(timeout=20)
        assert (running.returncode, out) == (0, "stopping\nclosed\n"), errors
    finally:
        running.kill()
        if asking is not None:
            asking.close()


@pytest.mark.parametrize("form", ["", "json", "text"])
def test_every_form_of_the_log_can_be_configured(form: str) -> None:
    """In a process of its own: it is that of the whole program."""
    program = (
        "import logging.config, sys; from assistant.ui.server.log import log_config\n"
        "logging.config.dictConfig(log_config(sys.argv[1]))\n"
        "logging.getLogger('alinea.requests').info('a line', extra={'route': '/'})\n"
        "logging.getLogger('uvicorn.access').info('GET /?q=secret')\n"
        "logging.getLogger('assistant').warning('amiss')\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", program, form], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    if form:
        assert "a line" in said.stderr
        assert "amiss" in said.stderr
        assert "secret" not in said.stderr + said.stdout
    else:
        assert "a line" not in said.stderr
    assert log_config(form)["version"] == 1
