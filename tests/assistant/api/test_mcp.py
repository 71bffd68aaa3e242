"""The MCP server with the SDK's own client and without it: what it says, how much, and that nothing else is said."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from assistant.service import Assistant
from tests.assistant.api.conftest import served
from tests.world.folders import ROOT

pytest.importorskip("mcp", reason="mcp is not installed (requirements/mcp.txt)")

jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed (requirements/mcp.txt)")

TOOLS = {"find", "cite", "verify", "ask", "coverage"}
BEGIN = [
    {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {
            "protocolVersion": "2025-06-18",
            "capabilities": {},
            "clientInfo": {"name": "test", "version": "0"},
        },
    },
    {"jsonrpc": "2.0", "method": "notifications/initialized"},
]


def call(ident: int, name: str, **arguments: Any) -> dict[str, Any]:
    """Return the message that calls a tool."""
    params = {"name": name, "arguments": arguments}
    return {"jsonrpc": "2.0", "id": ident, "method": "tools/call", "params": params}


Said = dict[int | None, dict[str, Any]]


@pytest.fixture
def say(home: Path) -> Callable[..., Said]:
    """Give what starts the server, says all lines at once, ends the input, and reads the answers by their ids."""

    def run(*messages: dict[str, Any] | str, home: Path = home, begin: bool = True) -> Said:
        lines = [each if isinstance(each, str) else json.dumps(each) for each in ([*BEGIN] if begin else [])]
        lines += [each if isinstance(each, str) else json.dumps(each) for each in messages]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("ALINEA_")}
        done = subprocess.run(
            [sys.executable, str(ROOT / "app.py"), "mcp"],
            input="".join(f"{line}\n" for line in lines).encode(),
            env=environment | {"ALINEA_HOME": str(home)},
            cwd=ROOT,
            capture_output=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr.decode()
        assert b"Traceback" not in done.stderr
        found: Said = {}
        for line in done.stdout.decode("utf-8").splitlines():
            answer = json.loads(line, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
            assert answer["jsonrpc"] == "2.0"
            assert answer["id"] not in found, "an id was answered twice"
            found[answer["id"]] = answer
        return found

    return run


def result(answer: dict[str, Any]) -> tuple[bool, dict[str, Any], str]:
    """Return whether a call failed, its structured content, and its text."""
    said = answer["result"]
    (block,) = said["content"]
    assert block["type"] == "text"
    assert block["text"].strip()
    assert "Traceback" not in block["text"]
    return said["isError"], said.get("structuredContent", {}), block["text"]


def test_every_line_is_answered_once_and_nothing_else_is_said(say: Callable[..., Said]) -> None:
    said = say(
        call(2, "ask", question="Quels sont les trois objectifs ?"),
        {"jsonrpc": "2.0", "id": 3, "method": "tools/list"},
        {"jsonrpc": "2.0", "id": 4, "method": "ping"},
        call(5, "no_such_tool"),
        {"jsonrpc": "2.0", "id": 6, "method": "no/such/method"},
        {"jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": {"name": "find", "arguments": [1]}},
        call(8, "find", query="atelier"),
    )
    assert {*said} == {1, 2, 3, 4, 5, 6, 7, 8}
    assert result(said[2])[1]["status"] == "answered"
    assert {each["name"] for each in said[3]["result"]["tools"]} == TOOLS
    assert said[4]["result"] == {}
    assert "no_such_tool" in said[5]["error"]["message"]
    assert all("error" in said[each] for each in (5, 6, 7))
    assert result(said[8])[1]["status"] == "found"


def test_a_line_that_is_no_message_is_answered_and_harms_nothing(say: Callable[..., Said]) -> None:
    said = say("this is no message", call(2, "cite", reference="R193"))
    assert said[None]["error"] == {"code": -32700, "message": "This line is no JSON-RPC message."}
    assert result(said[2])[1]["status"] == "not_loaded"


def test_the_ways_of_not_finding_are_told_apart(say: Callable[..., Said]) -> None:
    said = say(
        call(2, "cite", reference="GB.912/INS/4, para. 444"),
        call(3, "cite", reference="C999, Article 3"),
        call(4, "cite", reference="artículo 5 del Convenio núm. 189"),
        call(5, "cite", reference="hello"),
        call(6, "verify", text="“Every cooperative shall have seven kings.”"),
        call(7, "find", query="atelier", document="nowhere"),
        call(8, "cite"),
        call(9, "ask", question="How many cooperatives are there in Kenya?"),
    )
    statuses = {ident: result(said[ident])[1]["status"] for ident in range(2, 10)}
    assert statuses == {
        2: "no_such_paragraph",
        3: "unknown_document",
        4: "not_loaded",
        5: "not_a_reference",
        6: "checked",
        7: "invalid_request",
        8: "invalid_request",
        9: "not_in_documents",
    }
    _, structured, text = result(said[2])
    assert structured["valid"] in text
    assert text.startswith("no_such_paragraph: ")
    assert result(said[6])[1]["quotes"][0]["verdict"] == "not_found"
    assert [ident for ident in range(2, 10) if result(said[ident])[0]] == [7, 8]


def test_without_an_index_it_is_built_and_with_no_library_nothing_was_looked_for(
    say: Callable[..., Said], own_home: Path
) -> None:
    shutil.rmtree(own_home / "index")
    again = say(call(2, "find", query="atelier"), call(3, "cite", reference="R193"), home=own_home)
    assert result(again[2])[1]["status"] == "found"
    for each in own_home.glob("library.sqlite*"):
        each.unlink()
    (own_home / "library.sqlite").write_bytes(b"this is no database" * 1000)
    broken = say(
        call(2, "cite", reference="R193"),
        call(3, "verify", text="“Every cooperative shall have seven kings.”"),
        call(4, "find", query="atelier"),
        {"jsonrpc": "2.0", "id": 5, "method": "tools/list"},
        {"jsonrpc": "2.0", "id": 6, "method": "resources/read", "params": {"uri": "alinea://bicycle-letter/%C2%B61"}},
        home=own_home,
    )
    for ident in (2, 3, 4):
        failed, structured, text = result(broken[ident])
        assert (failed, structured["status"]) == (True, "unavailable")
        assert text.startswith("Could not check: ")
        assert str(own_home) not in json.dumps(broken[ident])
    assert len(broken[5]["result"]["tools"]) == len(TOOLS)
    assert str(own_home) not in broken[6]["error"]["message"]


def test_the_first_answer_waits_for_no_engine(own_home: Path) -> None:
    """The order is what matters: the machine that runs this test may be busy."""
    shutil.rmtree(own_home / "index")
    command = [sys.executable, str(ROOT / "app.py"), "mcp"]
    environment = os.environ | {"ALINEA_HOME": str(own_home)}
    started = time.perf_counter()
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdin
        assert process.stdout
        messages = [*BEGIN, call(2, "find", query="atelier"), {"jsonrpc": "2.0", "id": 3, "method": "tools/list"}]
        process.stdin.write("".join(f"{json.dumps(each)}\n" for each in messages).encode())
        process.stdin.flush()
        order = [json.loads(process.stdout.readline())["id"] for _ in range(3)]
        print(f"cold: {time.perf_counter() - started:.2f} s")  # noqa: T201
        process.stdin.close()
        assert process.wait(30) == 0
    assert order == [1, 3, 2]


# With the client of the SDK ------------------------------------------------------------------------------------------


async def through(client: Any) -> None:
    """Ask all there is to ask of a connected client; it checks the structured content itself."""
    tools = {each.name: each for each in (await client.list_tools()).tools}
    assert {*tools} == TOOLS
    assert all(each.annotations.read_only_hint and each.output_schema for each in tools.values())
    for name, arguments in (
        ("find", {"query": "atelier", "limit": "2", "document": None, "language": ""}),
        ("cite", {"reference": "GB.912/INS/4, paras 2 to 4"}),
        ("verify", {"text": "« Le registre est fermé à tous les membres. »"}),
        ("ask", {"question": "Quels sont les trois objectifs ?"}),
        ("coverage", {}),
    ):
        found = await client.call_tool(name, arguments)
        assert not found.is_error
        jsonschema.Draft202012Validator(tools[name].output_schema).validate(found.structured_content)
    (template,) = (await client.list_resource_templates()).resource_templates
    assert template.uri_template == "alinea://{document}/{locator}"
    hits = (await client.call_tool("find", {"query": "atelier", "limit": 3})).structured_content["hits"]
    for hit in hits:
        (contents,) = (await client.read_resource(hit["uri"])).contents
        assert f"[{hit['language']}, {hit['status']}]" in contents.text
        assert hit["extract"].rstrip("…")[:40] in " ".join(contents.text.split())


async def test_the_sdks_client_over_standard_input(home: Path) -> None:
    from mcp import Client, StdioServerParameters

    server = StdioServerParameters(
        command=sys.executable, args=[str(ROOT / "app.py"), "mcp"], cwd=ROOT, env={"ALINEA_HOME": str(home)}
    )
    async with Client(server, read_timeout_seconds=60) as client:
        await through(client)


async def test_the_sdks_client_over_http(alinea: Assistant) -> None:
    from mcp import Client

    with served(alinea) as url:
        async with Client(f"{url}/mcp", read_timeout_seconds=60) as client:
            await through(client)


# How much -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def long_home(tmp_path: Path) -> Iterator[Assistant]:
    """Give a library with a long document of long paragraphs, and many hits for a common word."""
    from assistant.settings import Settings

    duty = "shall keep the tea dry and the kettle warm, " * 30
    rows = [f"{n}. The cooperative {duty}said member {n}." for n in range(1, 90)]
    (tmp_path / "rules.txt").write_text("The Rules of the Tea House\n\n" + "\n\n".join(rows), encoding="utf-8")
    service = Assistant(Settings(tmp_path / "home", notes=False))
    assert not service.add([tmp_path / "rules.txt"]).errors
    yield service
    service.close()


def asked(service: Assistant, name: str, **given: Any) -> dict[str, Any]:
    """Return the result of a call as it goes over the wire."""
    from assistant.api.mcp_server import Opening, answered

    found = answered(Opening(lambda: service, service.settings.home), name, given, None)
    wire: dict[str, Any] = found.model_dump(by_alias=True, mode="json", exclude_none=True)
    return wire


def test_hits_are_short_and_say_how_to_get_the_next(long_home: Assistant) -> None:
    answer = asked(long_home, "find", query="cooperative tea", limit=1000)
    said = answer["structuredContent"]
    assert len(said["hits"]) == 20
    assert all(len(json.dumps(hit, ensure_ascii=False).encode()) <= 1_000 for hit in said["hits"])
    assert len(json.dumps(answer, ensure_ascii=False).encode()) <= 20_000
    assert said["left_out"] == said["total"] - 20 > 0
    assert "offset 20" in answer["content"][0]["text"]
    following = asked(long_home, "find", query="cooperative tea", limit=20, offset=said["next_offset"])
    assert not {hit["uri"] for hit in said["hits"]} & {hit["uri"] for hit in following["structuredContent"]["hits"]}


def test_a_long_range_is_cut_and_the_rest_can_be_had(long_home: Assistant) -> None:
    name = long_home.library()[0].title
    first = asked(long_home, "cite", reference=f"{name}, paras 1 to 80")
    said = first["structuredContent"]
    assert said["status"] == "found"
    assert len(json.dumps(first, ensure_ascii=False).encode()) <= 25_000
    assert len(said["paragraphs"]) + said["left_out"] == 80
    assert f" more did not fit: cite them from “{said['next']}” on" in first["content"][0]["text"]
    rest = asked(long_home, "cite", reference=said["next"])["structuredContent"]
    assert rest["paragraphs"][0]["reference"] == said["next"]
    assert "said member" in rest["paragraphs"][0]["text"]


def test_a_whole_document_is_told_by_its_places_which_can_be_cited(alinea: Assistant) -> None:
    said = asked(alinea, "cite", reference="GB.912/INS/4")["structuredContent"]
    assert said["status"] == "found"
    assert "paragraphs" not in said
    place = said["message"].partition("“")[2].partition("”")[0]
    assert asked(alinea, "cite", reference=place)["structuredContent"]["paragraphs"]


def resource(service: Assistant, uri: str) -> str:
    """Return a resource's text, or why there is none."""
    from mcp.shared.exceptions import MCPError

    from assistant.api.mcp_server import Opening, _resource

    try:
        (contents,) = _resource(Opening(lambda: service, service.settings.home), uri).contents
    except MCPError as exc:
        return exc.message
    return str(contents.text)  # type: ignore[union-attr]


