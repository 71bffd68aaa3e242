"""The figures of `evaluate` over the library: search, pairs, answers, refusals."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.errors import BadRequest
from assistant.evaluation.files import JudgedQuestion
from assistant.evaluation.runner import evaluate, is_right
from assistant.service import Assistant
from assistant.settings import Settings
from corpus.types import Language
from tests.world.harbour import MOON, NETS, VOTE, Scripted, answered, scripted, write


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scripted]:
    """Open the library once."""
    with scripted(tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("files")) as service:
        yield service


@pytest.fixture
def alinea(opened: Scripted) -> Scripted:
    """Give the service without a script."""
    opened.script = {}
    return opened


def test_a_phrase_counts_wherever_the_text_contains_it(alinea: Scripted, tmp_path: Path) -> None:
    """The second question's phrase is nowhere: it is missed, and brings its language and the whole to a half."""
    rows = [VOTE | {"gold": ["ONE  vote in the general\u00a0assembly"]}, NETS | {"lang": "fr", "gold": ["at dawn"]}]
    report = evaluate(alinea, write(tmp_path / "q.jsonl", rows))
    assert report["n"] == report["all"]["n"] == 2
    assert {name: report["languages"][name]["recall@1"] for name in ("en", "fr")} == {"en": 1, "fr": 0}
    assert {name: report["kinds"][name]["recall@5"] for name in ("fact", "locate")} == {"fact": 1, "locate": 0}
    assert [report["all"][name] for name in ("recall@1", "recall@5", "recall@10", "mrr@10")] == [0.5] * 4
    assert report["all"]["recall@1_ci"] == [0, 1]
    assert report["missed@1"] == report["missed@5"] == ["n"]


def test_a_locator_counts_in_its_document_only(alinea: Scripted, tmp_path: Path) -> None:
    right = VOTE | {"document": "charter", "locators": ["9", "2"]}
    wrong = NETS | {"document": "letter", "locators": ["4"]}
    report = evaluate(alinea, write(tmp_path / "q.jsonl", [right, wrong]))
    assert report["missed@1"] == ["n"]
    assert report["all"]["mrr@10"] == 0.5


def test_a_hit_below_the_first_counts_for_less(alinea: Scripted, tmp_path: Path) -> None:
    """The nets are what the question is about, and the vote comes somewhere behind them."""
    report = evaluate(alinea, write(tmp_path / "q.jsonl", [NETS | {"document": "charter", "locators": ["2"]}]))
    assert report["all"]["recall@1"] == 0 and report["all"]["recall@5"] == 1
    assert report["all"]["mrr@10"] in [pytest.approx(1 / rank) for rank in (2, 3, 4, 5)]


def test_ways_of_matching_side_by_side(alinea: Scripted, tmp_path: Path) -> None:
    """A word that the text does not have is no keyword of it."""
    question = VOTE | {"q": "salary", "document": "charter", "locators": ["3"]}
    report = evaluate(alinea, write(tmp_path / "q.jsonl", [VOTE | {"gold": ["one vote"]}, question | {"id": "s"}]))
    assert report["keywords_alone"]["all"]["recall@10"] == 0.5
    assert report["vectors_alone"]["all"]["recall@10"] == report["late_interaction_alone"]["all"]["recall@10"] == 1
    assert report["ranking_alone"]["all"]["recall@10"] == 1
    assert report["keywords_alone"]["difference"]["recall@1"] == pytest.approx(
        report["all"]["recall@1"] - report["keywords_alone"]["all"]["recall@1"]
    )


def test_pairs_reach_the_same_place_or_are_named(alinea: Scripted, tmp_path: Path) -> None:
    """The two questions of p1 name the same things, those of p2 do not; p3 has no French one and does not count."""
    place = {"document": "charter", "locators": ["2"]}
    rows = [
        VOTE | place | {"id": "1", "pair": "p1"},
        VOTE | place | {"id": "2", "pair": "p1", "lang": "fr"},
        VOTE | place | {"id": "3", "pair": "p2"},
        NETS | place | {"id": "4", "pair": "p2", "lang": "fr"},
        VOTE | place | {"id": "5", "pair": "p3"},
        NETS | place | {"id": "6", "pair": "p3", "lang": "es"},
    ]
    report = evaluate(alinea, write(tmp_path / "q.jsonl", rows))
    assert (report["parity"], report["pairs"], report["pairs_apart"]) == (0.5, 2, ["p2"])
    assert 0.5 < report["parity@5"] <= 1  # five paragraphs in all: most are among the first five of any question


