"""`evaluate` over a small library whose right figures are known, and over files with something wrong in them."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from assistant import printing
from assistant.errors import BadRequest
from assistant.evaluation import evaluate, is_right
from assistant.evaluation_files import Question, read_collections, read_pairs, read_questions
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.types import Answer, AnswerStatus, Citation, Turn
from corpus.types import Language
from index.evidence import Evidence

CHARTER = """Charter of the dockers' harbour

1. The harbour cooperative was founded in 1931 by forty-two dockers, who put their tools together.

2. Every member has one vote in the general assembly, whatever the number of shares that the member holds.

3. The treasurer publishes statistics on wages each quarter, and the auditors' report is pinned to the door.

4. Nets and ropes left on the quay after sunset are collected by the night watch and returned in the morning.
"""
LETTER = """Lettre de la coopérative portuaire

Chers membres, la coopérative a acheté deux remorqueurs, une grue et un entrepôt frigorifique pour le poisson.
"""
VOTE: dict[str, Any] = {
    "id": "v",
    "lang": "en",
    "kind": "fact",
    "q": "How many votes has every member in the general assembly?",
}
NETS: dict[str, Any] = {"id": "n", "lang": "en", "kind": "locate", "q": "nets and ropes left on the quay after sunset"}
MOON: dict[str, Any] = {"id": "m", "lang": "en", "kind": "unanswerable", "q": "How far is the moon?", "gold": []}


class Scripted(Assistant):
    """The assistant, with the answers of a script; and with evidence only where a question is in the script."""

    def __init__(self, settings: Settings) -> None:
        """Start with an empty script."""
        super().__init__(settings)
        self.script: dict[str, Answer] = {}

    def ask(
        self, question: str, *, language: str | None = None, history: Sequence[Turn] = (), interface: str = "en"
    ) -> Answer:
        """Answer as scripted, else refuse."""
        return self.script.get(question) or Answer(question, "en", "extractive", AnswerStatus.NOT_IN_DOCUMENTS, "No.")

    def evidence(self, question: str) -> Evidence | None:
        """Return what there is only for a question of the script."""
        return super().evidence(question) if question in self.script else None


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scripted]:
    """Open a library of two documents, without notes."""
    home, files = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("files")
    (files / "charter.txt").write_text(CHARTER, encoding="utf-8")
    (files / "letter.txt").write_text(LETTER, encoding="utf-8")
    opened = Scripted(Settings(home=home, notes=False))
    added = opened.add([files])
    assert {document.id for document in added.documents} == {"charter", "letter"}
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def _unscripted(service: Scripted) -> None:
    """Start each test without a script."""
    service.script = {}


def write(path: Path, rows: Sequence[Mapping[str, Any]]) -> Path:
    """Write rows as JSON lines."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def answered(question: str, quote: str, *, locator: str = "2", language: str = "en", verified: bool = True) -> Answer:
    """Return an answer that quotes the charter."""
    cited = Citation(1, "charter", None, "Charter", locator, "", "en", "official", quote, verified)
    return Answer(question, language, "extractive", AnswerStatus.ANSWERED, quote, (cited,))


# Search -----------------------------------------------------------------------------------------------------------


def test_a_phrase_counts_wherever_the_text_contains_it(service: Scripted, tmp_path: Path) -> None:
    """The second question's phrase is nowhere: it is missed, and brings its language and the whole to a half."""
    rows = [VOTE | {"gold": ["ONE  vote in the general\u00a0assembly"]}, NETS | {"lang": "fr", "gold": ["at dawn"]}]
    report = evaluate(service, write(tmp_path / "q.jsonl", rows))
    assert report["n"] == report["all"]["n"] == 2
    assert {name: report["languages"][name]["recall@1"] for name in ("en", "fr")} == {"en": 1, "fr": 0}
    assert {name: report["kinds"][name]["recall@5"] for name in ("fact", "locate")} == {"fact": 1, "locate": 0}
    assert [report["all"][name] for name in ("recall@1", "recall@5", "recall@10", "mrr@10")] == [0.5] * 4
    assert report["all"]["recall@1_ci"] == [0, 1]
    assert report["missed@1"] == report["missed@5"] == ["n"]


