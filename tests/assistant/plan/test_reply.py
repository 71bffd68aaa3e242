"""Answers from a plan of action: exact rows, counts and sums, each read from lines that are quoted and verified."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.ask.types import Answer, AnswerStatus
from assistant.service import Assistant
from assistant.settings import Settings
from tests.world.folders import WORKSHOPS

PAPER = "gb912-ins-4"
OBJECTIVES = [f"action plan, objective {number}" for number in (1, 2, 3)]


def told(answer: Answer) -> str:
    """Return an answer's text with plain spaces, once its citations are checked."""
    assert answer.status is AnswerStatus.ANSWERED
    assert answer.citations and all(citation.verified for citation in answer.citations)
    return answer.answer.replace("\u00a0", " ")


def places(answer: Answer) -> list[str]:
    """Return the locators that an answer cites, each once."""
    return list(dict.fromkeys(citation.locator for citation in answer.citations))


def test_rows_by_their_columns(official: Assistant) -> None:
    answer = official.ask("Quels produits correspondent au point 9 n) ?")
    assert places(answer) == ["action plan 1.1(2)", "action plan 2.1(1)"]
    assert told(answer).startswith("Lignes du plan d’action qui répondent : 2 sur 4. Produits : 1.1 et 2.1.")


def test_a_row_is_told_with_all_its_columns(official: Assistant) -> None:
    text = told(official.ask("Which deliverables end in 2036?"))
    for words in ("action plan, output 2.1, row 1", "quatre écoles itinérantes", "9 n), 12", "B.1, 4.1", "2032-2036"):
        assert words in text


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("À quels points des conclusions répondent les écoles itinérantes de soudure ?", "action plan 2.1(1)"),
        ("À quel produit du programme et budget se rattache la carte des métiers ?", "action plan 1.1(2)"),
    ],
)
def test_a_column_of_the_row_that_is_told_by_its_words(alinea: Assistant, question: str, place: str) -> None:
    assert places(alinea.ask(question)) == [place]


def test_a_column_of_no_row_is_not_told(official: Assistant) -> None:
    answer = official.ask("À quels points des conclusions répondent les phares de la côte ?")
    assert not any(each.startswith("action plan") for each in places(answer))


def test_rows_of_every_plan_loaded_or_of_the_one_named(alinea: Assistant) -> None:
    everywhere = alinea.ask("Which outputs correspond to programme output B.1?")
    assert {citation.document for citation in everywhere.citations} == {PAPER, "gb346-ins-4"}
    assert "GB.912/INS/4\nRows of the plan" in everywhere.answer
    here = alinea.ask("Which outputs of GB.912/INS/4 correspond to programme output B.1?")
    assert {citation.document for citation in here.citations} == {PAPER}


def test_rows_known_by_notes_alone_are_not_there_without_them(official: Assistant) -> None:
    answer = official.ask("Quels produits correspondent au point 9 n) ?")
    assert {citation.document for citation in answer.citations} == {PAPER}


def test_no_row_is_an_answer_too(official: Assistant) -> None:
    answer = official.ask("Which outputs end in 2033?")
    assert (answer.status, answer.citations) == (AnswerStatus.NOT_IN_DOCUMENTS, ())
    assert answer.answer == (
        "No row of the plan of action meets this: ending in 2033. The plan has 4 rows; its time frame is 2032–2036.\n"
        "No row of the plan ends in 2033. Rows end in: 2034, 2035 and 2036."
    )
    assert "point 9 z) des conclusions" in official.ask("Quels produits répondent au point 9 z) ?").answer.replace(
        "\u00a0", " "
    )


def test_counts(official: Assistant) -> None:
    answer = official.ask("How many outputs does objective 1 have?")
    assert places(answer) == ["action plan 1.1"]
    assert "Objective 1 of the plan of action — outputs: 1 (1.1); deliverables: 2." in told(answer)
    answer = official.ask("Combien de produits compte le plan d’action ?")
    assert places(answer) == ["action plan 1.1", "action plan 2.1", "action plan 3.1"]
    assert "objectifs : 3 ; produits : 3 (1.1, 2.1 et 3.1) ; livrables : 4" in told(answer)
    assert "2 sur 4" in told(official.ask("Combien de livrables répondent au point 9 n) ?"))


def test_the_resources_of_an_objective(official: Assistant) -> None:
    answer = official.ask("Combien coûte l’objectif 3 ?")
    assert places(answer) == ["action plan, objective 3"]
    assert told(answer).startswith("Ressources estimées pour l’objectif 3 : 0,8 million de couronnes [1].")


def test_a_sum_cites_all_its_terms(official: Assistant) -> None:
    answer = official.ask("How much does the plan cost?")
    assert places(answer) == OBJECTIVES
    assert told(answer).startswith(
        "The objectives add up to 6.3 million couronnes: 2.4 million couronnes [1] + 3.1 million couronnes [2] + "
        "0.8 million couronnes [3]. The document states no total."
    )


