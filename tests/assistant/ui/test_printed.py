"""The source as printed in the web app: the button, what the dialog is sent, and what it says without a page."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from lxml import html

from assistant.read.types import Printed
from assistant.service import Assistant
from assistant.ui.parts import printed
from tests.assistant.read.test_printed import bakery, rules
from tests.world.plan import HOSTILE

__all__ = ["bakery", "rules"]


def client(service: Assistant) -> TestClient:
    """Return a client of the addresses of the dialog alone."""
    app = FastAPI()
    printed.serve_printed(app, service)
    return TestClient(app)


def page(shown: Printed, reader: str = "en") -> html.HtmlElement:
    """Return what the dialog holds."""
    return html.fragment_fromstring(printed.leaf(shown, reader), create_parent=True)


SHOWN = Printed(
    document="d&d",
    title=HOSTILE,
    locator="2(a)",
    citation=f"{HOSTILE}, para. 2(a)",
    language="fr",
    status="official",
    text=HOSTILE,
    page=2,
    pages=3,
    width=595.0,
    height=842.0,
    rectangles=((0.1, 0.2, 0.5, 0.015),),
    on=(2, 3),
    found=True,
)


def test_the_button_names_the_page_and_asks_for_it() -> None:
    button = html.fromstring(printed.opener("a&b", "24(e)?page=1", "fr", 12, "en"))
    assert button.text == "As printed (page 12)"
    asked = urlsplit(button.get("data-printed"))
    assert asked.path == printed.ADDRESS
    assert parse_qs(asked.query) == {
        "document": ["a&b"], "locator": ["24(e)?page=1"], "language": ["fr"], "page": ["12"], "reader": ["en"],
    }  # fmt: skip
    assert urlsplit(button.get("data-picture")).path == printed.PICTURE


def test_a_text_without_pages_has_no_button() -> None:
    assert printed.opener("letter", "1", "fr", None, "en") == ""


def test_a_page_has_its_picture_its_lines_and_the_way_on() -> None:
    leaf = page(SHOWN)
    assert leaf.xpath("string(.//img/@alt)") == f"Page 2 of “{HOSTILE}” as printed"
    assert leaf.xpath(".//span[@class='line']/@style") == [
        "left: 10.000%; top: 20.000%; width: 50.000%; height: 1.500%"
    ]
    assert leaf.xpath("string(.//span[@class='page'])") == "Page 2 of 3"
    turned = [parse_qs(urlsplit(each).query)["page"] for each in leaf.xpath(".//button/@data-printed")]
    assert turned == [["1"], ["3"], ["3"]]  # before, after, and where the paragraph goes on
    assert "The paragraph stands on pages 2 and 3." in leaf.text_content()


def test_nothing_in_a_title_or_a_text_becomes_a_tag() -> None:
    tags = {each.tag for each in page(SHOWN).iter()}
    assert tags <= {"div", "header", "h2", "button", "span", "p", "img", "details", "summary"}


def test_where_nothing_was_found_it_says_so(bakery: Assistant, rules: str) -> None:
    shown = bakery.printed(rules, "1")
    missed = page(Printed(**{**shown.to_json(), "found": False, "rectangles": ()}))
    assert "could not be found" in missed.text_content()
    assert missed.xpath(".//span[@class='line']") == []


def test_the_dialog_gets_a_page_and_its_picture(bakery: Assistant, rules: str) -> None:
    asked: dict[str, Any] = {"document": rules, "locator": "1", "page": 1}
    described = client(bakery).get(printed.ADDRESS, params=asked | {"reader": "fr"})
    assert described.status_code == 200 and "Page 1 sur 2" in described.text
    picture = html.fromstring(described.text).xpath("string(//img/@data-from)")
    answer = client(bakery).get(f"{picture}&width=600")
    assert answer.headers["content-type"] == "image/png" and answer.content.startswith(b"\x89PNG")
    assert answer.headers["cache-control"].startswith("private")


@pytest.mark.parametrize(("reader", "said"), [("en", "is missing or damaged"), ("fr", "manque ou est endommagé")])
def test_a_damaged_file_is_told_and_the_paragraph_still_shown(
    bakery: Assistant, rules: str, reader: str, said: str
) -> None:
    next(bakery.settings.sources.glob("*.pdf")).write_bytes(b"%PDF-1.4 another")
    asked: dict[str, Any] = {"document": rules, "locator": "1", "page": 1}
    answer = client(bakery).get(printed.ADDRESS, params=asked | {"reader": reader})
    assert answer.status_code == 200 and said in answer.text and "own the ovens in common" in answer.text
    assert "cache-control" not in answer.headers
    picture = client(bakery).get(printed.PICTURE, params=asked | {"width": 600})
    assert picture.status_code == 422 and picture.json()["reason"] == "kept_file_damaged"


@pytest.mark.parametrize("document", ["nothing", "../../etc/passwd", HOSTILE])
def test_an_unknown_document_is_told(bakery: Assistant, document: str) -> None:
    asked: dict[str, Any] = {"document": document, "locator": "1", "page": 1}
    answer = client(bakery).get(printed.ADDRESS, params=asked)
    assert "There is no document" in html.fromstring(answer.text).text_content()
    assert "<script" not in answer.text
    assert client(bakery).get(printed.PICTURE, params=asked | {"width": 600}).status_code == 404


@pytest.mark.parametrize(
    "wrong", [{"page": 0}, {"page": "x"}, {"page": 10**9}, {"document": "x" * 400}, {"locator": "x" * 400}]
)
def test_a_malformed_request_is_refused(bakery: Assistant, wrong: dict[str, Any]) -> None:
    asked: dict[str, Any] = {"document": "d", "locator": "1", "page": 1, "width": 600} | wrong
    for address in (printed.ADDRESS, printed.PICTURE):
        assert client(bakery).get(address, params=asked).status_code == 422


def test_no_answer_names_a_folder_of_the_server(bakery: Assistant, rules: str, tmp_path: Path) -> None:
    next(bakery.settings.sources.glob("*.pdf")).unlink()
    asked: dict[str, Any] = {"document": rules, "locator": "1", "page": 1, "width": 600}
    for address in (printed.ADDRESS, printed.PICTURE):
        assert str(tmp_path) not in client(bakery).get(address, params=asked).text
