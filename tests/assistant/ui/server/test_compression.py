"""What goes over a network is compressed for a browser that takes it; what is streamed is not held up for that."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from assistant.ui.app import create_app
from tests.world.staged import Staged


@pytest.fixture
def client(staged: Staged) -> TestClient:
    """Give a client of the whole server."""
    return TestClient(create_app(staged), base_url="http://localhost:7860")


def test_the_page_comes_in_a_third_of_its_bytes(client: TestClient) -> None:
    as_it_is = client.get("/", headers={"accept-encoding": "identity"})
    packed = client.get("/", headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in as_it_is.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["vary"]
    assert int(packed.headers["content-length"]) < len(as_it_is.content) / 3


def test_a_stream_is_sent_as_it_comes(client: TestClient) -> None:
    asked = {"question": "How many goals are set?"}
    answer = client.post("/api/v1/ask/stream", json=asked, headers={"accept-encoding": "gzip"})
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert "content-encoding" not in answer.headers
