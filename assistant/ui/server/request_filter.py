"""Who may ask what of the server: our own page, by the few addresses it uses, about files it sent itself.

Gradio answers many more addresses than this page needs, and trusts file paths that a client writes into a request.
A page of another site can also reach a server on this machine: by sending to it (hence the check of `Origin`), or by
pointing its own name here, “DNS rebinding” (hence the check of `Host`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.access.addresses import EVERY_INTERFACE
from assistant.access.refusals import refused, refused_for
from assistant.ui.errors import QuestionTooLong
from corpus.text.one_line import as_one_line, shortened

# What the page asks for, and programs (`assistant.api`); every other address of Gradio's (proxy, stream, file, call…)
# is not there.
_READ = re.compile(
    r"/|/citation|/printed(?:/page\.png)?|/login(?:/oidc|/back)?|/logout|/(?:favicon\.ico|theme\.css|manifest\.json|robots\.txt|config/?)|/(?:assets|static|svelte|pwa_icon)/.+"
    r"|/(?:healthz|readyz|metrics)"
    r"|/gradio_api/(?:theme\.css|app_id/?|startup-events|upload_progress|queue/data|heartbeat/[^/]+)"
)
_WRITE = re.compile(r"/gradio_api/(?:queue/join|upload|cancel|reset/?)|/login|/logout")
_ADDRESSES = {"GET": _READ, "HEAD": _READ, "POST": _WRITE}
# What programs ask for: which method each of these takes is said there (405).
_PROGRAMS = re.compile(r"/api/(?:docs|openapi\.json|v1/[a-z]+(?:/stream)?)|/mcp")
# What gradio_client asks, word for word, before it calls an endpoint that is meant for it.
_INFO = ("/gradio_api/info", b"serialize=False")
_READING = {"GET", "HEAD"}
_CALL = "/gradio_api/queue/join"
_MAYBE_HALF = re.compile(rb"\\u[dD][89a-fA-F]")
LONGEST_CALL = 1_000_000  # bytes; a question and its filters take a few thousand

Longest = Mapping[int, Sequence[int | None]]
"""By the number of a function: how many characters each of its values may have, None for any."""

_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
_LONGEST_NAME = 255  # bytes between two strokes of an address; no file system has a longer name


class RequestFilter:
    """ASGI middleware that turns away what our page would not ask."""

    def __init__(
        self, app: ASGIApp, host: str, uploads: Path, hosts: Collection[str] = (), longest: Longest | None = None
    ) -> None:
        """Wrap an application listening on `host`, reached by `hosts` too; uploaded files are kept in `uploads`."""
        self.app = app
        self.longest = longest or {}
        self.hosts = (_THIS_MACHINE | {host.lower().strip("[]"), *hosts}) - EVERY_INTERFACE
        self.uploads = uploads.resolve()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 400, 403, 404 or 413 in its place."""
        if scope["type"] == "lifespan":
            return await self.app(scope, receive, send)
        if scope["type"] != "http":  # the page opens no web socket
            return await send({"type": "websocket.close"})
        headers = Headers(scope=scope)
        if not self._is_named(headers):
            host = shortened(as_one_line(headers.get("host", "")), _LONGEST_NAME)
            return await refused(scope, 403, "unknown_host", host=host)(scope, receive, send)
        if not _is_ours(headers, scope["method"]):
            return await refused(scope, 403, "other_site")(scope, receive, send)
        addresses = _ADDRESSES.get(scope["method"])
        path = scope["path"]
        is_known = _PROGRAMS.fullmatch(path) or (addresses is not None and addresses.fullmatch(path) and _is_path(path))
        if not is_known and (path, scope.get("query_string")) != _INFO:
            return await refused(scope, 404, "not_found", method=scope["method"])(scope, receive, send)
        if scope["path"] != _CALL:
            return await self.app(scope, receive, send)
        body = await _body(receive)
        if body is None:
            return await refused(scope, 413, "request_too_long")(scope, receive, send)
        call = _call(body)
        if call is None or not self._names_uploads_only(call):
            return await refused(scope, 400, "not_uploaded")(scope, receive, send)
        if long := self._too_long(call):  # before Gradio, which keeps what is sent, in each session
            return await refused_for(scope, 413, long)(scope, receive, send)
        return await self.app(_with_length(scope, body := _whole_letters(body)), _again(body, receive), send)

    def _is_named(self, headers: Headers) -> bool:
        """Tell whether the request names this server."""
        name = _hostname(f"//{headers.get('host', '').lower()}")
        return bool(name) and str(name).rstrip(".") in self.hosts

    def _names_uploads_only(self, call: object) -> bool:
        """Tell whether a call names its function as the page does, and no file but uploads (an address is none)."""
        return (
            isinstance(call, dict)
            and type(call.get("fn_index")) is int
            and all(isinstance(path, str) and is_upload(path, self.uploads) for path in _paths(call))
        )

    def _too_long(self, call: object) -> QuestionTooLong | None:
        """Return the error for a text longer than its box takes, which the page would not send."""
        if not isinstance(call, dict) or not isinstance(call.get("data"), list):
            return None
        number = call.get("fn_index")
        limits = self.longest.get(number, ()) if isinstance(number, int) else ()
        for said, limit in zip(call["data"], limits, strict=False):
            if isinstance(said, str) and limit is not None and len(said) > limit:
                return QuestionTooLong(length=len(said), limit=limit)
        return None


