"""The figures of `evaluate` on other collections, and what is wrong with a file, named."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.cli import terminal
from assistant.errors import BadRequest
from assistant.evaluation.files import read_collections, read_pairs, read_questions
from assistant.evaluation.runner import evaluate
from tests.world.harbour import MOON, NETS, VOTE, Scripted, scripted, write


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


def collection(folder: Path, *parts: str) -> Path:
    """Write a collection of two passages and two questions, by language where parts are given."""
    for part in parts or ("",):
        dot = f".{part}" if part else ""
        passages = [{"_id": "p1", "title": "Quay", "headings": ["Nets"], "text": NETS["q"]}]
        write(folder / f"corpus{dot}.jsonl", [*passages, {"_id": "p2", "text": VOTE["q"]}])
        write(folder / f"queries{dot}.jsonl", [{"_id": "q1", "text": "nets"}, {"_id": "q2", "text": "vote"}])
    (folder / "qrels.tsv").write_text("q1\tp1\t1\nq2\tp2\t1\nq2\tp1\t0\n", encoding="utf-8")
    return folder


def test_a_folder_with_one_collection(alinea: Scripted, tmp_path: Path) -> None:
    report = evaluate(alinea, collection(tmp_path))
    assert report["n"] == 2
    assert report["metrics"]["ndcg@10"] == report["keywords_alone"]["metrics"]["ndcg@10"] == 1


def test_a_folder_with_one_collection_by_language(alinea: Scripted, tmp_path: Path) -> None:
    """The same English text under both languages: every direction is right, and as good as any other."""
    report = evaluate(alinea, collection(tmp_path, "en", "fr"))
    assert {label: figures["mrr@10"] for label, figures in report["directions"].items()} == {
        "en>en": 1, "en>fr": 1, "fr>en": 1, "fr>fr": 1
    }  # fmt: skip
    assert report["cross_over_mono"] == 1


def test_a_folder_whose_answers_are_known(alinea: Scripted, tmp_path: Path) -> None:
    """The answers are in the passages, short enough to be quoted whole; each passage is an article of its own."""
    folder = collection(tmp_path)
    rows = [{"_id": "q1", "text": "nets", "answers": ["the quay"]}, {"_id": "q2", "text": "vote", "answers": ["moon"]}]
    write(folder / "queries.jsonl", rows)
    report = evaluate(alinea, folder)
    assert [report["answers"][name] for name in ("n", "first", "three", "verbatim")] == [2, 0.5, 0.5, 1]
    assert report["answers"]["keywords_alone"]["paragraphs"]["first"] == 0.5
    assert report["refusal"]["n"] == 2 and 0 <= report["refusal"]["auroc"] <= 1


def test_what_each_step_brings_over_the_library(alinea: Scripted, tmp_path: Path) -> None:
    """Questions that differ by the number of a paragraph only: no ranking can tell them apart, references do."""
    rows = [
        {"id": n, "lang": "en", "kind": "locate", "q": f"charter, para. {n}", "document": "charter", "locators": [n]}
        for n in "1234"
    ]
    report = evaluate(alinea, write(tmp_path / "q.jsonl", [*rows, MOON]), by_step=True)
    assert (report["n"], report["measure"]) == (4, "recall@1")
    assert report["ablation"]["all_steps"]["recall@1"] == 1
    assert report["ablation"]["without"]["references"]["recall@1"] < 1
    assert report["ablation"]["without"]["vector"]["brings"] == 0
    assert "without references" in terminal.evaluation(report)


def test_what_each_step_brings_in_a_folder(alinea: Scripted, tmp_path: Path) -> None:
    report = evaluate(alinea, collection(tmp_path, "en", "fr"), by_step=True)
    assert report["ablation"]["within_a_language"]["all_steps"]["mrr@10"] == 1
    assert report["ablation"]["across_languages"]["without"]["late"]["brings"] == 0


def test_aligned_sentences_have_no_steps(alinea: Scripted, tmp_path: Path) -> None:
    (tmp_path / "pairs.tsv").write_text("a\tb\n", encoding="utf-8")
    with pytest.raises(BadRequest, match="or a folder"):
        evaluate(alinea, tmp_path / "pairs.tsv", by_step=True)


def test_aligned_sentences(alinea: Scripted, tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text(f"{VOTE['q']}\t{VOTE['q']}\n{NETS['q']}\t{NETS['q']}\n", encoding="utf-8")
    assert evaluate(alinea, path) == {"n": 2, "accuracy": {"forward": 1.0, "backward": 1.0}}


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


@pytest.mark.parametrize("name", ["nowhere.jsonl", "notes.md", "empty-folder"])
def test_what_cannot_be_evaluated_is_named(alinea: Scripted, tmp_path: Path, name: str) -> None:
    (tmp_path / "notes.md").write_text("Some notes.", encoding="utf-8")
    (tmp_path / "empty-folder").mkdir()
    with pytest.raises(BadRequest, match=name):
        evaluate(alinea, tmp_path / name)


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


def test_the_figures_as_tables() -> None:
    report = {
        "n": 3,
        "languages": {"en": {"n": 2, "recall@1": 0.5, "recall@1_ci": [0.0, 1.0]}},
        "keywords_alone": {"all": {"n": 2, "recall@1": 1.0, "recall@1_ci": [1.0, 1.0]}},
        "refusal": {"refused": 1, "auroc": None, "wrong": ["d01", "d02"], "curve": [n / 100 for n in range(10)]},
        "missed@1": [],
    }
    assert terminal.evaluation(report).splitlines() == [
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
