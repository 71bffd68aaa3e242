"""What a question asks of a plan of action: rows by their columns, counts, sums; and what is no such question."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.plan.conditions import Conditions
from assistant.plan.question_parser import Aim, parse_plan_question


def conditions(question: str) -> dict[str, Any]:
    """Return the conditions that a question sets, by name."""
    asked = parse_plan_question(question)
    if asked is None:
        return {}
    found = {field.name: getattr(asked.conditions, field.name) for field in fields(Conditions)}
    return {name: value for name, value in found.items() if value}


@pytest.mark.parametrize(
    ("question", "points"),
    [
        ("Which outputs correspond to point 9(n) of the Conclusions?", ("9(n)",)),
        ("Quels produits correspondent au point 9 n) ?", ("9(n)",)),
        ("¿Qué productos corresponden al punto 9, n)?", ("9(n)",)),
        ("Quels produits répondent aux points 16 k) et l) ?", ("16(k)", "16(l)")),
        ("Which rows answer points 12 and 13?", ("12", "13")),
        ("conclusions 7(a): corresponding outputs?", ("7(a)",)),
        ("6 b) des conclusions : quelle ligne du plan ?", ("6(b)",)),
        ("Which outputs answer point 9(n) of the Conclusions adopted by the Conference in 2022?", ("9(n)",)),
    ],
)
def test_points(question: str, points: tuple[str, ...]) -> None:
    assert conditions(question) == {"points": points}


@pytest.mark.parametrize(
    ("question", "programme"),
    [
        ("Which deliverables come under output A.2?", ("A.2",)),
        ("Quels livrables relèvent du produit du programme 4.1 ?", ("4.1",)),
        ("Which outputs correspond to output 4.1 of the programme and budget?", ("4.1",)),
        ("¿Qué productos corresponden al producto 4.1 del programa y presupuesto?", ("4.1",)),
        ("Which deliverables fall under both A.1 and 4.1?", ("A.1", "4.1")),
    ],
)
def test_programme_outputs(question: str, programme: tuple[str, ...]) -> None:
    assert conditions(question) == {"programme": programme}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which activities end in 2028?", {"ends_from": 2028, "ends_to": 2028}),
        ("livrables prévus pour la seule année 2023", {"starting": 2023, "ends_from": 2023, "ends_to": 2023}),
        (
            "Which deliverables are to be finished in 2023 alone?",
            {"starting": 2023, "ends_from": 2023, "ends_to": 2023},
        ),
        ("Quelles activités prennent fin en 2029 ?", {"ends_from": 2029, "ends_to": 2029}),
        ("¿Qué actividades terminan en 2029?", {"ends_from": 2029, "ends_to": 2029}),
        ("quels livrables vont jusqu'en 2028 ?", {"ends_from": 2028, "ends_to": 2028}),
        ("Which activities end before 2028?", {"ends_to": 2027}),
        ("Quels livrables se terminent après 2025 ?", {"ends_from": 2026}),
        ("Which activities must be finished by 2028?", {"ends_to": 2028}),
        ("Which activities end between 2024 and 2028?", {"ends_from": 2024, "ends_to": 2028}),
        ("Quelles activités sont en cours en 2024 ?", {"active": 2024}),
        ("In 2024, which activities are under way?", {"active": 2024}),
        ("¿Qué actividades empiezan en 2023?", {"starting": 2023}),
        ("Which outputs run from 2023 to 2028?", {"starting": 2023, "ends_from": 2028, "ends_to": 2028}),
        ("Which outputs for point 9(n) end in 2023?", {"points": ("9(n)",), "ends_from": 2023, "ends_to": 2023}),
    ],
)
def test_years(question: str, expected: dict[str, Any]) -> None:
    assert conditions(question) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which rows have only point 16(i)?", {"points": ("16(i)",), "only": True}),
        ("Quelles lignes ne répondent qu’au point 16 i) ?", {"points": ("16(i)",), "only": True}),
        ("Which outputs answer points 9(m) or 9(n)?", {"points": ("9(m)", "9(n)"), "either": True}),
        ("Which deliverables answer 9(n) but not 16(c)?", {"points": ("9(n)",), "without": ("16(c)",)}),
        ("Which deliverables of objective 1 end in 2023?", {"objective": "1", "ends_from": 2023, "ends_to": 2023}),
        ("Quels sont les livrables du deuxième objectif ?", {"objective": "2"}),
        ("Which outputs cover points 16(a) to 16(c)?", {"points": ("16(a)", "16(b)", "16(c)"), "either": True}),
        ("¿Qué filas responden a los puntos 16 d) e i)?", {"points": ("16(d)", "16(i)")}),
        ("Which outputs concern statistics and end before 2029?", {"words": "statistics", "ends_to": 2028}),
        ("Quels livrables portent sur les statistiques ?", {"words": "statistiques"}),
        ("How many deliverables does output 1.2 have?", {"output": "1.2"}),
    ],
)
def test_conditions_together(question: str, expected: dict[str, Any]) -> None:
    assert conditions(question) == expected


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Combien coûte l’objectif 3 ?", Aim.RESOURCES),
        ("recursos estimados para el segundo objetivo", Aim.RESOURCES),
        ("What share of the resources goes to objective 1?", Aim.SHARE),
        ("Quel objectif reçoit le plus de ressources ?", Aim.MOST),
        ("Which objective is the least expensive?", Aim.LEAST),
        ("How are the resources split between the objectives?", Aim.SPLIT),
        ("How much is the plan in total?", Aim.TOTAL),
        ("¿Cuánto cuesta la estrategia?", Aim.TOTAL),
        ("Quel est le total des trois objectifs ?", Aim.TOTAL),
        ("Combien coûtent les objectifs 1 et 2 ?", Aim.SUM),
        ("How much more does objective 2 get than objective 1?", Aim.DIFFERENCE),
        ("Objective 1 or objective 2: which one gets more money?", Aim.MOST),
        ("Entre l’objectif 1 et l’objectif 3, lequel reçoit le moins ?", Aim.LEAST),
        ("¿Cuál cuesta más, el objetivo 1 o el objetivo 2?", Aim.MOST),
        ("What share goes to objectives 1 and 2?", Aim.SPLIT),
        ("When does the plan of action end?", Aim.PERIOD),
        ("Quelle est la durée de la stratégie ?", Aim.PERIOD),
        ("¿Hasta cuándo dura el plan?", Aim.PERIOD),
        ("What happens in 2024?", Aim.ROWS),
        ("Combien de lignes prennent fin avant 2029 ?", Aim.COUNT),
        ("What are the outputs of objective 3?", Aim.COUNT),
        ("Combien l’objectif 2 compte-t-il de produits ?", Aim.COUNT),
    ],
)
def test_counts_and_sums(question: str, wanted: Aim) -> None:
    asked = parse_plan_question(question)
    assert asked is not None
    assert (asked.wanted, asked.unread) == (wanted, ())


@pytest.mark.parametrize(
    "question",
    [
        "Which partners receive training under objectives 1 and 2?",
        "What does paragraph 24(e) say?",
        "What does para. 9(n) say about the plan?",
        "Que dit le point 9 n) des conclusions ?",
        "When was the strategy adopted in 2022?",
        "Who is the president?",
        "Which points of the Conclusions answer to output 3.2?",
        "How many objectives does the strategy have?",
        "combien de coopératives au Kenya ?",
        # A condition that would be passed over: not answered rather than answered wrongly.
        "Which rows do not end in 2029?",
        "When does the ILO Strategic Plan end?",
        "Which years does the programme and budget cover?",
        "What is the difference between output 1.1 and output 1.2?",
        "How much is there for objectives other than objective 3?",
        "How many rows list only one point?",
        "Which deliverable for point 9(n) ends last?",
        "Which deliverables of objectives 1 and 2 end in 2029?",
        "",
    ],
)
def test_other_questions_are_not_read(question: str) -> None:
    assert parse_plan_question(question) is None


@pytest.mark.parametrize(
    ("question", "objectives"),
    [
        ("the sum of the first two objectives", ("1", "2")),
        ("la somme des premier et troisième objectifs", ("1", "3")),
        ("How much do objectives 1 to 3 cost?", ("1", "2", "3")),
        ("la diferencia entre el objetivo 2 y el objetivo 3", ("2", "3")),
    ],
)
def test_several_objectives(question: str, objectives: tuple[str, ...]) -> None:
    asked = parse_plan_question(question)
    assert asked is not None and asked.objectives == objectives


@pytest.mark.parametrize(
    ("question", "unread"),
    [
        ("Which donors have pledged funds for the plan?", {"donors", "pledged"}),
        ("Which activities are ongoing between 2024 and 2026?", {"2026"}),
        ("How much will the strategy cost Bolivia?", {"bolivia"}),
    ],
)
def test_what_is_not_understood_is_kept(question: str, unread: set[str]) -> None:
    asked = parse_plan_question(question)
    assert asked is not None
    assert unread <= set(asked.unread)


@given(st.text(max_size=300))
def test_any_text_can_be_asked(text: str) -> None:
    parse_plan_question(text)


@given(
    st.lists(
        st.sampled_from("which outputs objective 2 9(n) or not 2028 only A.1 , by cost total plan combien".split())
    )
)
def test_any_mixture_of_its_words_can_be_asked(words: list[str]) -> None:
    parse_plan_question(" ".join(words))
