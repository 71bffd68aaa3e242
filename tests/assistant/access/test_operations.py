"""Who may do what: every operation, by every role, in read-only mode and out of it, through every door.

What happened is seen in the library itself. Another door is one more row of `DOORS`: its operations, each a function
that takes a site and a role (None for whoever does not say who they are), tries, and returns whether it was answered.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.access.changes import NEEDED
from assistant.access.visitor import Role, Visitor
from assistant.errors import NotAllowed, ReadOnlyMode
from assistant.service import Assistant
from tests.assistant.access.conftest import Site
from tests.page_client import PageClient

FILE = "boatyard.en.txt"
TEXT = b"1. The boatyard keeps oars for every member of the cooperative, and lends them for a day."

# The operations that change the library: the least role that each takes, and what shows that it was changed.
CHANGING: dict[str, tuple[Role, Callable[[Assistant], bool]]] = {
    "add": (Role.EDITOR, lambda service: any(each.id == "boatyard" for each in service.library())),
    "remove": (Role.EDITOR, lambda service: all(each.id != "letter" for each in service.library())),
    "confirm": (Role.EDITOR, lambda service: "added" in statuses_of("letter", service)),
    "fetch": (Role.EDITOR, lambda service: bool(getattr(service, "fetched", False))),
    "rebuild": (Role.ADMIN, lambda service: "rebuilt" in service.engine.__dict__),
}


def statuses_of(document: str, service: Assistant) -> set[str]:
    """Return the statuses of a document's versions."""
    return {version.status for each in service.library() if each.id == document for version in each.versions}


# Doors ---------------------------------------------------------------------------------------------------------------

Call = Callable[[Site, Role | None], bool]


def by_program(ask: Callable[[Assistant, Visitor], object]) -> Call:
    """Ask the façade, as a program does that knows its visitor; nobody else has the façade."""

    def call(site: Site, role: Role | None) -> bool:
        if role is None:
            return False
        Path(site.service.settings.home, FILE).write_bytes(TEXT)
        try:
            ask(site.service, Visitor("somebody", role))
        except (NotAllowed, ReadOnlyMode):
            return False
        return True

    return call


def by_page(ask: Callable[[PageClient], Any]) -> Call:
    """Call the page's functions over HTTP, as somebody does who sends what the page would not."""

    def call(site: Site, role: Role | None) -> bool:
        said = ask(site.visitor(role).numbers_of(site.visitor(Role.ADMIN)))
        return isinstance(said, dict) and bool(said["success"])

    return call


def _twice(event: str, **action: str) -> Callable[[PageClient], Any]:
    """Ask for what the table of documents asks about first, and say yes."""

    def ask(visitor: PageClient) -> Any:
        visitor.call("library-table", "select", ["en"], action)
        return visitor.call("library-table", event, ["en", None, None], action)

    return ask


def by_api(method: str, path: str, **request: Any) -> Call:
    """Ask the HTTP API, as a program does."""

    def call(site: Site, role: Role | None) -> bool:
        return site.visitor(role).http.request(method, f"/api/v1/{path}", **request).status_code == 200

    return call


def by_mcp(tool: str, **arguments: object) -> Call:
    """Call a tool of the MCP server, as a model’s client does."""
    pytest.importorskip("mcp", reason="mcp is not installed (pip install -r requirements/mcp.txt)")
    begin = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "0"}}

    def call(site: Site, role: Role | None) -> bool:
        http = site.visitor(role).http
        headers = {"Accept": "application/json, text/event-stream"}
        begun = http.post(
            "/mcp", json={"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": begin}, headers=headers
        )
        if begun.status_code != 200:
            return False
        if session := begun.headers.get("mcp-session-id"):
            headers["Mcp-Session-Id"] = session
        asked = {"name": tool, "arguments": arguments}
        said = http.post(
            "/mcp", json={"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": asked}, headers=headers
        )
        return said.status_code == 200 and '"isError":false' in said.text.replace(" ", "")

    return call


def by_gradio(name: str, **arguments: object) -> Call:
    """Call a documented endpoint with Gradio’s own client."""

    def call(site: Site, role: Role | None) -> bool:
        from gradio_client import Client  # type: ignore[import-untyped]

        try:
            client = Client(site.url, headers=dict(site.visitor(role).http.headers), verbose=False)
            return bool(client.predict(**arguments, api_name=f"/{name}"))
        except Exception:  # the client has no errors of its own
            return False

    return call