def test_an_address_that_leads_nowhere_is_told_as_cite_tells_it(alinea: Assistant) -> None:
    nowhere = alinea.cite("GB.912/INS/4, para. 44", language="en").message
    assert nowhere.startswith("There is no para. 44 in")
    assert resource(alinea, "alinea://gb912-ins-4/44") == nowhere
    assert resource(alinea, "alinea://gb912-ins-4/44?lang=en") == nowhere
    absent = alinea.cite("R193", language="en").message
    assert "not among the documents loaded" in absent
    for address in ("alinea://r193/3", "alinea://r193/3?lang=fr"):
        assert resource(alinea, address) == absent
    assert "nowhere" in resource(alinea, "alinea://nowhere/1")
    assert "[en, note]" in resource(alinea, "alinea://gb912-ins-4/3?lang=en")
    assert "[fr, official]" in resource(alinea, "alinea://gb912-ins-4/3?lang=fr")


def test_a_note_that_is_announced_is_sent(alinea: Assistant) -> None:
    answer = asked(alinea, "cite", reference="GB.912/INS/4, para. 3")
    said, text = answer["structuredContent"], answer["content"][0]["text"]
    assert "with our unofficial note in English beneath it:" in said["message"]
    assert [(each["language"], each["status"]) for each in said["paragraphs"]] == [("fr", "official"), ("en", "note")]
    places = [text.index(each) for each in (said["message"], *(one["text"] for one in said["paragraphs"]))]
    assert places == sorted(places)


