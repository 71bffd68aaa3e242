"""The report of `bench` for people: a table each subject, every figure with its ratio to ours."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from assistant.cli.terminal import table
from index.benchmarks.systems import OURS

Report = Mapping[str, Any]
Shown = Callable[[float], str]

_NOT_RUN = "not_run"
_SAID = "not run: "


def benchmark(report: Report) -> str:
    """Return a report of `assistant.evaluation.benchmark.bench` as tables."""
    return "\n\n".join(block for block in _blocks(report) if block)


def _blocks(report: Report) -> Iterator[str]:
    yield _head(report)
    for name, found in report.get("quality", {}).items():
        yield _quality(name, found)
    for size, systems in report.get("sizes", {}).items():
        real = min(int(size), report["measured"]["real_passages"])
        yield _speed(f"{int(size):,} passages, {real:,} of them real", systems)
    if "growth" in report:
        yield _growth(report["growth"])
    for threads, models in report.get("encoding", {}).items():
        yield _encoding(f"encoding, {threads} thread(s)", models)
    yield _program(report)
    yield _bars(report["bars"])


def _head(report: Report) -> str:
    """Return what was measured, on what, and how."""
    machine, measured = report["machine"], report["measured"]
    versions = ", ".join(f"{name} {found or 'not installed'}" for name, found in machine["versions"].items())
    lines = [
        f"machine    {machine['processor']}, {machine['cores']} cores, {machine['memory_gb']} GB; {machine['system']}; "
        f"load {machine['load_before']} when it began",
        f"versions   {versions}",
        f"passages   {measured['real_passages']:,} real ones from {measured['passages_from']}, "
        f"{measured['words_per_passage']} words each; beyond them the same again, a fifth of the words changed "
        f"(seed {measured['seed']})",
        f"queries    {measured['queries']}, the ten best asked for",
        f"repeats    {measured['repeats']}, each in a new process, systems in turn; figures are their medians",
        f"threads    {measured['threads']}",
        *(f"system     {name}: {what}" for name, what in report["systems"].items()),
        *(f"not read   {reason}" for reason in measured["unread"]),
    ]
    return "\n".join(lines)


def _quality(name: str, found: Report) -> str:
    """Return the measures of every system on one set of questions; `ahead` is our lead, with its interval."""
    rows = []
    for system, figures in found["systems"].items():
        if _NOT_RUN in figures:
            rows.append([system, _SAID + figures[_NOT_RUN]])
            continue
        ahead = ""
        if "ahead" in figures:
            low, high = figures["ahead_ci"]
            ahead = f"{figures['ahead']:+.3f} ({low:+.3f} to {high:+.3f})"
        rows.append([system, *(f"{figures[each]:.3f}" for each in ("ndcg@10", "recall@10", "mrr@10")), ahead])
    header = [f"{name}: {found['n']} questions", "nDCG@10", "recall@10", "MRR@10", "ours ahead, nDCG@10 (95 %)"]
    return _table(header, rows)


_SPEED: Mapping[str, tuple[str, Shown]] = {
    "indexed/s": ("passages_per_second", lambda value: f"{value:,.0f}"),
    "disk MB": ("disk_bytes", lambda value: f"{value / 1e6:,.1f}"),
    "start s": ("start_seconds", lambda value: f"{value:.2f}"),
    "memory MB": ("memory_bytes", lambda value: f"{value / 1e6:,.0f}"),
    "p50 ms": ("p50_ms", lambda value: f"{value:.2f}"),
    "p95 ms": ("p95_ms", lambda value: f"{value:.2f}"),
    "CPU ms": ("cpu_ms", lambda value: f"{value:.2f}"),
    "queries/s": ("per_second", lambda value: f"{value:,.0f}"),
    "two threads": ("two_threads_per_second", lambda value: f"{value:,.0f}"),
}


def _speed(title: str, systems: Report) -> str:
    """Return the figures of every system at one size, in brackets the figure divided by ours."""
    ours = systems[OURS]
    rows = []
    for system, figures in systems.items():
        if _NOT_RUN in figures:
            rows.append([system, _SAID + figures[_NOT_RUN]])
            continue
        rows.append([system, *(_beside(figures, ours, key, shown) for key, shown in _SPEED.values())])
    return _table([title, *_SPEED], rows)


def _beside(figures: Report, ours: Report, key: str, shown: Shown) -> str:
    """Return a figure, and in brackets its ratio to ours."""
    value = figures[key]
    if figures is ours or not ours.get(key):
        return shown(value)
    return f"{shown(value)} ({_times(value / ours[key])})"


def _growth(systems: Report) -> str:
    """Return the exponents of growth: 1 where ten times the passages cost ten times as much."""
    names = {
        "index_seconds": "indexing time",
        "p50_ms": "p50",
        "cpu_ms": "CPU",
        "memory_bytes": "memory",
        "disk_bytes": "disk",
    }
    rows = [
        [
            system,
            *("—" if figures[name] is None else f"{figures[name]:.2f}" for name in names),
            "–".join(f"{size:,}" for size in (figures["sizes"][:1] + figures["sizes"][1:][-1:])),
        ]
        for system, figures in systems.items()
    ]
    return _table(["growth (exponent of the number of passages)", *names.values(), "over"], rows)


def _encoding(title: str, models: Report) -> str:
    """Return the texts a second of the models, and how many times faster ours is."""
    ours = models[OURS]
    rows = []
    for model, figures in models.items():
        if _NOT_RUN in figures:
            rows.append([model, _SAID + figures[_NOT_RUN]])
            continue
        times = (
            ""
            if figures is ours or _NOT_RUN in ours
            else _times(ours["texts_per_second"] / figures["texts_per_second"])
        )
        rows.append(
            [
                model,
                f"{figures['texts_per_second']:,.1f}",
                f"{figures['texts_per_cpu_second']:,.1f}",
                f"{figures['words_per_second']:,.0f}",
                f"{figures['words_per_text']:.0f}",
                times,
            ]
        )
    return _table([title, "texts/s", "texts/CPU s", "words/s", "words a text", "ours is faster"], rows)


def _program(report: Report) -> str:
    cold = report["find_cold_start"]
    lines = [
        f"find       {_within(cold['seconds'], cold)} from the start of Python, over {cold['library']}; "
        f"{cold['first_seconds']:.2f} s the first time, when it makes the index"
    ]
    if add := report.get("add"):
        lines.append(
            f"add        {_within(add['seconds'], add)} for one document to a library of {add['paragraphs']:,} "
            f"paragraphs in {add['documents']:,} documents; in a running program {add['service_seconds']:.2f} s, "
            f"of which {100 * add['indexing_share']:.0f} % for the index"
        )
    return "\n".join(lines)


def _bars(bars: Sequence[Report]) -> str:
    """Return the target, the measurement and the verdict of each bar."""
    rows = [
        [f"{bar['what']} ({bar['unit']})", bar["bar"], f"{bar['measured']:,.2f}", "met" if bar["met"] else "missed"]
        for bar in bars
    ]
    return table(["bar", "aim", "measured", ""], rows)


def _within(seconds: float, found: Report) -> str:
    low, high = found["range"]
    return f"{seconds:.2f} s ({low:.2f} to {high:.2f}, {found['repeats']} times)"


def _times(ratio: float) -> str:
    """Return a ratio with two significant digits."""
    return f"{ratio:,.0f}×" if ratio >= 10 else f"{ratio:.2g}×"


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table; the reason why a row was not run fills the width of the figures."""
    full = [list(row) for row in rows if not _said(row)]
    notes = [f"{row[0]}: {row[1]}" for row in rows if _said(row)]
    return "\n".join([table([*header], full), *(f"  {note}" for note in notes)])


def _said(row: Sequence[str]) -> bool:
    """Tell whether a row is a reason for missing figures."""
    return row[1].startswith(_SAID)
