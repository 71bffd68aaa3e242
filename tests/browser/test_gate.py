"""What a client that is not our page may not do: read the server's files, or reach it from another site."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from assistant.access.configuration import AccessSettings, Mode
from assistant.ui.errors import NotText, NotUploaded
from tests.world.staged import Staged

pytest.importorskip("gradio", reason="gradio is not installed")
SECRET = "the-secret-of-this-server"


@pytest.fixture
def uploads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep uploads in a folder of this test."""
    folder = tmp_path / "uploads"
    folder.mkdir()
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(folder))
    return folder


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """Write a file that nobody uploaded."""
    path = tmp_path / "secret.txt"
    path.write_text(SECRET, encoding="utf-8")
    return path


@pytest.fixture
def client(uploads: Path, staged: Staged) -> Iterator[TestClient]:
    """Speak HTTP to the web app."""
    from assistant.ui.app import create_app

    with TestClient(create_app(staged), base_url="http://localhost:7860") as running:
        yield running


@pytest.fixture
def opened(staged: Staged, monkeypatch: pytest.MonkeyPatch) -> Staged:
    """Give what is served to others: everyone reads, by one name."""
    access = AccessSettings(Mode.OPEN, hosts=("alinea.example",))
    monkeypatch.setattr(staged, "settings", replace(staged.settings, access=access))
    return staged


def calls(client: TestClient) -> list[dict[str, Any]]:
    """Return what the page's configuration says of every function."""
    return list(client.get("/config").json()["dependencies"])


def attack(path: str, dependency: dict[str, Any]) -> dict[str, Any]:
    """Return a call that names a file in place of every input."""
    file = {"path": path, "meta": {"_type": "gradio.FileData"}}
    data = [file for _ in dependency["inputs"]]
    return {"fn_index": dependency["id"], "session_hash": "attack", "data": data, "event_data": {"document": file}}


@pytest.mark.parametrize("address", ["{}", "http://127.0.0.1:9/{}", "file://{}"])
def test_no_function_takes_a_file_that_was_not_uploaded(client: TestClient, secret: Path, address: str) -> None:
    functions = [each for each in calls(client) if each["inputs"]]
    assert len(functions) > 8
    for function in functions:
        response = client.post("/gradio_api/queue/join", json=attack(address.format(secret), function))
        assert response.status_code == 400
        assert SECRET not in response.text


def test_a_link_among_the_uploads_leads_nowhere_else(client: TestClient, secret: Path, uploads: Path) -> None:
    (uploads / "link.txt").symlink_to(secret)
    for path in (uploads / "link.txt", uploads / ".." / "secret.txt"):
        response = client.post("/gradio_api/queue/join", json=attack(str(path), calls(client)[-1]))
        assert response.status_code == 400


def test_behind_the_gate_gradio_itself_copies_no_such_file(client: TestClient, secret: Path, uploads: Path) -> None:
    """The second lock: the mounted application, asked directly, as if the gate had let the call through."""
    outer = client.app
    assert isinstance(outer, Starlette)
    inner = next(route.app for route in outer.routes if isinstance(route, Mount) and route.path == "")
    direct = TestClient(inner, base_url="http://localhost:7860")
    for function in [each for each in calls(client) if each["inputs"]]:
        direct.post("/gradio_api/queue/join", json=attack(str(secret), function))
    time.sleep(1)  # the queue answers in the background
    copies = [path for path in uploads.rglob("*") if path.is_file() and SECRET in path.read_text(errors="replace")]
    assert copies == []


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/gradio_api/proxy=https://example.org/"),
        ("GET", "/gradio_api/file=/etc/hostname"),
        ("GET", "/gradio_api/openapi.json"),
        ("GET", "/openapi.json"),
        ("GET", "/gradio_api/stream/a/b/c/playlist.m3u8"),
        ("POST", "/gradio_api/stream/a"),
        ("POST", "/gradio_api/run/find"),
        ("POST", "/gradio_api/queue/join/"),
        ("POST", "/gradio_api/component_server"),
        ("DELETE", "/"),
    ],
)
def test_what_the_page_does_not_use_is_not_there(client: TestClient, method: str, path: str) -> None:
    response = client.request(method, path)
    assert response.status_code == 404
    assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("body", [b"", b"{", b"[" * 100_000, b"\xff"])
def test_a_malformed_call_is_refused(client: TestClient, body: bytes) -> None:
    assert client.post("/gradio_api/queue/join", content=body).status_code == 400


