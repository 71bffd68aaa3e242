"""The HTTP API through the whole server: results, pages, tags, problems, events, uploads, and who may ask."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from assistant.access.visitor import Role, Visitor
from assistant.api import stream
from assistant.api.arguments import LARGEST_PAGE
from assistant.api.http_api import build_api
from assistant.api.operations import OPERATIONS
from assistant.api.requests import LARGEST_UPLOAD, LONGEST_BODY
from assistant.ask.types import Answer
from assistant.service import Assistant
from assistant.settings import Settings
from corpus.errors import DamagedLibrary
from index.errors import DamagedIndex
from tests.world.staged import Staged


def is_problem(answer: Any, status: int, reason: str) -> bool:
    """Tell whether an answer is a problem as RFC 9457 writes it, with nothing of the server in it."""
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), answer.text
    said = answer.json()
    assert said["status"] == status
    assert said["detail"].endswith(".")
    assert "Traceback" not in answer.text
    return bool(said["reason"] == reason)


def untimed(said: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if name != "took_ms"}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_answer_is_the_facades_own(method: str, http: TestClient, alinea: Assistant) -> None:
    question = "Quels sont les trois objectifs ?"
    given = {"question": question}
    answer = http.get("/api/v1/ask", params=given) if method == "GET" else http.post("/api/v1/ask", json=given)
    assert answer.status_code == 200
    assert untimed(answer.json()) == untimed(json.loads(json.dumps(alinea.ask(question).to_json())))


def test_the_next_page_has_an_address_until_the_end(http: TestClient) -> None:
    whole = http.get("/api/v1/find", params={"query": "l'atelier", "limit": 100}).json()["hits"]
    address, seen = "/api/v1/find?query=l%27atelier&limit=4", []
    while address:
        answer = http.get(address)
        assert int(answer.headers["x-total-count"]) == len(whole)
        seen += answer.json()["hits"]
        address = answer.links.get("next", {}).get("url", "")
    assert seen == whole


def test_nothing_is_sent_again_until_the_library_changes(own_http: TestClient) -> None:
    first = own_http.get("/api/v1/library")
    tag = first.headers["etag"]
    again = own_http.get("/api/v1/library", headers={"if-none-match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    removed = own_http.post("/api/v1/remove", json={"document": "bicycle-letter"}).json()
    assert removed == {"removed": "bicycle-letter", "language": None}
    changed = own_http.get("/api/v1/library", headers={"if-none-match": tag})
    assert changed.status_code == 200
    assert changed.headers["etag"] != tag
    assert len(changed.json()["documents"]) == len(first.json()["documents"]) - 1


def test_a_refusal_is_an_answer_and_a_broken_search_a_problem(staged_http: TestClient, staged: Staged) -> None:
    refused = staged_http.get("/api/v1/cite", params={"reference": "C999, Article 3"})
    assert (refused.status_code, refused.json()["status"]) == (200, "unknown_document")
    staged.broken = True
    assert is_problem(staged_http.get("/api/v1/find", params={"query": "oars"}), 503, "damaged_index")


def test_a_document_is_named_by_its_symbol_too(own_http: TestClient) -> None:
    by_id = own_http.get("/api/v1/find?query=atelier&document=gb912-ins-4").json()["hits"]
    assert by_id
    assert own_http.get("/api/v1/find?query=atelier&document=GB.912/INS/4").json()["hits"] == by_id
    assert own_http.get("/api/v1/plan?document=GB.912/INS/4").status_code == 200
    part = own_http.post("/api/v1/remove", json={"document": "GB.912/INS/4, para. 3"})
    assert is_problem(part, 404, "unknown_document")  # a place is no document: nothing is removed
    assert own_http.post("/api/v1/remove", json={"document": "GB.912/INS/4"}).json()["removed"] == "gb912-ins-4"


def test_no_term_is_like_it(http: TestClient) -> None:
    said = http.get("/api/v1/glossary?query=zzzzz").json()
    assert (said["status"], said["terms"]) == ("not_found", [])


def test_a_defect_tells_nothing_of_the_server(staged_http: TestClient, staged: Staged) -> None:
    staged.defective = True
    answer = staged_http.get("/api/v1/find", params={"query": "oars"})
    assert is_problem(answer, 500, "unexpected")
    assert "log" in answer.json()["detail"]


@pytest.mark.parametrize("error", [DamagedLibrary, DamagedIndex])
def test_no_folder_of_the_server_is_told(
    error: type[DamagedIndex], staged_http: TestClient, staged: Staged, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = staged.settings.home / "library.sqlite"

    def fail(*_: object, **__: object) -> None:
        raise error(path=place, detail=f"[Errno 5] Input/output error: '{place}'")

    monkeypatch.setattr(staged, "cite", fail)
    answer = staged_http.get("/api/v1/cite", params={"reference": "R193"})
    assert is_problem(answer, 503, error.key())
    assert "library.sqlite" in answer.text
    assert str(staged.settings.home) not in answer.text


def test_what_cannot_be_used_is_told_as_a_problem(http: TestClient) -> None:
    assert is_problem(http.get("/api/v1/find"), 422, "missing_argument")
    assert is_problem(http.get("/api/v1/find?query=a&limit=0"), 422, "bad_request")
    assert is_problem(http.get("/api/v1/find?query=a&query=b"), 422, "bad_request")
    assert is_problem(http.get("/api/v1/find?query=a&colour=red"), 422, "unknown_argument")
    assert is_problem(http.get("/api/v1/find?query=a&document=nowhere"), 404, "unknown_document")
    unknown = http.get("/api/v1/find?query=a&kind=poem")
    assert is_problem(unknown, 422, "bad_request")
    assert "gb-paper, letter, web-page" in unknown.json()["detail"]
    missing = http.post("/api/v1/remove?document=bicycle-letter")
    assert is_problem(missing, 422, "missing_argument")
    assert "“document” is missing in the JSON object of the request’s body" in missing.json()["detail"]
    assert "missing in the address" in http.get("/api/v1/find").json()["detail"]
    assert is_problem(http.get("/api/v1/dance"), 404, "not_found")
    assert is_problem(http.get("/api/v1/remove?document=bicycle-letter"), 405, "method_not_allowed")
    assert is_problem(http.put("/api/v1/find"), 405, "method_not_allowed")


@pytest.mark.parametrize(
    ("body", "kind", "status", "reason"),
    [
        (b"{", "application/json", 400, "unreadable_request"),
        (b"[]", "application/json", 400, "unreadable_request"),
        (b'{"query": NaN}', "application/json", 400, "unreadable_request"),
        (b"\xff", "application/json", 400, "unreadable_request"),
        (b'{"query": "a"}', "text/plain", 400, "unreadable_request"),
        (b"query=a", "application/x-www-form-urlencoded", 400, "unreadable_request"),
        (b'{"query": "\\ud800"}', "application/json", 422, "bad_request"),
        (b" " * (LONGEST_BODY + 1), "application/json", 413, "request_too_long"),
        (b"", "application/json", 422, "missing_argument"),
    ],
)
def test_a_body_that_is_no_json_object_is_refused(
    body: bytes, kind: str, status: int, reason: str, http: TestClient
) -> None:
    assert is_problem(http.post("/api/v1/find", content=body, headers={"content-type": kind}), status, reason)


def test_other_sites_and_other_names_are_refused(http: TestClient) -> None:
    given = {"query": "atelier"}
    elsewhere = {"origin": "https://elsewhere.example"}
    assert is_problem(http.post("/api/v1/find", json=given, headers=elsewhere), 403, "other_site")
    assert is_problem(http.delete("/mcp", headers=elsewhere), 403, "other_site")
    misnamed = http.get("/api/v1/find", params=given, headers={"host": "elsewhere.example"})
    assert is_problem(misnamed, 403, "unknown_host")
    assert "“elsewhere.example”: it is none of those in ALINEA_HOSTS" in misnamed.json()["detail"]
    assert is_problem(http.get("/nowhere"), 404, "not_found")
    long = http.post("/gradio_api/queue/join", content=b" " * 1_000_001)
    assert is_problem(long, 413, "request_too_long")
    assert is_problem(http.post("/gradio_api/queue/join", content=b"{"), 400, "not_uploaded")
    assert http.post("/api/v1/find", json=given, headers={"origin": "http://localhost:7860"}).status_code == 200


def events_of(text: str) -> list[tuple[str, dict[str, Any]]]:
    """Return server-sent events as the standard reads them: blocks apart by an empty line."""
    found = []
    for block in filter(None, text.split("\n\n")):
        fields = dict(line.split(": ", 1) for line in block.split("\n"))
        found.append((fields["event"], json.loads(fields["data"])))
    return found


@pytest.mark.parametrize(("address", "accept"), [("/api/v1/ask/stream", "*/*"), ("/api/v1/ask", "text/event-stream")])
def test_a_growing_answer_ends_with_the_whole(address: str, accept: str, http: TestClient) -> None:
    question = {"question": "Quels sont les trois objectifs ?"}
    answer = http.get(address, params=question, headers={"accept": accept})
    assert answer.headers["content-type"].startswith("text/event-stream")
    events = events_of(answer.text)
    assert [name for name, _ in events] == ["answer"] * (len(events) - 1) + ["done"]
    assert untimed(events[-1][1]) == untimed(http.get("/api/v1/ask", params=question).json())


def test_a_stream_that_cannot_begin_is_a_problem(staged_http: TestClient, staged: Staged) -> None:
    staged.broken = True
    assert is_problem(staged_http.get("/api/v1/ask/stream?question=oars"), 503, "damaged_index")
    assert is_problem(staged_http.get("/api/v1/ask/stream"), 422, "missing_argument")


async def test_whoever_goes_away_stops_the_model(alinea: Assistant) -> None:
    answer = alinea.ask("Quels sont les trois objectifs ?")
    stop = threading.Event()

    def writing() -> Iterator[Answer]:
        while not stop.is_set():
            yield answer

    events = stream.events(answer, writing(), stop, alinea.settings.home)
    assert (await anext(events)).startswith("event: answer\n")
    assert (await anext(events)).startswith("event: answer\n")
    await events.aclose()
    assert stop.is_set()


def test_files_are_added_and_no_folder_is_told(own_http: TestClient, own_alinea: Assistant) -> None:
    text = b"# Rules of the tea house\n\n1. The members keep the tea dry.\n\n2. The kettle is for all the guests.\n"
    files = [("files", ("../../tea house.txt", text)), ("files", ("notes.xyz", b"x"))]
    answer = own_http.post("/api/v1/add", files=files)
    assert answer.status_code == 200, answer.text
    said = answer.json()
    assert [each["file"] for each in said["documents"]] == ["tea house.txt"]
    assert [each["file"] for each in said["errors"]] == ["notes.xyz"]
    assert said["errors"][0]["reason"].startswith("notes.xyz: files of type")
    assert any(each.id == said["documents"][0]["id"] for each in own_alinea.library())


def test_facts_come_with_files_as_parts_of_the_form(own_http: TestClient, own_alinea: Assistant) -> None:
    files = {"files": ("tea.txt", b"1. The members keep the tea dry and warm.\n\n2. The kettle is for the guests.\n")}
    facts = {"id": "tea-rules", "title": "Rules of the tea house", "date": "2021-05", "official": "true"}
    answer = own_http.post("/api/v1/add", files=files, data=facts)
    assert answer.status_code == 200, answer.text
    (added,) = answer.json()["documents"]
    assert (added["id"], added["title"], added["status"]) == ("tea-rules", "Rules of the tea house", "official")
    (kept,) = (each for each in own_alinea.library() if each.id == "tea-rules")
    assert kept.date == "2021-05"
    wrong = own_http.post("/api/v1/add", files=files, data={"date": "May 2021"})
    assert is_problem(wrong, 422, "bad_fact")
    assert "“date” is 'May 2021'; expected a year, a month or a day" in wrong.json()["detail"]
    unknown = own_http.post("/api/v1/add", files=files, data={"colour": "red"})
    assert is_problem(unknown, 422, "unknown_argument")


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/api/v1/find?query=x&limit=1000", "que « limit » soit un nombre entier de 1 à 100"),
        ("/api/v1/find", "« query » manque (dans l’adresse)"),
        ("/api/v1/plan?active=12", "un nombre entier de 1900 à 2199"),
        ("/api/v1/nothing", "Il n’y a rien à cette adresse."),
    ],
)
def test_problems_are_told_in_the_language_asked_for(address: str, told: str, http: TestClient) -> None:
    french = http.get(address, headers={"accept-language": "fr-CH, en;q=0.5"}).json()
    assert told in french["detail"].replace("\u00a0", " ")
    english = http.get(address).json()
    assert told not in english["detail"] and french["reason"] == english["reason"]


def test_the_language_of_the_arguments_goes_before_that_of_the_browser(http: TestClient) -> None:
    spanish = http.get("/api/v1/find?query=x&limit=0&language=es", headers={"accept-language": "fr"}).json()
    assert "que «limit» sea un número entero de 1 a 100" in spanish["detail"]


def test_uploads_have_a_limit_and_a_name(own_http: TestClient) -> None:
    before = own_http.get("/api/v1/library").json()
    assert is_problem(own_http.post("/api/v1/add", json={"files": ["/etc/hostname"]}), 400, "unreadable_request")
    assert is_problem(own_http.post("/api/v1/add", files={"other": ("a.txt", b"a")}), 400, "unreadable_request")
    assert is_problem(own_http.post("/api/v1/add", files={}), 400, "unreadable_request")
    large = {"files": ("large.txt", b"a" * (LARGEST_UPLOAD + 1))}
    assert is_problem(own_http.post("/api/v1/add", files=large), 413, "request_too_long")
    assert own_http.get("/api/v1/library").json() == before


class As:
    """Middleware in the place of access control: every request is of one visitor."""

    def __init__(self, app: FastAPI, visitor: Visitor) -> None:
        self.app, self.visitor = app, visitor

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope.setdefault("state", {})["visitor"] = self.visitor
        await self.app(scope, receive, send)


@pytest.mark.parametrize("role", list(Role))
def test_who_may_not_is_told_so_and_changes_nothing(role: Role, own_alinea: Assistant) -> None:
    client = TestClient(As(build_api(own_alinea), Visitor("eve", role)))
    before = own_alinea.fingerprint()
    answers = {name: client.post(f"/v1/{name}", json={"surely": 1}) for name in OPERATIONS}
    refused = {name for name, answer in answers.items() if answer.status_code == 403}
    assert refused == {name for name, each in OPERATIONS.items() if not role.may(each.role)}
    assert all(is_problem(answers[name], 403, "not_allowed") for name in refused)
    assert own_alinea.fingerprint() == before


def test_the_document_of_the_api_names_every_operation(http: TestClient) -> None:
    document = http.get("/api/openapi.json").json()
    assert document["openapi"] == "3.1.0"
    assert {*document["paths"]} == {f"/api/v1/{name}" for name in OPERATIONS} | {"/api/v1/ask/stream"}
    find = {each["name"]: each for each in document["paths"]["/api/v1/find"]["get"]["parameters"]}
    assert find["query"]["required"]
    assert find["limit"]["schema"] == {"type": "integer", "default": 10, "minimum": 1, "maximum": 100}
    assert find["language"]["schema"]["enum"] == ["en", "fr", "es"]
    assert document["components"]["schemas"]["LinksArguments"]["properties"]["limit"]["maximum"] == LARGEST_PAGE
    assert document["security"] == [{"key": []}, {}]
    assert document["components"]["securitySchemes"]["key"]["scheme"] == "bearer"
    assert not {"receipt", "parallels"} & {*document["components"]["schemas"]["Answer"]["properties"]}


def test_results_are_as_the_document_says(http: TestClient) -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed (requirements/mcp.txt)")
    document = http.get("/api/openapi.json").json()
    asked: list[tuple[str, dict[str, str | int]]] = [
        ("find", {"query": "atelier"}),
        ("cite", {"reference": "GB.912/INS/4, paras 2 to 4"}),
        ("ask", {"question": "Quels sont les trois objectifs ?"}),
        ("verify", {"text": "« Le registre est fermé à tous les membres. »"}),
        ("compare", {"themes": "tools"}),
        ("links", {"reference": "GB.912/INS/4"}),
        ("plan", {}),
        ("glossary", {"query": "SSE"}),
        ("study", {"documents": "gb346-ins-4", "count": 3}),
        ("study", {"make": "cards", "documents": "gb346-ins-4", "count": 3}),
        ("coverage", {}),
        ("library", {}),
    ]
    for name, given in asked:
        answer = http.get(f"/api/v1/{name}", params=given)
        assert answer.status_code == 200, answer.text
        schema = document["paths"][f"/api/v1/{name}"]["get"]["responses"]["200"]["content"]["application/json"][
            "schema"
        ]
        jsonschema.Draft202012Validator(schema | {"components": document["components"]}).validate(answer.json())


def test_the_page_of_the_api_loads_nothing_from_elsewhere(http: TestClient) -> None:
    page = http.get("/api/docs")
    assert page.headers["content-security-policy"]
    assert "<script" not in page.text
    assert "http" not in page.text.replace("http-equiv", "")
    assert all(f"/api/v1/{name}" in page.text for name in OPERATIONS)


def test_with_a_model_an_answer_is_not_kept(tmp_path: Path, alinea: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    client = TestClient(build_api(alinea))
    question = {"question": "Quels sont les trois objectifs ?"}
    assert "etag" in client.get("/v1/ask", params=question).headers
    assert client.post("/v1/ask", json=question).headers["cache-control"] == "no-store"
    monkeypatch.setattr(alinea, "model", object())  # not asked: the answer is to be of quotations
    written = client.get("/v1/ask", params={**question, "extracts": True})
    assert (written.headers.get("etag"), written.headers["cache-control"]) == (None, "no-store")
    assert Settings(tmp_path).model.wanted is False
