"""`bench`: what is measured on, what the command takes, and what it prints."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.cli.bench_report import benchmark as printed
from assistant.cli.parser import build_parser
from assistant.errors import BadRequest
from assistant.evaluation import benchmark
from assistant.evaluation.benchmark import bench, ours_missing
from assistant.evaluation.benchmark_program import incremental_add
from assistant.evaluation.speed_bars import bars
from assistant.service import Assistant
from corpus.types import Language
from index.benchmarks.benchmark import BenchmarkPlan
from index.benchmarks.systems import BEFORE, OURS, SYSTEMS
from index.evaluation.collections import Entry

COLD = {"library": "the notes", "first_seconds": 2.0, "seconds": 1.0, "range": [0.9, 1.1], "repeats": 3}
NO_SPEED = BenchmarkPlan(systems=("fts5",), sizes=())


@pytest.fixture(autouse=True)
def no_cold_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start no programs: four of them would take seconds."""
    monkeypatch.setattr(benchmark, "cold_start", lambda repeats, home, progress: COLD)


def judged_folder(folder: Path, languages: tuple[str, ...] = ("",)) -> Path:
    """Write a judged folder of two passages and a question, in each language."""
    folder.mkdir()
    for language in languages:
        part = f".{language}" if language else ""
        rows = [{"id": "a", "text": "Oars are kept in the boathouse."}, {"id": "b", "text": "Every member has a vote."}]
        (folder / f"corpus{part}.jsonl").write_text("\n".join(map(json.dumps, rows)))
        (folder / f"queries{part}.jsonl").write_text(json.dumps({"id": "q", "text": "where are oars kept"}))
    (folder / "qrels.tsv").write_text("q\ta\t1\n")
    return folder


def test_a_judged_folder_gives_questions_passages_and_queries(docks: Assistant, tmp_path: Path) -> None:
    report = bench(docks, NO_SPEED, questions=[judged_folder(tmp_path / "harbour")])
    assert report["quality"]["harbour"]["systems"]["fts5"]["mrr@10"] == 1
    assert report["measured"]["passages_from"] == "harbour"
    assert report["measured"]["real_passages"] == 2
    assert report["measured"]["queries"] == "1 of the judged questions"
    assert report["find_cold_start"] == COLD
    json.dumps(report)


def test_each_language_is_asked_of_each(docks: Assistant, tmp_path: Path) -> None:
    report = bench(docks, NO_SPEED, questions=[judged_folder(tmp_path / "laws", ("en", "fr"))])
    assert list(report["quality"]) == ["laws en>en", "laws fr>en", "laws en>fr", "laws fr>fr"]