def test_a_text_longer_than_its_box_is_refused_before_gradio_keeps_it(client: TestClient) -> None:
    config = client.get("/config").json()
    names = {each["id"]: each["props"].get("elem_id") for each in config["components"]}
    sent = [
        each
        for each in config["dependencies"]
        if each["backend_fn"]
        and ("ask-send", "click") in {(names.get(t[0]), t[1]) for t in each["targets"] if t[0] is not None}
    ]
    asking = next(each for each in sent if len(each["inputs"]) == 3)
    call = {"data": ["x" * 2_001, "en", None], "fn_index": asking["id"], "session_hash": "long"}
    refused = client.post("/gradio_api/queue/join", json=call)
    assert refused.status_code == 413
    assert "2001 characters; the limit is 2000" in refused.text
    assert client.post("/gradio_api/queue/join", json=call | {"data": ["x" * 2_000, "en", None]}).status_code == 200


def test_a_full_queue_is_told_and_not_waited_for(uploads: Path, staged: Staged) -> None:
    from assistant.ui.app import create_app

    with TestClient(create_app(staged, waiting=0), base_url="http://localhost:7860") as client:
        asking = next(each for each in calls(client) if not each["inputs"])
        call = {"data": [], "fn_index": asking["id"], "session_hash": "one"}
        assert client.post("/gradio_api/queue/join", json=call).status_code == 503


def test_half_a_letter_is_replaced_and_a_whole_one_kept() -> None:
    from assistant.ui.server.request_filter import _whole_letters

    for sent, kept in (
        ("\\ud800", "\ufffd"),
        ("a\\udc00b", "a\ufffdb"),
        ("\\ud83d\\ude00", "😀"),
        ("\\\\ud800", "\\ud800"),
    ):
        assert json.loads(_whole_letters(b'["%s"]' % sent.encode())) == [kept]


@pytest.mark.parametrize("address", ["/assets/" + "a" * 300, "/static/" + "é" * 150, "/assets/a%00b", "/assets/a%0ab"])
def test_an_address_no_file_can_have_is_not_there(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_an_endless_call_is_cut_short(client: TestClient) -> None:
    assert client.post("/gradio_api/queue/join", content=b" " * 1_000_001).status_code == 413


@pytest.mark.parametrize(
    ("listening", "asked", "status"),
    [
        ("127.0.0.1", "localhost:7860", 200),
        ("127.0.0.1", "127.0.0.1:7860", 200),
        ("127.0.0.1", "[::1]:7860", 200),
        ("127.0.0.1", "attacker.example", 403),
        ("127.0.0.1", "localhost.attacker.example:7860", 403),
        ("127.0.0.1", "[", 403),
        ("alinea.example", "alinea.example", 200),
        ("0.0.0.0", "alinea.example:7860", 200),
        ("0.0.0.0", "alinea.example.:7860", 200),
        ("0.0.0.0", "127.0.0.1:7860", 200),
        ("0.0.0.0", "any.example:7860", 403),
        ("0.0.0.0", "0.0.0.0:7860", 403),
        ("", "any.example:7860", 403),
    ],
)
def test_only_the_names_of_this_server_are_answered(
    uploads: Path, opened: Staged, listening: str, asked: str, status: int
) -> None:
    from assistant.ui.app import create_app

    client = TestClient(create_app(opened, host=listening))
    assert client.get("/robots.txt", headers={"host": asked}).status_code == status


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_another_site_cannot_send_anything(uploads: Path, opened: Staged, host: str) -> None:
    from assistant.ui.app import create_app

    client = TestClient(create_app(opened, host=host), base_url="http://localhost:7860")
    file = {"files": ("a.txt", b"1. A")}
    for origin in ("https://attacker.example", "http://localhost:9999", "null", ""):
        assert client.post("/gradio_api/upload", files=file, headers={"origin": origin}).status_code == 403
    assert client.post("/gradio_api/upload", files=file, headers={"origin": "http://localhost:7860"}).is_success


def test_what_is_not_text_is_refused_calmly(staged: Staged) -> None:
    from assistant.ui.pages.ask import replies
    from assistant.ui.pages.find import search

    for value in ({"path": "/etc/hostname"}, ["a"], 3, True):
        assert isinstance(next(replies(staged, value, "en", [])), NotText)
        assert isinstance(search(staged, value, [None, None, None], False), NotText)
        assert isinstance(search(staged, "figures", [value, None, None], False), NotText)


def test_only_uploaded_files_are_added(uploads: Path, secret: Path) -> None:
    from assistant.ui.pages.documents import received

    good = uploads / "plan.txt"
    good.write_text("1. A", encoding="utf-8")
    assert received([str(good)]) == [good]
    for files in ([str(secret)], [str(good), str(secret)], ["https://example.org/a.txt"], [3], "plan.txt", None, []):
        with pytest.raises(NotUploaded):
            received(files)
