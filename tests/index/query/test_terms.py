"""What a question wants in each language: its own words, the terms of the field, and their translations."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus.glossary.glossary import Glossary
from corpus.types import Language
from index.errors import MissingModel
from index.query.lexicon import Lexicon
from index.query.terms import wanted_terms
from index.training import lexicon as learning

EN, FR, ES = Language.EN, Language.FR, Language.ES


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    """Write and read a lexicon of three English stems."""
    path = tmp_path_factory.mktemp("lexicon") / "lexicon.npz"
    found = [[(0, 0.8), (1, 0.05)], [(2, 0.5), (1, 0.4)], []]
    np.savez(
        path,
        allow_pickle=False,
        **learning.arrays("en>fr", ["boat", "wage", "zinc"], ["bateau", "pai", "salair"], found),
    )
    return Lexicon(path)


def test_a_word_is_looked_for_by_its_translations(lexicon: Lexicon) -> None:
    asked = wanted_terms(Glossary(()), lexicon, "the boats and the wages", EN)
    assert asked[EN] == [{"boat": 1.0}, {"wage": 1.0}]
    boats, wages = asked[FR]
    assert boats == {"bateau": 1.0}  # the other translation is too unlikely
    assert list(wages) == ["salair", "pai"]
    assert wages["salair"] == 1.0
    assert wages["pai"] == pytest.approx((0.4 / 0.5) ** 0.25, abs=0.01)


def test_what_has_no_translation_is_looked_for_as_it_stands(lexicon: Lexicon) -> None:
    assert wanted_terms(Glossary(()), lexicon, "zinc, Geneva", EN)[FR] == [
        {"genev": 1.0},
        {"zinc": 1.0},
    ]  # in that language's stems
    assert wanted_terms(Glossary(()), lexicon, "the boats", EN)[ES] == [{"boats": 1.0}]  # no table for that pair


@pytest.mark.parametrize("language", [None, FR])
def test_a_question_in_no_known_language_or_the_same_one_is_not_translated(
    lexicon: Lexicon, language: Language | None
) -> None:
    assert wanted_terms(Glossary(()), lexicon, "boat", language)[FR] == [{"boat": 1.0}]


def test_terms_of_the_field_are_added_in_their_own_form() -> None:
    asked = wanted_terms(Glossary.bundled(), None, "What does the ILO do?", EN)
    assert {"oit": 1.0} in asked[FR]


def test_the_bundled_lexicon_translates_the_words_of_the_field() -> None:
    bundled = Lexicon.bundled()
    for source, target, stem, expected in (
        (EN, FR, "worker", "travailleur"),
        (FR, EN, "travail", "work"),
        (EN, ES, "work", "trabaj"),
        (ES, FR, "trabaj", "travail"),
    ):
        assert expected in bundled.translations(stem, source, target)
    assert all(0 < share <= 1 for share in bundled.translations("worker", EN, FR).values())
    assert bundled.translations("nosuchstem", EN, FR) == {}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not really", b"\x93NUMPY"])
def test_a_file_that_is_no_lexicon_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "l.npz").write_bytes(content)
    with pytest.raises(MissingModel, match=r"l\.npz"):
        Lexicon(tmp_path / "l.npz")
    with pytest.raises(MissingModel):
        Lexicon(tmp_path / "absent.npz")
