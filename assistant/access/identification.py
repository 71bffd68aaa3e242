"""Who makes a request: by a key, a session, a proxy's word, or because nobody else can reach the server."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from hmac import compare_digest

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import Scope

from assistant.access.addresses import is_forwarded
from assistant.access.configuration import AccessSettings, Mode
from assistant.access.members import Members
from assistant.access.sessions import COOKIE, Sessions
from assistant.access.visitor import OWNER, Role, Visitor

SECRET_HEADER = "X-Alinea-Proxy-Secret"  # noqa: S105 – the name of the header


class Unknown(StrEnum):
    """Why it is not known who makes a request; the prompt of this key says it in words."""

    NOBODY = "login.authentication_required"  # no session and no key
    KEY = "login.key_refused"  # a key that opens nothing, or no more
    FORWARDED = "login.forwarded"  # what a proxy passes on to a server for this machine alone
    NOT_BY_PROXY = "login.not_by_proxy"  # without the secret of the proxy
    NO_NAME = "login.proxy_gave_no_name"
    NO_ROLE = "login.proxy_gave_no_role"  # none, or one that there is not

    @property
    def reason(self) -> str:
        """Its name for programs."""
        return self.partition(".")[2]


class Identification:
    """Tells who makes a request. Raises UnusableRegistry where that cannot be told."""

    def __init__(self, settings: AccessSettings, members: Members, sessions: Sessions) -> None:
        """Tell by what is configured."""
        self._settings, self._members, self._sessions = settings, members, sessions

    def of(self, scope: Scope) -> Visitor | Unknown:
        """Return the visitor, or why there is none."""
        headers = Headers(scope=scope)
        somebody = Visitor(address=(scope.get("client") or ("",))[0], door=_door(scope["path"]))
        kind, _, shown = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            return self._of_key(shown.strip(), somebody)
        match self._settings.mode:
            case None:
                return Unknown.FORWARDED if is_forwarded(headers) else replace(somebody, role=OWNER.role)
            case Mode.PROXY:
                return self._of_proxy(headers, somebody)
            case mode:
                known = self._of_session(HTTPConnection(scope).cookies.get(COOKIE), somebody)
                return known or (somebody if mode is Mode.OPEN else Unknown.NOBODY)

    def _of_key(self, shown: str, somebody: Visitor) -> Visitor | Unknown:
        found = self._members.key(shown)
        return replace(somebody, name=f"key:{found[0]}", role=found[1].role) if found else Unknown.KEY

    def _of_session(self, cookie: str | None, somebody: Visitor) -> Visitor | None:
        session = self._sessions.of(cookie) if cookie else None
        return replace(somebody, name=session.name, role=session.role, has_session=True) if session else None

    def _of_proxy(self, headers: Headers, somebody: Visitor) -> Visitor | Unknown:
        """Return whom the proxy names; without its secret, nobody is told what else is missing."""
        proxy = self._settings.proxy
        if not compare_digest(headers.get(SECRET_HEADER, "").encode(), proxy.secret.encode()):
            return Unknown.NOT_BY_PROXY
        name = _as_utf8(headers.get(proxy.user_header, "")).strip()
        role = headers.get(proxy.role_header, "").strip().lower() if proxy.role_header else Role.READER
        if not name:
            return Unknown.NO_NAME
        if role not in tuple(Role):
            return Unknown.NO_ROLE
        return replace(somebody, name=name[:80], role=Role(role))


def _as_utf8(value: str) -> str:
    """Return a header’s value, which was read as Latin-1, as UTF-8 where its bytes are that.

    >>> _as_utf8("\u00c3\u00a9lo\u00c3\u00afse"), _as_utf8("\u00e9lo\u00efse")
    ('éloïse', 'éloïse')
    """
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value


def _door(path: str) -> str:
    """Return by which door an address is reached."""
    first = path.split("/", 2)[1] if path.startswith("/") else ""
    return first if first in ("api", "mcp") else "page"
