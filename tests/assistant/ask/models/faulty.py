"""A model's server on this machine that fails in every way seen of real ones, each a scenario with what it has to give.

with serving(SCENARIOS["quota"]) as server:
    list(ChatModel(server.settings(), scenario.limits).stream([Message("user", "?")]))
"""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from http.server import BaseHTTPRequestHandler
from typing import Any, NamedTuple

from assistant.ask.models.builder import Limits
from assistant.errors import (
    AnswerCut,
    ModelBusy,
    ModelFault,
    ModelKeyRefused,
    ModelQuota,
    ModelTooSlow,
    ModelUnknown,
    ModelUnreachable,
    NotAModelServer,
    NothingWritten,
    PassagesTooLong,
)
from assistant.settings.model import ModelSettings
from tests.servers import LoopbackServer, running

KEY = "sk-secret-of-the-test"
HTML = "<html><body><h1>Bad gateway</h1><script>alert(1)</script></body></html>"
PATIENT = Limits(connect=10, silence=20, total=40, pause=0)  # for a busy machine
HASTY = Limits(connect=10, silence=0.5, total=10, pause=0)
SHORT = Limits(connect=10, silence=20, total=1, pause=0)

Behaviour = Callable[["Handler"], None]


class Scenario(NamedTuple):
    """What a server does, the error that it has to give (None: none), and the text that comes before or in all."""

    behave: Behaviour
    error: type[ModelFault] | None
    text: str = ""
    limits: Limits = PATIENT
    address: str = ""
    """Another address than the server's own; `{port}` stands for its port, `{closed}` for one where nothing listens."""


