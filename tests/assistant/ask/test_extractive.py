"""Answers made of quotations: whole lists, no paragraph twice."""

from __future__ import annotations

from pathlib import Path

from assistant.ask.extractive import ExtractiveAnswerer
from assistant.service import Assistant
from assistant.settings import Settings
from corpus.types import Language

PAPER = "gb912-ins-4"


def test_a_paragraph_asked_for_comes_with_its_items_each_once(alinea: Assistant) -> None:
    composition = ExtractiveAnswerer(alinea.engine.opened().read_by(Language.FR)).paragraph(PAPER, ["3"])
    assert [citation.locator for citation in composition.citations] == ["3", "3(a)", "3(b)", "3(c)"]
    for words in ("trois objectifs", "Recenser les ateliers", "Former les réparateurs", "Rapprocher les ateliers"):
        assert composition.text.count(words) == 1


def test_several_paragraphs_come_in_the_order_asked(alinea: Assistant) -> None:
    composition = ExtractiveAnswerer(alinea.engine.opened().read_by(Language.FR)).paragraph(PAPER, ["5", "1"])
    assert [citation.locator for citation in composition.citations] == ["5", "1"]
    assert len(composition.blocks) == 2


def test_a_place_that_is_not_there_adds_nothing(alinea: Assistant) -> None:
    assert ExtractiveAnswerer(alinea.engine.opened().read_by(Language.FR)).paragraph(PAPER, ["77"]).citations == []


def test_a_quotation_does_not_jump_over_items(tmp_path: Path) -> None:
    (tmp_path / "charter.md").write_text(
        "# Charter of the ferry guild\n\nArticle 1\n\nMembers of the guild are:\n\n(a) pilots;\n\n(b) cooks.\n\n"
        "All of them pay the fee of the guild in spring.\n\nArticle 2\n\nThe guild meets on the quay each month.\n",
        encoding="utf-8",
    )
    service = Assistant(Settings(tmp_path / "home", notes=False))
    (document,) = service.add([tmp_path / "charter.md"]).documents
    composition = ExtractiveAnswerer(service.engine.opened().read_by(Language.EN)).paragraph(document.id, ["1"])
    service.close()
    assert [citation.quote for citation in composition.citations] == [
        "Members of the guild are:", "pilots;", "cooks.", "All of them pay the fee of the guild in spring.",
    ]  # fmt: skip
