"""The run: quality on judged collections, speed at growing sizes, encoding.

Systems take turns, so that noise is shared. Every figure of speed is the median of repeats, each in a process of its
own; within a repeat each system is measured once, beginning with another one each time.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from index.benchmarks.collection import grown, write_entries
from index.benchmarks.figures import growth, medians, spread
from index.benchmarks.processes import ROOT, NotMeasured, measure
from index.benchmarks.systems import BEFORE, OURS, SYSTEMS, missing
from index.evaluation.collections import Entry, Judgements
from index.evaluation.metrics import interval
from index.evaluation.runner import summary

Report = dict[str, Any]
Progress = Callable[[float, str], None]

# Indexing that takes longer is measured once; the report says how often each was.
_REPEATED_UP_TO = 20.0

# Beyond so many passages the time is first estimated from a few, where a smaller size has not shown it.
_PILOT_FROM = 500

_GROWING = ("index_seconds", "p50_ms", "cpu_ms", "memory_bytes", "disk_bytes")
_MODELS = {OURS: OURS, "minilm": "langchain"}  # by the system that uses it
_ENCODED = 20_000


@dataclass(frozen=True, slots=True)
class BenchmarkPlan:
    """How much to measure: `seconds` of queries a loop; the limits are on indexing time (s) and on memory (bytes).

    `before` is the checkout of another build, the system of that name.
    """

    systems: tuple[str, ...] = tuple(name for name in SYSTEMS if name != BEFORE)
    sizes: tuple[int, ...] = (1_000, 10_000, 100_000)
    repeats: int = 3
    seconds: float = 3.0
    budget: float = 600.0
    memory: int = 8_000_000_000
    seed: int = 0
    before: Path = ROOT


@dataclass(frozen=True, slots=True)
class Collection:
    """Entries, each with its language, and the judged questions that are asked of them, by the name of each set."""

    entries: Sequence[Entry]
    sets: Mapping[str, Judgements]


def quality(plan: BenchmarkPlan, collections: Sequence[Collection], scratch: Path, progress: Progress) -> Report:
    """Return each system's measures on each set of questions, and by how much ours are ahead; or why there are none.

    `ahead` is the mean difference of nDCG@10 to ours, question by question, `ahead_ci` its 95% interval.
    """
    report: Report = {}
    for number, collection in enumerate(collections):
        passages = scratch / "judged.jsonl"
        write_entries(passages, collection.entries)
        task = {"do": "quality", "passages": str(passages), "size": len(collection.entries), "sets": _asked(collection)}
        found: dict[str, Report] = {}
        for name in plan.systems:
            progress(number / len(collections), f"{', '.join(collection.sets)}: {name}")
            found[name] = _attempt(plan, name, task, scratch)
        for set_name, judged in collection.sets.items():
            rows = {name: each["sets"][set_name] for name, each in found.items() if "sets" in each}
            report[set_name] = {
                "n": len(judged.questions),
                "passages": len(collection.entries),
                "systems": {name: _judged(name, rows) or found[name] for name in plan.systems},
            }
    return report


def speed(
    plan: BenchmarkPlan, real: Sequence[Entry], queries: Sequence[str], scratch: Path, progress: Progress
) -> Report:
    """Return each system's figures at each size, and how they grow with it."""
    run = _SpeedRun(plan, scratch, scratch / "passages.jsonl", queries)
    write_entries(run.passages, grown(real, max(plan.sizes), plan.seed))
    sizes = {
        str(size): run.at(size, partial(progress, number / len(plan.sizes)))
        for number, size in enumerate(sorted(plan.sizes))
    }
    return {"sizes": sizes, "growth": {name: _grown(sizes, name) for name in plan.systems}}


def encoding(plan: BenchmarkPlan, real: Sequence[Entry], scratch: Path, progress: Progress) -> Report:
    """Return the texts a second that our model and the peers' turn into vectors, on one thread and on two."""
    size = min(max(plan.sizes), _ENCODED)
    passages = scratch / "encoded.jsonl"
    write_entries(passages, grown(real, size, plan.seed))
    task = {"do": "encode", "passages": str(passages), "size": size, "seconds": 2 * plan.seconds}
    wanted = {model: missing(system) for model, system in _MODELS.items() if system in plan.systems}
    report: Report = {}
    for threads in (1, 2):
        found: dict[str, list[Report]] = {model: [] for model in wanted}
        stopped = {model: {"not_run": absent} for model, absent in wanted.items() if absent}
        for repeat in range(plan.repeats):
            for model in _turns([*wanted], repeat):
                if model in stopped:
                    continue
                progress(repeat / plan.repeats, f"{model}, {threads} thread(s)")
                asked = task | {"model": model}
                try:
                    done = measure(asked, scratch, limit=plan.budget, memory=plan.memory, threads=threads)
                except NotMeasured as exc:
                    stopped[model] = {"not_run": str(exc)}
                else:
                    found[model].append(done)
        report[str(threads)] = {model: stopped.get(model) or medians(found[model]) for model in wanted}
    return report


