"""Sessions of those who logged in: a signed cookie, nothing kept on the server. And the marks that forms carry.

A session names the user and the stamp of their password. It ends after some hours, with another password, with the
user, and when they sign out. One by another server (OpenID Connect) holds the role given there, for as many hours.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from hmac import compare_digest

from itsdangerous import BadData, URLSafeTimedSerializer

from assistant.access.members import Members
from assistant.access.visitor import Role

COOKIE = "alinea-session"
FORM_COOKIE = "alinea-form"
_FORM_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Session:
    """Who logged in."""

    name: str
    role: Role


class Sessions:
    """Begins sessions, and knows them again. What raises UnusableRegistry: everything."""

    def __init__(self, members: Members, hours: int, *, given: bool = False) -> None:
        """Sign with the secret of the home. Sessions are of users here, or, where `given`, of another server's."""
        self._members, self._given = members, given
        self.seconds = hours * 3600

    def begin(self, name: str, mark: str) -> str:
        """Return the cookie of a session; `mark` is the stamp of a user, or the role that another server gave."""
        return self.signed({"name": name, "role" if self._given else "stamp": mark}, "session")

    def of(self, cookie: str | None) -> Session | None:
        """Return the session of a cookie; None where it is over, or was never one."""
        said = self.unsigned(cookie, "session", self.seconds)
        if not isinstance(said, dict) or ("role" in said) is not self._given:
            return None
        name = str(said["name"])
        if self._given:
            return Session(name, Role(said["role"]))
        user = self._members.users().get(name)
        return Session(name, user.role) if user and compare_digest(user.stamp, said["stamp"]) else None

    # Forms: a page of another site can send one, but knows neither the cookie nor what is signed.

    def form(self, cookie: str | None) -> tuple[str, str]:
        """Return the cookie for forms, an old one again, and the mark that goes into the form."""
        nonce = cookie if cookie and len(cookie) < 100 else secrets.token_urlsafe(24)
        return nonce, self.signed(nonce, "form")

    def is_form(self, cookie: str | None, mark: str | None) -> bool:
        """Tell whether a form was made here, for the browser that sends it, within the hour."""
        said = self.unsigned(mark, "form", _FORM_SECONDS)
        return isinstance(said, str) and bool(cookie) and compare_digest(said.encode(), str(cookie).encode())

    # Signing

    def signed(self, value: object, purpose: str) -> str:
        """Return a value with a signature that holds for one purpose."""
        return str(self._signer(purpose).dumps(value))

    def unsigned(self, said: str | None, purpose: str, seconds: int) -> object:
        """Return what was signed for a purpose within the last seconds, else None."""
        try:
            return self._signer(purpose).loads(said, max_age=seconds) if said else None
        except BadData:
            return None

    def _signer(self, purpose: str) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(self._members.file.secret(), salt=f"alinea.{purpose}")