DOORS: dict[str, dict[str, Call]] = {
    "program": {
        "find": by_program(lambda service, by: service.find("register")),
        "ask": by_program(lambda service, by: service.ask("What goals are set?")),
        "cite": by_program(lambda service, by: service.cite("Plan, para. 13")),
        "verify": by_program(lambda service, by: service.verify("Three goals are set")),
        "compare": by_program(lambda service, by: service.compare(["goals"])),
        "links": by_program(lambda service, by: service.links("Plan, para. 12")),
        "plan": by_program(lambda service, by: service.plan()),
        "glossary": by_program(lambda service, by: service.glossary("")),
        "library": by_program(lambda service, by: service.library()),
        "check": by_program(lambda service, by: service.check()),
        "study": by_program(lambda service, by: service.study),
        "add": by_program(lambda service, by: service.add([service.settings.home / FILE], by=by)),
        "remove": by_program(lambda service, by: service.remove("letter", by=by)),
        "fetch": by_program(lambda service, by: service.fetch(["charter"], by=by)),
        "confirm": by_program(lambda service, by: service.confirm("letter", undo=True, by=by)),
        "rebuild": by_program(lambda service, by: service.rebuild(by=by)),
    },
    "page": {
        "find": by_page(lambda page: page.call("find-send", "click", ["en", "register", False, None, None, None])),
        "ask": by_page(lambda page: page.call("ask-send", "click", ["What goals are set?", "en", None])),
        "verify": by_page(lambda page: page.call("verify-send", "click", ["en", "Three goals are set"])),
        "library": by_page(lambda page: page.call("library-table", "clear", ["en"])),
        "add": by_page(lambda page: page.add(FILE, TEXT)),
        "remove": by_page(_twice("delete", what="remove", document="letter")),
        "confirm": by_page(_twice("submit", what="withdraw", document="letter", language="en")),
        "fetch": by_page(lambda page: page.call("catalogue", "select", ["en", None], {"document": "charter"})),
    },
    "api": {
        "find": by_api("GET", "find", params={"query": "register"}),
        "ask": by_api("POST", "ask", json={"question": "What goals are set?"}),
        "cite": by_api("GET", "cite", params={"reference": "Plan, para. 13"}),
        "verify": by_api("POST", "verify", json={"text": "“Three goals are set”"}),
        "compare": by_api("POST", "compare", json={"themes": ["goals"]}),
        "links": by_api("GET", "links", params={"reference": "Plan, para. 12"}),
        "plan": by_api("GET", "plan"),
        "glossary": by_api("GET", "glossary"),
        "library": by_api("GET", "library"),
        "coverage": by_api("GET", "coverage"),
        "study": by_api("POST", "study", json={"make": "cards"}),
        "add": by_api("POST", "add", files={"files": (FILE, TEXT)}),
        "remove": by_api("POST", "remove", json={"document": "letter"}),
        "fetch": by_api("POST", "fetch", json={"documents": ["charter"]}),
        "confirm": by_api("POST", "confirm", json={"document": "letter", "undo": True}),
        "rebuild": by_api("POST", "rebuild"),
    },
    "mcp": {
        "find": by_mcp("find", query="register"),
        "ask": by_mcp("ask", question="What goals are set?"),
        "cite": by_mcp("cite", reference="Plan, para. 13"),
        "verify": by_mcp("verify", text="“Three goals are set”"),
        "coverage": by_mcp("coverage"),
    },
    "gradio_client": {
        "find": by_gradio("find", query="register"),
        "ask": by_gradio("ask", question="What goals are set?"),
        "cite": by_gradio("cite", reference="Plan, para. 13"),
        "verify": by_gradio("verify", text="“Three goals are set”"),
    },
}

OFFERED = [(door, operation) for door, calls in DOORS.items() for operation in calls]
CHANGES = [each for each in OFFERED if each[1] in CHANGING]
READS = [each for each in OFFERED if each[1] not in CHANGING]
MODES = pytest.mark.parametrize("read_only", [False, True], ids=["usual", "read-only"])


# The table -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def rebuilt(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave a mark on the engine whose index is built anew."""
    from assistant.session import Engine

    update = Engine.update

    def marked(self: Any, *args: Any, **options: Any) -> Any:
        if options.get("anew"):
            self.rebuilt = True
        return update(self, *args, **options)

    monkeypatch.setattr(Engine, "update", marked)


@MODES
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("door", "operation"), READS)
def test_every_role_reads_through_every_door(
    sites: Callable[..., Site], door: str, operation: str, role: Role, read_only: bool
) -> None:
    assert DOORS[door][operation](sites(read_only=read_only), role)


@pytest.mark.usefixtures("rebuilt")
@MODES
@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize(("door", "operation"), CHANGES)
def test_the_library_changes_by_those_alone_who_may(
    sites: Callable[..., Site], door: str, operation: str, role: Role | None, read_only: bool
) -> None:
    site = sites(read_only=read_only)
    vars(site.service.engine).pop("rebuilt", None)
    needed, changed = CHANGING[operation]
    DOORS[door][operation](site, role)
    assert changed(site.service) is (role is not None and role.may(needed) and not read_only)


@pytest.mark.parametrize(("door", "operation"), OFFERED)
def test_nobody_does_anything_without_saying_who(sites: Callable[..., Site], door: str, operation: str) -> None:
    assert not DOORS[door][operation](sites(), None)


def test_the_table_has_every_operation_that_changes_the_library() -> None:
    assert {name: needed for name, (needed, _) in CHANGING.items()} == NEEDED
