"""A file is recorded as a document only if it says that it is, in the language asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.catalogue.catalogue import load
from corpus.download.confirmation import confirm
from corpus.download.errors import LanguageUnclear, NotConfirmed, OtherDocument, OtherLanguage
from corpus.ingest import ingest_file
from corpus.types import Language

KNOWN = load()
URL = "https://www.ilo.org/paper"
BODY = (
    "1. This text was invented for a test, and says nothing that anyone ever adopted.\n\n"
    "2. It has two paragraphs, so that there is something to number.\n"
)
CORPS = (
    "1. Ce texte a été inventé pour un essai, et ne dit rien que quiconque ait jamais adopté.\n\n"
    "2. Il a deux paragraphes, afin qu’il y ait quelque chose à numéroter.\n"
)
MENU = "\n\n".join(f"Menu {number}" for number in range(30))


def confirmed(folder: Path, document: str, text: str, language: Language = Language.EN) -> str:
    """Return what a text is taken for when a document was asked for."""
    path = folder / "0f3a.md"
    path.write_text(text, encoding="utf-8")
    entry = KNOWN.get(document)
    assert entry is not None
    return confirm(entry, language, ingest_file(path, KNOWN), URL, KNOWN)


@pytest.mark.parametrize(
    ("document", "opening"),
    [
        ("r193", "R193 - Promotion of Cooperatives Recommendation, 2002 (No. 193)"),
        ("r193", f"{MENU}\n\nR193 - Promotion of Cooperatives Recommendation, 2002 (No. 193)"),
        ("gb346-ins-4", "GB.346/INS/4\n\nGoverning Body"),
        ("centenary-2019", f"{MENU}\n\nILO Centenary Declaration\nfor the Future of Work"),
        ("c190", "C190 - Violence and Harassment Convention, 2019 (No. 190)"),
    ],
)
def test_a_text_is_confirmed_by_its_own_symbol_or_title(tmp_path: Path, document: str, opening: str) -> None:
    assert confirmed(tmp_path, document, f"{opening}\n\n{BODY}") == document


def test_conclusions_and_their_resolution_come_in_one_file(tmp_path: Path) -> None:
    subject = "concerning decent work and the social and solidarity economy"
    text = f"Resolution {subject}\n\n1. Adopts.\n\nConclusions {subject}\n\n{BODY}"
    assert confirmed(tmp_path, "ilc110-resolution-sse", text) == "ilc110-conclusions-sse"
    assert confirmed(tmp_path, "ilc110-conclusions-sse", text) == "ilc110-conclusions-sse"


@pytest.mark.parametrize(
    "text",
    [
        f"What you need to know\n\n{BODY}",
        f"A guide\n\nThis is about the Promotion of Cooperatives Recommendation, 2002 (No. 193).\n\n{BODY}",
        f"Page not found\n\nThe page you asked for is not there. {BODY}",
    ],
)
def test_a_text_that_only_speaks_of_a_document_is_not_it(tmp_path: Path, text: str) -> None:
    with pytest.raises(NotConfirmed, match="R193"):
        confirmed(tmp_path, "r193", text)


def test_a_title_that_is_a_topic_confirms_nothing(tmp_path: Path) -> None:
    with pytest.raises(NotConfirmed):
        confirmed(tmp_path, "ilc110-report-vi", f"Decent work and the social and solidarity economy\n\n{BODY}")


def test_another_document_is_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(OtherDocument, match=r"GB\.341/INS/3/1"):
        confirmed(tmp_path, "gb346-ins-4", f"GB.341/INS/3/1\n\nGoverning Body\n\n{BODY}")


def test_a_french_address_that_holds_english_is_not_recorded_as_french(tmp_path: Path) -> None:
    english = f"R193 - Promotion of Cooperatives Recommendation, 2002 (No. 193)\n\n{BODY}"
    with pytest.raises(OtherLanguage, match="is in en, not in fr"):
        confirmed(tmp_path, "r193", english, Language.FR)
    french = f"R193 - Recommandation (n° 193) sur la promotion des coopératives, 2002\n\n{CORPS}"
    assert confirmed(tmp_path, "r193", french, Language.FR) == "r193"


def test_the_language_is_that_of_the_words_not_of_the_page_around_them(tmp_path: Path) -> None:
    path = tmp_path / "0f3a.html"
    numbers = "".join(f"<p>{n}. {n * 7} – {n * 9}</p>" for n in range(1, 9))
    path.write_text(f'<html lang="fr"><h1>R193 - Recommendation (No. 193)</h1>{numbers}</html>')
    entry = KNOWN.get("r193")
    assert entry is not None
    with pytest.raises(LanguageUnclear):
        confirm(entry, Language.FR, ingest_file(path, KNOWN), URL, KNOWN)
