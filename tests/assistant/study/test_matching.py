"""Matching questions: words, terms, instruments and the lines of a plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.service import Assistant
from assistant.study.types import Item, ItemKind, Pair, StudyRequest
from corpus.types import Document, Language, Status
from tests.world.versions import home_with, version

CITING = Document("citing", "CI/1", {"fr": "Textes du lac"})
CITED = [
    (
        "1",
        "Vu la recommandation (no 901) sur la pêche au lac, 2011, et la convention (no 902) concernant les filets, "
        "2014.",
    ),
    ("2", "Il est aussi tenu compte de la recommandation (no 903) sur l’entretien des bateaux de bois, 2017."),
    ("3", "Le texte (no 904) sur les phares, 2018, n’est pas un instrument."),
]


def matching(service: Assistant, **chosen: object) -> list[Item]:
    quiz = service.study.quiz(StudyRequest(kinds={"matching": 6}, **chosen))  # type: ignore[arg-type]
    assert all(item.kind is ItemKind.MATCHING for item in quiz.items)
    return list(quiz.items)


def test_instruments_of_a_document_are_matched(tmp_path: Path) -> None:
    service = Assistant(home_with(tmp_path / "home", [(CITING, version(CITING, Language.FR, Status.OFFICIAL, CITED))]))
    found = [item for item in matching(service, languages=("fr",)) if "instrument" in item.stem]
    service.close()
    assert found[0].pairs == (
        Pair("Convention concernant les filets, 2014", "n°\u00a0902"),
        Pair("Recommandation sur la pêche au lac, 2011", "n°\u00a0901"),
        Pair("Recommandation sur l’entretien des bateaux de bois, 2017", "n°\u00a0903"),
    )


def test_the_lines_of_a_plan_are_matched_with_what_they_have(alinea: Assistant) -> None:
    plan = matching(alinea, documents=("gb346-ins-4",), sections=("action plan",), languages=("fr",))
    years = next(item for item in plan if "années" in item.stem)
    assert {pair.right for pair in years.pairs} <= {"2023", "2023–2028", "2023–2029", "2024–2029", "2028", "2024"}
    objectives = next(item for item in plan if "objectif" in item.stem)
    assert len(objectives.pairs) == 3


@pytest.mark.parametrize("languages", [("en",), ("en", "fr")])
def test_no_place_and_no_words_come_twice(alinea: Assistant, languages: tuple[str, ...]) -> None:
    for item in matching(alinea, documents=("gb346-ins-4",), languages=languages):
        for each in (item, item.beside):
            if each is not None:
                assert len({pair.left for pair in each.pairs}) == len({pair.right for pair in each.pairs}) >= 3
