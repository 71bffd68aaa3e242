"""A reference to several documents shows each; what one is told of a place is grammatical and true."""

from __future__ import annotations

from assistant.cli.cite import text
from assistant.service import Assistant


def test_each_document_is_shown_or_said_to_be_missing(alinea: Assistant) -> None:
    cited = alinea.cite("GB.912/INS/4, para. 5; R193, para. 3")
    (other,) = cited.also
    assert (cited.document, cited.locator, cited.status) == ("gb912-ins-4", "5", "found")
    assert (other.document, other.locator, other.status) == ("r193", None, "not_loaded")
    assert "R193" in text(cited)


def test_a_range_that_ends_among_items_shows_the_opening_alone(alinea: Assistant) -> None:
    cited = alinea.cite("GB.912/INS/4, paras 2 to 3(a)")
    assert cited.locator == "2, 3, 3(a)"
    opening = cited.paragraphs[1]
    assert opening.label == "para. 3 (chapeau)"
    assert "\n" not in opening.text


def test_what_points_back_is_said_to_have_nothing_to_point_to(alinea: Assistant) -> None:
    assert "earlier reference" in alinea.cite("ibid., para. 5").message


def test_several_missing_places_are_a_range(alinea: Assistant) -> None:
    assert alinea.cite("GB.912/INS/4, paras 31-35").message.startswith("There are no paras 31 to 35 in")
