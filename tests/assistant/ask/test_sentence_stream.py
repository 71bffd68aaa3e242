"""Sentences come out of a stream as soon as they are over, whole, with their keys."""

from __future__ import annotations

import pytest

from assistant.ask.sentence_stream import WrittenSentence, sentences_in

TEXT = (
    "En résumé :\n\nLe texte dit « Une phrase. Une autre. » [1] Il n’oblige à rien. [2][3] Non. "
    "Le prêt dure 24 mois [1].\n"
    "- **Un** point [1]\n- Un autre point. [2]\n\n1. Premier [3].\n2. Second [3].\nFin"
)
SENTENCES = [
    ("", "En résumé :"),
    ("\n\n", "Le texte dit « Une phrase. Une autre. » [1]."),
    (" ", "Il n’oblige à rien [2][3]."),
    (" ", "Non. Le prêt dure 24 mois [1]."),
    ("\n- ", "Un point [1]"),
    ("\n- ", "Un autre point [2]."),
    ("\n\n1. ", "Premier [3]."),
    ("\n2. ", "Second [3]."),
    ("\n", "Fin"),
]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_the_same_sentences_come_out_whatever_the_pieces(size: int) -> None:
    pieces = [TEXT[at : at + size] for at in range(0, len(TEXT), size)]
    assert [(each.before, each.text) for each in sentences_in(pieces)] == SENTENCES


def test_a_sentence_comes_out_when_the_next_one_begins() -> None:
    seen: list[str] = []

    def pieces() -> object:
        yield "It grows."
        yield " [1"
        yield "]"
        seen.append("before")
        yield " It"
        seen.append("after")
        yield " stays [2]."

    for each in sentences_in(pieces()):  # type: ignore[arg-type]
        seen.append(each.text)
    assert seen == ["before", "It grows [1].", "after", "It stays [2]."]


def test_a_quotation_that_is_never_closed_does_not_hold_everything_back() -> None:
    said = list(sentences_in([f"It says “so. {'And more. ' * 800}", "\nThen this [1]."]))
    assert said[-1] == WrittenSentence("Then this [1].", "\n")
    assert len(said) > 2


def test_invisible_characters_and_emphasis_are_left_out() -> None:
    (said,) = sentences_in(["## It **must** not​ turn‮ round [1]."])
    assert said.text == "It must not turn round [1]."
