"""Signing in and out over HTTP, as a browser without scripts does it."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import urlsplit

import httpx
import pytest
from lxml import html

from assistant.access.visitor import Role
from tests.assistant.access.conftest import PASSWORD, Site

BROWSER = {"Accept": "text/html,application/xhtml+xml"}


@pytest.fixture
def site(sites: Callable[..., Site]) -> Site:
    """Give a server that asks for users."""
    return sites()


@pytest.fixture
def browser(site: Site) -> httpx.Client:
    """Give a browser."""
    return httpx.Client(base_url=site.url, headers=BROWSER, timeout=30)


def mark(browser: httpx.Client, address: str = "/login") -> str:
    """Return the mark of the form at an address."""
    (field,) = html.fromstring(browser.get(address).text).xpath("//input[@name='form']")
    return str(field.get("value"))


def sign_in(
    browser: httpx.Client, name: str = "ana", password: str = PASSWORD, address: str = "/login"
) -> httpx.Response:
    return browser.post(address, data={"form": mark(browser), "name": name, "password": password})


def user(site: Site, name: str) -> str:
    """Make sure that there is a user of that name, as new."""
    if name in site.members.users():
        site.members.remove_user(name)
    site.members.add_user(name, Role.READER, PASSWORD)
    return name


def is_in(browser: httpx.Client) -> bool:
    return browser.get("/config").status_code == 200


def test_a_page_leads_to_the_form_and_a_program_is_told(browser: httpx.Client, site: Site) -> None:
    asked = browser.get("/")
    assert (asked.status_code, asked.headers["location"]) == (303, "/login")
    refused = httpx.get(f"{site.url}/config", headers={"Accept": "application/json"})
    assert refused.status_code == 401 and refused.headers["www-authenticate"].startswith("Bearer")
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["status"] == 401 and "/login" in refused.json()["detail"]
    assert browser.get("/favicon.ico").status_code == 200


@pytest.mark.parametrize(
    ("language", "title", "password"),
    [("en", "Sign in", "Password"), ("fr-CH", "Connexion", "Mot de passe"), ("es", "Iniciar sesión", "Contraseña")],
)
def test_the_form_speaks_three_languages_and_works_without_a_script(
    browser: httpx.Client, language: str, title: str, password: str
) -> None:
    answer = browser.get("/login", headers={"Accept-Language": language})
    page = html.fromstring(answer.text)
    assert page.get("lang") == language[:2] and page.findtext(".//h1") == title
    labels = {each.get("for"): each.text for each in page.iter("label")}
    assert labels.keys() == {each.get("id") for each in page.iter("input") if each.get("type") != "hidden"}
    assert labels["password"] == password
    assert not list(page.iter("script"))
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "script-src" not in policy
    assert answer.headers["cache-control"] == "no-store"
    assert "Mot de passe" in browser.get("/login?lang=fr").text


def test_who_signs_in_is_let_in_and_who_signs_out_is_not(browser: httpx.Client) -> None:
    entered = sign_in(browser)
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    cookie = next(each for each in entered.headers.get_list("set-cookie") if each.startswith("alinea-session="))
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie and "Max-Age=43200" in cookie
    assert "Secure" not in cookie  # this was plain HTTP, on this machine
    assert is_in(browser)
    left = browser.post("/logout", data={"form": mark(browser, "/logout")})
    assert (left.status_code, left.headers["location"]) == (303, "/login")
    assert not is_in(browser)


def test_behind_tls_the_cookie_is_for_tls_alone(site: Site) -> None:
    browser = httpx.Client(base_url=site.url, headers=BROWSER | {"X-Forwarded-Proto": "https"}, timeout=30)
    form = browser.get("/login")
    (field,) = html.fromstring(form.text).xpath("//input[@name='form']")
    nonce = form.headers["set-cookie"].split(";")[0]
    assert "Secure" in form.headers["set-cookie"]
    data = {"form": field.get("value"), "name": "ana", "password": PASSWORD}
    entered = browser.post("/login", data=data, headers={"Cookie": nonce})
    assert entered.status_code == 303 and "Secure" in entered.headers["set-cookie"]


def test_a_wrong_password_is_announced_and_what_was_typed_is_escaped(browser: httpx.Client) -> None:
    refused = sign_in(browser, name='"><b data-mark>', password="wrong and wrong")
    page = html.fromstring(refused.text)
    assert refused.status_code == 401 and "alinea-session" not in refused.cookies
    (alert,) = page.xpath("//*[@role='alert']")
    assert "name or the password is wrong" in alert.text
    assert {each.get("aria-describedby") for each in page.iter("input") if each.get("type") != "hidden"} == {"problem"}
    assert not page.xpath("//b") and page.xpath("//input[@id='name']")[0].get("value") == '"><b data-mark>'
    assert "wrong and wrong" not in refused.text


@pytest.mark.parametrize("form", ["", "nonsense"])
def test_a_form_of_another_site_is_refused(browser: httpx.Client, form: str) -> None:
    mark(browser)
    refused = browser.post("/login", data={"form": form, "name": "ana", "password": PASSWORD})
    assert refused.status_code == 400 and not is_in(browser)


def test_a_form_made_for_another_browser_is_refused(browser: httpx.Client, site: Site) -> None:
    other = httpx.Client(base_url=site.url, headers=BROWSER)
    mark(browser)
    refused = browser.post("/login", data={"form": mark(other), "name": "ana", "password": PASSWORD})
    assert refused.status_code == 400 and not is_in(browser)


@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [("/api/docs", "/api/docs"), ("//elsewhere.example", "/"), ("https://elsewhere.example", "/"), ("/\\x", "/")],
)
def test_after_signing_in_one_comes_to_a_place_of_ours(browser: httpx.Client, wanted: str, led_to: str) -> None:
    entered = sign_in(browser, address=str(httpx.URL("/login", params={"next": wanted})))
    assert urlsplit(entered.headers["location"]).geturl() == led_to


def test_a_session_ends_with_another_password_and_with_its_user(browser: httpx.Client, site: Site) -> None:
    name = user(site, "bo")
    sign_in(browser, name)
    assert is_in(browser)
    site.members.set_password(name, "another long one")
    assert not is_in(browser)
    sign_in(browser, name, "another long one")
    assert is_in(browser)
    site.members.remove_user(name)
    assert not is_in(browser)


def test_a_session_that_was_changed_or_signed_elsewhere_opens_nothing(browser: httpx.Client) -> None:
    sign_in(browser)
    cookie = browser.cookies["alinea-session"]
    for forged in (cookie[:-2], cookie.replace(".", "x", 1), "", "e30.e30.e30"):
        assert httpx.get(f"{browser.base_url}/config", cookies={"alinea-session": forged}).status_code == 401


def test_a_key_opens_until_it_is_revoked(site: Site) -> None:
    key = site.members.add_key("short", Role.READER, 1)
    headers = {"Authorization": f"Bearer {key}"}
    assert httpx.get(f"{site.url}/config", headers=headers).status_code == 200
    site.members.revoke_key("short")
    assert httpx.get(f"{site.url}/config", headers=headers).status_code == 401


def test_guessing_is_slowed_down_for_that_name_and_not_for_others(browser: httpx.Client, site: Site) -> None:
    name = user(site, "cleo")
    guesses = [sign_in(browser, name, f"guess number {n}") for n in range(6)]
    assert [each.status_code for each in guesses] == [401] * 5 + [429]
    assert 0 < int(guesses[-1].headers["retry-after"]) <= 60 and "Too many attempts" in guesses[-1].text
    assert sign_in(browser, name).status_code == 429  # even with the right one, for a while
    assert sign_in(browser, user(site, "dan")).status_code == 303


def test_signing_in_is_written_down_without_what_was_typed(browser: httpx.Client, site: Site) -> None:
    sign_in(browser)
    sign_in(browser, name="my.secret.in.the.wrong.field", password="wrong and wrong")
    log = site.service.changes.log.path.read_text(encoding="utf-8")
    entered, refused = map(json.loads, log.splitlines()[-2:])
    assert [entered[name] for name in ("who", "role", "what", "outcome")] == ["ana", "editor", "login", "done"]
    assert [refused[name] for name in ("who", "role", "what", "outcome")] == ["", "", "login", "refused"]
    assert "my.secret" not in log and "wrong and wrong" not in log and PASSWORD not in log


def test_a_damaged_file_of_users_shuts_the_door_and_no_path_is_told(browser: httpx.Client, site: Site) -> None:
    sign_in(browser)
    kept = site.members.file.path.read_bytes()
    try:
        site.members.file.path.write_bytes(b"{")
        for address in ("/", "/login", "/config"):
            answer = browser.get(address)
            assert answer.status_code == 503 and str(site.service.settings.home) not in answer.text
    finally:
        site.members.file.path.write_bytes(kept)
    assert is_in(browser)