class Handler(BaseHTTPRequestHandler):
    """Lets the server behave as it was told to."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_POST(self) -> None:
        """Answer."""
        self.close_connection = True
        asked = self.rfile.read(int(self.headers.get("content-length", 0)))
        sent = {name.lower(): value for name, value in self.headers.items()}
        self.server.requests.append((self.path, sent, json.loads(asked)))
        with suppress(BrokenPipeError, ConnectionResetError):  # the client has had enough
            self.server.behave(self)

    do_GET = do_POST  # noqa: N815

    def head(self, status: int = 200, content_type: str = "text/event-stream", **headers: object) -> None:
        """Send the beginning of an answer."""
        self.send_response(status)
        for name, value in {"connection": "close", "content_type": content_type, **headers}.items():
            self.send_header(name.replace("_", "-").title(), str(value))
        self.end_headers()

    def send(self, *parts: str | bytes) -> None:
        """Send parts of a body, each by itself."""
        for part in parts:
            self.wfile.write(part.encode() if isinstance(part, str) else part)
            self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


class Server(LoopbackServer):
    """A server that behaves one way, on a free port of this machine; it remembers what it was asked."""

    def __init__(self, scenario: Scenario) -> None:
        super().__init__(Handler)
        self.behave = scenario.behave
        self.address = scenario.address
        self.requests: list[tuple[str, dict[str, str], dict[str, Any]]] = []

    @property
    def url(self) -> str:
        """The address for the settings of a model."""
        with socket.create_server(("127.0.0.1", 0)) as closed:
            address = self.address or "http://127.0.0.1:{port}/v1"
            return address.format(port=self.server_port, closed=closed.getsockname()[1])

    def settings(self, name: str = "openai:tester") -> ModelSettings:
        """Return the settings of a model at this server, with a key."""
        return ModelSettings(name=name, url=self.url, key=KEY, plain_http=True)

    def handle_error(self, request: object, client_address: object) -> None:
        """Keep quiet about clients that break off, or speak TLS."""


def serving(scenario: Scenario) -> AbstractContextManager[Server]:
    """Run a server that behaves so."""
    return running(Server(scenario))


# What comes in a stream --------------------------------------------------------------------------------------------


def chunk(content: Any = None, finish: str | None = None, **delta: Any) -> str:
    """Return a chunk as it should be."""
    if content is not None:
        delta["content"] = content
    return event({"choices": [{"index": 0, "delta": delta, "finish_reason": finish}]})


def event(data: Any) -> str:
    """Return an event of any data."""
    whole = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "tester", **data}
    return f"data: {json.dumps(whole)}\n\n"


FIRST, SECOND = chunk("Les coopératives « grandissent »", role="assistant"), chunk(" [1].")
BEGUN = "Les coopératives « grandissent »"
WHOLE = f"{BEGUN} [1]."
STOP, DONE = chunk(finish="stop"), "data: [DONE]\n\n"


# How a server may behave -------------------------------------------------------------------------------------------


def streams(*parts: str | bytes, broken: bool = False) -> Behaviour:
    """Send a stream; `broken` breaks the connection where more was promised."""

    def behave(handler: Handler) -> None:
        promised: dict[str, Any] = {"content_length": 100_000} if broken else {}
        handler.head(**promised)
        handler.send(*parts)

    return behave


def refuses(status: int, error: Any = None, **headers: object) -> Behaviour:
    """Answer with a status, and an error as JSON, or a page of HTML."""

    def behave(handler: Handler) -> None:
        body = HTML if error is None else json.dumps({"error": error})
        kind = "text/html" if error is None else "application/json"
        handler.head(status, kind, content_length=len(body), **headers)
        handler.send(body)

    return behave


def gives(body: str, content_type: str) -> Behaviour:
    """Answer well, with something that is no stream."""

    def behave(handler: Handler) -> None:
        handler.head(200, content_type, content_length=len(body))
        handler.send(body)

    return behave


def hangs_up(handler: Handler) -> None:
    """Close the connection without a word."""


def stalls(*parts: str) -> Behaviour:
    """Send parts, then nothing, and keep the connection."""

    def behave(handler: Handler) -> None:
        if parts:
            handler.head()
            handler.send(*parts)
        handler.server.over.wait(20)

    return behave


def drips(first: str, drop: str) -> Behaviour:
    """Send something, and then a drop now and then without end: each pause is short."""

    def behave(handler: Handler) -> None:
        handler.head()
        handler.send(first)
        while not handler.server.over.wait(0.05):
            handler.send(drop)

    return behave


def _error(message: str = f"Incorrect API key provided: {KEY}", **more: Any) -> dict[str, Any]:
    return {"message": message, "type": "invalid_request_error", "param": None, "code": None, **more}


_LLAMA = {"code": 400, "message": "request (9 tokens) exceeds the available context size (8 tokens), try increasing it"}
_VLLM = "This model's maximum context length is 8 tokens. However, your request has 9 input tokens."
_HALF = WHOLE.encode().index("é".encode()) + 1  # in the midst of a letter
_SPLIT = chunk(WHOLE).replace("\\u00e9", "é").encode()

UNREACHABLE = {
    "refused": Scenario(hangs_up, ModelUnreachable, address="http://127.0.0.1:{closed}/v1"),
    "unknown host": Scenario(hangs_up, ModelUnreachable, address="http://no-such-host.invalid/v1"),
    "no answer": Scenario(hangs_up, ModelUnreachable),
    "no TLS": Scenario(hangs_up, ModelUnreachable, address="https://127.0.0.1:{port}/v1"),
}

REFUSED = {
    "wrong key": Scenario(refuses(401, _error(code="invalid_api_key")), ModelKeyRefused),
    "wrong key, a page": Scenario(refuses(401), ModelKeyRefused),
    "forbidden": Scenario(refuses(403, _error("Country not supported")), ModelKeyRefused),
    "unknown model": Scenario(refuses(404, _error("The model does not exist", code="model_not_found")), ModelUnknown),
    "unknown model, 400": Scenario(refuses(400, _error("Unknown model: model not found")), ModelUnknown),
    "unknown path": Scenario(refuses(404), ModelUnknown),
    "too many requests": Scenario(refuses(429, _error("Slow down", code="rate_limit_exceeded")), ModelBusy),
    "quota": Scenario(refuses(429, _error("You exceeded it", code="insufficient_quota")), ModelQuota),
    "payment": Scenario(refuses(402, _error("Payment required")), ModelQuota),
    "credit": Scenario(refuses(400, _error("Your credit balance is too low")), ModelQuota),
    "internal error": Scenario(refuses(500, _error("It broke")), ModelBusy),
    "bad gateway": Scenario(refuses(502), ModelBusy),
    "loading": Scenario(refuses(503, _error("Loading model", code=503)), ModelBusy),
    "overloaded": Scenario(refuses(529, _error("Overloaded", type="overloaded_error")), ModelBusy),
    "bad request": Scenario(refuses(400, _error("Unsupported parameter")), NotAModelServer),
    "context": Scenario(refuses(400, _error(code="context_length_exceeded")), PassagesTooLong),
    "context, llama.cpp": Scenario(refuses(400, {**_LLAMA, "type": "exceed_context_size_error"}), PassagesTooLong),
    "context, vLLM": Scenario(refuses(400, _error(_VLLM, code=400)), PassagesTooLong),
    "context, Anthropic": Scenario(refuses(400, _error("prompt is too long: 9 tokens > 8 maximum")), PassagesTooLong),
    "filtered question": Scenario(refuses(400, _error("Filtered", code="content_filter")), AnswerCut),
    "not allowed": Scenario(refuses(405), NotAModelServer),
    "time-out": Scenario(refuses(408, _error("Request timeout")), ModelTooSlow),
    "conflict": Scenario(refuses(409, _error("Conflict")), ModelBusy),
    "too large": Scenario(refuses(413), PassagesTooLong),
    "unprocessable": Scenario(refuses(422, _error("extra fields not permitted")), NotAModelServer),
    "redirect": Scenario(refuses(307, _error("There"), location="http://127.0.0.1:9/v1"), NotAModelServer),
}

SLOW = {
    "no first byte": Scenario(stalls(), ModelTooSlow, limits=HASTY),
    "stalls": Scenario(stalls(FIRST), ModelTooSlow, BEGUN, HASTY),
    "never ends": Scenario(drips(FIRST, chunk("")), ModelTooSlow, BEGUN, SHORT),
    "keeps alive": Scenario(drips(FIRST, ": ping\n\n"), ModelTooSlow, BEGUN, SHORT),
    "no head": Scenario(lambda handler: drips("", "X-More: yes\r\n")(_headless(handler)), ModelTooSlow, limits=SHORT),
}

CUT = {
    "broken": Scenario(streams(FIRST, broken=True), AnswerCut, BEGUN),
    "ends early": Scenario(streams(FIRST), AnswerCut, BEGUN),
    "ends early, done": Scenario(streams(FIRST, DONE), AnswerCut, BEGUN),
    "ends in mid-line": Scenario(streams(FIRST, SECOND[:-20]), AnswerCut, BEGUN),
    "no JSON": Scenario(streams(FIRST, "data: {oops\n\n"), AnswerCut, BEGUN),
    "Latin-1": Scenario(streams(FIRST, SECOND.replace("[", "é").encode("latin-1")), AnswerCut, BEGUN),
    "error": Scenario(streams(FIRST, f"data: {json.dumps({'error': _error()})}\n\n"), AnswerCut, BEGUN),
    "error event": Scenario(streams(FIRST, f"event: error\ndata: {json.dumps(_error())}\n\n"), AnswerCut, BEGUN),
    "error line": Scenario(streams(FIRST, f"error: {json.dumps(_error())}\n\n"), AnswerCut, BEGUN),
    "length": Scenario(streams(FIRST, chunk(finish="length"), DONE), AnswerCut, BEGUN),
    "filtered": Scenario(streams(FIRST, chunk(finish="content_filter"), DONE), AnswerCut, BEGUN),
    "tools": Scenario(streams(chunk(finish="tool_calls", tool_calls=[]), DONE), AnswerCut),
    "unknown end": Scenario(streams(FIRST, chunk(finish="eos"), DONE), AnswerCut, BEGUN),
    "nothing": Scenario(streams(chunk(""), STOP, DONE), NothingWritten),
    "blank": Scenario(streams(chunk(" \n"), STOP, DONE), NothingWritten, " \n"),
    "null": Scenario(
        streams(event({"choices": [{"index": 0, "delta": {"content": None}}]}), STOP, DONE), NothingWritten
    ),
    "thoughts": Scenario(streams(chunk(reasoning_content="Hm."), STOP, DONE), NothingWritten),
    "thinks for ever": Scenario(streams(chunk("<think>Hm."), STOP, DONE), NothingWritten),
    "refusal": Scenario(streams(chunk(refusal="I cannot."), STOP, DONE), NothingWritten),
    "thinks too long": Scenario(streams(chunk("<think>"), *[chunk("hm " * 5000)] * 30, STOP, DONE), AnswerCut),
    "no choices": Scenario(streams(event({"choices": []}), DONE), AnswerCut),
    "null choices": Scenario(streams(event({"choices": None}), DONE), AnswerCut),
    "too long": Scenario(streams(*[chunk("mot " * 1000)] * 9, STOP, DONE), AnswerCut, "mot " * 6000),
}

NO_MODEL = {
    "a page": Scenario(gives(HTML, "text/html"), NotAModelServer),
    "JSON": Scenario(gives('{"status": "ok"}', "application/json"), NotAModelServer),
    "empty": Scenario(gives("", "text/event-stream"), NotAModelServer),
    "no JSON at first": Scenario(streams("data: {oops\n\n"), NotAModelServer),
    "busy in the stream": Scenario(streams(event({"error": _error("Rate limit", code=429)})), ModelBusy),
    "context in the stream": Scenario(
        streams(event({"error": _error(type="exceed_context_size_error")})), PassagesTooLong
    ),
    "error at first": Scenario(streams(event({"error": _error("It broke")})), AnswerCut),
}

FINE = {
    "good": Scenario(streams(FIRST, SECOND, STOP, DONE), None, WHOLE),
    "no DONE": Scenario(streams(FIRST, SECOND, STOP), None, WHOLE),
    "stays open": Scenario(stalls(FIRST, SECOND, STOP), None, WHOLE),
    "keeps talking": Scenario(drips(FIRST + SECOND + STOP, ": ping\n\n"), None, WHOLE),
    "broken at the end": Scenario(streams(FIRST, SECOND, STOP, broken=True), None, WHOLE),
    "other lines": Scenario(
        streams(": ping\n\n", "hello\n\n", FIRST.replace("\n", "\r\n"), SECOND.replace("data: ", "data:"), STOP, DONE),
        None,
        WHOLE,
    ),
    "letters cut in two": Scenario(
        streams(_SPLIT[: _SPLIT.index(b"\xa9")], _SPLIT[_SPLIT.index(b"\xa9") :], STOP), None, WHOLE
    ),
    "parts": Scenario(streams(chunk([{"type": "text", "text": WHOLE}]), STOP, DONE), None, WHOLE),
    "thinks": Scenario(streams(chunk("<thi"), chunk("nk>Hm.</th"), chunk(f"ink>\n\n{WHOLE}"), STOP, DONE), None, WHOLE),
    "half characters": Scenario(
        streams(chunk("\ud83d"), chunk("\udeb2 "), chunk("\ud83d "), chunk("\udeb2"), STOP, DONE), None, "🚲 � �"
    ),
    "control characters": Scenario(streams(chunk("a\x00b\x1b[0m\n\tc\x85"), STOP, DONE), None, "ab[0m\n\tc"),
    "usage": Scenario(
        streams(
            FIRST,
            SECOND,
            STOP,
            event({"choices": [], "usage": {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3}}),
            DONE,
        ),
        None,
        WHOLE,
    ),
    "null delta": Scenario(
        streams(FIRST, event({"choices": [{"index": 0, "delta": None}]}), SECOND, STOP), None, WHOLE
    ),
}

SCENARIOS = UNREACHABLE | REFUSED | SLOW | CUT | NO_MODEL | FINE


def _headless(handler: Handler) -> Handler:
    """Return a handler that has begun the head of an answer and never ends it."""
    handler.send("HTTP/1.1 200 OK\r\n")
    handler.head = lambda *_, **__: None  # type: ignore[method-assign]
    return handler
