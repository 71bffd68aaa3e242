"""What a question asks for, and whether the words quoted hold it."""

from __future__ import annotations

import pytest

from assistant.ask.question.answer_type import AnswerType, after_quantities, answer_type_of, holds, is_related


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many staff will be hired?", AnswerType.NUMBER),
        ("Combien d’emplois seront créés ?", AnswerType.NUMBER),
        ("¿Cuántas escuelas hay?", AnswerType.NUMBER),
        ("l’académie a lieu tous les combien ?", None),
        ("combien coûte l’inscription ?", AnswerType.AMOUNT),
        ("Quand la conférence a-t-elle eu lieu ?", AnswerType.TIME),
        ("Que faire quand un atelier ferme ?", None),
        ("Qui est le directeur général ?", AnswerType.PERSON),
        ("who chairs the task force today", AnswerType.PERSON),
        ("Who coordinates the network?", None),
        ("Quelle est la définition de l’ESS ?", AnswerType.DEFINITION),
        ("What is the strategy about?", None),
        ("montant de la prime en cas de tempête", AnswerType.AMOUNT),
        ("How high is the fine for a goat on board?", AnswerType.AMOUNT),
        ("time limit for an appeal", AnswerType.DURATION),
        ("By when must the keeper have counted?", AnswerType.TIME),
        ("Who took over from Ada Lovelace?", AnswerType.PERSON),
        ("taux maximal des intérêts", AnswerType.PERCENTAGE),
        ("In which town does the council have its seat?", AnswerType.PLACE),
        ("Où se trouve le siège du conseil ?", AnswerType.PLACE),
        ("Where does it say that goats pay?", None),
    ],
)
def test_what_is_asked_for_is_told_by_the_form(question: str, kind: AnswerType | None) -> None:
    assert answer_type_of(question) is kind


@pytest.mark.parametrize(
    ("kind", "text", "held"),
    [
        (AnswerType.NUMBER, "Résultat 4: créer des emplois (recommandation no 193, 2002), 110e session", False),
        (AnswerType.NUMBER, "Output 3.2: staff trained (2014–2019)", False),
        (AnswerType.NUMBER, "emploient 4 300 personnes", True),
        (AnswerType.NUMBER, "reposent sur cinq principes", True),
        (AnswerType.AMOUNT, "vingt personnes", False),
        (AnswerType.AMOUNT, "37,5 millions de dollars É.-U.", True),
        (AnswerType.DATE, "tous les dix-huit mois", False),
        (AnswerType.TIME, "tous les dix-huit mois", True),
        (AnswerType.TIME, "the wages are paid by the keeper", False),
        (AnswerType.YEAR, "prévue pour le 10 février", False),
        (AnswerType.YEAR, "founded in 1931", True),
        (AnswerType.PERCENTAGE, "cinq pour cent des voix", True),
        (AnswerType.PERCENTAGE, "cinq voix", False),
        (AnswerType.DATE, "un bilan est attendu en septembre 2033", True),
        (AnswerType.PERSON, "le Directeur général du Bureau international du Travail", False),
        (AnswerType.PERSON, "selon Mme Durand", True),
        (AnswerType.PERSON, "Ada Lovelace took part", True),
        (AnswerType.PLACE, "the meeting took place at Upper Quay", True),
        (AnswerType.PLACE, "the meeting took place in the spring", False),
        (AnswerType.DEFINITION, "offrent une définition universelle du terme", False),
        (AnswerType.DEFINITION, "Par «atelier», on entend un lieu", True),
    ],
)
def test_words_hold_what_is_asked_for_or_not(kind: AnswerType, text: str, held: bool) -> None:
    assert holds(kind, [text], "?") is held


def test_a_name_in_the_question_is_no_answer() -> None:
    assert not holds(AnswerType.PERSON, ["Ada Lovelace took part"], "Who succeeded Ada Lovelace?")


def test_a_time_in_the_question_is_no_answer() -> None:
    question = "By when must the first annual meeting be held?"
    assert not holds(AnswerType.TIME, ["The annual meeting appoints a keeper."], question)
    assert holds(AnswerType.TIME, ["The annual meeting is held within six months."], question)


def test_the_titles_of_texts_and_bodies_are_no_persons() -> None:
    assert not holds(AnswerType.PERSON, ["Schedule I to the Harbour Administration Act, or the River Court"], "?")


@pytest.mark.parametrize(
    ("question", "text", "related"),
    [
        ("Qui a succédé à Ada Lovelace ?", "Ada Lovelace dirige le port.", False),
        ("Qui a succédé à Ada Lovelace ?", "Anna Brandt a remplacé Ada Lovelace.", True),
        ("Who is the head of the port?", "Ada Lovelace, director of the port, spoke.", True),
        ("Who signed the letter?", "The letter was written by Ada Lovelace.", False),
        ("Who took over from Ada Lovelace?", "Ada Lovelace is the head of the port.", False),
        ("Who spoke?", "Ada Lovelace spoke.", True),
    ],
)
def test_a_person_stands_in_the_relation_asked_for(question: str, text: str, related: bool) -> None:
    assert is_related(question, text) is related


def test_a_number_that_says_which_counts_nothing() -> None:
    assert list(after_quantities("Under sections 2 and 3 three pilots")) == [" pilots"]
    assert not holds(AnswerType.NUMBER, ["13° pour les sociétés agréées"], "?")
