"""The figures of the benchmark: percentiles, medians, growth, latencies, memory."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.benchmarks.figures import growth, medians, percentile, spread
from index.benchmarks.machine import facts, memory_of
from index.benchmarks.worker import Timed, asked
from tests.index.evaluation.collection_made_up import ENTRIES


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
