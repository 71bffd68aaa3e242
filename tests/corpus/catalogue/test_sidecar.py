"""The sidecar has the last word, and says nothing we do not understand."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.catalogue.sidecar import FACTS, Sidecar, facts_from, read_sidecar, sidecar_path
from corpus.errors import BadFact, BadSidecar
from corpus.types import Authority, Language, Status


def beside(folder: Path, text: str) -> Path:
    """Write a sidecar, and return the file it stands beside."""
    path = folder / "ovens.pdf"
    sidecar_path(path).write_text(text, encoding="utf-8")
    return path


def test_it_stands_beside_the_file(tmp_path: Path) -> None:
    assert sidecar_path(tmp_path / "ovens.pdf").name == "ovens.pdf.toml"
    assert read_sidecar(tmp_path / "ovens.pdf") == Sidecar()


def test_every_key_is_read(tmp_path: Path) -> None:
    text = """
        id = "ovens-1"
        language = "fr"
        status = "note"
        symbol = "O.1"
        title = "Des fours"
        body = "The meeting"
        session = "3rd"
        date = "2022-11"
        kind = "report"
        authority = "report"
        url = "https://example.org/ovens"
    """
    assert read_sidecar(beside(tmp_path, text)) == Sidecar(
        id="ovens-1",
        language=Language.FR,
        status=Status.NOTE,
        symbol="O.1",
        title="Des fours",
        body="The meeting",
        session="3rd",
        date="2022-11",
        kind="report",
        authority=Authority.REPORT,
        url="https://example.org/ovens",
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("titel = 'x'", "unknown key “titel”"),
        ("date = 2022", "“date” must be text in quotation marks, not 2022"),
        ("date = '9 Nov 2022'", "'9 Nov 2022'"),
        ("id = 'Ovens 1'", "'Ovens 1'"),
        ("id = '../ovens'", "'../ovens'"),
        ("url = 'javascript:alert(1)'", "'javascript:alert(1)'"),
        ("language = 'de'", "'de'"),
        ("authority = 'law of nature'", "law of nature"),
        ("id = ", "not valid TOML"),
    ],
)
def test_what_is_not_understood_is_refused_by_name_and_value(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadSidecar) as caught:
        read_sidecar(beside(tmp_path, text))
    assert said in str(caught.value)
    assert "ovens.pdf.toml" in str(caught.value)


def test_facts_given_with_a_file_are_read_by_the_same_rules_and_refused_in_the_same_words(tmp_path: Path) -> None:
    given = {"id": "ovens-1", "language": "fr", "date": "2022"}
    lines = "\n".join(f'{name} = "{value}"' for name, value in given.items())
    assert facts_from(given) == read_sidecar(beside(tmp_path, lines))
    with pytest.raises(BadFact) as given_wrong:
        facts_from({"date": "9 Nov 2022"})
    with pytest.raises(BadSidecar) as written_wrong:
        read_sidecar(beside(tmp_path, 'date = "9 Nov 2022"'))
    assert given_wrong.value.values["detail"] == written_wrong.value.values["detail"]
    assert given_wrong.value.values["name"] == "date"


def test_facts_given_with_a_file_go_before_those_beside_it() -> None:
    written = Sidecar(id="ovens-1", title="Des fours", language=Language.FR)
    assert written.under(Sidecar(title="Les fours")) == Sidecar(id="ovens-1", title="Les fours", language=Language.FR)
    assert FACTS[:3] == ("id", "language", "status")


@pytest.mark.parametrize("text", ["id = " + "[" * 5_000, "id = 'a"])
def test_a_sidecar_that_harms_is_an_error(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadSidecar):
        read_sidecar(tmp_path / "a.txt")


def test_a_name_too_long_for_a_sidecar_has_none(tmp_path: Path) -> None:
    assert read_sidecar(tmp_path / ("a" * 252)) == Sidecar()
