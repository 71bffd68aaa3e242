"""A question is confined to the documents and parts that it names, by what they are called or by what they are."""

from __future__ import annotations

import pytest

from assistant.ask.question.named_scope import NamedScope, parts_in
from assistant.ask.question.reading import QuestionReading
from assistant.session import Session


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("What does the letter say about lanterns?", ("pilots-letter",)),
        ("Que dit la lettre de mars 2031 des lanternes ?", ("pilots-letter",)),
        ("letter: what about lanterns?", ("pilots-letter",)),
        ("Tout ce que la loi dit des chèvres", ("ferry-act",)),
        ("What does the Act say about goats?", ("ferry-act",)),
        ("Según la página sobre la reunión, ¿qué árboles?", ("meeting",)),
        ("Do the letter and the Act agree on lanterns?", ("pilots-letter", "ferry-act")),
        # others than those that are here
        ("What does the letter of the bakers say about lanterns?", ()),
        ("la loi sur les phares et balises maritimes", ()),
        ("a letter about lanterns", ()),
        ("What about lanterns?", ()),
    ],
)
def test_documents(on_the_river: Session, question: str, documents: tuple[str, ...]) -> None:
    assert QuestionReading(question, on_the_river).scope.documents == documents


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Sum up Part 3", [("part", "3")]),
        ("la partie III et l’objectif 2", [("part", "3"), ("objective", "2")]),
        ("Parts 2, 3 and IV", [("part", "2"), ("part", "3"), ("part", "4")]),
        ("three parts", []),
    ],
)
def test_parts(text: str, parts: list[tuple[str, str]]) -> None:
    assert list(parts_in(text)) == parts


def test_a_part_is_known_by_the_headings_over_a_paragraph() -> None:
    scope = NamedScope(parts=(("part", "3"),))
    assert scope.has_part(("Part 3 Passengers", "Lanterns")) and scope.has_part(("Partie 3 Passagers",))
    assert not scope.has_part(("Part 2 Crews",))
    assert NamedScope().has_part(())


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("What does the letter say about lanterns?", "What does say about lanterns?"),
        ("Que dit la lettre de mars 2031 des lanternes ?", "Que dit des lanternes ?"),
        ("Le gardien refuse-t-il les chèvres ?", "Le gardien refuse les chèvres ?"),
        ("the letter", "the letter"),
    ],
)
def test_the_topic_leaves_their_names_out(on_the_river: Session, question: str, topic: str) -> None:
    assert QuestionReading(question, on_the_river).topic == topic


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("I need everything the Act says about lanterns", "lanterns"),
        ("Every article of the Act that speaks of lanterns", "lanterns"),
        ("Todos los pasajes de la ley que mencionan faroles", "faroles"),
        ("Dans quels articles la loi parle-t-elle des lanternes ? Je les voudrais tous.", "lanternes"),
        ("Executive summary of the letter", ""),
        ("Sum up what the letter of the ferry pilots says", ""),
    ],
)
def test_the_subject_is_what_is_left(on_the_river: Session, question: str, subject: str) -> None:
    assert QuestionReading(question, on_the_river).subject == subject