@dataclass(frozen=True, slots=True)
class _SpeedRun:
    """The systems in turn on the same passages and queries; `rates` has the passages a second each indexed last."""

    plan: BenchmarkPlan
    scratch: Path
    passages: Path
    queries: Sequence[str]
    rates: dict[str, float] = field(default_factory=dict)

    def at(self, size: int, progress: Callable[[str], None]) -> Report:
        """Return every system's figures at one size."""
        systems, repeats = self.plan.systems, self.plan.repeats
        indexed: dict[str, list[Report]] = {name: [] for name in systems}
        searched: dict[str, list[Report]] = {name: [] for name in systems}
        stopped: dict[str, Report] = {}
        for repeat in range(repeats):
            for name in _turns(systems, repeat):
                if name in stopped:
                    continue
                progress(f"{size:,} passages, {repeat + 1} of {repeats}: {name}")
                try:
                    if not indexed[name] or indexed[name][-1]["seconds"] <= _REPEATED_UP_TO:
                        indexed[name].append(self._indexed(name, size))
                    searched[name].append(self._searched(name))
                except NotMeasured as exc:
                    stopped[name] = {"not_run": str(exc)}
        for name, runs in indexed.items():
            shutil.rmtree(self._folder(name), ignore_errors=True)
            if runs:
                self.rates[name] = medians(runs)["passages_per_second"]
        return {name: stopped.get(name) or _timed(indexed[name], searched[name]) for name in systems}

    def _indexed(self, name: str, size: int) -> Report:
        """Index so many passages anew. Raises NotMeasured, also where it would take too long."""
        if absent := missing(name):
            raise NotMeasured(absent)
        if name in self.rates and (estimated := size / self.rates[name]) > self.plan.budget:
            raise NotMeasured(_too_long(estimated))
        folder = self._folder(name)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        task: Report = {"do": "index", "system": name, "folder": str(folder)}
        task |= {"passages": str(self.passages), "size": size}
        task |= {"budget": self.plan.budget, "pilot_from": size if name in self.rates else _PILOT_FROM}
        found = self._measured(task)
        if "estimated" in found:
            raise NotMeasured(_too_long(found["estimated"]))
        return found

    def _searched(self, name: str) -> Report:
        """Search what was indexed last. Raises NotMeasured."""
        task = {"do": "search", "system": name, "folder": str(self._folder(name))}
        return self._measured(task | {"queries": self.queries, "seconds": self.plan.seconds})

    def _measured(self, task: Report) -> Report:
        """Return the figures of a task. Raises NotMeasured."""
        return _by_system(self.plan, task, self.scratch, 2 * self.plan.budget)

    def _folder(self, name: str) -> Path:
        """Return where a system has its index."""
        return self.scratch / f"index-{name}"


def _attempt(plan: BenchmarkPlan, name: str, task: Mapping[str, Any], scratch: Path) -> Report:
    """Return what a system finds in a judged collection, or why that was not measured."""
    if absent := missing(name):
        return {"not_run": absent}
    folder = scratch / f"judged-{name}"
    folder.mkdir()
    try:
        asked = {**task, "system": name, "folder": str(folder), "budget": plan.budget, "pilot_from": _PILOT_FROM}
        found = _by_system(plan, asked, scratch, 3 * plan.budget)
    except NotMeasured as exc:
        return {"not_run": str(exc)}
    finally:
        shutil.rmtree(folder)
    return {"not_run": _too_long(found["estimated"])} if "estimated" in found else found


def _by_system(plan: BenchmarkPlan, task: Report, scratch: Path, limit: float) -> Report:
    """Return the figures of a task by its system, another build in its own checkout. Raises NotMeasured."""
    root = plan.before if task["system"] == BEFORE else ROOT
    system = OURS if task["system"] == BEFORE else task["system"]
    return measure(task | {"system": system}, scratch, limit=limit, memory=plan.memory, root=root)


def _too_long(seconds: float) -> str:
    about = f"{round(seconds)} s" if seconds < 60 else f"{round(seconds / 60):,} min"
    return f"skipped: would take about {about} to index"


def _asked(collection: Collection) -> dict[str, list[tuple[str, list[str]]]]:
    """Return the questions and the ids of what answers them, as a task carries them."""
    return {
        name: [(question, sorted(judged.relevant[id_])) for id_, question in judged.questions.items()]
        for name, judged in collection.sets.items()
    }


def _judged(name: str, rows: Mapping[str, Sequence[Mapping[str, float]]]) -> Report | None:
    """Return a system's measures; None where there are none."""
    if name not in rows:
        return None
    report = summary(rows[name])
    if name != OURS and OURS in rows:
        ahead = [ours["ndcg@10"] - theirs["ndcg@10"] for ours, theirs in zip(rows[OURS], rows[name], strict=True)]
        report |= {"ahead": sum(ahead) / len(ahead), "ahead_ci": list(interval(ahead))}
    return report


def _timed(indexed: Sequence[Report], searched: Sequence[Report]) -> Report:
    """Return the medians of a system's repeats at one size."""
    index, search = medians(indexed), medians(searched)
    return {
        "index_seconds": index["seconds"],
        "passages_per_second": index["passages_per_second"],
        "index_peak_bytes": index["peak_bytes"],
        "disk_bytes": index["disk_bytes"],
        **search,
        "p50_ms_range": spread(searched, "p50_ms"),
        "repeats": {"index": len(indexed), "search": len(searched)},
    }


def _grown(sizes: Mapping[str, Report], name: str) -> Report:
    """Return the exponents with which a system's figures grow, over the sizes where it was measured."""
    measured = {int(size): figures[name] for size, figures in sizes.items() if "not_run" not in figures[name]}
    return {
        "sizes": sorted(measured),
        **{
            figure: growth(list(measured), [figures[figure] for figures in measured.values()]) if measured else None
            for figure in _GROWING
        },
    }


def _turns(names: Sequence[str], repeat: int) -> Iterator[str]:
    """Yield the names, beginning with another one at each repeat."""
    first = repeat % max(1, len(names))
    yield from (*names[first:], *names[:first])