def test_documents_are_read_and_what_cannot_be_is_told(docks: Assistant, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    text = (
        "# The ferry\n\n1. The ferry crosses the river twice a day.\n\n2. It carries forty people and their bicycles.\n"
    )
    (folder / "ferry.md").write_text(text)
    (folder / "ferry.md.toml").write_text('id = "ferry"\nlanguage = "en"\n')
    (folder / "blank.md").write_text(" ")
    report = bench(docks, NO_SPEED, corpus=[folder])["measured"]
    assert (report["passages_from"], report["real_passages"], len(report["unread"])) == ("papers", 2, 1)
    assert report["queries"] == "200 runs of eight words of the real passages"


def test_without_either_the_passages_are_those_of_the_library_notes_off(docks: Assistant) -> None:
    report = bench(docks, NO_SPEED)["measured"]
    assert report["passages_from"] == "the library"
    assert report["real_passages"] == 14


@pytest.mark.parametrize("argument", ["corpus", "questions"])
def test_what_is_not_there_is_a_wrong_request(docks: Assistant, tmp_path: Path, argument: str) -> None:
    given: dict[str, Any] = {argument: [tmp_path / "nothing"]}
    with pytest.raises(BadRequest, match="nothing"):
        bench(docks, NO_SPEED, **given)


def test_one_document_is_added_to_a_library_of_a_known_size(tmp_path: Path) -> None:
    words = " ".join(f"word{chr(97 + number)}" for number in range(26))
    real = [Entry("long", words, language=Language.EN), Entry("short", "court", language=Language.FR)]
    report = incremental_add(real, 400, BenchmarkPlan(repeats=1), tmp_path / "add", lambda done, label: None)
    assert (report["documents"], report["paragraphs"], report["not_added"]) == (2, 400, 0)
    assert min(report[name] for name in ("seconds", "service_seconds", "reading_seconds")) > 0
    # Reading is timed apart: on a busy machine it may take longer than the whole, and the index no share.
    share = 1 - report["reading_seconds"] / report["service_seconds"]
    assert report["indexing_share"] == pytest.approx(max(0, share))
    with pytest.raises(BadRequest, match="10 words"):
        incremental_add(real[1:], 400, BenchmarkPlan(repeats=1), tmp_path / "other", lambda done, label: None)


def test_the_arguments() -> None:
    options = build_parser().parse_args(["bench"])
    assert options.sizes == (1_000, 10_000, 100_000)
    assert {OURS, BEFORE, *options.peers} == {*SYSTEMS}
    assert options.add is None
    options = build_parser().parse_args(["bench", "--sizes", "500,20,500", "--peers", "--add", "--questions", "a", "b"])
    assert (options.sizes, options.peers, options.add) == ((20, 500), [], 100_000)
    assert build_parser().parse_args(["bench", "--sizes", "0"]).sizes == ()


@pytest.mark.parametrize("arguments", [["--sizes", "a"], ["--sizes", "-5"], ["--peers", "elastic"], ["--repeats", "0"]])
def test_wrong_arguments_are_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        build_parser().parse_args(["bench", *arguments])
    assert caught.value.code == 2
    assert arguments[-1] in capsys.readouterr().err


def figures(factor: float) -> dict[str, Any]:
    """Return a system's figures at one size, all in proportion."""
    return {
        "passages_per_second": 1000 * factor,
        "disk_bytes": 2e6 * factor,
        "start_seconds": 0.5 * factor,
        "memory_bytes": 1e8 * factor,
        "p50_ms": 2.0 * factor,
        "p95_ms": 4.0 * factor,
        "cpu_ms": 1.5 * factor,
        "per_second": 500 * factor,
        "two_threads_per_second": 600 * factor,
    }


def made_up() -> dict[str, Any]:
    """Return a report in which the one peer is thirty times ours, and the other was not run."""
    absent = {"not_run": "rank_bm25 not installed: pip install -r requirements/bench.txt"}
    measures = {"ndcg@10": 0.8, "recall@10": 0.9, "mrr@10": 0.75}
    grown: dict[str, Any] = {"index_seconds": 1.0, "p50_ms": 0.5, "cpu_ms": 0.4, "memory_bytes": 0.1, "disk_bytes": 0.9}
    none: dict[str, Any] = {**dict.fromkeys(grown), "sizes": []}
    grown |= {"sizes": [10, 100, 1000]}
    speeds = {"texts_per_second": 24_000.0, "texts_per_cpu_second": 25_000.0}
    speeds |= {"words_per_second": 240_000.0, "words_per_text": 10.0}
    return {
        "machine": {
            "processor": "Abacus", "cores": 2, "memory_gb": 8.0, "load_before": 0.5, "system": "Linux",
            "versions": {"python": "3.11", "bm25s": None},
        },
        "measured": {
            "passages_from": "papers", "real_passages": 600, "words_per_passage": 52.9, "queries": "200 of them",
            "seed": 0, "repeats": 3, "threads": "1", "unread": ["blank.md holds no text."],
        },
        "systems": {"alinea": "ours", "bm25s": "theirs", "rank_bm25": "another"},
        "quality": {
            "piaf": {
                "n": 5,
                "systems": {
                    "alinea": measures,
                    "bm25s": measures | {"ahead": 0.031, "ahead_ci": [-0.01, 0.072]},
                    "rank_bm25": absent,
                },
            }
        },
        "sizes": {"1000": {"alinea": figures(1), "bm25s": figures(30), "rank_bm25": absent}},
        "growth": {"alinea": grown, "bm25s": grown, "rank_bm25": none},
        "encoding": {"1": {"alinea": speeds, "minilm": {**speeds, "texts_per_second": 60.0}}},
        "find_cold_start": COLD,
        "bars": [{"what": "find from a cold start", "unit": "s", "bar": "≤ 2", "measured": 2.5, "met": False}],
        "add": {
            "seconds": 2.5, "range": [2.0, 3.0], "repeats": 3, "paragraphs": 100_000, "documents": 500,
            "service_seconds": 1.6, "indexing_share": 0.92,
        },
    }  # fmt: skip


def test_a_report_in_print() -> None:
    text = printed(made_up())
    lines = {line.split("  ")[0]: line for line in text.splitlines()}
    assert "python 3.11, bm25s not installed" in lines["versions"]
    assert "600 real ones from papers" in lines["passages"]
    assert "1,000 passages, 600 of them real" in text
    assert "+0.031 (-0.010 to +0.072)" in text
    assert "60.00 (30×)" in lines["bm25s"] or "60.00 (30×)" in text
    assert "rank_bm25: not run: rank_bm25 not installed: pip install -r requirements/bench.txt" in text
    assert lines["minilm"].endswith("400×")
    assert "10–1,000" in text
    assert "1.00 s (0.90 to 1.10, 3 times)" in lines["find"]
    assert "2.50 s (2.00 to 3.00, 3 times) for one document to a library of 100,000" in lines["add"]
    assert "92 % for the index" in lines["add"]
    assert text.splitlines()[-1].split() == ["find", "from", "a", "cold", "start", "(s)", "≤", "2", "2.50", "missed"]
    assert not ours_missing(made_up())


def test_each_bar_that_was_measured_is_met_or_missed() -> None:
    report = made_up()
    assert [(bar["what"], bar["measured"], bar["met"]) for bar in bars(report)] == [
        ("passages encoded", 24_000, True),
        ("encoding, times all-MiniLM-L6-v2", 400, True),
        ("find from a cold start", 1.0, True),
        ("add to 100,000 paragraphs", 2.5, True),
    ]
    report["sizes"] = {"100000": {"alinea": figures(1.5)}, "1000000": {"alinea": figures(4)}}
    del report["encoding"]
    assert [(bar["what"], bar["bar"], bar["unit"], bar["measured"], bar["met"]) for bar in bars(report)][:4] == [
        ("p50 at 100,000 passages", "≤ 2", "ms", 3.0, False),
        ("p95 at 100,000 passages", "≤ 5", "ms", 6.0, False),
        ("p50 at 1,000,000 passages", "≤ 10", "ms", 8.0, True),
        ("memory at 1,000,000 passages", "≤ 2", "GB", 0.4, True),
    ]


def test_a_run_without_our_own_figures_has_failed() -> None:
    report = made_up()
    report["sizes"]["1000"]["alinea"] = {"not_run": "failed: MemoryError"}
    assert ours_missing(report)
    assert "alinea: not run: failed: MemoryError" in printed(report)


def test_the_command_from_end_to_end(docks: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from assistant.cli.bench import COMMAND

    folder = judged_folder(tmp_path / "harbour")
    options = build_parser().parse_args(["bench", "--questions", str(folder), "--sizes", "0", "--peers", "fts5"])
    outcome = COMMAND.run(docks, options)
    assert not outcome.failed
    assert outcome.json["quality"]["harbour"]["systems"]["fts5"]["ahead"] == 0
    assert "harbour: 1 questions" in outcome.text
