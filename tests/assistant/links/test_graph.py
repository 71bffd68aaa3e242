"""What a place refers to and what refers to it, as the service, the command line and the web app tell it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.cli import links as command_links
from assistant.errors import BadRequest
from assistant.links.types import FoundLink, LinkEnd, Links
from assistant.service import Assistant
from assistant.types import PlaceId
from assistant.ui.parts.links import render
from corpus.types import Authority, Document, Language, Status
from tests.world.versions import home_with, version

PAPER = Document("orchard-paper", "OP 12", {"en": "Paper on the orchard"}, authority=Authority.OFFICE_PAPER)
EN = [
    ("1", "It carries out Recommendation No. 193 and the Conclusions concerning decent work and the social and "
          "solidarity economy."),
    ("2", "Point 16(c) of the Conclusions asks for trees; see paragraph 1 above."),
    ("3", "It cites GB.999/XYZ/1."),
]  # fmt: skip
FR = [
    ("2", "Le point 16 c) des Conclusions concernant le travail décent et l’économie sociale et solidaire."),
    ("1", "-"),
]
NOTE = [("3", "Our note names Recommendation No. 205, which the text does not.")]


@pytest.fixture
def alinea(tmp_path: Path) -> Assistant:
    """Give the product over a paper that refers to documents that are not loaded."""
    versions = (
        version(PAPER, Language.EN, Status.OFFICIAL, EN),
        version(PAPER, Language.FR, Status.OFFICIAL, FR),
        version(PAPER, Language.EN, Status.NOTE, NOTE),
    )
    return Assistant(home_with(tmp_path / "orchard", ((PAPER, each) for each in versions)))


def ends(links: tuple[FoundLink, ...]) -> list[tuple[str | None, str | None, str, str | None, str | None]]:
    """Return references as source, type and target."""
    return [(e.source.document, e.source.locator, e.type, e.target.document, e.target.locator) for e in links]


def test_a_place_of_a_document_that_is_not_loaded_is_referred_to_all_the_same(alinea: Assistant) -> None:
    found = alinea.links("Conclusions, point 16(c)")
    assert (found.status, found.document, found.cites) == ("not_loaded", "ilc110-conclusions-sse", ())
    assert ends(found.cited_by) == [("orchard-paper", "2", "cites", "ilc110-conclusions-sse", "16(c)")]
    (edge,) = found.cited_by
    assert edge.words == "Point 16(c) of the Conclusions"
    assert edge.sentence == EN[1][1]
    assert (edge.source.loaded, edge.target.loaded, edge.verified) == (True, False, True)


def test_a_reference_made_in_two_languages_is_told_once_in_the_readers(alinea: Assistant) -> None:
    (edge,) = alinea.links("Conclusions, point 16(c)", language="fr").cited_by
    assert edge.words == "point 16 c) des Conclusions concernant le travail décent et l’économie sociale et solidaire"
    assert (edge.language, edge.source.citation) == ("fr", "OP 12, paragr.\u00a02")


def test_a_bare_point_is_one_of_the_only_conclusions_referred_to_there(alinea: Assistant) -> None:
    assert alinea.links("point 16(c)").document == "ilc110-conclusions-sse"
    assert alinea.links("point 15(c)").document is None


def test_a_whole_document_tells_what_it_says_of_others_not_of_itself(alinea: Assistant) -> None:
    found = alinea.links("OP 12")
    assert [each.target.citation for each in found.cites] == [
        "R193",
        "Conclusions concerning decent work and the social and solidarity economy, 10 June 2022",
        "Conclusions concerning decent work and the social and solidarity economy, 10 June 2022, para. 16(c)",
        "GB.999/XYZ/1",
    ]
    assert found.cited_by == ()
    assert ends(alinea.links("OP 12, para. 1").cited_by) == [("orchard-paper", "2", "cites", "orchard-paper", "1")]


def test_a_note_is_not_asked_where_there_is_an_official_text(alinea: Assistant) -> None:
    assert alinea.links("R205").cited_by == ()


def test_what_the_catalogue_alone_says_has_no_words(alinea: Assistant) -> None:
    (edge,) = alinea.links("R127").cited_by
    assert (edge.type, edge.evidence, edge.words) == ("replaces", "catalogue", "")
    assert ends(alinea.links("R193").cites) == [("r193", None, "replaces", "r127", None)]


@pytest.mark.parametrize(
    ("reference", "status"),
    [("the weather", "not_a_reference"), ("OP 12, para. 44", "no_such_paragraph"), ("GB.777/A/1", "unknown_document")],
)
def test_what_leads_nowhere_says_why(alinea: Assistant, reference: str, status: str) -> None:
    found = alinea.links(reference)
    assert (found.status, found.citation, found.cites, found.cited_by) == (status, None, (), ())
    assert found.message


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("What cites point 16(c)?", ["2"]),
        ("Qu’est-ce qui cite le point 16 c) des conclusions ?", ["2"]),
        ("¿Qué cita el párrafo 1 de OP 12?", ["1"]),
        ("Which documents does para. 1 of OP 12 refer to?", ["1"]),
    ],
)
def test_a_question_is_answered_from_the_references(alinea: Assistant, question: str, places: list[str]) -> None:
    answer = alinea.ask(question)
    assert (answer.status, answer.mode) == ("answered", "reference")
    assert [each.locator for each in answer.citations] == places
    assert all(each.verified for each in answer.citations)


def test_that_nothing_refers_to_a_place_is_said_and_nothing_else_is_answered(alinea: Assistant) -> None:
    answer = alinea.ask("What cites point 12 of the Conclusions?")
    assert (answer.status, answer.citations) == ("not_in_documents", ())
    assert answer.answer.startswith("No document loaded refers to")


def test_of_many_references_the_first_are_told_and_the_rest_counted(
    alinea: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = "Which paragraphs cite the Conclusions?"
    whole = alinea.ask(question).answer
    lines = [line for line in whole.splitlines() if line.startswith("- ")]
    assert len(lines) > 1
    monkeypatch.setattr("assistant.ask.link_questions._MOST", 1)
    shortened = alinea.ask(question).answer
    assert f"… and {len(lines) - 1} more." in shortened


def test_the_command_tells_both_lists(
    json_of: Callable[..., Any], command: Callable[..., Any], alinea: Assistant
) -> None:
    home = alinea.settings.home
    found = json_of("links", "OP 12, para. 2", home=home)
    assert [each["target"]["locator"] for each in found["cites"]] == ["16(c)", "1"]
    code, said, _ = command("links", "OP 12, para. 2", home=home)
    assert code == 0
    assert "para. 2 → para. 16(c): “Point 16(c) of the Conclusions”" in said
    assert "[not loaded]" in said
    assert json_of("links", "OP 12, para. 44", home=home, code=1)["status"] == "no_such_paragraph"


def test_references_are_told_by_kind_and_document_in_the_readers_language(
    command: Callable[..., Any], alinea: Assistant
) -> None:
    _, said, _ = command("links", "OP 12", "--lang", "fr", home=alinea.settings.home)
    lines = said.splitlines()
    conclusions = (
        "    Conclusions concernant le travail décent et l’économie sociale et solidaire, 10\u00a0juin\u00a02022"
    )
    at = lines.index(f"{conclusions} [non chargé]")
    assert lines[at + 1].startswith("      paragr.\u00a0")
    assert sum(line.startswith(conclusions) for line in lines) == 1
    assert ": “" not in said.replace("\u00a0: “", "")


def test_what_a_document_that_is_not_loaded_refers_to_is_unknown(
    command: Callable[..., Any], alinea: Assistant
) -> None:
    _, said, _ = command("links", "R205", home=alinea.settings.home)
    assert "Refers to: unknown, as the document is not loaded" in said
    assert "Refers to (0)" not in said


def test_the_instruments_a_document_refers_to_are_told_once_each_with_their_paragraphs(alinea: Assistant) -> None:
    answer = alinea.ask("Which ILO instruments does OP 12 refer to?")
    assert [line for line in answer.answer.splitlines() if line.startswith("- ")] == [
        "- R193 (not loaded) — cites: para. 1 [1]"
    ]
    assert "no text of this kind" in alinea.ask("Which Conventions does OP 12 cite?").answer


def test_a_paragraph_on_a_page_is_asked_for_by_its_address(alinea: Assistant) -> None:
    by_address, by_reference = alinea.links(PlaceId("orchard-paper", "2")), alinea.links("OP 12, para. 2")
    assert (by_address.cites, by_address.cited_by) == (by_reference.cites, by_reference.cited_by)
    assert alinea.links(PlaceId("r193")).cited_by == alinea.links("R193").cited_by != ()
    assert alinea.links(PlaceId("nowhere", "1")).cited_by == ()


def test_one_direction_can_be_asked_for_alone(alinea: Assistant, command: Callable[..., Any]) -> None:
    assert alinea.links("OP 12, para. 1", "cites").cited_by == alinea.links("OP 12, para. 1", "cited_by").cites == ()
    with pytest.raises(BadRequest, match="cites or cited_by"):
        alinea.links("OP 12", "sideways")
    _, said, _ = command("links", "OP 12, para. 1", "--only", "cites", home=alinea.settings.home)
    assert "Referred to by" not in said


def test_nothing_that_a_document_says_is_taken_for_html() -> None:
    evil = "<script>alert(1)</script>"
    place = LinkEnd("x", evil, evil, "1", evil, loaded=True)
    edge = FoundLink(
        "cites", place, LinkEnd(None, None, None, None, evil, loaded=False), evil, evil, 0, 1, "en", "official"
    )
    links = Links("x", "en", "found", "", "x", ("1",), "x", (edge,), (edge,))
    for language in ("en", "fr"):
        shown = str(render(language, links))
        assert "<script" not in shown
        assert "&lt;script" in shown
    assert evil in command_links.text(links)
    assert str(render("en", Links("x", "en", "found", ""))) == ""


def test_the_page_opens_what_is_loaded_and_names_what_is_not(alinea: Assistant) -> None:
    shown = str(render("en", alinea.links("OP 12, para. 2")))
    assert 'data-document="orchard-paper" data-locator="1"' in shown
    assert 'data-document="ilc110' not in shown
    assert "not loaded" in shown


def test_a_note_that_refers_is_our_own_summary_and_never_verified(tmp_path: Path) -> None:
    noted = ((PAPER, version(PAPER, Language.EN, Status.NOTE, NOTE)),)
    alinea = Assistant(replace(home_with(tmp_path / "noted", noted), notes=True))
    edge = next(each for each in alinea.links("R205").cited_by if each.source.document == "orchard-paper")
    assert (edge.sentence, edge.status, edge.verified) == (NOTE[0][1], "note", False)
    sources = {each.document: each for each in alinea.ask("What cites R205?").citations}
    assert (sources["orchard-paper"].status, sources["orchard-paper"].verified) == ("note", False)
