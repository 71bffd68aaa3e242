"""What every request passes on its way in: who makes it, how often, and with how much. Then it bears its visitor.

Whatever answers behind the gate finds the visitor in `scope["state"]["visitor"]`, and nobody else puts one there.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import prompts
from assistant.access.addresses import household
from assistant.access.audit import AuditLog
from assistant.access.configuration import AccessSettings, Mode
from assistant.access.errors import AccessError, UnusableRegistry
from assistant.access.identification import Identification, Unknown
from assistant.access.login import ADDRESSES, Login
from assistant.access.members import Members
from assistant.access.oidc import Elsewhere
from assistant.access.rate_limiter import RateLimiter
from assistant.access.refusals import refused, refused_for, unknown_visitor
from assistant.access.registry import RegistryFile
from assistant.access.sessions import Sessions
from assistant.access.upload_quota import UploadQuota
from assistant.access.visitor import Visitor

_log = logging.getLogger(__name__)

UPLOAD = "/gradio_api/upload"
_BRINGING = frozenset({UPLOAD, "/api/v1/add"})

# Whoever watches the server, and a browser that wants an icon, need not say who they are.
# `/metrics` asks for itself: this machine, or whoever has its token.
_FOR_ALL = frozenset({"/healthz", "/readyz", "/metrics", "/favicon.ico", "/robots.txt"})

# What costs more than a file: the page itself, its functions, uploads, and the doors of programs.
_COSTLY = re.compile(
    r"/|/config/?|/citation|/printed(?:/page\.png)?|/gradio_api/(?:queue/join|upload)|/(?:api|mcp)(?:/.*)?"
)
_MOST_READ_AWAY = 300_000_000  # bytes
_LONGEST_LENGTH = 19  # figures
_OF_ADDRESS = 5  # times what one visitor may: several share an address


class AccessGate:
    """ASGI middleware. `quota` is what counts uploads, for the façade to count what is read."""

    def __init__(self, app: ASGIApp, settings: AccessSettings, home: Path, log: AuditLog, quota: UploadQuota) -> None:
        """Wrap an application. Raises ProviderMissing where people are logged in elsewhere and that cannot be."""
        self.app = app
        members = Members(RegistryFile(home))
        sessions = Sessions(members, settings.session_hours, given=settings.mode is Mode.OIDC)
        self._identification = Identification(settings, members, sessions)
        elsewhere = Elsewhere(settings.oidc) if settings.mode is Mode.OIDC else None
        self._login = (
            Login(members, sessions, self._identification, log, elsewhere)
            if settings.mode in (Mode.USERS, Mode.OIDC, Mode.OPEN)
            else None
        )
        self._log = log
        self._told = RateLimiter(1, 1 / 60)  # of each reason why nobody is let in, one line a minute
        self._limited = settings.mode is not None  # nobody is held up on their own machine
        requests = settings.limits.requests
        self._of_visitor = RateLimiter(requests, requests / 60)
        self._of_address = RateLimiter(_OF_ADDRESS * requests, _OF_ADDRESS * requests / 60)
        self._quota = quota

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request in with its visitor, answer the form, or refuse."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        try:
            answer = await self._answer(scope, receive)
        except UnusableRegistry:
            answer = refused(scope, 503, UnusableRegistry.key())
        if answer is not None:
            return await answer(scope, receive, send)
        if scope["path"] in _BRINGING and scope["method"] == "POST":
            return await self._bring(scope, receive, send)
        return await self.app(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive) -> Response | None:
        """Return what to answer in the application's place; None where the request may go on, with its visitor."""
        address, path = (scope.get("client") or ("",))[0], scope["path"]
        scope["state"] = {**scope.get("state", {}), "visitor": Visitor(address=address)}  # of this request alone
        if path in _FOR_ALL:
            return None
        if path in ADDRESSES:
            answer = await self._login.answer(Request(scope, receive)) if self._login else None
            return answer or refused(scope, 404, "not_found", method=scope["method"])
        visitor = self._identification.of(scope)
        costly = _COSTLY.fullmatch(path) is not None
        if costly and self._limited:
            seconds = self._of_address.wait(household(address))
            if not seconds and isinstance(visitor, Visitor) and visitor.name:
                seconds = self._of_visitor.wait(visitor.name)
            if seconds:
                return refused(scope, 429, "too_many_requests", {"Retry-After": str(seconds)}, seconds=seconds)
        if isinstance(visitor, Unknown):
            if visitor not in (Unknown.NOBODY, Unknown.KEY) and not self._told.wait(visitor):
                _log.warning("%s", prompts.render(visitor, "en"))
            return unknown_visitor(Request(scope, receive), visitor, has_form=self._login is not None)
        scope["state"]["visitor"] = visitor
        return None

    # Uploads: counted as they come in. Those of the page are kept a while, as Gradio says; others are read at once

    async def _bring(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let files in as far as there is room for them, and count what the page keeps of them."""
        visitor: Visitor = scope["state"]["visitor"]
        refusal, length = None, Headers(scope=scope).get("content-length", "")
        if not (length.isascii() and length.isdecimal() and len(length) < _LONGEST_LENGTH):
            refusal = refused(scope, 411, "length_required")
        else:
            try:
                self._quota.require_room(visitor, int(length))
            except AccessError as exc:
                self._log.write(visitor, "add", exc.key())
                refusal = refused_for(scope, 413, exc)
        if refusal is not None:
            await _read_away(receive)
            return await refusal(scope, receive, send)
        if scope["path"] == UPLOAD:
            send = _overheard(send, lambda said: self._quota.keep(visitor, _paths(said)))
        return await self.app(scope, receive, send)


async def _read_away(receive: Receive) -> None:
    """Read a body and keep nothing of it: a client that is still sending would not see the answer."""
    read = 0
    while read < _MOST_READ_AWAY:
        message = await receive()
        read += len(message.get("body", b""))
        if not message.get("more_body", False):
            return


def _overheard(send: Send, hear: Callable[[bytes], object]) -> Callable[[Message], Awaitable[None]]:
    """Return a `send` that lets `hear` have the body of an answer that went well."""
    body, good = bytearray(), False

    async def overheard(message: Message) -> None:
        nonlocal good
        if message["type"] == "http.response.start":
            good = message["status"] == 200
        elif good and message["type"] == "http.response.body":
            body.extend(message.get("body", b""))
            if not message.get("more_body", False):
                hear(bytes(body))
        await send(message)

    return overheard


def _paths(said: bytes) -> list[Path]:
    """Return the files that Gradio says it kept."""
    kept = json.loads(said)
    return [Path(each) for each in kept if isinstance(each, str)] if isinstance(kept, list) else []
