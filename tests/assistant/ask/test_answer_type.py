"""What a question asks for, and whether the words quoted hold it."""

from __future__ import annotations

import pytest

from assistant.ask.answer_type import Kind, holds, kind_asked


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many staff will be hired?", Kind.NUMBER),
        ("Combien d’emplois seront créés ?", Kind.NUMBER),
        ("¿Cuántas escuelas hay?", Kind.NUMBER),
        ("l’académie a lieu tous les combien ?", None),
        ("combien coûte l’inscription ?", Kind.AMOUNT),
        ("Quand la conférence a-t-elle eu lieu ?", Kind.DATE),
        ("Que faire quand un atelier ferme ?", None),
        ("Qui est le directeur général ?", Kind.PERSON),
        ("who chairs the task force today", Kind.PERSON),
        ("Who coordinates the network?", None),
        ("Quelle est la définition de l’ESS ?", Kind.DEFINITION),
        ("What is the strategy about?", None),
    ],
)
def test_what_is_asked_for_is_told_by_the_form(question: str, kind: Kind | None) -> None:
    assert kind_asked(question) is kind


@pytest.mark.parametrize(
    ("kind", "text", "held"),
    [
        (Kind.NUMBER, "Résultat 4: créer des emplois (recommandation no 193, 2002), 110e session", False),
        (Kind.NUMBER, "Output 3.2: staff trained (2014–2019)", False),
        (Kind.NUMBER, "emploient 4 300 personnes", True),
        (Kind.NUMBER, "reposent sur cinq principes", True),
        (Kind.AMOUNT, "vingt personnes", False),
        (Kind.AMOUNT, "37,5 millions de dollars É.-U.", True),
        (Kind.DATE, "tous les dix-huit mois", False),
        (Kind.DATE, "un bilan est attendu en septembre 2033", True),
        (Kind.PERSON, "le Directeur général du Bureau international du Travail", False),
        (Kind.PERSON, "selon Mme Durand", True),
        (Kind.PERSON, "Ada Lovelace took part", True),
        (Kind.DEFINITION, "offrent une définition universelle du terme", False),
        (Kind.DEFINITION, "Par «atelier», on entend un lieu", True),
    ],
)
def test_words_hold_what_is_asked_for_or_not(kind: Kind, text: str, held: bool) -> None:
    assert holds(kind, [text], "?") is held


def test_a_name_in_the_question_is_no_answer() -> None:
    assert not holds(Kind.PERSON, ["Ada Lovelace took part"], "Who succeeded Ada Lovelace?")
