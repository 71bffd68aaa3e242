"""The menu of citations and the export of the web app: what they ask, what they answer, and that it is harmless."""

from __future__ import annotations

import base64
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from lxml import html

from assistant.citations import Style
from assistant.find.types import Found
from assistant.service import Assistant
from assistant.ui.parts import copy_citation, export_menu
from tests.world.plan import HOSTILE


def client(service: Assistant) -> TestClient:
    """Return a client of the menu's address alone."""
    app = FastAPI()
    copy_citation.serve_formats(app, service)
    return TestClient(app)


def test_the_menu_asks_for_its_own_paragraph() -> None:
    menu = html.fromstring(copy_citation.menu("a&b", "24(e)?lang=x", "note", "fr"))
    asked = urlsplit(menu.get("data-cite"))
    assert asked.path == copy_citation.ADDRESS
    assert parse_qs(asked.query) == {
        "document": ["a&b"], "locator": ["24(e)?lang=x"], "status": ["note"], "language": ["fr"],
    }  # fmt: skip


def test_the_menu_holds_every_style_and_copies_it(alinea: Assistant) -> None:
    answer = client(alinea).get(
        copy_citation.ADDRESS, params={"document": "gb912-ins-4", "locator": "3(a)", "language": "fr"}
    )
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/html")
    copied = [button.get("data-copy") for button in html.fromstring(answer.text).iter("button")]
    assert sorted(copied) == sorted(alinea.citations("gb912-ins-4", "3(a)", "fr").values())


def test_a_hostile_title_is_escaped(hostile: Assistant) -> None:
    piece = html.fromstring(
        client(hostile).get(copy_citation.ADDRESS, params={"document": "plan", "locator": "13"}).text
    )
    assert {element.tag for element in piece.iter()} == {"ul", "li", "button", "p"}
    assert any(HOSTILE in button.get("data-copy") for button in piece.iter("button"))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"document": "nothing"}, "ne contient pas de document «\u00a0nothing\u00a0»"),
        ({"document": "gb912-ins-4", "locator": "99"}, "gb912-ins-4, 99"),
        ({"document": "gb912-ins-4", "status": "<b>"}, "&lt;b&gt;"),
    ],
)
def test_what_is_not_there_is_told_in_the_reader_s_language(
    alinea: Assistant, asked: dict[str, str], said: str
) -> None:
    answer = client(alinea).get(copy_citation.ADDRESS, params=asked | {"language": "fr"})
    assert answer.status_code == 200 and said in answer.text.replace("&#171;", "«")


def test_a_request_without_a_document_or_too_long_is_refused(alinea: Assistant) -> None:
    assert client(alinea).get(copy_citation.ADDRESS).status_code == 422
    assert client(alinea).get(copy_citation.ADDRESS, params={"document": "x" * 400}).status_code == 422


def test_menus_opened_at_once_do_not_mix(alinea: Assistant) -> None:
    places = ["1", "2", "3", "3(a)", "3(b)", "3(c)", "4", "5"] * 4
    alone = {place: alinea.citations("gb912-ins-4", place, "fr") for place in places}
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda place: alinea.citations("gb912-ins-4", place, "fr"), places))
    assert together == [alone[place] for place in places]
    assert set(together[0]) == set(Style)


def test_a_file_has_a_name_that_tells_what_it_is(alinea: Assistant) -> None:
    found = alinea.find("À quoi servent les ateliers ? " + "coopératifs " * 20, k=1)
    file = export_menu.exported(alinea, found, "csv", True, "fr")
    assert file["name"].startswith("alinea-a-quoi-servent-les-ateliers-cooperatifs") and len(file["name"]) < 75
    assert base64.b64decode(file["content"]) == alinea.export(found, "csv", ["en", "fr"])
    assert (
        export_menu.exported(alinea, Found("../../*", "fr", 0.0, ()), "json", False, "fr")["name"]
        == "alinea-export.json"
    )
