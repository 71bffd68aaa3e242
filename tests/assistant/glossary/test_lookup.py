"""The glossary as people ask for it: by any form, mistyped, in part; texts and answers checked against it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ask.types import Answer, AnswerStatus
from assistant.glossary.lookup import alphabetical, answer_flags, look_up
from assistant.glossary.types import GlossaryStatus, TermEntry
from assistant.service import Assistant
from assistant.types import Citation
from corpus.glossary.glossary import Glossary
from corpus.types import Language

EN, FR, ES = Language.EN, Language.FR, Language.ES
Command = Callable[..., tuple[int, str, str]]
JsonOf = Callable[..., Any]


def first(query: str, reader: Language) -> str:
    """Return the first term found, in the reader's language."""
    named, others, _ = look_up(query, reader)
    return [*named, *others][0].names[reader]


@pytest.mark.parametrize(
    ("query", "reader", "expected"),
    [
        ("SSE", FR, "économie sociale et solidaire"),
        ("ESS", EN, "social and solidarity economy"),
        ("CIST", EN, "International Conference of Labour Statisticians"),
        ("CIET", FR, "Conférence internationale des statisticiens du travail"),
        ("mutuelles", EN, "mutual society"),
        ("MUTUAL SOCIETIES", ES, "mutual"),
        ("economie sociale et solidaire", ES, "economía social y solidaria"),
        ("organisation d’employeurs", EN, "employers’ organizations"),
        ("dialogue sociale", EN, "social dialogue"),
        ("piso de proteccion social", FR, "socle de protection sociale"),
        ("decnt wrok", EN, "decent work"),
        ("économie informele", FR, "économie informelle"),
        ("conseil administration", FR, "Conseil d’administration"),
        ("Turin Centre", FR, "Centre international de formation de l’OIT"),
        ("UNTFSSE", FR, "Groupe de travail interinstitutions des Nations Unies sur l’économie sociale et solidaire"),
        ("main d'oeuvre", ES, "fuerza de trabajo"),
    ],
)
def test_a_term_is_found_by_any_of_its_forms(query: str, reader: Language, expected: str) -> None:
    assert first(query, reader) == expected


def test_every_form_of_a_term_is_found_in_its_language() -> None:
    for term in Glossary.bundled().terms[::9]:  # of all of them: tests/corpus/glossary/test_glossary.py
        for language in Language:
            for form in term.spellings(language):
                named, _, status = look_up(form, language)
                assert term in named, form
                assert status is GlossaryStatus.FOUND


def test_what_a_query_names_comes_before_what_it_is_a_part_of() -> None:
    named, others, _ = look_up("cooperative", EN)
    assert [term.names[EN] for term in named] == ["cooperative"]
    assert {"cooperative movement", "worker cooperative"} <= {term.names[EN] for term in others}


def test_nothing_asked_lists_everything_in_the_order_of_the_alphabet() -> None:
    _, listed, status = look_up(" … ", FR)
    names = [alphabetical(term.names[FR]) for term in listed]
    assert status is GlossaryStatus.LISTED
    assert len(listed) == len(Glossary.bundled().terms)
    assert names == sorted(names)
    assert not any(name.startswith("le ") for name in names)


def test_what_is_like_no_term_finds_none() -> None:
    assert look_up("zzzzzz", EN) == ([], [], GlossaryStatus.NOT_FOUND)


@given(st.text(max_size=60), st.sampled_from(Language))
def test_anything_can_be_looked_up(query: str, reader: Language) -> None:
    named, others, _ = look_up(query, reader)
    assert len({*named, *others}) == len(named) + len(others)


# Answers ------------------------------------------------------------------------------------------------------------


def answer(text: str, quote: str = "", spoken: str = "fr", status: str = "official") -> Answer:
    """Return an answer in English with one source."""
    source = Citation(1, "plan", None, "Plan", "1", "Plan, para. 1", spoken, status, quote, verified=True)
    return Answer("?", "en", "extractive", AnswerStatus.ANSWERED, text, (source,))


def test_our_own_words_are_checked_against_what_the_sources_say() -> None:
    said = answer("The principals are consulted. [1]", "Les mandants sont consultés.")
    (flag,) = answer_flags(said)
    assert (flag.words, flag.term.names[EN]) == ("principals", "constituents")
    assert answer_flags(answer("The principals are consulted. [1]", "Les directeurs sont consultés.")) == ()