def test_a_locator_counts_in_its_document_only(service: Scripted, tmp_path: Path) -> None:
    right = VOTE | {"document": "charter", "locators": ["9", "2"]}
    wrong = NETS | {"document": "letter", "locators": ["4"]}
    report = evaluate(service, write(tmp_path / "q.jsonl", [right, wrong]))
    assert report["missed@1"] == ["n"]
    assert report["all"]["mrr@10"] == 0.5


def test_a_hit_below_the_first_counts_for_less(service: Scripted, tmp_path: Path) -> None:
    """The nets are what the question is about, and the vote comes somewhere behind them."""
    report = evaluate(service, write(tmp_path / "q.jsonl", [NETS | {"document": "charter", "locators": ["2"]}]))
    assert report["all"]["recall@1"] == 0 and report["all"]["recall@5"] == 1
    assert report["all"]["mrr@10"] in [pytest.approx(1 / rank) for rank in (2, 3, 4, 5)]


def test_ways_of_matching_side_by_side(service: Scripted, tmp_path: Path) -> None:
    """A word that the text does not have is no keyword of it."""
    question = VOTE | {"q": "salary", "document": "charter", "locators": ["3"]}
    report = evaluate(service, write(tmp_path / "q.jsonl", [VOTE | {"gold": ["one vote"]}, question | {"id": "s"}]))
    assert report["keywords_alone"]["all"]["recall@10"] == 0.5
    assert report["vectors_alone"]["all"]["recall@10"] == report["late_interaction_alone"]["all"]["recall@10"] == 1
    assert report["ranking_alone"]["all"]["recall@10"] == 1
    assert report["keywords_alone"]["difference"]["recall@1"] == pytest.approx(
        report["all"]["recall@1"] - report["keywords_alone"]["all"]["recall@1"]
    )


def test_pairs_reach_the_same_place_or_are_named(service: Scripted, tmp_path: Path) -> None:
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
    report = evaluate(service, write(tmp_path / "q.jsonl", rows))
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
    question = Question("1", Language.FR, "fact", "?", phrases=("not this one", phrase))
    assert is_right(question, ("any", "1"), ["another language", text]) is right


# Answers ----------------------------------------------------------------------------------------------------------


def test_refusals_right_and_wrong(service: Scripted, tmp_path: Path) -> None:
    """The vote is answered, the nets wrongly refused; the moon is rightly refused, the sun wrongly answered."""
    sun = MOON | {"id": "s", "q": "How old is the sun?"}
    service.script = {row["q"]: answered(row["q"], "one vote") for row in (VOTE, sun)}
    rows = [VOTE | {"gold": ["one vote"]}, NETS | {"gold": ["nets"]}, MOON, sun]
    refusal = evaluate(service, write(tmp_path / "q.jsonl", rows))["refusal"]
    assert refusal.pop("wrong") == ["n", "s"]
    assert 0 <= refusal.pop("auroc") <= 1
    assert len(refusal.pop("curve")) == 50 and 0 <= refusal.pop("false_answers@10%error") <= 1
    assert refusal == {"unanswerable": 2, "refused": 1, "answerable": 2, "wrongly_refused": 1}


def test_auroc_is_over_the_confidence(service: Scripted, tmp_path: Path) -> None:
    """The confidence is 0 without evidence, and only the vote has some: above the moon, with which the nets tie."""
    service.script = {VOTE["q"]: answered(VOTE["q"], "one vote")}
    path = write(tmp_path / "q.jsonl", [VOTE | {"gold": ["one vote"]}, NETS | {"gold": ["nets"]}, MOON])
    assert evaluate(service, path)["refusal"]["auroc"] == 0.75


def test_without_unanswerable_questions_there_is_no_auroc(service: Scripted, tmp_path: Path) -> None:
    report = evaluate(service, write(tmp_path / "q.jsonl", [VOTE | {"gold": ["one vote"]}]))
    assert report["refusal"]["auroc"] is None
    assert "NaN" not in json.dumps(report)


