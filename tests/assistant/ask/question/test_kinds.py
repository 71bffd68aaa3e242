"""The form of a question tells what kind of answer it wants."""

from __future__ import annotations

import pytest

from assistant.ask.question.kinds import QuestionKind, kind_of


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Sum up Part 3 for me", "summary"),
        ("les grandes lignes de la lettre", "summary"),
        ("Resumen de la reunión", "summary"),
        ("What is the letter about?", "summary"),
        ("Que retenir de la lettre ?", "summary"),
        ("Everything the Act says about lanterns", "list"),
        ("toutes les obligations du gardien", "list"),
        ("Todas las menciones de la Recomendación 193", "list"),
        ("Dans quels articles parle-t-on de chèvres ?", "list"),
        ("What provisions mention goats?", "list"),
        ("Lanterns by night: two or three lines, please", "brief"),
        ("Pour un discours devant les pilotes : les lanternes", "brief"),
        ("Un párrafo breve sobre los faroles", "brief"),
        ("a short paragraph for my minister on lanterns", "brief"),
        ("quelques lignes sur les lanternes", "brief"),
        ("párrafo para mi ministra: faroles", "brief"),
        ("Compare the letter and the Act on lanterns", "comparison"),
        ("la 21e réunion par rapport à la 22e", "comparison"),
        ("le bac et la barque, quelle différence ?", "comparison"),
        ("the fare of a goat, as against a horse", "comparison"),
        ("what counts as a ferry", "definition"),
        ("special vote meaning", "definition"),
        ("Le mot « bac », que veut-il dire ?", "definition"),
        ("Qu’est-ce qu’un bac ?", "definition"),
        ("¿Qué es un farol?", "definition"),
        ("What is a tiller?", "definition"),
        ("¿Qué es un vote especial de remeros?", "definition"),
        ("Who are pilots under this Act?", "definition"),
        ("May a pilot refuse to cross?", "yes-no"),
        ("Le gardien peut-il refuser une chèvre ?", "yes-no"),
        ("¿Puede el guarda negarse?", "yes-no"),
        ("Je suis passager : quelqu’un peut-il payer à ma place ?", "yes-no"),
        ("which article is about goats", "locate"),
        ("n° du paragraphe sur les lanternes ?", "locate"),
        ("How many pilots are there?", "fact"),
        ("Quand la lettre a-t-elle été écrite ?", "fact"),
        # what is asked for with “what is” may be a fact, or no thing at all
        ("What is the total cost of the lanterns?", "fact"),
        ("Que dit la lettre sur les lanternes ?", "passage"),
        ("Dans la loi, que dit-on des chèvres ?", "passage"),
        ("lanterns", "passage"),
    ],
)
def test_kinds(question: str, kind: str) -> None:
    assert kind_of(question) == QuestionKind(kind)
