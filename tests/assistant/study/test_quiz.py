"""Quizzes: what was chosen, in the languages chosen, the same for the same seed, and right by another's rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import BadRequest
from assistant.service import Assistant
from assistant.study.types import GAP, ItemKind, Quiz, StudyRequest
from corpus.errors import UnknownDocument
from tests.study_audit.checker import check_paper
from tests.study_audit.shelf import Shelf

NOTES = ("gb346-ins-4", "untfsse-origins", "ilo-coop-solidarity-letter-2020")


@pytest.mark.parametrize("languages", [("en",), ("fr",), ("es",), ("en", "fr"), ("fr", "es")])
def test_a_checker_that_shares_no_code_finds_nothing_wrong(
    alinea: Assistant, home: Path, languages: tuple[str, ...]
) -> None:
    quiz = alinea.study.quiz(StudyRequest(documents=NOTES, languages=languages, count=40))
    assert len(quiz.items) > 25
    assert {item.language for item in quiz.items} == {languages[0]}
    assert all((item.beside is not None) == (len(languages) == 2) for item in quiz.items)
    found = check_paper(quiz.items, Shelf(home / "library.sqlite"))
    assert [(each.item.stem, each.findings) for each in found if each.findings] == []


def test_the_same_seed_gives_the_same_paper_and_another_a_version_b(alinea: Assistant) -> None:
    first, again, other = (
        alinea.study.quiz(StudyRequest(documents=NOTES[:1], count=12, seed=seed)) for seed in (7, 7, 8)
    )
    assert first == again
    assert {item.id for item in first.items}.isdisjoint(item.id for item in other.items)
    assert [item.passage for item in first.items] != [item.passage for item in other.items]


def test_an_item_shows_its_condition_and_its_key_is_its_paragraph(grants: Assistant) -> None:
    quiz = grants.study.quiz(StudyRequest(sections=("4",), kinds={"multiple_choice": 1, "which_paragraph": 1}))
    by_kind = {item.kind: item for item in quiz.items}
    asked = by_kind[ItemKind.MULTIPLE_CHOICE]
    assert asked.passage == (
        "The grant stops if the cooperative\n"
        f"sells the boat before {GAP} without asking the federation of ferries in writing."
    )
    assert asked.key == "2036"
    assert [(each.locator, each.quote) for each in asked.evidence] == [
        ("4(b)", "sells the boat before 2036 without asking the federation of ferries in writing."),
        ("4", "The grant stops if the cooperative"),
    ]
    assert by_kind[ItemKind.WHICH_PARAGRAPH].key == "para. 4(a)"


def test_two_languages_ask_the_same_thing_with_the_key_at_the_same_place(grants: Assistant) -> None:
    quiz = grants.study.quiz(StudyRequest(languages=("en", "fr"), kinds={"multiple_choice": 3, "numeric": 1}))
    assert len(quiz.items) == 4
    for item in quiz.items:
        other = item.beside
        assert other is not None
        assert (item.language, other.language) == ("en", "fr")
        assert item.evidence[0].locator == other.evidence[0].locator
        if item.options:
            assert item.options.index(item.key) == other.options.index(other.key)
    written = {item.key: item.beside.key for item in quiz.items if item.beside}
    assert (
        written.items()
        <= {
            "6.5": "6,5",
            "45": "45",
            "90": "90",
            "14": "14",
            "2031": "2031",
            "2036": "2036",
            "seven": "sept",
            "two": "deux",
        }.items()
    )


def test_what_cannot_be_had_is_told_and_what_was_dropped_is_counted(grants: Assistant) -> None:
    quiz = grants.study.quiz(StudyRequest(kinds={"altered_figure": 3, "true_false": 2}))
    assert sorted(item.kind for item in quiz.items) == [ItemKind.ALTERED_FIGURE, *[ItemKind.TRUE_FALSE] * 2]
    assert quiz.missing == ("Altered figure: 1 of 3; the texts chosen yield no more that pass the rules.",)
    assert sum(quiz.made.values()) == len(quiz.items) + sum(n for each in quiz.dropped.values() for n in each.values())


def test_a_choice_confines_the_questions(alinea: Assistant) -> None:
    def places(**chosen: object) -> set[tuple[str, str]]:
        quiz = alinea.study.quiz(StudyRequest(count=8, **chosen))  # type: ignore[arg-type]
        return {(item.evidence[0].document, item.evidence[0].locator) for item in quiz.items}

    assert places(documents=("gb346-ins-4",), sections=("6-9",)) <= {
        ("gb346-ins-4", each)
        for each in ("6", "6(a)", "6(b)", "6(c)", "7", "7(a)", "7(b)", "7(c)", "7(d)", "7(e)", "8", "9")
    }
    plan = places(documents=("gb346-ins-4",), sections=("action plan, objective 1",))
    assert plan
    assert all(locator.startswith("action plan") for _, locator in plan)
    assert ("gb346-ins-4", "24(c)") in places(theme="just transition")


def test_minutes_and_level_choose_too(alinea: Assistant) -> None:
    short, long = (alinea.study.quiz(StudyRequest(minutes=minutes)) for minutes in (5, 20))
    assert 0 < short.minutes <= 8 < long.minutes
    hard = alinea.study.quiz(StudyRequest(level=3, count=6))
    assert hard.items
    assert {item.difficulty for item in hard.items} == {3}


def test_a_note_is_never_taken_for_the_official_text(alinea: Assistant) -> None:
    quiz = alinea.study.quiz(StudyRequest(documents=("gb346-ins-4",), languages=("fr",), count=10))
    assert {each.status for item in quiz.items for each in item.evidence} == {"note"}
    assert all(item.label.startswith("Note non officielle") for item in quiz.items)


@pytest.mark.parametrize(
    "wrong",
    [
        StudyRequest(languages=()),
        StudyRequest(languages=("en", "en")),
        StudyRequest(languages=("en", "fr", "es")),
        StudyRequest(languages=("de",)),
        StudyRequest(kinds={"riddle": 1}),
        StudyRequest(kinds={"gap": -1}),
        StudyRequest(count=0),
        StudyRequest(count=501),
        StudyRequest(level=4),
    ],
)
def test_a_request_that_means_nothing_is_refused(grants: Assistant, wrong: StudyRequest) -> None:
    with pytest.raises(BadRequest):
        grants.study.quiz(wrong)


def test_a_document_that_is_not_there_is_named(grants: Assistant) -> None:
    with pytest.raises(UnknownDocument, match="r193"):
        grants.study.quiz(StudyRequest(documents=("r193",)))


def test_an_empty_choice_is_told(grants: Assistant) -> None:
    quiz: Quiz = grants.study.quiz(StudyRequest(sections=("77",)))
    assert not quiz.items
    assert quiz.missing == ("Nothing in the library is what was chosen: other documents, sections or another theme?",)
