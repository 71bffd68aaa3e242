"""Gradio's own client, over the network: the documented endpoints answer it, the page's functions do not."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from assistant.service import Assistant
from tests.assistant.api.conftest import served

gradio_client = pytest.importorskip("gradio_client", reason="gradio_client is not installed")


@pytest.fixture(scope="module")
def url(alinea: Assistant) -> Iterator[str]:
    """Serve the documents."""
    with served(alinea) as address:
        yield address


@pytest.fixture(scope="module")
def client(url: str) -> Any:
    """Give a client that has read what there is to call."""
    return gradio_client.Client(url, verbose=False)


def untimed(said: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if name != "took_ms"}


def test_only_what_is_documented_is_offered(client: Any) -> None:
    offered = client.view_api(return_format="dict", print_info=False)
    assert {*offered["named_endpoints"]} == {"/find", "/cite", "/ask", "/verify"}
    assert not offered["unnamed_endpoints"]


def test_an_answer_is_the_facades_own(client: Any, alinea: Assistant) -> None:
    question = "Quels sont les trois objectifs ?"
    said = client.predict(question=question, api_name="/ask")
    assert untimed(said) == untimed(json.loads(json.dumps(alinea.ask(question).to_json())))
    assert client.predict("GB.912/INS/4, para. 5", api_name="/cite")["status"] == "found"
    assert len(client.predict(query="atelier", limit="3", language="", api_name="/find")["hits"]) == 3
    quoted = client.predict(text="“Every cooperative shall have seven kings.”", api_name="/verify")
    assert quoted["quotes"][0]["status"] == "not_found"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"query": "a", "limit": 1000}, "a whole number from 1 to 100"),
        ({"query": "a", "language": "de"}, "one of en, fr, es"),
        ({"query": ["a"]}, "to be text"),
        ({"query": "a", "document": "nowhere"}, "There is no document “nowhere”"),
    ],
)
def test_what_gradio_lets_through_is_refused_in_one_sentence(client: Any, given: dict[str, Any], told: str) -> None:
    with pytest.raises(gradio_client.exceptions.AppError) as caught:
        client.predict(api_name="/find", **given)
    assert told in str(caught.value)


def functions(url: str) -> list[dict[str, Any]]:
    """Return what the page's configuration says of every function."""
    with urllib.request.urlopen(f"{url}/config") as answer:
        found: list[dict[str, Any]] = json.load(answer)["dependencies"]
    return found


def called(url: str, function: int, data: list[object], session: str) -> dict[str, Any]:
    """Call a function through the queue, as the page does, and return the last message on it."""
    body = json.dumps({"data": data, "fn_index": function, "session_hash": session, "event_data": None}).encode()
    asked = urllib.request.Request(f"{url}/gradio_api/queue/join", body, {"content-type": "application/json"})
    with urllib.request.urlopen(asked, timeout=30):
        pass
    last: dict[str, Any] = {}
    with urllib.request.urlopen(f"{url}/gradio_api/queue/data?session_hash={session}", timeout=60) as events:
        for line in events:
            if line.startswith(b"data:"):
                last = json.loads(line[5:])
                if last["msg"] in ("process_completed", "unexpected_error"):
                    break
    return last


@pytest.mark.parametrize("junk", [7, {"a": [None]}])
def test_a_function_of_the_page_that_is_called_otherwise_changes_nothing(
    url: str, alinea: Assistant, junk: object
) -> None:
    before = alinea.fingerprint()
    private = [each for each in functions(url) if each["api_visibility"] == "private" and each["backend_fn"]]
    assert len(private) > 20
    for each in private:
        last = called(url, each["id"], [junk] * len(each["inputs"]), f"junk-{each['id']}")
        said = json.dumps(last)
        assert "Traceback" not in said
        assert str(alinea.settings.home) not in said
    assert alinea.fingerprint() == before
