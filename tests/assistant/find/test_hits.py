"""From renditions to the objects of the JSON contracts."""

from __future__ import annotations

import json

from assistant.find.finder import found_hit
from assistant.renditions import found_renditions
from corpus.types import Document, Language, Rendition, Role, Status
from index.types import Hit, Placed

LAW = Document(
    "law", symbol="L.1", titles={"en": "Act", "fr": "Loi"}, kind="law", urls={"fr": "https://example.org/loi"}
)


def placed(language: Language, status: Status, text: str, page: int | None) -> Placed:
    """Return a rendition with a whole text."""
    return Placed(language, status, Rendition("3(1)", Role.PARAGRAPH, text, heading=("Titre I",), page=page), text)


BOTH = {
    "fr": placed(Language.FR, Status.OFFICIAL, "Trois.", 2),
    "en": placed(Language.EN, Status.NOTE, "Three.", None),
}


def test_a_hit_has_the_fields_of_the_contract_in_their_order() -> None:
    hit = found_hit(Hit(1, 0.5, LAW, "3(1)", BOTH["fr"], BOTH), Language.EN)
    assert json.loads(json.dumps(hit.to_json(), ensure_ascii=False)) == {
        "rank": 1,
        "score": 0.5,
        "document": "law",
        "symbol": "L.1",
        "title": "Act",
        "kind": "law",
        "locator": "3(1)",
        "citation": "L.1, s. 3(1)",
        "language": "fr",
        "status": "official",
        "heading": ["Titre I"],
        "page": 2,
        "text": "Trois.",
        "url": "https://example.org/loi",
        "renditions": {
            "en": {"status": "note", "text": "Three.", "page": None},
            "fr": {"status": "official", "text": "Trois.", "page": 2},
        },
    }


def test_titles_and_citations_are_in_the_language_of_the_reader() -> None:
    hit = found_hit(Hit(1, 0.5, LAW, "3(1)", BOTH["fr"], BOTH), Language.FR)
    assert (hit.title, hit.citation) == ("Loi", "L.1, art.\u00a03, paragr.\u00a01")


def test_an_address_is_that_of_the_version_shown() -> None:
    assert found_hit(Hit(1, 0.5, LAW, "3(1)", BOTH["en"], BOTH), Language.EN).url is None


def test_renditions_are_in_the_order_of_their_languages() -> None:
    assert list(found_renditions(BOTH)) == ["en", "fr"]
    assert found_renditions({}) == {}
