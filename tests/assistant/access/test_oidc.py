"""People logged in by another server: the whole way, over HTTP, and every way in which it goes wrong."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from assistant.access.configuration import AccessSettings, Mode, OidcSettings
from assistant.access.visitor import Role
from tests.assistant.access.conftest import Site
from tests.servers import running

pytest.importorskip("authlib", reason="Authlib is not installed (requirements/oidc.txt)")

from assistant.access.oidc import Elsewhere, role_of
from tests.assistant.access.oidc_server import CLIENT, CLIENT_SECRET, OidcServer

ROLES = (("staff", Role.READER), ("library", Role.EDITOR))


@pytest.fixture(scope="module")
def one_provider() -> Iterator[OidcServer]:
    """Run the other server."""
    with running(OidcServer()) as server:
        yield server


@pytest.fixture
def provider(one_provider: OidcServer) -> OidcServer:
    """Give the other server with nothing amiss."""
    one_provider.amiss = {}
    one_provider.claims = {"sub": "42", "preferred_username": "ana", "groups": ["staff", "library"]}
    return one_provider


@pytest.fixture
def browser(provider: OidcServer, sites: Callable[..., Site]) -> Iterator[httpx.Client]:
    """Give a browser at our server."""
    settings = OidcSettings(provider.issuer, CLIENT, CLIENT_SECRET, roles=ROLES)
    with httpx.Client(base_url=sites(AccessSettings(Mode.OIDC, oidc=settings)).url, timeout=30) as client:
        yield client


def sign_in(browser: httpx.Client) -> httpx.Response:
    """Go to the other server and come back, following as a browser does; return our answer."""
    left = browser.get("/login/oidc")
    assert left.status_code == 302, left.text
    back = httpx.get(left.headers["location"])
    return browser.get(back.headers["location"])


def test_who_is_logged_in_elsewhere_is_let_in_with_the_role_of_the_group(browser: httpx.Client) -> None:
    assert "/login/oidc" in browser.get("/login").text
    assert browser.get("/config").status_code == 401
    entered = sign_in(browser)
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    assert browser.get("/config").status_code == 200
    assert "ana" in browser.get("/logout").text


def test_what_is_sent_along_has_a_state_a_nonce_and_pkce(browser: httpx.Client) -> None:
    asked = parse_qs(urlsplit(browser.get("/login/oidc").headers["location"]).query)
    assert asked["code_challenge_method"] == ["S256"] and asked["response_type"] == ["code"]
    assert all(len(asked[name][0]) >= 16 for name in ("state", "nonce", "code_challenge"))
    assert asked["redirect_uri"] == [f"{str(browser.base_url).rstrip('/')}/login/back"]


@pytest.mark.parametrize(
    "amiss",
    [
        {"state": "another"},
        {"key": True},
        {"claims": {"nonce": "another"}},
        {"claims": {"aud": "somebody else"}},
        {"claims": {"iss": "https://elsewhere.example"}},
        {"claims": {"exp": int(time.time()) - 3600, "iat": int(time.time()) - 7200}},
    ],
)
def test_what_is_not_as_it_should_be_lets_nobody_in(
    browser: httpx.Client, provider: OidcServer, amiss: dict[str, Any]
) -> None:
    provider.amiss = amiss
    refused = sign_in(browser)
    assert refused.status_code == 403 and "did not work" in refused.text
    assert browser.get("/config").status_code == 401


async def test_only_signatures_that_the_other_server_alone_can_make_are_accepted(provider: OidcServer) -> None:
    """It lists one with a secret that both have."""
    elsewhere = Elsewhere(OidcSettings(provider.issuer, CLIENT, CLIENT_SECRET, roles=ROLES))
    await elsewhere._know()
    assert elsewhere._client.server_metadata["id_token_signing_alg_values_supported"] == ["RS256"]


async def test_a_server_that_is_another_than_was_said_is_left_alone(provider: OidcServer) -> None:
    provider.amiss = {"issuer": "https://elsewhere.example"}
    with pytest.raises(ValueError, match="another issuer"):
        await Elsewhere(OidcSettings(provider.issuer, CLIENT, CLIENT_SECRET, roles=ROLES))._know()


def test_coming_back_without_having_left_lets_nobody_in(browser: httpx.Client, provider: OidcServer) -> None:
    """A link that a stranger made, to log somebody in as the stranger."""
    left = browser.get("/login/oidc")
    back = httpx.get(left.headers["location"]).headers["location"]
    other = httpx.Client(base_url=browser.base_url)
    assert other.get(back).status_code == 403 and other.get("/config").status_code == 401


def test_who_has_no_group_with_a_role_is_told_so(browser: httpx.Client, provider: OidcServer) -> None:
    provider.claims["groups"] = ["visitors"]
    refused = sign_in(browser)
    assert refused.status_code == 403 and "no role in this library" in refused.text


def test_a_user_of_this_machine_has_no_session_there(browser: httpx.Client, sites: Callable[..., Site]) -> None:
    assert browser.post("/login", data={"name": "ana", "password": "a long password"}).status_code == 404


@pytest.mark.parametrize(
    ("said", "role"),
    [
        (["staff"], Role.READER),
        (["staff", "library"], Role.EDITOR),
        ("library", Role.EDITOR),
        ([], None),
        (["other", 3, None], None),
        (None, None),
        ({"staff": True}, None),
    ],
)
def test_the_highest_role_of_the_groups_counts(said: object, role: Role | None) -> None:
    assert role_of(said, ROLES) is role
    assert role_of(said, (*ROLES, ("*", Role.READER))) is (role or Role.READER)
