"""Words brought together by their stems, and the points of paragraphs, which are words too."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.types import Language
from index.query.lexicon import Lexicon
from index.query.stems import fold, stems_of, words

EN, FR, ES = Language.EN, Language.FR, Language.ES


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        (EN, "Cooperatives were publishing their wages", "a cooperative publishes the wage"),
        (FR, "verser aux coopératives les salaires", "le versé de la coopérative, salaire"),
        (ES, "las cooperativas publicaban salarios", "la cooperativa publicó el salario"),
    ],
)
def test_forms_of_a_word_are_one_in_its_language(language: Language, one: str, other: str) -> None:
    assert stems_of(one, language) == stems_of(other, language)
    assert len(stems_of(one, language)) == 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Économie générale", "ECONOMIE GENERALE"),
        ("l’économie", "l'économie"),
        ("l’économie", "économie"),
        ("qu’aujourd’hui", "aujourd'hui"),
        ("e\u0301conomie", "économie"),
        ("main-d’œuvre", "MAIN-D'OEUVRE"),
    ],
)
def test_accents_case_apostrophes_and_ligatures_make_no_difference(one: str, other: str) -> None:
    assert stems_of(one, FR) == stems_of(other, FR)


def test_folding() -> None:
    assert fold("L’ŒUVRE de Noël, ça va") == "l oeuvre de noel, ca va"


def test_a_language_has_its_own_stop_words() -> None:
    assert stems_of("the vote and the oven", EN) == ["vote", "oven"]
    assert stems_of("the vote", FR) == ["the", "vot"]
    assert stems_of("¿cuál es el voto?", ES) == stems_of("voto", ES)
    assert stems_of("what is it?", EN) == []


@pytest.mark.parametrize("spelled", ["9 n)", "9(n)", "9 (n)", "9n)", "9, n)", "9\u00a0n)", "9\u202fn)"])
def test_a_point_is_one_word_however_it_is_spelled(spelled: str) -> None:
    for language in Language:
        assert stems_of(f"conclusions, {spelled}.", language)[1:] == ["9n"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("R193 7(2)(b)", ["r193", "7.2b"]),
        ("24(e) iii)", ["24eiii"]),
        ("16 c)(ii)", ["16cii"]),
        ("(9) n", ["9"]),
        ("in 2022 (a) vote", ["2022", "vote"]),
        ("87 (3)", ["87.3"]),
        ("1.2(3)", ["1.2", "3"]),
        ("GB.346 (2)", ["gb.346", "2"]),
        ("30 workers)", ["30", "worker"]),
    ],
)
def test_only_the_address_of_a_point_is_joined(text: str, expected: list[str]) -> None:
    assert stems_of(text, EN) == expected


def test_single_letters_are_dropped_and_single_digits_kept() -> None:
    assert stems_of("b) J. Rivers and 3 docks, x", EN) == ["river", "3", "dock"]


def test_words_with_digits_are_not_stemmed() -> None:
    assert stems_of("R193s 24(e) 9(s)", FR) == ["r193s", "24e", "9s"]


@given(st.text(max_size=80))
def test_any_text_has_stems(text: str) -> None:
    for language in Language:
        assert all(stem and stem == stem.strip() for stem in stems_of(text, language))


@pytest.mark.parametrize(
    ("language", "plural", "singular"),
    [
        (Language.FR, "travaux", "travail"),
        (Language.FR, "lois", "loi"),
        (Language.FR, "emplois", "emploi"),
        (Language.EN, "women", "woman"),
        (Language.ES, "raíces", "raíz"),
        (Language.ES, "raices", "raíz"),
    ],
)
def test_irregular_plurals_meet_their_singulars(language: Language, plural: str, singular: str) -> None:
    assert stems_of(plural, language) == stems_of(singular, language)


def test_the_lexicon_knows_them_by_the_same_stems() -> None:
    translated = Lexicon.bundled().translations("work", Language.EN, Language.FR)
    assert "travail" in translated and "traval" not in translated


_PIECES = st.text("9 12n)(,.éB'’`ſßİivx-_\tœA\u0301\u00a0", max_size=12)


@given(_PIECES, st.sampled_from(Language))
def test_stems_word_by_word_are_those_of_the_whole_text(text: str, language: Language) -> None:
    """Words are remembered as they stand between spaces; the address of a point may hold some."""
    assert stems_of(text, language) == [stem for word in words(text) for stem in stems_of(word, language)]
