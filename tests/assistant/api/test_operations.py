"""The table: every operation gives the JSON of its command, takes what clients send, and knows who may ask."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from assistant.access.visitor import Role, Visitor
from assistant.api.arguments import LARGEST_PAGE, MOST_HITS
from assistant.api.errors import MissingArgument, UnknownArgument, UnknownOperation
from assistant.api.operations import OPERATIONS, call
from assistant.errors import BadRequest, NotAllowed
from assistant.find.finder import LARGEST_K
from assistant.service import Assistant
from corpus.errors import AlineaError, UnknownDocument

# What is asked of the table, and the same of the command line.
PAIRS: list[tuple[str, dict[str, Any], list[str]]] = [
    ("find", {"query": "gardienne des outils"}, ["gardienne des outils"]),
    ("find", {"query": "atelier", "limit": 3, "language": "fr"}, ["atelier", "-k", "3", "--lang", "fr"]),
    ("cite", {"reference": "GB.912/INS/4, para. 5"}, ["GB.912/INS/4, para. 5"]),
    ("ask", {"question": "Quels sont les trois objectifs ?"}, ["Quels sont les trois objectifs ?"]),
    ("verify", {"text": "« Le registre est ouvert à tous. »"}, ["« Le registre est ouvert à tous. »"]),
    ("compare", {"themes": ["tools", "just transition"]}, ["tools", "just transition"]),
    ("links", {"reference": "GB.912/INS/4"}, ["GB.912/INS/4"]),
    ("plan", {"ending": 1999}, ["--ending", "1999"]),
    ("glossary", {"query": "SSE"}, ["SSE"]),
    ("study", {"documents": ["gb346-ins-4"], "count": 4}, ["quiz", "--document", "gb346-ins-4", "--count", "4"]),
    ("library", {}, []),
]  # fmt: skip


def untimed(said: Any) -> Any:
    """Return an object without how long it took."""
    return {name: value for name, value in said.items() if name != "took_ms"}


@pytest.mark.parametrize(("name", "given", "arguments"), PAIRS)
def test_the_json_is_that_of_the_command(
    name: str, given: dict[str, Any], arguments: list[str], alinea: Assistant, command: Callable[..., Any]
) -> None:
    _, out, _ = command(name, *arguments, "--json")
    said = json.loads(json.dumps(call(alinea, name, given).result.to_json()))
    assert untimed(said) == untimed(json.loads(out))


def test_a_page_of_hits_is_a_part_of_all_and_says_where_the_next_begins(alinea: Assistant) -> None:
    whole = [each.locator for each in alinea.find("atelier", k=100).hits]
    reply = call(alinea, "find", {"query": "atelier", "limit": 2, "offset": 1})
    assert [each["locator"] for each in reply.result.to_json()["hits"]] == whole[1:3]
    assert reply.page is not None
    assert (reply.page.total, reply.page.next) == (len(whole), 3)
    last = call(alinea, "find", {"query": "atelier", "offset": len(whole) - 1})
    assert last.page is not None
    assert last.page.next is None


def test_the_limit_of_a_page_is_that_of_the_search() -> None:
    assert MOST_HITS == LARGEST_K


@pytest.mark.parametrize("limit", ["5", 5, 5.0])
def test_numbers_may_be_written_as_clients_write_them(limit: object, alinea: Assistant) -> None:
    reply = call(alinea, "find", {"query": "atelier", "limit": limit, "document": None, "language": ""})
    assert len(reply.result.to_json()["hits"]) == 5


@pytest.mark.parametrize(
    ("name", "given", "error", "told"),
    [
        ("find", {}, MissingArgument, "“query” is missing"),
        ("find", {"query": "  "}, MissingArgument, "“query” is missing"),
        ("find", {"query": "a", "limit": 1000}, BadRequest, "a whole number from 1 to 100"),
        ("find", {"query": "a", "limit": "many"}, BadRequest, "“many” cannot be used here"),
        ("find", {"query": "a", "language": "de"}, BadRequest, "one of en, fr, es"),
        ("find", {"query": ["a"]}, BadRequest, "to be text"),
        ("find", {"query": "\ud800"}, BadRequest, "to be text"),
        ("find", {"query": "a" * 2001}, BadRequest, "at most 2000 characters"),
        ("find", {"query": "a", "exact": "maybe"}, BadRequest, "true or false"),
        ("find", {"query": "a", "colour": "red"}, UnknownArgument, "takes no argument “colour”"),
        ("rebuild", {"now": True}, UnknownArgument, "It takes: none."),
        ("study", {"kinds": {"gap": "two"}}, BadRequest, "“kinds” to be an object"),
        ("study", {"kinds": {"dance": 2}}, BadRequest, "“kinds” to be an object"),
        ("links", {"reference": "R193", "direction": "both"}, BadRequest, "one of cites, cited_by"),
        ("library", {"limit": LARGEST_PAGE + 1}, BadRequest, "from 1 to 1000"),
        ("find", {"query": "a", "document": "nowhere"}, UnknownDocument, "nowhere"),
        ("dance", {}, UnknownOperation, "There is no operation “dance”"),
    ],
)
def test_what_cannot_be_used_is_told_in_one_sentence(
    name: str, given: dict[str, Any], error: type[AlineaError], told: str, alinea: Assistant
) -> None:
    with pytest.raises(error) as caught:
        call(alinea, name, given)
    said = str(caught.value)
    assert told in said
    assert "\n" not in said
    assert "pydantic" not in said


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("name", list(OPERATIONS))
def test_readers_read_editors_edit_and_admins_rebuild(name: str, role: Role, own_alinea: Assistant) -> None:
    needs = dict.fromkeys(("add", "fetch", "confirm", "remove"), Role.EDITOR) | {"rebuild": Role.ADMIN}
    before = own_alinea.fingerprint()
    try:
        call(own_alinea, name, {"surely": "refused"}, Visitor(role=role))
    except NotAllowed:
        assert not role.may(needs.get(name, Role.READER))
    except UnknownArgument:  # only who may ask at all is told what is wrong with the question
        assert role.may(needs.get(name, Role.READER))
    assert own_alinea.fingerprint() == before


def test_what_writes_says_so() -> None:
    assert {each.name for each in OPERATIONS.values() if each.writes} == {
        "add",
        "fetch",
        "confirm",
        "remove",
        "rebuild",
    }


def test_a_document_is_removed_and_the_fingerprint_is_another(own_alinea: Assistant) -> None:
    before = own_alinea.fingerprint()
    removed = call(own_alinea, "remove", {"document": "bicycle-letter"}).result
    assert removed.to_json() == {"removed": "bicycle-letter", "language": None}
    assert own_alinea.fingerprint() != before
    with pytest.raises(UnknownDocument):
        call(own_alinea, "remove", {"document": "bicycle-letter"})


def test_coverage_says_what_is_loaded_what_is_known_of_and_what_is_missing(alinea: Assistant) -> None:
    said = call(alinea, "coverage", {}).result.to_json()
    by_id = {each["id"]: each for each in said["documents"]}
    assert by_id["bicycle-letter"]["status"] == "loaded"
    assert by_id["bicycle-letter"]["missing"] == ("fr", "es")
    assert by_id["r193"]["status"] in ("not_loaded", "note_only")
    assert by_id["r193"]["languages"] == ()
    assert "en" in by_id["r193"]["fetchable"]
    loaded = {each.id for each in alinea.library() if any(v.status != "note" for v in each.versions)}
    assert said["loaded"] == len(loaded) < said["known"] == len(by_id)
    complete = [each["id"] for each in call(alinea, "coverage", {"missing": True}).result.to_json()["documents"]]
    assert all(by_id[each]["missing"] for each in complete)
