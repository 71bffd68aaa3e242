"""What a request passes: a proxy's word, how often, how much, and a server that others reach."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.responses import JSONResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from assistant.access.audit import AuditLog
from assistant.access.configuration import AccessSettings, Limits, Mode, ProxySettings
from assistant.access.demand import require_access
from assistant.access.errors import AccessNotChosen, FilesUsedUp, HostsNotNamed, NobodyToLogIn, PagesUsedUp
from assistant.access.gate import AccessGate
from assistant.access.members import Members
from assistant.access.rate_limiter import RateLimiter
from assistant.access.registry import RegistryFile
from assistant.access.upload_quota import UploadQuota
from assistant.access.visitor import Role, Visitor
from assistant.errors import NotAllowed
from tests.assistant.access.conftest import Site

SECRET = "a secret of the proxy"
PROXY = AccessSettings(Mode.PROXY, proxy=ProxySettings(SECRET, "X-User", "X-Role"))
Behind = Callable[..., TestClient]


async def who(scope: Scope, receive: Receive, send: Send) -> None:
    """Say who the visitor is, in the place of an application."""
    visitor = scope["state"]["visitor"]
    told = {"name": visitor.name, "role": visitor.role, "door": visitor.door, "session": visitor.has_session}
    await JSONResponse(told)(scope, receive, send)


@pytest.fixture
def behind(tmp_path: Path) -> Iterator[Behind]:
    """Give a client of an application behind a gate with given settings."""

    def client(settings: AccessSettings, **options: Any) -> TestClient:
        quota = UploadQuota(settings.limits, counts_days=True)
        return TestClient(AccessGate(who, settings, tmp_path, AuditLog(tmp_path / "audit.jsonl"), quota), **options)

    yield client


# Who it is -----------------------------------------------------------------------------------------------------------


def test_on_ones_own_machine_nobody_signs_in(behind: Behind) -> None:
    assert behind(AccessSettings()).get("/").json() == {"name": "", "role": "admin", "door": "page", "session": False}


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "Via", "X-Real-IP", "X-Forwarded-Host"])
def test_what_a_proxy_forwards_is_not_ones_own_machine(behind: Behind, header: str) -> None:
    assert behind(AccessSettings()).get("/", headers={header: "203.0.113.9"}).status_code == 401


def test_where_all_is_open_everyone_reads_and_a_key_may_do_more(behind: Behind, tmp_path: Path) -> None:
    client, key = behind(AccessSettings(Mode.OPEN)), Members(RegistryFile(tmp_path)).add_key("robot", Role.EDITOR, 1)
    assert client.get("/").json()["role"] == "reader"
    said = client.get("/api/v1/library", headers={"Authorization": f"Bearer {key}"}).json()
    assert said == {"name": "key:robot", "role": "editor", "door": "api", "session": False}


@pytest.mark.parametrize("mode", [None, Mode.USERS, Mode.OPEN, Mode.PROXY])
def test_a_key_that_opens_nothing_is_refused_everywhere(behind: Behind, mode: Mode | None) -> None:
    settings = replace(PROXY, mode=mode)
    headers = {"Authorization": "Bearer alinea_none", "X-Alinea-Proxy-Secret": SECRET, "X-User": "ana"}
    assert behind(settings).get("/", headers=headers).status_code == 401


def test_a_proxy_says_who_it_is_and_in_which_role(behind: Behind) -> None:
    told = behind(PROXY).get("/", headers={"X-Alinea-Proxy-Secret": SECRET, "X-User": "ana", "X-Role": "Editor"}).json()
    assert told == {"name": "ana", "role": "editor", "door": "page", "session": False}
    readers = replace(PROXY, proxy=ProxySettings(SECRET, "X-User"))
    told = behind(readers).get("/", headers={"X-Alinea-Proxy-Secret": SECRET, "X-User": "ana", "X-Role": "admin"})
    assert told.json()["role"] == "reader"


@pytest.mark.parametrize(
    "headers",
    [
        {"X-User": "ana", "X-Role": "admin"},
        {"X-Alinea-Proxy-Secret": "another secret", "X-User": "ana", "X-Role": "admin"},
        {"X-Alinea-Proxy-Secret": SECRET, "X-Role": "admin"},
        {"X-Alinea-Proxy-Secret": SECRET, "X-User": "ana"},
        {"X-Alinea-Proxy-Secret": SECRET, "X-User": "ana", "X-Role": "owner"},
        {"X-Alinea-Proxy-Secret": "é", "X-User": "ana", "X-Role": "admin"},
    ],
)
def test_without_the_secret_a_name_and_a_role_nobody_is_let_in(behind: Behind, headers: dict[str, str]) -> None:
    encoded = [(name.encode(), value.encode()) for name, value in headers.items()]
    assert behind(PROXY).get("/", headers=encoded).status_code == 401


@pytest.mark.parametrize(
    ("headers", "reason", "told"),
    [
        ({"X-Alinea-Proxy-Secret": SECRET, "X-User": "ana"}, "proxy_gave_no_role", "ALINEA_PROXY_ROLE_HEADER"),
        (
            {"X-Alinea-Proxy-Secret": SECRET, "X-User": "ana", "X-Role": "owner"},
            "proxy_gave_no_role",
            "reader, editor and admin",
        ),
        ({"X-Alinea-Proxy-Secret": SECRET, "X-Role": "admin"}, "proxy_gave_no_name", "ALINEA_PROXY_USER_HEADER"),
        ({"X-User": "ana", "X-Role": "admin"}, "not_by_proxy", "through its proxy alone"),
    ],
)
def test_behind_a_proxy_it_is_said_what_the_proxy_does_not_say(
    behind: Behind, headers: dict[str, str], reason: str, told: str, caplog: pytest.LogCaptureFixture
) -> None:
    """There is no form to sign in, so none is named; a reader gets a page, and the log a line, once a minute."""
    client = behind(PROXY)
    for _ in range(2):
        said = client.get("/api/v1/find", headers=headers).json()
    assert (said["status"], said["reason"]) == (401, reason)
    assert told in said["detail"] and "/login" not in said["detail"]
    assert caplog.text.count(told) == 1
    page = client.get("/", headers=headers | {"Accept": "text/html", "Accept-Language": "fr"})
    assert (page.status_code, page.headers["content-type"]) == (401, "text/html; charset=utf-8")
    assert (
        'lang="fr"' in page.text
        and "Vous ne pouvez pas entrer" in page.text
        and "{" not in page.text.split("</style>")[1]
    )


@pytest.mark.parametrize(("sent", "name"), [("éloïse", "éloïse"), ("中", "中"), ("ana", "ana")])
def test_names_of_a_proxy_are_read_as_utf_8(behind: Behind, sent: str, name: str) -> None:
    headers = [(b"X-Alinea-Proxy-Secret", SECRET.encode()), (b"X-User", sent.encode()), (b"X-Role", b"reader")]
    assert behind(PROXY).get("/", headers=headers).json()["name"] == name
    headers[1] = (b"X-User", "éloïse".encode("latin-1"))
    assert behind(PROXY).get("/", headers=headers).json()["name"] == "éloïse"


def test_there_is_no_form_where_nobody_signs_in_here(behind: Behind) -> None:
    for settings in (AccessSettings(), PROXY):
        for address in ("/login", "/logout", "/login/oidc", "/login/back"):
            assert behind(settings).get(address).json()["reason"] == "not_found"
    assert behind(AccessSettings(Mode.USERS)).get("/login/back").status_code == 404


def test_nobody_brings_a_visitor_along(behind: Behind) -> None:
    """Whatever the state of the server holds, the gate says anew who it is."""
    owner = Visitor("intruder", Role.ADMIN)

    async def before(scope: Scope, receive: Receive, send: Send) -> None:
        scope["state"] = {"visitor": owner}
        await gate(scope, receive, send)

    gate = behind(AccessSettings(Mode.USERS)).app
    assert TestClient(before).get("/healthz").json()["role"] == "reader"
    assert TestClient(before).get("/").status_code == 401


# How often -----------------------------------------------------------------------------------------------------------


def test_a_bucket_empties_and_fills_at_its_pace() -> None:
    now = [0.0]
    limiter = RateLimiter(3, 0.5, lambda: now[0])
    assert [limiter.wait("a") for _ in range(4)] == [0, 0, 0, 2]
    assert limiter.wait("b") == 0
    now[0] = 1.0
    assert limiter.wait("a") == 1
    now[0] = 2.0
    assert [limiter.wait("a"), limiter.wait("a")] == [0, 2]
    now[0] = 1e6
    assert [limiter.wait("a") for _ in range(4)] == [0, 0, 0, 2]


def test_many_addresses_do_not_fill_the_memory() -> None:
    limiter = RateLimiter(3, 0.5, lambda: 0.0)
    for number in range(50_000):
        limiter.wait(number)
    assert len(limiter._buckets) <= 20_000


def test_who_asks_too_often_is_told_when_to_go_on(behind: Behind, tmp_path: Path) -> None:
    key = Members(RegistryFile(tmp_path)).add_key("robot", Role.READER, 1)
    client = behind(AccessSettings(Mode.OPEN, limits=Limits(requests=4)), headers={"Authorization": f"Bearer {key}"})
    answers = [client.get("/api/v1/find") for _ in range(5)]
    assert [each.status_code for each in answers] == [200] * 4 + [429]
    assert answers[-1].headers["content-type"] == "application/problem+json"
    assert answers[-1].json()["reason"] == "too_many_requests"
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 15
    assert client.get("/assets/index.js").status_code == 200  # files are not counted
    assert client.get("/", headers={"Authorization": ""}).status_code == 200  # nor is another visitor


def test_nobody_is_held_up_on_ones_own_machine(behind: Behind) -> None:
    client = behind(AccessSettings(limits=Limits(requests=1)))
    assert {client.get("/").status_code for _ in range(20)} == {200}


# How much ------------------------------------------------------------------------------------------------------------


def test_what_waits_is_counted_until_it_is_read(sites: Callable[..., Site]) -> None:
    site = sites(AccessSettings(Mode.USERS, limits=Limits(waiting_bytes=100_000)))
    editor, reader = site.visitor(Role.EDITOR), site.visitor(Role.READER)
    first = editor.upload("one.txt", b"1. One oar. " * 5_000)
    assert first.status_code == 200
    refused = editor.upload("two.txt", b"1. Two oars. " * 5_000)
    assert refused.status_code == 413 and "there is room for 0.0 MB more" in refused.json()["detail"]
    assert refused.json()["reason"] == "no_room"
    assert reader.upload("two.txt", b"2. Two oars. " * 5_000).status_code == 200
    Path(first.json()[0]).unlink()
    assert editor.upload("two.txt", b"1. Two oars. " * 5_000).status_code == 200


def test_programs_have_the_same_room_as_the_page(sites: Callable[..., Site]) -> None:
    site = sites(AccessSettings(Mode.USERS, limits=Limits(waiting_bytes=100_000, files=2)))
    editor = site.visitor(Role.EDITOR).http
    rules = b"1. The harbour keeps oars for every member of the cooperative.\n\n"

    def add(*texts: bytes) -> tuple[int, str]:
        files = [("files", (f"rules-{len(text)}-{at}.en.txt", text)) for at, text in enumerate(texts)]
        answer = editor.post("/api/v1/add", files=files)
        return answer.status_code, answer.json().get("reason", "")

    assert add(rules * 2_000) == (413, "no_room")
    assert editor.post("/api/v1/add", content=iter([rules])).json()["reason"] == "length_required"
    assert add(rules) == (200, "")  # and what was read waits no more
    assert add(rules, rules) == (413, "files_used_up")
    audit = (site.service.settings.home / "audit.jsonl").read_text(encoding="utf-8")
    assert [json.loads(line)["outcome"] for line in audit.splitlines()][-3:] == ["no_room", "added", "files_used_up"]


def test_what_was_uploaded_is_deleted_once_it_is_read_or_refused(sites: Callable[..., Site]) -> None:
    site = sites(AccessSettings(Mode.USERS, session_hours=2))
    for role, name in ((Role.EDITOR, "boatyard.en.txt"), (Role.READER, "harbour.en.txt"), (Role.EDITOR, "none.txt")):
        visitor = site.visitor(role).numbers_of(site.visitor(Role.ADMIN))
        before = kept()
        visitor.add(
            name,
            b" " if name == "none.txt" else f"1. The {name} keeps oars for every member of the cooperative.".encode(),
        )
        assert kept() == before


def kept() -> set[Path]:
    """Return the files that were uploaded; Gradio itself leaves an empty one for each."""
    from gradio.utils import get_upload_folder

    return {path for path in Path(get_upload_folder()).rglob("*") if path.is_file() and path.stat().st_size}


def test_a_day_has_so_many_files_and_pages_and_the_next_as_many(tmp_path: Path) -> None:
    now = [0.0]
    quota = UploadQuota(Limits(files=2, pages=10), counts_days=True, clock=lambda: now[0])
    ana, bo = Visitor("ana"), Visitor("bo")
    files = [tmp_path / name for name in "ab"]
    quota.keep(ana, files)
    quota.require(ana)  # what is there may be read
    assert quota.room(ana) == 0 and quota.room(bo) > 0
    quota.keep(ana, [tmp_path / "c"])
    with pytest.raises(FilesUsedUp, match="You have sent 3 files today, and the limit is 2"):
        quota.require(ana)
    quota.spend(bo, 10)
    with pytest.raises(PagesUsedUp):
        quota.require(bo)
    now[0] = 86_400
    quota.require(ana)
    quota.require(bo)
    assert quota.room(ana) > 0


def test_what_nobody_reads_is_deleted_after_an_hour(tmp_path: Path) -> None:
    """A file of a kind that is not read never gets that far."""
    now = [0.0]
    quota = UploadQuota(Limits(waiting_bytes=10), counts_days=False, clock=lambda: now[0])
    left = tmp_path / "odd.xyz"
    left.write_bytes(b"12345678")
    quota.keep(Visitor("ana"), [left])
    assert quota.room(Visitor("ana")) == 2
    now[0] = 3_601
    assert quota.room(Visitor("bo")) == 10 and not left.exists()
    assert quota.room(Visitor("ana")) == 10


def test_addresses_of_one_house_are_one_visitor() -> None:
    quota = UploadQuota(Limits(pages=1), counts_days=True)
    quota.spend(Visitor(address="2001:db8:1:2::9"), 1)
    with pytest.raises(PagesUsedUp):
        quota.require(Visitor(address="2001:db8:1:2:3::1"))
    quota.require(Visitor(address="2001:db8:1:3::9"))


# A server that others reach ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_on_loopback_nothing_is_demanded(tmp_path: Path, host: str) -> None:
    require_access(AccessSettings(), host, tmp_path)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "192.0.2.7", "alinea.example.org"])
def test_elsewhere_it_has_to_be_said_who_and_by_which_names(tmp_path: Path, host: str) -> None:
    with pytest.raises(AccessNotChosen, match="ALINEA_ACCESS"):
        require_access(AccessSettings(), host, tmp_path)
    with pytest.raises(HostsNotNamed, match="ALINEA_HOSTS"):
        require_access(AccessSettings(Mode.OPEN), host, tmp_path)
    named = AccessSettings(Mode.OPEN, hosts=("alinea.example.org",))
    require_access(named, host, tmp_path)
    with pytest.raises(NobodyToLogIn, match="user add"):
        require_access(replace(named, mode=Mode.USERS), host, tmp_path)
    Members(RegistryFile(tmp_path)).add_user("ana", Role.ADMIN, "a long password")
    require_access(replace(named, mode=Mode.USERS), host, tmp_path)


def test_a_name_for_others_makes_a_server_on_loopback_one_for_others(tmp_path: Path) -> None:
    """It is behind a proxy: whoever comes is not at this machine."""
    with pytest.raises(AccessNotChosen, match=r"answers to alinea\.example\.org, so that others"):
        require_access(AccessSettings(hosts=("alinea.example.org",)), "127.0.0.1", tmp_path)
    require_access(AccessSettings(hosts=("localhost",)), "127.0.0.1", tmp_path)


# What a page shows ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "read_only", "controls", "said"),
    [
        (Role.EDITOR, False, True, "Add PDF"),
        (Role.READER, False, False, "those who keep it add and remove documents"),
        (Role.ADMIN, True, False, "This library may only be read here"),
    ],
)
def test_a_page_shows_no_control_that_would_be_refused(
    sites: Callable[..., Site], role: Role, read_only: bool, controls: bool, said: str
) -> None:
    visitor = sites(read_only=read_only).visitor(role)
    rows = visitor.call("library-table", "clear", ["en"])["output"]["data"][0]
    assert ("Letter to the federations" in rows, "Remove" in rows) == (True, controls)
    whole = str(visitor.call("language", "input", ["en", *visitor.blanks("language", "input")])["output"])
    assert said in whole and ("data-event='fetch'" in whole or 'class="fetch"' in whole) is controls


def test_what_a_reader_sends_all_the_same_is_refused_in_words(sites: Callable[..., Site]) -> None:
    said = str(sites().visitor(Role.READER).add("boatyard.en.txt", b"1. Oars."))
    assert NotAllowed(operation="add", role="reader", wanted="editor").args[0] in said


def test_the_header_offers_to_sign_out_to_whoever_signed_in(sites: Callable[..., Site]) -> None:
    from assistant.ui.app import _header

    assert "/logout" in _header("en", Visitor("ana", has_session=True))
    assert "/logout" not in _header("en", Visitor("key:robot"))
    assert "&lt;b&gt;" in _header("fr", Visitor("<b>", has_session=True))


def test_health_needs_no_name(sites: Callable[..., Site]) -> None:
    assert httpx.get(f"{sites().url}/robots.txt").status_code == 200
