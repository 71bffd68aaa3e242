"""What is said of a file once it is read: letters lost, pages skipped, other languages, very long paragraphs."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.catalogue.catalogue import load
from corpus.errors import ForeignLanguage, MeaninglessText
from corpus.ingest import ingest_file
from corpus.outline.cleaning import meaningless_share
from corpus.text.other_languages import other_language
from corpus.types import Language

GERMAN = (
    "Die Öfen der Gemeinde werden von den Bäckern geheizt, und das Brot ist nicht nur für die Dörfer, sondern auch für "
    "die Reisenden, die mit dem Boot oder mit der Bahn kommen und nach einer warmen Mahlzeit suchen. "
)
ENGLISH = "The ovens of the valley are lit by those who own them, and the bread is for all who come by boat. "


def notices(path: Path, text: str) -> dict[str, dict[str, str]]:
    """Return the notices on a file with a text, by code."""
    path.write_text(text, encoding="utf-8")
    return {notice.code: dict(notice.values) for notice in ingest_file(path, load()).notices}


def test_a_passage_in_another_language_is_told_with_its_place(tmp_path: Path) -> None:
    found = notices(tmp_path / "a.en.txt", f"1. {ENGLISH * 9}\n\n2. {GERMAN * 3}\n\n3. {ENGLISH * 9}")
    assert found["other_language"] == {"languages": "de", "places": "2"}


def test_a_text_in_another_language_is_refused_and_not_read_as_ours(tmp_path: Path) -> None:
    with pytest.raises(ForeignLanguage, match="German"):
        notices(tmp_path / "a.txt", f"1. {GERMAN * 4}\n\n2. {GERMAN * 4}")


@pytest.mark.parametrize(
    ("text", "language", "other"),
    [
        (ENGLISH, Language.EN, None),
        (GERMAN, Language.EN, "de"),
        ("Het brood is voor de boeren en niet voor de gasten, en het wordt door een bakker van het dorp gebakken.",
         Language.EN, "nl"),
        ("Le pain du four est pour les gens de la vallée et pour tous ceux qui viennent par le bateau des îles.",
         Language.EN, "fr"),
        ("Le pain du four est pour les gens de la vallée.", Language.FR, None),
    ],
)  # fmt: skip
def test_the_language_of_a_passage(text: str, language: Language, other: str | None) -> None:
    assert other_language(text, language) == other


def test_letters_that_a_font_gives_no_meaning(tmp_path: Path) -> None:
    assert meaningless_share("\ue000 bread\n\ue000 cake") == 0  # bullets
    assert meaningless_share("the ÏÖÅÎ of ÔÈÅÉÒ") == pytest.approx(9 / 14)  # a font whose table is shifted
    assert meaningless_share("À l’été, la forêt où naît l’œuvre créée à Öffnung") == 0
    lost = f"1. {ENGLISH}Br\ue012\ue013d of the day."
    assert float(notices(tmp_path / "a.en.txt", lost)["meaningless"]["share"]) == pytest.approx(2.1, abs=0.3)
    with pytest.raises(MeaninglessText, match="%"):
        notices(tmp_path / "b.en.txt", "1. The br\ue012\ue013d \ue012\ue013\ue014\ue015\ue016 of \ue012\ue013\ue014.")


def test_a_very_long_paragraph_is_told(tmp_path: Path) -> None:
    assert notices(tmp_path / "a.en.txt", f"1. Ovens.\n\n2. {ENGLISH * 300}")["giant"] == {"places": "2"}


def test_a_page_that_ends_in_the_middle_is_told(tmp_path: Path) -> None:
    page = f"<html><body><p>1. {ENGLISH}</p><p>2. {ENGLISH}</p>"
    assert "cut_short" in notices(tmp_path / "a.html", page)
    assert "cut_short" not in notices(tmp_path / "b.html", f"{page}</body></html>")
