"""A file that names itself like a known document and is at odds with it is kept apart, and says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.catalogue.catalogue import load
from corpus.ingest import Ingested, ingest_file

ENGLISH = (
    "1. Members of the cooperative bakery meet every month and share what the oven has earned.\n\n"
    "2. They bake for the school of the valley, and the school pays them for the bread.\n"
)
FRENCH = (
    "1. Les membres de la boulangerie coopérative se réunissent chaque mois et partagent ce que le four a rapporté.\n\n"
    "2. Ils cuisent le pain pour l’école de la vallée, et l’école les paie pour ce pain.\n"
)
R193 = "Promotion of Cooperatives Recommendation, 2002 (No. 193)"

Add = Callable[..., Ingested]


@pytest.fixture
def added(tmp_path: Path) -> Add:
    """Give what adds a text as a file of a name, with a sidecar if one is given."""

    def add(text: str, name: str = "r193.txt", sidecar: str = "") -> Ingested:
        (path := tmp_path / name).write_text(text, encoding="utf-8")
        if sidecar:
            path.with_name(f"{name}.toml").write_text(sidecar, encoding="utf-8")
        return ingest_file(path, load())

    return add


def told(found: Ingested) -> dict[str, str] | None:
    """Return the notice that a text is kept apart, with its values; None without one."""
    return next(({"code": each.code, **each.values} for each in found.notices if each.code.startswith("apart")), None)


@pytest.mark.parametrize(
    ("text", "code", "values"),
    [
        (f"R193\n\n{ENGLISH}", "apart_title", {"symbol": "R193", "id": "r193"}),
        (f"Recommendation (No. 193) concerning the baking of bread\n\n{ENGLISH}", "apart_title", {"id": "r193"}),
        (f"R193\n\n{R193}\n\n{FRENCH}", "apart_language", {"language": "fr", "other": "en"}),
        (f"{R193}\n\n{ENGLISH.replace('1. ', '').replace('2. ', '')}", "apart_numbering", {"found": "–"}),
        (
            "GB.346/INS/4\n\nStrategy and action plan concerning decent work and the social and solidarity economy\n\n"
            + ENGLISH.replace("1. ", "41. ").replace("2. ", "42. "),
            "apart_numbering",
            {"expected": "1–30", "found": "41–42", "id": "gb346-ins-4"},
        ),
    ],
)
def test_what_contradicts_the_catalogue_is_kept_apart(added: Add, text: str, code: str, values: dict[str, str]) -> None:
    found = added(text)
    notice = told(found)
    assert notice is not None and notice["code"] == code and notice | values == notice
    assert (found.document.id, found.document.symbol, found.told_by) == ("r193-file", None, "file")
    assert R193 not in found.document.titles.values()
    (said,) = (str(each) for each in found.notices if each.code == code)
    assert f'write id = "{notice["id"]}" in a file of its name with .toml added' in said


@pytest.mark.parametrize(
    "text",
    [
        f"R193\n\n{R193}\n\n{ENGLISH}",
        f"R193 — {R193}\n\n{ENGLISH}",
        f"{R193}\n\n{ENGLISH}",
        f"Recommendation (No. 193) concerning the promotion of cooperatives, adopted in 2002\n\n{ENGLISH}",
        f"Recommandation (n° 193) sur la promotion des coopératives, 2002\n\n{FRENCH}",
    ],
)
def test_what_agrees_is_the_document(added: Add, text: str) -> None:
    found = added(text)
    assert (found.document.id, found.told_by, told(found)) == ("r193", "catalogue", None)
    assert found.sign == ("symbol" if text.startswith(("R193", "Recommendation (", "Recommandation (n")) else "title")


def test_a_sidecar_says_that_it_is_that_document_on_purpose(added: Add) -> None:
    found = added(f"R193\n\n{ENGLISH}", sidecar='id = "r193"\n')
    assert (found.document.id, found.document.symbol, told(found)) == ("r193", "R193", None)


def test_a_text_that_cites_a_document_claims_nothing(added: Add) -> None:
    found = added(f"Rules of the bakery\n\n{ENGLISH}3. They follow R193 in all they do.\n", "rules.txt")
    assert (found.document.id, told(found)) == ("rules", None)
