"""The project's bars for speed, compared with what a run measured; a missed one is reported as such."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from index.benchmarks.systems import OURS

Report = Mapping[str, Any]
Bar = dict[str, Any]

# By number of passages: figure, its unit for people, what a unit is of the figure, and the most it may be.
_AT_SIZE = {
    "100000": (("p50_ms", "ms", 1, 2.0), ("p95_ms", "ms", 1, 5.0)),
    "1000000": (("p50_ms", "ms", 1, 10.0), ("memory_bytes", "GB", 1e9, 2.0)),
}
_TEXTS, _TIMES = 20_000.0, 100.0
_FIND, _ADD = 2.0, 3.0


def bars(report: Report) -> list[Bar]:
    """Return the bars that a report of `benchmark.bench` covers: what was measured, and whether it is met."""
    return list(_bars(report))


def _bars(report: Report) -> Iterator[Bar]:
    for size, wanted in _AT_SIZE.items():
        figures = report.get("sizes", {}).get(size, {}).get(OURS, {})
        for name, unit, divisor, most in wanted:
            if name in figures:
                yield _at_most(
                    f"{name.partition('_')[0]} at {int(size):,} passages", unit, most, figures[name] / divisor
                )
    models = report.get("encoding", {}).get("1", {})
    ours = models.get(OURS, {}).get("texts_per_second")
    theirs = models.get("minilm", {}).get("texts_per_second")
    if ours:
        yield _at_least("passages encoded", "a second", _TEXTS, ours)
    if ours and theirs:
        yield _at_least("encoding, times all-MiniLM-L6-v2", "×", _TIMES, ours / theirs)
    yield _at_most("find from a cold start", "s", _FIND, report["find_cold_start"]["seconds"])
    if "add" in report:
        add = report["add"]
        yield _at_most(f"add to {add['paragraphs']:,} paragraphs", "s", _ADD, add["seconds"])


def _at_most(what: str, unit: str, bar: float, measured: float) -> Bar:
    return {"what": what, "unit": unit, "bar": f"≤ {bar:,g}", "measured": measured, "met": measured <= bar}


def _at_least(what: str, unit: str, bar: float, measured: float) -> Bar:
    return {"what": what, "unit": unit, "bar": f"≥ {bar:,g}", "measured": measured, "met": measured >= bar}
