"""The gold questions are well formed: a mistake in the truth would be read as a mistake of the search."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

QUESTIONS = Path(__file__).parents[2] / "gold" / "questions.jsonl"
SHARED = Path(__file__).parents[3].parent / "shared"
KINDS = {"fact", "locate", "list", "crossref", "unanswerable"}
REASONS = {"near_miss", "other_document", "general", "task", "injection", "smalltalk", "nonsense"}
KEYS = {"id", "lang", "kind", "q", "document", "locators"}
SHARES = {"en": 0.45, "fr": 0.35, "es": 0.20}
LONGEST_COPIED_RUN = 6

STRATEGY_ITEMS = {6: "abc", 7: "abcde", 24: "abcde"}
PLAN_ROWS = {"1.1": 1, "1.2": 4, "1.3": 1, "2.1": 2, "2.2": 1, "2.3": 1, "3.1": 2, "3.2": 4, "3.3": 1}


def strategy_locators() -> set[str]:
    """Return every locator of GB.346/INS/4: paragraphs, items, objectives, outputs and rows of the plan."""
    found = {str(number) for number in range(1, 31)}
    found |= {f"{number}({letter})" for number, letters in STRATEGY_ITEMS.items() for letter in letters}
    found |= {f"action plan, objective {number}" for number in (1, 2, 3)}
    found |= {f"action plan {output}" for output in PLAN_ROWS}
    return found | {f"action plan {output}({row})" for output, rows in PLAN_ROWS.items() for row in range(1, rows + 1)}


def unnumbered(count: int, *items: str) -> set[str]:
    """Return the locators of a document of `count` unnumbered paragraphs, and of `items` such as `5(ii)`."""
    return {f"¶{number}" for number in range(1, count + 1)} | {f"¶{item}" for item in items}


LOCATORS = {
    "gb346-ins-4": strategy_locators(),
    "ilo-coop-solidarity-letter-2020": unnumbered(8),
    "coop-centenary-webinar-2020": unnumbered(8),
    "ilo-social-economy-academy": unnumbered(4),
    "untfsse-origins": unnumbered(7, "5(i)", "5(ii)", "5(iii)", "5(iv)"),
}


def read(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSON-lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def words(text: str) -> list[str]:
    """Return the words of `text` in lower case; an apostrophe separates two words."""
    return re.findall(r"\w+", text.casefold())


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    """Return every run of `length` consecutive words of `text`."""
    sequence = words(text)
    return {tuple(sequence[start : start + length]) for start in range(len(sequence) - length + 1)}


@pytest.fixture(scope="module")
def questions() -> list[dict[str, Any]]:
    """Give the gold questions."""
    return read(QUESTIONS)


@pytest.fixture(scope="module")
def pairs(questions: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Give the questions that are asked in several languages, by pair."""
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for question in questions:
        if "pair" in question:
            groups[question["pair"]].append(question)
    return groups


def test_identifiers_are_unique_and_in_order(questions: list[dict[str, Any]]) -> None:
    """Results are compared from one run to the next by identifier."""
    assert [question["id"] for question in questions] == [f"q{number:03d}" for number in range(1, len(questions) + 1)]


def test_no_question_is_asked_twice(questions: list[dict[str, Any]]) -> None:
    """A question counted twice would weigh twice."""
    asked = Counter((question["lang"], " ".join(words(question["q"])) or question["q"]) for question in questions)
    assert [question for question, times in asked.items() if times > 1] == []


def test_every_line_has_the_right_keys(questions: list[dict[str, Any]]) -> None:
    """Each object has the common keys, and only those its kind allows."""
    for question in questions:
        extra = {"why"} if question["kind"] == "unanswerable" else set()
        assert question.keys() - {"pair"} == KEYS | extra, question
        assert question["kind"] in KINDS, question
        assert question["lang"] in SHARES, question
        assert question["q"].strip() == question["q"] != "", question


def test_answerable_questions_point_at_paragraphs_that_exist(questions: list[dict[str, Any]]) -> None:
    """A locator is canonical, exists in its document, and is listed once."""
    for question in questions:
        if question["kind"] == "unanswerable":
            continue
        locators = question["locators"]
        assert locators and len(set(locators)) == len(locators), question
        assert set(locators) <= LOCATORS[question["document"]], question


def test_an_item_comes_before_its_parent(questions: list[dict[str, Any]]) -> None:
    """The exact target is first: `24(e)`, then `24`."""
    for question in questions:
        locators = question["locators"]
        for position, locator in enumerate(locators):
            parent = locator.partition("(")[0]
            if parent != locator and parent in locators:
                assert locators.index(parent) > position, question


def test_unanswerable_questions_have_a_reason_and_no_locator(questions: list[dict[str, Any]]) -> None:
    """Nothing in the documents answers them; the reason tells the kinds of refusal apart."""
    for question in questions:
        if question["kind"] == "unanswerable":
            assert (question["document"], question["locators"]) == ("", []), question
            assert question["why"] in REASONS, question


def test_pairs_agree_in_every_language(pairs: dict[str, list[dict[str, Any]]]) -> None:
    """The same question has the same answer whatever the language it is asked in."""
    for group in pairs.values():
        languages = [question["lang"] for question in group]
        assert len(group) > 1 and len(set(languages)) == len(languages), group
        for key in ("kind", "document", "locators", "why"):
            assert all(question.get(key) == group[0].get(key) for question in group), group


def test_the_set_is_large_and_balanced(questions: list[dict[str, Any]], pairs: dict[str, list[dict[str, Any]]]) -> None:
    """About 150 questions with an answer, 110 without, in the agreed shares, and 30 English-French pairs or more."""
    without = [question for question in questions if question["kind"] == "unanswerable"]
    assert len(questions) - len(without) >= 150
    assert len(without) >= 110
    assert {question["why"] for question in without} == REASONS
    assert {question["kind"] for question in questions} == KINDS
    for language, share in SHARES.items():
        count = sum(question["lang"] == language for question in questions)
        assert count / len(questions) == pytest.approx(share, abs=0.02), language
    answered = [group for group in pairs.values() if group[0]["kind"] != "unanswerable"]
    assert sum({"en", "fr"} <= {question["lang"] for question in group} for group in answered) >= 30


@pytest.mark.parametrize("wrong", ["24e", "24 e)", "24(f)", "31", "0", "action plan 1.2(5)", "Action plan 1.2", "¶1"])
def test_the_grammar_refuses_what_is_not_canonical(wrong: str) -> None:
    """The check above would notice a locator that is misspelt or does not exist."""
    assert wrong not in LOCATORS["gb346-ins-4"]


@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the seed documents are not beside this checkout")
def test_questions_are_not_copied_from_the_documents(questions: list[dict[str, Any]]) -> None:
    """Paraphrases only: no more than six consecutive words of a document."""
    length = LONGEST_COPIED_RUN + 1
    copied = {run for path in (SHARED / "seeds").glob("0*.txt") for run in runs(path.read_text("utf-8"), length)}
    assert copied
    assert [question["id"] for question in questions if runs(question["q"], length) & copied] == []


@pytest.mark.skipif(
    not (SHARED / "eval" / "seeds-dev.jsonl").is_file(), reason="the other development set is not beside this checkout"
)
def test_questions_are_not_those_of_the_other_development_set(questions: list[dict[str, Any]]) -> None:
    """The two development sets stay independent."""
    other = {" ".join(words(question["q"])) for question in read(SHARED / "eval" / "seeds-dev.jsonl")}
    assert [question["id"] for question in questions if " ".join(words(question["q"])) in other] == []