def test_quotes_are_looked_up_again(service: Scripted, tmp_path: Path) -> None:
    """Of four citations one stands; the others are not in the place, in no place, and not passed by the gate."""
    questions = [VOTE | {"id": str(number), "q": f"vote {number}", "gold": ["vote"]} for number in range(4)]
    answers = [
        answered("", "Every member has one vote"),
        answered("", "Every member has one vote", locator="3"),
        answered("", "Every member has two votes"),
        answered("", "Every member has one vote", verified=False),
    ]
    service.script = {row["q"]: answer for row, answer in zip(questions, answers, strict=True)}
    assert evaluate(service, write(tmp_path / "q.jsonl", questions))["citations_verified"] == 0.25


def test_answers_in_the_language_of_the_question(service: Scripted, tmp_path: Path) -> None:
    french = VOTE | {"id": "f", "lang": "fr", "gold": ["vote"], "q": "Combien de voix ?"}
    service.script = {french["q"]: answered("", "one vote", language="en")}
    report = evaluate(service, write(tmp_path / "q.jsonl", [french, MOON]))
    assert (report["answer_language"], report["in_another_language"]) == (0.5, ["f"])


def test_the_whole_path_quotes_what_it_finds(tmp_path: Path, service: Scripted) -> None:
    """Without a script: the assistant over the same library answers from the right paragraph, word for word."""
    plain = Assistant(service.settings)
    report = evaluate(plain, write(tmp_path / "q.jsonl", [VOTE | {"gold": ["one vote"]}, MOON]))
    plain.close()
    assert report["citations_verified"] == report["answer_language"] == report["all"]["recall@1"] == 1
    assert report["refusal"]["refused"] == 1


def test_an_empty_library_is_said_to_be_empty(tmp_path: Path) -> None:
    empty = Assistant(Settings(home=tmp_path / "home", notes=False))
    with pytest.raises(BadRequest, match=r"q\.jsonl.*library.*empty"):
        evaluate(empty, write(tmp_path / "q.jsonl", [VOTE | {"gold": ["one vote"]}]))
    empty.close()


# Other collections ------------------------------------------------------------------------------------------------


def collection(folder: Path, *parts: str) -> Path:
    """Write a collection of two passages and two questions, by language where parts are given."""
    for part in parts or ("",):
        dot = f".{part}" if part else ""
        passages = [{"_id": "p1", "title": "Quay", "headings": ["Nets"], "text": NETS["q"]}]
        write(folder / f"corpus{dot}.jsonl", [*passages, {"_id": "p2", "text": VOTE["q"]}])
        write(folder / f"queries{dot}.jsonl", [{"_id": "q1", "text": "nets"}, {"_id": "q2", "text": "vote"}])
    (folder / "qrels.tsv").write_text("q1\tp1\t1\nq2\tp2\t1\nq2\tp1\t0\n", encoding="utf-8")
    return folder


def test_a_folder_with_one_collection(service: Scripted, tmp_path: Path) -> None:
    report = evaluate(service, collection(tmp_path))
    assert report["n"] == 2
    assert report["metrics"]["ndcg@10"] == report["keywords_alone"]["metrics"]["ndcg@10"] == 1


def test_a_folder_with_one_collection_by_language(service: Scripted, tmp_path: Path) -> None:
    """The same English text under both languages: every direction is right, and as good as any other."""
    report = evaluate(service, collection(tmp_path, "en", "fr"))
    assert {label: figures["mrr@10"] for label, figures in report["directions"].items()} == {
        "en>en": 1, "en>fr": 1, "fr>en": 1, "fr>fr": 1
    }  # fmt: skip
    assert report["cross_over_mono"] == 1


def test_a_folder_whose_answers_are_known(service: Scripted, tmp_path: Path) -> None:
    """The answers are in the passages, short enough to be quoted whole; each passage is an article of its own."""
    folder = collection(tmp_path)
    rows = [{"_id": "q1", "text": "nets", "answers": ["the quay"]}, {"_id": "q2", "text": "vote", "answers": ["moon"]}]
    write(folder / "queries.jsonl", rows)
    report = evaluate(service, folder)
    assert [report["answers"][name] for name in ("n", "first", "three", "verbatim")] == [2, 0.5, 0.5, 1]
    assert report["answers"]["keywords_alone"]["paragraphs"]["first"] == 0.5
    assert report["refusal"]["n"] == 2 and 0 <= report["refusal"]["auroc"] <= 1


