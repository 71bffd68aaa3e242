"""People logged in by another server (OpenID Connect), through Authlib: code flow with PKCE, state and nonce.

What is kept between leaving and coming back is a signed cookie of ten minutes. The role comes from a claim, a list of
groups as a rule; who has no group with a role is not let in.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response

from assistant.access.configuration import EVERYONE, OidcSettings
from assistant.access.errors import ProviderMissing
from assistant.access.visitor import Role

if TYPE_CHECKING:
    from authlib.integrations.starlette_client import StarletteOAuth2App

FLOW_COOKIE = "alinea-oidc"
FLOW_SECONDS = 600

_log = logging.getLogger(__name__)
_SIGNATURES = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
_SECONDS = 10.0  # to wait for the other server


class NotLoggedIn(Exception):
    """The other server did not log somebody in, or gave no role; `reason` is the template that says so."""

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.reason = reason


class Elsewhere:
    """The other server."""

    def __init__(self, settings: OidcSettings) -> None:
        """Know its address; it is asked for its own addresses and keys at the first login. Raises ProviderMissing."""
        try:
            from authlib.integrations.starlette_client import OAuth
        except ImportError as exc:
            raise ProviderMissing(package="Authlib") from exc
        self._settings = settings
        oauth = OAuth()
        oauth.register(
            "elsewhere",
            server_metadata_url=f"{settings.issuer}/.well-known/openid-configuration",
            client_id=settings.client_id,
            client_secret=settings.client_secret,
            client_kwargs={"scope": "openid profile email", "code_challenge_method": "S256", "timeout": _SECONDS},
        )
        self._client: StarletteOAuth2App = oauth.elsewhere

    async def leave(self, request: Request, back: str) -> tuple[Response, Mapping[str, Any]]:
        """Return the way to the other server, and what has to be known on coming back. Raises NotLoggedIn."""
        request.scope["session"] = {}
        try:
            await self._know()
            leaving: Response = await self._client.authorize_redirect(request, back)
        except _failures() as exc:
            _log.warning("The server that logs people in does not answer as it should (%s).", type(exc).__name__)
            raise NotLoggedIn("login.unreachable") from exc
        return leaving, request.session

    async def come_back(self, request: Request, flow: Mapping[str, Any]) -> tuple[str, Role]:
        """Return who came back, and the role of their groups. Raises NotLoggedIn."""
        request.scope["session"] = dict(flow)
        try:
            await self._know()
            token = await self._client.authorize_access_token(request)
        except _failures() as exc:
            _log.warning("A login by another server failed (%s).", type(exc).__name__)
            raise NotLoggedIn("login.failed") from exc
        claims = token.get("userinfo") or {}
        role = role_of(claims.get(self._settings.claim), self._settings.roles)
        if role is None or not claims.get("sub"):
            raise NotLoggedIn("login.no_role")
        return str(claims.get("preferred_username") or claims["sub"])[:80], role

    async def _know(self) -> None:
        """Learn the other server's addresses, once. Raises ValueError where it is another than it was said to be."""
        known = await self._client.load_server_metadata()
        if str(known.get("issuer", "")).rstrip("/") != self._settings.issuer:
            raise ValueError("another issuer")
        # Only signatures that the other server alone can make, whatever it lists.
        listed = known.get("id_token_signing_alg_values_supported") or ["RS256"]
        known["id_token_signing_alg_values_supported"] = [each for each in listed if each in _SIGNATURES]


def role_of(said: object, roles: Sequence[tuple[str, Role]]) -> Role | None:
    """Return the highest role among those of some groups, a list or a single name; None where there is none."""
    groups = said if isinstance(said, list) else [said]
    held = [role for group, role in roles if group == EVERYONE or group in groups]
    return max(held, key=tuple(Role).index, default=None)


def _failures() -> tuple[type[Exception], ...]:
    """Return what Authlib, the signatures it checks and the connection raise."""
    from authlib.common.errors import AuthlibBaseError
    from httpx import HTTPError, InvalidURL
    from joserfc.errors import JoseError

    return AuthlibBaseError, JoseError, HTTPError, InvalidURL, ValueError, KeyError, RuntimeError
