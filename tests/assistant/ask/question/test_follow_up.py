"""Follow-ups ask the question before again, with one thing changed."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from assistant.ask.question.follow_up import standalone
from assistant.types import Turn


def after(*questions: str) -> list[Turn]:
    """Return the turns in which these questions were asked."""
    return [Turn(question) for question in questions]


@pytest.mark.parametrize(
    ("before", "asked", "whole"),
    [
        (
            "Quel montant est estimé pour l’objectif 1 ?",
            "et pour l’objectif 3 ?",
            "Quel montant est estimé pour l’objectif 3 ?",
        ),
        ("Which rows are under output 1.1?", "and for output 2.2?", "Which rows are under output 2.2?"),
        ("Which outputs end in 2023?", "what about 2028?", "Which outputs end in 2028?"),
        ("¿Qué dice el párrafo 7?", "¿y el párrafo 9?", "¿Qué dice el párrafo 9?"),
        ("¿Cuánto se estima para el objetivo 1?", "¿Y para el objetivo 2?", "¿Cuánto se estima para el objetivo 2?"),
        ("Que dit le paragr. 24 a) ?", "et le paragr. 24 e) ?", "Que dit le paragr. 24 e) ?"),
        ("What does para. 24(a) say?", "and para. 24(e)?", "What does para. 24(e) say?"),
        # what asks no more than where, or in which language, asks the same again
        ("Who leads the network?", "which paragraph is that?", "Who leads the network?"),
        ("Quels sont les principes ?", "in English please", "Quels sont les principes ?"),
        # a pronoun alone names what was asked about
        ("What does the letter say?", "When was it sent?", "When was it sent? (What does the letter say)"),
        ("May members vote?", "what if there is no quorum?", "what if there is no quorum? (May members vote)"),
        # nothing to change: what is new is added
        ("Who reports on results?", "and on costs?", "Who reports on costs?"),
        ("Who reports on results?", "and?", "Who reports on results?"),
        # what was counted before is meant by its place
        ("What are the objectives of the strategy?", "And how much for the third one?", "how much objective 3?"),
        ("Quels sont les objectifs ?", "et pour le troisième, combien ?", "combien pour objectif 3 ?"),
        # a question of its own takes what it leaves out
        (
            "Combien d’administrateurs faut-il ?",
            "et combien résident au Canada ?",
            "combien résident au Canada ? (Combien d’administrateurs faut-il)",
        ),
        (
            "Que prévoit la stratégie pour les soins ?",
            "dans quel alinéa ?",
            "Que prévoit la stratégie pour les soins ?",
        ),
    ],
)
def test_one_thing_is_changed(before: str, asked: str, whole: str) -> None:
    assert standalone(asked, after(before)) == whole


def test_a_chain_of_three() -> None:
    chain = after("Quels produits prennent fin en 2023 pour l’objectif 1 ?", "et pour l’objectif 2 ?")
    assert standalone("et en 2029 ?", chain) == "Quels produits prennent fin en 2029 pour l’objectif 2 ?"


def test_a_new_question_forgets_what_came_before() -> None:
    chain = after("Combien pour l’objectif 1 ?", "Qui rend compte des résultats de la stratégie ?")
    assert standalone("et pour l’objectif 3 ?", chain).startswith("Qui rend compte")


@pytest.mark.parametrize(
    "question",
    [
        "Quels sont les principes directeurs ?",
        "and what is the meaning of all this long sentence that stands by itself alone?",
        "Andorra has how many cooperatives?",
        "Étaient-ils présents ?",
        "",
        "?",
    ],
)
def test_a_question_of_its_own_is_left_alone(question: str) -> None:
    assert standalone(question, after("Combien pour l’objectif 1 ?")) == question


def test_the_first_question_is_never_a_follow_up() -> None:
    assert standalone("et pour l’objectif 3 ?", []) == "et pour l’objectif 3 ?"


def test_a_very_long_conversation() -> None:
    chain = after("What ends in 2000?", *(f"and in 20{n % 100:02}?" for n in range(5_000)))
    assert standalone("and in 2042?", chain) == "What ends in 2042?"


def test_a_question_that_names_its_own_document_follows_nothing() -> None:
    before = [Turn("Que dit le paragraphe 29 de la stratégie ?")]
    asked = "Et la recommandation n° 193, paragraphe 8 ?"
    assert standalone(asked, before, lambda text: "n° 193" in text) == asked


@dataclass
class Listed:
    """A source, as far as a follow-up points at it."""

    locator: str
    citation: str


LIST = tuple(Listed(locator, f"Plan, para. {locator}") for locator in ("6", "6(a)", "6(b)", "6(c)"))
ONE = (Listed("6(b)", "Plan, para. 6(b)"),)


@pytest.mark.parametrize(
    ("before", "asked", "place"),
    [
        ([Turn("What are the principles?", LIST)], "explain the second one", "6(b)"),
        ([Turn("What are the principles?", LIST)], "and the last one?", "6(c)"),
        ([Turn("Quels sont les principes ?", LIST)], "et le dernier ?", "6(c)"),
        ([Turn("¿Cuáles son los principios?", LIST)], "¿y la última?", "6(c)"),
        # of what is counted, too, where it is to be explained
        ([Turn("What are the three objectives?", LIST)], "Explain the second one", "6(b)"),
        ([Turn("¿Cuáles son los objetivos?", LIST)], "explica el segundo", "6(b)"),
        # one after another, of the same list
        ([Turn("What are the principles?", LIST), Turn("explain the second one", ONE)], "and the last?", "6(c)"),
        ([Turn("What are the principles?", LIST), Turn("and the last?", ONE)], "et le premier ?", "6(a)"),
    ],
)
def test_what_was_listed_before_is_pointed_at(before: list[Turn], asked: str, place: str) -> None:
    assert standalone(asked, before) == f"Plan, para. {place}"


@pytest.mark.parametrize("asked", ["and the last one?", "explain the fifth one"])
def test_a_list_too_short_is_pointed_at_in_vain(asked: str) -> None:
    assert "Plan, para." not in standalone(asked, [Turn("Who leads?", ONE)])