def test_what_each_step_brings_over_the_library(service: Scripted, tmp_path: Path) -> None:
    """Questions that differ by the number of a paragraph only: no ranking can tell them apart, references do."""
    rows = [
        {"id": n, "lang": "en", "kind": "locate", "q": f"charter, para. {n}", "document": "charter", "locators": [n]}
        for n in "1234"
    ]
    report = evaluate(service, write(tmp_path / "q.jsonl", [*rows, MOON]), by_step=True)
    assert (report["n"], report["measure"]) == (4, "recall@1")
    assert report["ablation"]["all_steps"]["recall@1"] == 1
    assert report["ablation"]["without"]["references"]["recall@1"] < 1
    assert report["ablation"]["without"]["vector"]["brings"] == 0
    assert "without references" in printing.evaluation(report)


def test_what_each_step_brings_in_a_folder(service: Scripted, tmp_path: Path) -> None:
    report = evaluate(service, collection(tmp_path, "en", "fr"), by_step=True)
    assert report["ablation"]["within_a_language"]["all_steps"]["mrr@10"] == 1
    assert report["ablation"]["across_languages"]["without"]["late"]["brings"] == 0


def test_aligned_sentences_have_no_steps(service: Scripted, tmp_path: Path) -> None:
    (tmp_path / "pairs.tsv").write_text("a\tb\n", encoding="utf-8")
    with pytest.raises(BadRequest, match="or a folder"):
        evaluate(service, tmp_path / "pairs.tsv", by_step=True)


def test_aligned_sentences(service: Scripted, tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text(f"{VOTE['q']}\t{VOTE['q']}\n{NETS['q']}\t{NETS['q']}\n", encoding="utf-8")
    assert evaluate(service, path) == {"n": 2, "accuracy": {"forward": 1.0, "backward": 1.0}}


def test_a_compressed_collection_with_the_header_of_beir(tmp_path: Path) -> None:
    folder = collection(tmp_path)
    corpus = folder / "corpus.jsonl"
    (folder / "corpus.jsonl.xz").write_bytes(lzma.compress(corpus.read_bytes()))
    corpus.unlink()
    qrels = folder / "qrels.tsv"
    qrels.write_text("query-id\tcorpus-id\tscore\n" + qrels.read_text(encoding="utf-8"), encoding="utf-8")
    read = read_collections(folder)
    first = read.entries[""][0]
    assert (first.id, first.title, first.headings, first.language) == ("p1", "Quay", ("Nets",), None)
    assert read.questions[""].relevant == {"q1": {"p1"}, "q2": {"p2"}}


def test_a_question_that_is_not_judged_does_not_count(tmp_path: Path) -> None:
    folder = collection(tmp_path)
    (folder / "qrels.tsv").write_text("q2\tp2\t1\n", encoding="utf-8")
    assert dict(read_collections(folder).questions[""].questions) == {"q2": "vote"}


# What is wrong is named -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["nowhere.jsonl", "notes.md", "empty-folder"])
def test_what_cannot_be_evaluated_is_named(service: Scripted, tmp_path: Path, name: str) -> None:
    (tmp_path / "notes.md").write_text("Some notes.", encoding="utf-8")
    (tmp_path / "empty-folder").mkdir()
    with pytest.raises(BadRequest, match=name):
        evaluate(service, tmp_path / name)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "a JSON object"),
        ("[1]", "a JSON object"),
        ("[" * 100_000, "a JSON object"),
        ('{"id": ' + "9" * 5_000 + "}", "a JSON object"),
        (json.dumps(VOTE | {"gold": ["x"]} | {"q": " "}), '"q"'),
        (json.dumps(VOTE | {"gold": ["x"]} | {"q": "…"}), "at least one word"),
        (json.dumps(VOTE | {"gold": ["x"], "pair": ["p1"]}), '"pair"'),
        (json.dumps(VOTE | {"locators": ["2"], "document": {"a": 1}}), '"document"'),
        (json.dumps(VOTE | {"gold": ["x"], "id": 7}), '"id"'),
        (json.dumps(VOTE | {"gold": ["x"], "lang": "de"}), "en, fr or es, not “de”"),
        (json.dumps(VOTE | {"gold": "x"}), '"gold"'),
        (json.dumps(VOTE | {"gold": [""]}), '"gold"'),
        (json.dumps(VOTE | {"gold": []}), "an answer"),
        (json.dumps(MOON | {"id": "o", "gold": ["x"]}), "an answer"),
        (json.dumps(VOTE | {"locators": ["2"]}), '"document"'),
        (json.dumps(MOON), "“m” again"),
    ],
)
def test_a_bad_question_is_named_by_its_line(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text(f"{json.dumps(MOON)}\n\n{line}\n", encoding="utf-8")
    with pytest.raises(BadRequest) as raised:
        read_questions(path)
    assert str(path) in str(raised.value) and said in str(raised.value) and "on line 3" in str(raised.value)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("q1\tp1", "separated by tabs"),
        ("q1\tp1\tyes", "separated by tabs"),
        ("q1\tp1\t--5", "separated by tabs"),
        ("q1\tp1\t²", "separated by tabs"),
        ("q1\tp1\t" + "9" * 5_000, "separated by tabs"),
        ("q9\tp1\t1", "“q9”"),
        ("q1\tp9\t1", "“p9”"),
    ],
)
def test_a_bad_judgement_is_named_by_its_line(tmp_path: Path, line: str, said: str) -> None:
    folder = collection(tmp_path)
    with (folder / "qrels.tsv").open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    with pytest.raises(BadRequest) as raised:
        read_collections(folder)
    assert said in str(raised.value) and "on line 4" in str(raised.value)


