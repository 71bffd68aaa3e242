"""Who may use a server, as its settings say: how visitors are told apart, its names, how much each visitor may.

`assistant.settings` reads the environment and calls `read_access` with it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit

from assistant.access.addresses import is_loopback
from assistant.access.visitor import Role
from assistant.errors import BadSetting

VARIABLES = (
    "ALINEA_ACCESS",
    "ALINEA_HOSTS",
    "ALINEA_SESSION_HOURS",
    "ALINEA_PROXY_SECRET",
    "ALINEA_PROXY_USER_HEADER",
    "ALINEA_PROXY_ROLE_HEADER",
    "ALINEA_OIDC_ISSUER",
    "ALINEA_OIDC_CLIENT_ID",
    "ALINEA_OIDC_CLIENT_SECRET",
    "ALINEA_OIDC_CLAIM",
    "ALINEA_OIDC_ROLES",
    "ALINEA_REQUESTS",
    "ALINEA_UPLOAD_MB",
    "ALINEA_UPLOAD_FILES",
    "ALINEA_UPLOAD_PAGES",
)
"""The variables read here."""

EVERYONE = "*"
"""In ALINEA_OIDC_ROLES: the role of whoever has no other."""

_HEADER = re.compile(r"[A-Za-z0-9-]{1,60}")
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|\[?[0-9a-f:.]+\]?")
_SHORTEST_SECRET = 16  # characters


class Mode(StrEnum):
    """How visitors are told apart."""

    USERS = "users"  # names and passwords kept here
    PROXY = "proxy"  # a proxy in front says who it is
    OIDC = "oidc"  # another server logs them in
    OPEN = "open"  # nobody logs in: everyone reads, nobody changes


@dataclass(frozen=True, slots=True)
class ProxySettings:
    """What a proxy in front sends: a secret that only it knows, and who it is, in headers."""

    secret: str = field(default="", repr=False)
    user_header: str = "X-Forwarded-User"
    role_header: str = ""


@dataclass(frozen=True, slots=True)
class OidcSettings:
    """The server that logs people in, and which of their groups have which role."""

    issuer: str = ""
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    claim: str = "groups"
    roles: tuple[tuple[str, Role], ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one visitor may: requests a minute, bytes waiting to be read, files and pages brought in a day."""

    requests: int = 300
    waiting_bytes: int = 96_000_000
    files: int = 500
    pages: int = 20_000


@dataclass(frozen=True, slots=True)
class AccessSettings:
    """Everything about access; no `mode` is for a server that only this machine can reach."""

    mode: Mode | None = None
    hosts: tuple[str, ...] = ()
    session_hours: int = 12
    proxy: ProxySettings = ProxySettings()
    oidc: OidcSettings = OidcSettings()
    limits: Limits = Limits()

    def lets_others_in(self, host: str) -> bool:
        """Tell whether a server on `host` is reached from other machines, directly or by a name of its own."""
        return not (is_loopback(host) and all(map(is_loopback, self.hosts)))


def read_access(environment: Mapping[str, str]) -> AccessSettings:
    """Read the variables of `VARIABLES`. Raises BadSetting, naming the variable; never with a secret."""
    mode = _mode(environment.get("ALINEA_ACCESS", "").strip().lower())
    usual = Limits()
    settings = AccessSettings(
        mode=mode,
        hosts=tuple(_host(each) for each in _words(environment.get("ALINEA_HOSTS", ""))),
        session_hours=_number(environment, "ALINEA_SESSION_HOURS", 12, most=24 * 30),
        proxy=ProxySettings(
            environment.get("ALINEA_PROXY_SECRET", "").strip(),
            _header(environment, "ALINEA_PROXY_USER_HEADER") or "X-Forwarded-User",
            _header(environment, "ALINEA_PROXY_ROLE_HEADER"),
        ),
        oidc=OidcSettings(
            environment.get("ALINEA_OIDC_ISSUER", "").strip().rstrip("/"),
            environment.get("ALINEA_OIDC_CLIENT_ID", "").strip(),
            environment.get("ALINEA_OIDC_CLIENT_SECRET", "").strip(),
            environment.get("ALINEA_OIDC_CLAIM", "").strip() or "groups",
            tuple(_role_of_group(each) for each in _words(environment.get("ALINEA_OIDC_ROLES", ""), between=";")),
        ),
        limits=Limits(
            _number(environment, "ALINEA_REQUESTS", usual.requests),
            _number(environment, "ALINEA_UPLOAD_MB", usual.waiting_bytes // 1_000_000, most=100_000) * 1_000_000,
            _number(environment, "ALINEA_UPLOAD_FILES", usual.files),
            _number(environment, "ALINEA_UPLOAD_PAGES", usual.pages),
        ),
    )
    if mode is Mode.PROXY and len(settings.proxy.secret) < _SHORTEST_SECRET:
        expected = f"a secret of {_SHORTEST_SECRET} characters or more, the same as in the proxy"
        raise BadSetting(name="ALINEA_PROXY_SECRET", value="…", expected=expected)
    if mode is Mode.OIDC:
        _check_oidc(settings.oidc)
    return settings


def _check_oidc(oidc: OidcSettings) -> None:
    parts = urlsplit(oidc.issuer)
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname or "")):
        expected = "the https:// address of the server that logs people in"
        raise BadSetting(name="ALINEA_OIDC_ISSUER", value=oidc.issuer, expected=expected)
    for name, value in (("ALINEA_OIDC_CLIENT_ID", oidc.client_id), ("ALINEA_OIDC_CLIENT_SECRET", oidc.client_secret)):
        if not value:
            raise BadSetting(name=name, value="", expected="what the server that logs people in gave for Alinéa")
    if not oidc.roles:
        expected = "groups with their roles: staff=reader;library=editor (*=reader lets everyone read)"
        raise BadSetting(name="ALINEA_OIDC_ROLES", value="", expected=expected)


def _mode(value: str) -> Mode | None:
    if not value:
        return None
    if value not in tuple(Mode):
        raise BadSetting(name="ALINEA_ACCESS", value=value, expected="users, proxy, oidc or open")
    return Mode(value)


def _words(value: str, between: str = ",") -> list[str]:
    return [word.strip() for word in value.split(between) if word.strip()]


def _host(value: str) -> str:
    """Return a name as it is compared. Raises BadSetting for an address of the web, a port, or a wildcard."""
    host = value.lower().rstrip(".")
    if not _HOST.fullmatch(host):
        expected = "names such as alinea.example.org, separated by commas, without https:// and port"
        raise BadSetting(name="ALINEA_HOSTS", value=value, expected=expected)
    return host.strip("[]")


def _header(environment: Mapping[str, str], name: str) -> str:
    value = environment.get(name, "").strip()
    if value and not _HEADER.fullmatch(value):
        raise BadSetting(name=name, value=value, expected="the name of a header, such as X-Forwarded-User")
    return value


def _role_of_group(value: str) -> tuple[str, Role]:
    group, equals, role = value.rpartition("=")
    if not equals or not group.strip() or role.strip() not in tuple(Role):
        expected = f"groups with their roles ({', '.join(Role)}): staff=reader;library=editor"
        raise BadSetting(name="ALINEA_OIDC_ROLES", value=value, expected=expected)
    return group.strip(), Role(role.strip())


def _number(environment: Mapping[str, str], name: str, usual: int, *, most: int = 10_000_000) -> int:
    value = environment.get(name, "").strip()
    if not value:
        return usual
    if value.isdecimal() and len(value) < 10 and 1 <= int(value) <= most:
        return int(value)
    raise BadSetting(name=name, value=value, expected=f"a number from 1 to {most:,}")