def _is_ours(headers: Headers, method: str) -> bool:
    """Tell whether the request, if it changes anything, comes from the server's own page."""
    origin = headers.get("origin")
    address = headers.get("host", "").lower()
    return method in _READING or origin is None or origin.lower().partition("://")[2] == address


def is_upload(path: str, uploads: Path) -> bool:
    """Tell whether a path, its links followed, is inside the folder of uploaded files."""
    try:
        return Path(path).resolve().is_relative_to(uploads.resolve())
    except (OSError, ValueError):  # a name no file can have: too long, or with a null character
        return False


def _is_path(path: str) -> bool:
    """Tell whether an address could be that of a file: of names that are not too long, of characters in sight."""
    return path.isprintable() and all(len(each.encode("utf-8", "replace")) <= _LONGEST_NAME for each in path.split("/"))


def _hostname(url: str) -> str | None:
    """Return the host of an address, without port; None when there is none."""
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


def _paths(value: object) -> Iterator[object]:
    """Yield the values of every key `path`, at any depth: so Gradio writes files."""
    waiting = [value]
    while waiting:
        current = waiting.pop()
        if isinstance(current, dict):
            if "path" in current:
                yield current["path"]
            waiting.extend(current.values())
        elif isinstance(current, list):
            waiting.extend(current)


async def _body(receive: Receive) -> bytes | None:
    """Return the whole body of a request; None past `LONGEST_CALL`."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":  # the client has gone: what came is no whole request
            return b""
        body += message.get("body", b"")
        if len(body) > LONGEST_CALL:
            return None
        if not message.get("more_body", False):
            return bytes(body)


def _call(body: bytes) -> object:
    """Return what a call says; None where it is no JSON."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _whole_letters(body: bytes) -> bytes:
    """Return a call, which is JSON, with each half of a surrogate pair that stands alone replaced by U+FFFD.

    Only an escape can write one. No text of ours has any: what would be stored or hashed further on takes whole ones.
    """
    if not _MAYBE_HALF.search(body):
        return body
    said = json.dumps(json.loads(body), ensure_ascii=False)
    return said.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()


def _with_length(scope: Scope, body: bytes) -> Scope:
    """Return a request with the length of the body that it has now."""
    headers = [(name, value) for name, value in scope["headers"] if name != b"content-length"]
    return {**scope, "headers": [*headers, (b"content-length", str(len(body)).encode())]}


def _again(body: bytes, receive: Receive) -> Receive:
    """Return a `receive` that gives a body already read, then whatever follows it."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return waiting.pop() if waiting else await receive()

    return replay
