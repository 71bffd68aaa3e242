"""The language of a question or a document."""

from __future__ import annotations

import csv
import json
import string
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.language import detect
from corpus.types import Language

SHARED = Path(__file__).parents[3].parent / "shared"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("What is the social economy?", "en"),
        ("Who adopted it, and when?", "en"),
        ("care economy", "en"),
        ("Does R193 define cooperatives?", "en"),
        ("WHAT WILL IT COST?", "en"),
        ("Qu’est-ce que l’ESS ?", "fr"),
        ("économie du soin", "fr"),
        ("economie sociale et solidaire", "fr"),
        ("Combien coûte la stratégie ?", "fr"),
        ("QUEL EST LE COÛT TOTAL ?", "fr"),
        ("¿Qué es la economía social?", "es"),
        ("estadisticas de cooperativas", "es"),
        ("Cuantos objetivos tiene el plan", "es"),
        ("párr. 24, e)", "es"),
        ("transition juste", "fr"),
        ("Coopération Sud-Sud", "fr"),
        ("Cooperación Sur-Sur", "es"),
        ("Loi canadienne sur les coopératives, article 7", "fr"),
        ("message de solidarité", "fr"),
        ("Define patronage return", "en"),
    ],
)
def test_short_questions(text: str, language: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize(
    "text", ["", "   ", "2023-2029", "SSE", "ESS", "R193", "GB.346/INS/4", "24(e)", "par. 7", "社会经济"]
)
def test_what_belongs_to_no_language(text: str) -> None:
    assert detect(text) is None


def test_names_in_a_sentence_do_not_change_its_language() -> None:
    assert detect("Who is Jürgen de la Fontaine-Église?") is Language.EN
    assert detect("Qui dirige la World Cooperative Monitor Foundation ?") is Language.FR


def test_a_reference_abbreviation_is_not_a_spanish_word() -> None:
    assert detect("What does para. 24 say?") is Language.EN


def test_a_long_document_with_words_of_another_language() -> None:
    french = "Le Bureau aidera les mandants à mesurer ce que les coopératives apportent à l’emploi. " * 30
    assert detect(french + "The quick summary is in English.") is Language.FR


@given(st.text())
def test_any_text_is_taken(text: str) -> None:
    assert detect(text) in (*Language, None)


@given(st.text(alphabet=string.digits + string.punctuation + string.whitespace))
def test_no_letters_no_language(text: str) -> None:
    assert detect(text) is None


def test_it_imports_no_model() -> None:
    code = "import sys, corpus.text.language; print('py3langid' in sys.modules or 'numpy' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[3]
    )
    assert ran.stdout.strip() == "False"


def _questions() -> list[tuple[str, str]]:
    """Return real questions of four words or more with their language."""
    rows = [json.loads(line) for line in (SHARED / "eval/seeds-dev.jsonl").read_text().splitlines()]
    asked = [(row["q"], row["lang"]) for row in rows]
    asked += [
        (json.loads(line)["text"], "fr") for line in (SHARED / "eval/piaf-dev/queries.jsonl").read_text().splitlines()
    ]
    return [(text, language) for text, language in asked if len(text.split()) >= 4]


@pytest.mark.skipif(not (SHARED / "eval").is_dir(), reason="the development sets are not beside the project")
def test_real_questions() -> None:
    questions = _questions()
    right = sum(detect(text) == language for text, language in questions)
    assert len(questions) > 1_000
    assert right / len(questions) >= 0.995


@pytest.mark.skipif(not (SHARED / "eval").is_dir(), reason="the development sets are not beside the project")
@pytest.mark.parametrize("pair", ["en-fr", "en-es", "fr-es"])
def test_real_sentences(pair: str) -> None:
    lines = (SHARED / f"eval/bitext/{pair}.ntrex128.tsv").read_text().splitlines()
    columns = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    for position, language in enumerate(pair.split("-")):
        sentences = [row[position] for row in columns if len(row[position].split()) >= 4]
        assert sum(detect(text) == language for text in sentences) / len(sentences) >= 0.995
