"""The files of the glossary are read strictly: what is not understood is named, with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import BadGlossary
from corpus.glossary.loader import read_renderings, read_terms
from corpus.glossary.types import Definition, Field
from corpus.types import Language

EN, FR, ES = Language.EN, Language.FR, Language.ES
HEAD = "en,fr,es,abbr_en,abbr_fr,abbr_es,also_en,also_fr,also_es,field,use,seen,document,locator"
OVEN = "common oven,four commun,horno común,COV,,,shared oven | village oven,,,work,search explain,en fr place,r193,2"
WRONG_HEAD = "language,rendering,term,when"


def written(folder: Path, *lines: str) -> Path:
    """Return a file of these lines."""
    path = folder / "terms.csv"
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return path


def test_a_line_is_a_term(tmp_path: Path) -> None:
    (term,) = read_terms(written(tmp_path, HEAD, OVEN))
    assert term.names == {EN: "common oven", FR: "four commun", ES: "horno común"}
    assert term.forms(EN) == ("common oven", "COV")
    assert term.spellings(EN) == ("common oven", "COV", "shared oven", "village oven")
    assert (term.field, term.searched, term.explained, term.seen) == (Field.WORK, True, True, frozenset({EN, FR}))
    assert term.definition == Definition("r193", "2", seen=True)


@pytest.mark.parametrize(
    ("lines", "line", "told"),
    [
        ([HEAD.replace("seen", "evidence")], 1, "its columns are"),
        ([""], 1, "its columns are none"),
        ([HEAD, OVEN + ",more"], 2, "expected 14 columns"),
        ([HEAD, "common oven,four commun"], 2, "expected 14 columns"),
        ([HEAD, OVEN, OVEN.replace("common", "Common")], 3, "“Common oven” is there twice"),
        ([HEAD, OVEN.replace("four commun", "")], 2, "there is no name in fr"),
        ([HEAD, OVEN.replace("common oven", " common oven")], 2, "begins or ends with a space"),
        ([HEAD, OVEN.replace(",work,", ",bakery,")], 2, "bakery"),
        ([HEAD, OVEN.replace("search explain", "search show")], 2, "“show” is none of: search, explain"),
        ([HEAD, OVEN.replace("en fr place", "en de")], 2, "“de” is none of"),
        ([HEAD, OVEN.replace("r193,2", "r193,")], 2, "a document and a locator"),
        ([HEAD, OVEN.replace("r193,2", ",")], 2, "said to be seen"),
        ([HEAD, '"common'], 2, "unexpected end of data"),
    ],
)
def test_what_is_not_understood_is_told_with_its_line(tmp_path: Path, lines: list[str], line: int, told: str) -> None:
    with pytest.raises(BadGlossary, match=told) as problem:
        read_terms(written(tmp_path, *lines))
    assert problem.value.values["line"] == line
    assert problem.value.values["path"] == "terms.csv"


def test_a_wrong_rendering_names_the_term_it_stands_for(tmp_path: Path) -> None:
    terms = read_terms(written(tmp_path, HEAD, OVEN))
    rows = ["fr,four partagé,common oven,always", "en,stove,common oven,source"]
    first, second = read_renderings(terms, written(tmp_path, WRONG_HEAD, *rows))
    assert (first.language, first.words, first.term, first.always) == (FR, "four partagé", terms[0], True)
    assert not second.always


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("fr,four partagé,oven,always", "“oven” is not a term of the glossary"),
        ("fr,,common oven,always", "the rendering is empty"),
        ("de,Backhaus,common oven,always", "de"),
        ("fr,fours communs,common oven,always", "an official form"),
        ("en,village oven,common oven,always", "an official form"),
        ("fr,four partagé,common oven,often", "“often” is none of: always, source"),
        ("fr,four partagé,common oven,", "must be one of"),
        ("fr,four partagé,common oven", "expected 4 columns"),
    ],
)
def test_a_wrong_rendering_that_is_not_understood_is_told(tmp_path: Path, row: str, told: str) -> None:
    terms = read_terms(written(tmp_path, HEAD, OVEN))
    with pytest.raises(BadGlossary, match=told):
        read_renderings(terms, written(tmp_path, WRONG_HEAD, row))


def test_a_wrong_rendering_is_there_once(tmp_path: Path) -> None:
    terms = read_terms(written(tmp_path, HEAD, OVEN))
    rows = ["fr,four partagé,common oven,always", "fr,Four partagé,common oven,source"]
    with pytest.raises(BadGlossary, match="is there twice"):
        read_renderings(terms, written(tmp_path, WRONG_HEAD, *rows))