def test_an_answer_says_whether_it_is_sure(alinea: Assistant) -> None:
    answer = asked(alinea, "ask", question="Quels sont les trois objectifs ?")
    assert answer["structuredContent"]["sure"] is alinea.ask("Quels sont les trois objectifs ?").sure
    assert "sure" not in asked(alinea, "ask", question="How many cooperatives are in Kenya?")["structuredContent"]


def test_near_a_reference_that_leads_nowhere_is_not_at_it(alinea: Assistant) -> None:
    answer = asked(alinea, "find", query="GB.912/INS/4, para. 444")
    why = answer["structuredContent"]["unresolved"]
    assert "444" in why
    assert answer["content"][0]["text"].startswith(why)


def test_nothing_found_is_told_in_words(long_home: Assistant) -> None:
    answer = asked(long_home, "find", query="cooperative", offset=100)
    assert answer["structuredContent"]["status"] == "nothing_found"
    assert answer["content"][0]["text"].startswith("nothing_found: ")


def test_a_defect_is_told_without_its_words(alinea: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    from mcp.shared.exceptions import MCPError

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the-secret-of-this-server")

    monkeypatch.setattr(alinea, "cite", fail)
    with pytest.raises(MCPError) as caught:
        asked(alinea, "cite", reference="R193")
    assert "secret" not in str(caught.value)


def test_the_web_app_answers_only_where_its_filters_let_through(http: TestClient) -> None:
    body = BEGIN[0]
    headers = {"accept": "application/json, text/event-stream"}
    with http:
        assert http.post("/mcp", json=body, headers=headers).json()["result"]["serverInfo"]["name"] == "alinea"
        assert (
            http.post("/mcp", json=body, headers=headers | {"origin": "https://elsewhere.example"}).status_code == 403
        )
        assert http.post("/mcp", json=body, headers=headers | {"host": "elsewhere.example"}).status_code == 403
        assert http.post("/mcp", content=b" " * 1_000_001, headers=headers).status_code == 413