def test_the_words_of_a_quotation_are_their_authors() -> None:
    assert answer_flags(answer("It says: “the social and supportive economy”. [1]")) == ()
    assert len(answer_flags(answer("It is the social and supportive economy. [1]"))) == 1


def test_an_answer_in_a_language_unknown_is_left_alone() -> None:
    assert answer_flags(Answer("?", "xx", "extractive", AnswerStatus.ANSWERED, "durable enterprises")) == ()


def test_the_answers_over_the_documents_have_no_flags(alinea: Assistant) -> None:
    for question in ("What does the strategy cost?", "Quels sont les trois objectifs ?", "What is the SSE Academy?"):
        assert answer_flags(alinea.ask(question)) == ()


# The façade and the command ------------------------------------------------------------------------------------------


def by_name(terms: tuple[TermEntry, ...], name: str) -> TermEntry:
    """Return the term of that name."""
    return next(entry for entry in terms if entry.name == name)


def test_the_paragraph_that_explains_a_term_can_be_opened_where_it_is_loaded(
    alinea: Assistant, official: Assistant
) -> None:
    name = "Global Coalition for Social Justice"
    place = by_name(alinea.glossary(name).terms, name).defined
    assert place is not None
    assert (place.loaded, place.seen) == (True, True)
    assert alinea.context(place.document, place.locator, language="en").citation == place.citation
    absent = by_name(official.glossary(name).terms, name).defined
    assert absent is not None
    assert not absent.loaded


def test_a_paragraph_known_from_memory_is_not_passed_off_as_seen(alinea: Assistant) -> None:
    defined = by_name(alinea.glossary("coopérative", language="fr").terms, "coopérative").defined
    assert defined is not None
    assert (defined.citation, defined.loaded, defined.seen) == ("R193, paragr.\u00a02", False, False)


def test_the_command_finds(command: Command) -> None:
    code, out, _ = command("glossary", "SSE", "--lang", "fr")
    assert code == 0
    assert out.startswith("économie sociale et solidaire (ESS)\n")
    assert "en  social and solidarity economy (SSE)" in out


def test_the_command_says_that_there_is_no_such_term(command: Command) -> None:
    code, out, _ = command("glossary", "decnt wrok")
    assert code == 1
    assert out.startswith("There is no term “decnt wrok” in the glossary. Nearest:\n   decent work = travail décent")


def test_the_command_lists(command: Command, json_of: JsonOf) -> None:
    _, out, _ = command("glossary")
    said = json_of("glossary")
    assert out.rstrip().endswith(f"{len(said['terms'])} terms")
    assert list(said) == ["query", "language", "status", "named", "terms"]
    assert list(said["terms"][0]) == ["name", "field", "names", "defined"]
    assert list(said["terms"][0]["names"]["fr"]) == ["name", "abbreviation", "variants", "seen"]


def test_the_command_checks_a_text(command: Command, json_of: JsonOf, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("A draft.\nIt backs the social and supportive economy.\n", encoding="utf-8")
    code, out, _ = command("glossary", "--check", str(draft))
    assert code == 1
    assert out.startswith("2:14: “social and supportive economy” → social and solidarity economy\n")
    (flag,) = json_of("glossary", "--check", str(draft), code=1)["flags"]
    assert (flag["start"], flag["end"], flag["official"]) == (22, 51, "social and solidarity economy")
    assert flag["term"]["names"]["es"]["name"] == "economía social y solidaria"


def test_a_text_that_is_right_passes(command: Command, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("L’économie sociale et solidaire crée du travail décent.", encoding="utf-8")
    assert command("glossary", "--check", str(draft))[:2] == (0, "Aucun écart connu avec le glossaire (français).\n")


def test_a_text_that_cannot_be_read_is_told(command: Command, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_bytes(b"\xff\xfe\x00")
    for path in (tmp_path / "draft.txt", tmp_path / "absent.txt", tmp_path):
        code, out, err = command("glossary", "--check", str(path), "--json")
        assert code == 1
        assert "a readable text file in UTF-8" in json.loads(out)["error"]
        assert err