@pytest.mark.parametrize(
    ("phrase", "text", "right"),
    [
        ("l'économie sociale", "Dans L’ÉCONOMIE\u00a0sociale\net solidaire", True),
        ("économie sociale", "economie sociale", False),
        ("forty-two", "forty two", False),
        ("10² units", "102 units", False),
    ],
)
def test_what_makes_a_phrase_the_same(phrase: str, text: str, right: bool) -> None:
    """Spaces, case and apostrophes do not count; accents, hyphens and digits do."""
    question = JudgedQuestion("1", Language.FR, "fact", "?", phrases=("not this one", phrase))
    assert is_right(question, ("any", "1"), ["another language", text]) is right


def test_refusals_right_and_wrong(alinea: Scripted, tmp_path: Path) -> None:
    """The vote is answered, the nets wrongly refused; the moon is rightly refused, the sun wrongly answered."""
    sun = MOON | {"id": "s", "q": "How old is the sun?"}
    alinea.script = {row["q"]: answered(row["q"], "one vote") for row in (VOTE, sun)}
    rows = [VOTE | {"gold": ["one vote"]}, NETS | {"gold": ["nets"]}, MOON, sun]
    refusal = evaluate(alinea, write(tmp_path / "q.jsonl", rows))["refusal"]
    assert refusal.pop("wrong") == ["n", "s"]
    assert 0 <= refusal.pop("auroc") <= 1
    assert len(refusal.pop("curve")) == 50 and 0 <= refusal.pop("false_answers@10%error") <= 1
    assert refusal == {"unanswerable": 2, "refused": 1, "answerable": 2, "wrongly_refused": 1}


def test_auroc_is_over_the_confidence(alinea: Scripted, tmp_path: Path) -> None:
    """The confidence is 0 without evidence, and only the vote has some: above the moon, with which the nets tie."""
    alinea.script = {VOTE["q"]: answered(VOTE["q"], "one vote")}
    path = write(tmp_path / "q.jsonl", [VOTE | {"gold": ["one vote"]}, NETS | {"gold": ["nets"]}, MOON])
    assert evaluate(alinea, path)["refusal"]["auroc"] == 0.75


def test_without_unanswerable_questions_there_is_no_auroc(alinea: Scripted, tmp_path: Path) -> None:
    report = evaluate(alinea, write(tmp_path / "q.jsonl", [VOTE | {"gold": ["one vote"]}]))
    assert report["refusal"]["auroc"] is None
    assert "NaN" not in json.dumps(report)


def test_quotes_are_looked_up_again(alinea: Scripted, tmp_path: Path) -> None:
    """Of four citations one stands; the others are not in the place, in no place, and not passed by the gate."""
    questions = [VOTE | {"id": str(number), "q": f"vote {number}", "gold": ["vote"]} for number in range(4)]
    answers = [
        answered("", "Every member has one vote"),
        answered("", "Every member has one vote", locator="3"),
        answered("", "Every member has two votes"),
        answered("", "Every member has one vote", verified=False),
    ]
    alinea.script = {row["q"]: answer for row, answer in zip(questions, answers, strict=True)}
    assert evaluate(alinea, write(tmp_path / "q.jsonl", questions))["citations_verified"] == 0.25


def test_answers_in_the_language_of_the_question(alinea: Scripted, tmp_path: Path) -> None:
    french = VOTE | {"id": "f", "lang": "fr", "gold": ["vote"], "q": "Combien de voix ?"}
    alinea.script = {french["q"]: answered("", "one vote", language="en")}
    report = evaluate(alinea, write(tmp_path / "q.jsonl", [french, MOON]))
    assert (report["answer_language"], report["in_another_language"]) == (0.5, ["f"])


def test_the_whole_path_quotes_what_it_finds(tmp_path: Path, alinea: Scripted) -> None:
    """Without a script: the assistant over the same library answers from the right paragraph, word for word."""
    plain = Assistant(alinea.settings)
    report = evaluate(plain, write(tmp_path / "q.jsonl", [VOTE | {"gold": ["one vote"]}, MOON]))
    plain.close()
    assert report["citations_verified"] == report["answer_language"] == report["all"]["recall@1"] == 1
    assert report["refusal"]["refused"] == 1


def test_an_empty_library_is_said_to_be_empty(tmp_path: Path) -> None:
    empty = Assistant(Settings(home=tmp_path / "home", notes=False))
    with pytest.raises(BadRequest, match=r"q\.jsonl.*library.*empty"):
        evaluate(empty, write(tmp_path / "q.jsonl", [VOTE | {"gold": ["one vote"]}]))
    empty.close()
