"""A small server that logs people in (OpenID Connect): real HTTP, tokens signed with a real key, PKCE checked.

It answers as RFC 6749, RFC 7636 and OpenID Connect Core say, and as badly as a test asks for in `amiss`.
"""

from __future__ import annotations

import base64
import hashlib
import json
import time
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

from tests.servers import LoopbackServer

CLIENT, CLIENT_SECRET = "alinea", "the secret of the client"


class OidcServer(LoopbackServer):
    """Whoever comes is logged in as `claims` say."""

    def __init__(self) -> None:
        """Make a key, and begin with nothing amiss."""
        super().__init__(_Handler)
        self.key, self.other_key = RSAKey.generate_key(2048), RSAKey.generate_key(2048)
        self.claims: dict[str, Any] = {"sub": "42", "preferred_username": "ana", "groups": ["staff"]}
        self.amiss: dict[str, Any] = {}
        self.codes: dict[str, dict[str, str]] = {}

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: OidcServer

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        match asked.path:
            case "/.well-known/openid-configuration":
                issuer = self.server.issuer
                self._json(
                    {
                        "issuer": self.server.amiss.get("issuer", issuer),
                        "authorization_endpoint": f"{issuer}/authorize",
                        "token_endpoint": f"{issuer}/token",
                        "jwks_uri": f"{issuer}/keys",
                        "id_token_signing_alg_values_supported": ["RS256", "HS256"],
                    }
                )
            case "/keys":
                self._json({"keys": [self.server.key.as_dict(private=False)]})
            case "/authorize":
                values = {name: each[0] for name, each in parse_qs(asked.query).items()}
                code = f"code{len(self.server.codes)}"
                self.server.codes[code] = values
                back = {"code": code, "state": self.server.amiss.get("state", values["state"])}
                self.send_response(302)
                self.send_header("Location", f"{values['redirect_uri']}?{urlencode(back)}")
                self.end_headers()

    def do_POST(self) -> None:
        form = {k: v[0] for k, v in parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()).items()}
        asked = self.server.codes.pop(form["code"])
        digest = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=")
        secret = base64.b64encode(f"{CLIENT}:{CLIENT_SECRET}".encode()).decode()
        good = asked["code_challenge_method"] == "S256" and asked["code_challenge"] == digest.decode()
        if not good or self.headers["Authorization"] != f"Basic {secret}":
            return self._json({"error": "invalid_grant"}, 400)
        now = int(time.time())
        claims = {"iss": self.server.issuer, "aud": CLIENT, "iat": now, "exp": now + 60, "nonce": asked["nonce"]}
        claims |= self.server.claims | self.server.amiss.get("claims", {})
        key = self.server.other_key if self.server.amiss.get("key") else self.server.key
        token = jwt.encode({"alg": "RS256"}, claims, key)
        return self._json({"access_token": "a", "token_type": "Bearer", "id_token": token})

    def _json(self, value: object, status: int = 200) -> None:
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