def test_shares_and_comparisons(official: Assistant) -> None:
    share = told(official.ask("Quelle part des ressources va à l’objectif 2 ?"))
    assert "Objectif 2 : 3,1 millions de couronnes [1] sur 6,3 millions de couronnes, soit 49,2 %." in share
    assert "L’objectif 2 reçoit le plus" in told(official.ask("Quel objectif reçoit le plus de ressources ?"))
    assert "go to objective 3: 0.8 million" in told(official.ask("Which objective is the least expensive?"))
    split = told(official.ask("¿Cómo se reparten los recursos entre los objetivos?"))
    assert "Objetivo 1 (38,1 %): 2,4 millones de couronnes [1]" in split


def test_some_objectives_are_added_or_compared_with_their_terms(official: Assistant) -> None:
    together = official.ask("How much do objectives 1 and 3 cost together?")
    assert places(together) == [OBJECTIVES[0], OBJECTIVES[2]]
    assert "2.4 million couronnes [1] + 0.8 million couronnes [2] = 3.2 million couronnes." in told(together)
    apart = told(official.ask("Quelle est la différence entre les objectifs 1 et 2 ?"))
    assert "3,1 millions de couronnes [2] − 2,4 millions de couronnes [1] = 0,7 million de couronnes." in apart

    less = official.ask("Entre l’objectif 1 et l’objectif 3, lequel reçoit le moins d’argent ?")
    assert places(less) == [OBJECTIVES[0], OBJECTIVES[2]]
    assert "c’est l’objectif 3 qui reçoit le moins : 0,8 million de couronnes [2]." in told(less)
    assert "pour l’objectif 1 : 2,4 millions de couronnes [1]." in told(less)


def test_the_years_are_those_a_paragraph_states(official: Assistant) -> None:
    answer = official.ask("Quand se termine le plan d’action ?")
    assert places(answer) == ["5"]  # what the plan's table stands under
    assert "sur la période 2032–2036" in told(answer) and "Le document indique ces années [1]" in told(answer)
    assert "Output 1.1 of the plan of action: 2032" in told(official.ask("When does output 1.1 end?"))


def test_years_that_no_paragraph_states_are_computed_from_rows(tmp_path: Path) -> None:
    text = (WORKSHOPS / "strategy.fr.txt").read_text(encoding="utf-8").replace(" (2032-2036)", "")
    (tmp_path / "plan.txt").write_text(text, encoding="utf-8")
    service = Assistant(Settings(tmp_path / "home", notes=False))
    service.add([tmp_path / "plan.txt"])
    answer = service.ask("Quand se termine le plan d’action ?")
    service.close()
    assert places(answer) == ["action plan 1.1(1)", "action plan 2.1(1)"]
    assert "sur la période 2032–2036" in told(answer) and "Calculé d’après" in told(answer)


def test_an_objective_that_is_not_there_is_not_made_up(official: Assistant) -> None:
    assert "couronnes" not in official.ask("Combien coûte l’objectif 7 ?").answer


@pytest.mark.parametrize(
    "question",
    [
        "How much does the bicycle strategy of Norway cost?",
        "Which donors have pledged funds for the plan?",
        "What does R193 cost?",
        "Which outputs correspond to point 9(n) in Bolivia?",
    ],
)
def test_questions_about_something_else_are_left_to_the_search(official: Assistant, question: str) -> None:
    assert not official.ask(question).answer.startswith(("Estimated", "The objectives", "Rows"))


def test_the_lines_of_the_plan_come_first_in_a_search(official: Assistant) -> None:
    found = official.find("Quels produits correspondent au point 9 n) ?", k=2)
    assert [hit.locator for hit in found.hits] == ["action plan 1.1(2)", "action plan 2.1(1)"]
    assert official.find("Combien coûte l’objectif 3 ?", k=1).hits[0].locator == "action plan, objective 3"


def test_figures_that_disagree_are_told(tmp_path: Path) -> None:
    text = (WORKSHOPS / "strategy.fr.txt").read_text(encoding="utf-8")
    stated = text.replace("septembre 2033.\n", "septembre 2033. Le coût total est de 7 millions de couronnes.\n")
    (tmp_path / "plan.txt").write_text(stated, encoding="utf-8")
    service = Assistant(Settings(tmp_path / "home", notes=False))
    service.add([tmp_path / "plan.txt"])
    answer = service.ask("Combien coûte le plan d’action ?")
    view = service.plan(language="fr")
    service.close()
    assert "les chiffres ne concordent pas. La somme des objectifs est de 6,3 millions de couronnes" in told(answer)
    assert "Le total indiqué est de 7 millions de couronnes [1]." in told(answer)
    assert [plan.adds_up for plan in view.plans] == [False]
