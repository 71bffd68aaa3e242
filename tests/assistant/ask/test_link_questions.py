"""Questions about references are recognised by their form, and no other question is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.ask.link_questions import link_question
from corpus.links import Kind
from corpus.types import Authority

GOLD = Path(__file__).parents[2] / "gold" / "questions.jsonl"


@pytest.mark.parametrize(
    ("question", "reference", "outgoing", "kind"),
    [
        ("What cites point 16(c)?", "point 16(c)", False, None),
        ("Which documents refer to R193?", "R193", False, None),
        ("Where is the Centenary Declaration cited?", "the Centenary Declaration", False, None),
        ("What replaces R127?", "R127", False, Kind.REPLACES),
        ("What does para. 24 of GB.346/INS/4 cite?", "para. 24 of GB.346/INS/4", True, None),
        ("Which documents are cited in para. 4?", "para. 4", True, None),
        ("Qu’est-ce qui cite le point 16 c) ?", "le point 16 c)", False, None),
        ("Quels paragraphes citent le paragraphe 5 ?", "le paragraphe 5", False, None),
        ("Quels documents cite le paragraphe 5 ?", "le paragraphe 5", True, None),
        ("À quoi renvoie le paragraphe 5 ?", "le paragraphe 5", True, None),
        ("Quels textes renvoient à la recommandation n° 193 ?", "la recommandation n° 193", False, None),
        ("Où est citée la recommandation n° 193 ?", "la recommandation n° 193", False, None),
        ("Quels paragraphes donnent effet aux conclusions ?", "conclusions", False, Kind.GIVES_EFFECT),
        ("¿Qué párrafos citan la Recomendación núm. 193?", "la Recomendación núm. 193", False, None),
        ("¿Qué cita el párrafo 4?", "el párrafo 4", True, None),
        ("¿A qué documentos se refiere el párrafo 4?", "el párrafo 4", True, None),
        ("¿Dónde se cita la Recomendación núm. 193?", "la Recomendación núm. 193", False, None),
    ],
)
def test_a_form_tells_the_place_the_direction_and_the_kind(
    question: str, reference: str, outgoing: bool, kind: Kind | None
) -> None:
    found = link_question(question)
    assert found is not None
    assert (found.reference, found.outgoing, found.kind) == (reference, outgoing, kind)


@pytest.mark.parametrize(
    "question",
    [
        "What does the strategy cost?",
        "What are the three objectives?",
        "Quels sont les trois objectifs de la stratégie ?",
        "¿Cuáles son los objetivos?",
        "Cite para. 24(e)",
        "What does paragraph 24 say?",
        "",
    ],
)
def test_other_questions_are_left_alone(question: str) -> None:
    assert link_question(question) is None


def test_hardly_a_gold_question_has_such_a_form() -> None:
    questions = [json.loads(line)["q"] for line in GOLD.read_text(encoding="utf-8").splitlines()]
    taken = [question for question in questions if link_question(question)]
    assert len(taken) <= len(questions) // 50, taken


INSTRUMENTS = frozenset({Authority.CONVENTION, Authority.RECOMMENDATION, Authority.DECLARATION})


@pytest.mark.parametrize(
    ("question", "reference", "authorities"),
    [
        ("Quelles normes de l'OIT sont citées dans la stratégie ?", "la stratégie", INSTRUMENTS),
        ("Which ILO instruments does the strategy refer to?", "the strategy", INSTRUMENTS),
        ("What international labour standards are mentioned in OP 12?", "OP 12", INSTRUMENTS),
        ("Quels instruments de l’OIT la stratégie cite-t-elle ?", "la stratégie", INSTRUMENTS),
        ("¿Qué normas de la OIT se citan en la estrategia?", "la estrategia", INSTRUMENTS),
        ("Which Conventions does OP 12 cite?", "OP 12", frozenset({Authority.CONVENTION})),
        ("À quelles recommandations renvoie la stratégie ?", "la stratégie", frozenset({Authority.RECOMMENDATION})),
        ("Quels documents cite la stratégie ?", "la stratégie", frozenset()),
    ],
)
def test_a_question_may_ask_for_a_kind_of_document(
    question: str, reference: str, authorities: frozenset[Authority]
) -> None:
    wanted = link_question(question)
    assert wanted is not None
    assert (wanted.reference, wanted.outgoing, wanted.authorities) == (reference, True, authorities)
