"""An order to write a short paper is a question about the subject that it names."""

from __future__ import annotations

import pytest

from assistant.ask.question.frame import core_of
from assistant.ask.question.kinds import QuestionKind, kind_of


@pytest.mark.parametrize(
    ("order", "subject"),
    [
        ("Write me a paragraph for my minister on just transition", "just transition"),
        ("Could you write a short note on rural co-operatives for my director?", "rural co-operatives"),
        ("Draft two sentences: what is a mutual?", "what is a mutual?"),
        ("Rédige un paragraphe pour ma ministre sur la transition juste", "la transition juste"),
        ("Pourriez-vous me rédiger une note sur le travail décent ?", "le travail décent ?"),
        ("Fais-moi une fiche sur les mutuelles pour mon équipe.", "les mutuelles"),
        ("Redacta un párrafo para mi ministra sobre la transición justa", "la transición justa"),
        ("Escríbeme una nota sobre las mutuales", "las mutuales"),
    ],
)
def test_a_paper_is_written_about_its_subject(order: str, subject: str) -> None:
    assert kind_of(order) is QuestionKind.BRIEF
    assert core_of(order) == subject


def test_what_is_to_be_summed_up_keeps_the_word() -> None:
    assert core_of("Write a summary of part 3 of the plan") == "summary of part 3 of the plan"


def test_a_paragraph_asked_for_by_its_subject_is_no_order_to_write_one() -> None:
    assert kind_of("Donne-moi le paragraphe sur la transition juste") is QuestionKind.PASSAGE