def test_a_missing_part_of_a_folder_is_named(tmp_path: Path) -> None:
    folder = collection(tmp_path, "en", "fr")
    (folder / "queries.fr.jsonl").unlink()
    with pytest.raises(BadRequest, match=r"queries\.LANGUAGE\.jsonl"):
        read_collections(folder)


@pytest.mark.parametrize("line", ["one side only", "a\tb\tc", "a\t "])
def test_a_bad_pair_is_named_by_its_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text(f"one\tun\n{line}\n", encoding="utf-8")
    with pytest.raises(BadRequest, match=r"two sentences.*on line 2"):
        read_pairs(path)


def test_what_is_no_text_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadRequest, match="UTF-8"):
        read_questions(tmp_path / "q.jsonl")
    folder = collection(tmp_path)
    (folder / "corpus.jsonl").rename(folder / "corpus.jsonl.xz")
    with pytest.raises(BadRequest, match=r"corpus\.jsonl\.xz.*readable"):
        read_collections(folder)


# For people -------------------------------------------------------------------------------------------------------


def test_the_figures_as_tables() -> None:
    report = {
        "n": 3,
        "languages": {"en": {"n": 2, "recall@1": 0.5, "recall@1_ci": [0.0, 1.0]}},
        "keywords_alone": {"all": {"n": 2, "recall@1": 1.0, "recall@1_ci": [1.0, 1.0]}},
        "refusal": {"refused": 1, "auroc": None, "wrong": ["d01", "d02"], "curve": [n / 100 for n in range(10)]},
        "missed@1": [],
    }
    assert printing.evaluation(report).splitlines() == [
        "  n",
        "  3",
        "",
        "                    n  recall@1    recall@1 95%",
        "languages en        2     0.500  0.000 to 1.000",
        "keywords alone all  2     1.000  1.000 to 1.000",
        "",
        "         refused  auroc",
        "refusal        1      —",
        "",
        "refusal wrong (2): d01, d02",
        "",
        "refusal curve, false answers at 5, 10, … 50% error (2): 0.040, 0.090",
    ]
