"""What a question quotes of an item stands under the words that open its list, or is not asked."""

from __future__ import annotations

import pytest

from assistant.study.places import Place, Said
from corpus.types import Document, Language, Rendition, Role, Status
from index.types import Placed

ONE = "Forms of expression of this economy are:"
OTHER = "In the case of a company, it shall meet the following conditions:"


def placed(rendition: Rendition) -> Placed:
    """Return a paragraph of an official English text."""
    return Placed(Language.EN, Status.OFFICIAL, rendition, rendition.text)


def item_under(text: str) -> tuple[Said, ...]:
    """Return what is quoted of an item of a paragraph."""
    item = placed(Rendition("6(a)", Role.ITEM, "Mending circles of neighbours.", "A)", parent="6"))
    above = placed(Rendition("6", Role.PARAGRAPH, text))
    place = Place(Document("workshops"), "6(a)", {Language.EN: item}, ({Language.EN: above},))
    return place.sentences(item)


def test_an_item_stands_under_what_opens_its_list() -> None:
    (said,) = item_under(ONE)
    assert said.opening == (ONE,)


@pytest.mark.parametrize("text", [f"{ONE}\n{OTHER}", f"{OTHER}\n{ONE}"])
def test_where_a_paragraph_opens_two_lists_nothing_tells_which_an_item_stands_in(text: str) -> None:
    assert item_under(text) == ()
