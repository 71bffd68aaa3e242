"""The libraries of other providers are known by the names of their classes and by the status they keep."""

from __future__ import annotations

import json

import httpx
import pytest

from assistant.ask.models.faults import Asked, fault_of, retry_after
from assistant.errors import (
    AnswerCut,
    ModelBusy,
    ModelFault,
    ModelKeyRefused,
    ModelTooSlow,
    ModelUnknown,
    ModelUnreachable,
    NotAModelServer,
    PassagesTooLong,
)

ASKED = Asked("models.test", "mistralai:small", "MISTRAL_API_KEY", 60.0)
REQUEST = httpx.Request("POST", "https://models.test/v1/chat/completions")


class ResponseError(Exception):
    """An error as the client of Ollama has it."""

    def __init__(self, error: str, status_code: int = -1) -> None:
        super().__init__(error)
        self.status_code = status_code


class SSEError(httpx.TransportError):
    """An error as httpx-sse has it."""


def status(code: int, **headers: str) -> httpx.HTTPStatusError:
    """Return what httpx raises for a status."""
    return httpx.HTTPStatusError(f"Error {code}", request=REQUEST, response=httpx.Response(code, headers=headers))


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (httpx.ConnectError("refused"), ModelUnreachable),
        (httpx.ConnectTimeout("connect"), ModelUnreachable),
        (httpx.RemoteProtocolError("gone"), ModelUnreachable),
        (ConnectionError("Failed to connect to Ollama"), ModelUnreachable),
        (httpx.ReadTimeout("read"), ModelTooSlow),
        (TimeoutError(), ModelTooSlow),
        (status(401), ModelKeyRefused),
        (status(404), ModelUnknown),
        (status(429), ModelBusy),
        (status(302), NotAModelServer),
        (ResponseError('model "x" not found, try pulling it first', 404), ModelUnknown),
        (ResponseError("the input length exceeds the context window", 400), PassagesTooLong),
        (ResponseError("unexpected", 500), ModelBusy),
        (SSEError("no text/event-stream"), NotAModelServer),
        (json.JSONDecodeError("no", "<html>", 0), NotAModelServer),
        (UnicodeDecodeError("utf-8", b"x", 0, 1, "no"), NotAModelServer),
        (KeyError("choices"), NotAModelServer),
    ],
    ids=repr,
)
def test_each_has_its_error(error: Exception, expected: type[ModelFault]) -> None:
    assert type(fault_of(error, ASKED, begun=False)) is expected
    begun = fault_of(error, ASKED, begun=True)
    assert type(begun) is (ModelTooSlow if expected is ModelTooSlow else AnswerCut)


def test_what_is_no_fault_of_a_server_is_left_as_it_is() -> None:
    assert fault_of(RuntimeError("a defect of ours"), ASKED, begun=False) is None
    assert fault_of(MemoryError(), ASKED, begun=True) is None


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("3", 3), ("0.5", 0.5), ("-1", None), ("nan", None), ("inf", None), ("Wed, 21 Oct 2026 07:28:00 GMT", None)],
)
def test_a_time_to_wait_is_a_number_of_seconds(said: str, seconds: float | None) -> None:
    assert retry_after(status(503, **{"retry-after": said})) == seconds
    assert retry_after(status(503)) is None
    assert retry_after(ValueError()) is None
    assert retry_after(None) is None
