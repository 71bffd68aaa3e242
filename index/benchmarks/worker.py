"""One measurement in a process of its own: `python -m index.benchmarks.worker TASK.json`.

The task says what to do, the answer is written to the file it names. Imports wait until they are needed: the start-up
and the memory of a system are those of what it needs itself.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.benchmarks.figures import percentile
from index.benchmarks.machine import memory_of
from index.benchmarks.systems import OURS, System, create
from index.side_process import end_with_parent

if TYPE_CHECKING:
    from index.embedding import Embedder
    from index.evaluation.collections import Entry

Task = dict[str, Any]

K = 10

# How many passages a system indexes to estimate how long all would take it, where that is not known yet.
_PILOT = 200

_WARM_UP = 3
_FEWEST = 5

# Texts encoded at once, and between two looks at the clock.
_BLOCK = 64


class Timed:
    """Passes things on, and keeps how long getting them took: reading the passages is not the systems' work."""

    def __init__(self, things: Iterable[Entry]) -> None:
        """Wrap what will be read once."""
        self._things, self.seconds, self.passed = iter(things), 0.0, 0

    def __iter__(self) -> Iterator[Entry]:
        """Yield the things."""
        while True:
            started = time.perf_counter()
            thing = next(self._things, None)
            self.seconds += time.perf_counter() - started
            if thing is None:
                return
            self.passed += 1
            yield thing


def index(task: Task) -> Task:
    """Index `size` passages into `folder`: seconds, passages a second, bytes on disk, peak memory.

    `estimated` seconds alone where a pilot says that it would take more than `budget` seconds.
    """
    system = create(task["system"])
    system.prepare()
    if task["size"] > task["pilot_from"]:
        with tempfile.TemporaryDirectory(prefix="pilot-", dir=Path(task["folder"]).parent) as pilot:
            seconds, passed = _indexed(system, task, _PILOT, Path(pilot))
        if (estimated := seconds * task["size"] / passed) > task["budget"]:
            return {"estimated": estimated}
    folder = Path(task["folder"])
    seconds, passed = _indexed(system, task, task["size"], folder)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return {
        "seconds": seconds,
        "passages_per_second": passed / seconds,
        "disk_bytes": size,
        "peak_bytes": memory_of("self", "VmHWM"),
    }


def _indexed(system: System, task: Task, size: int, folder: Path) -> tuple[float, int]:
    """Index some passages into a folder. Return the seconds it took, without those of reading, and their number."""
    from index.benchmarks.collection import read_entries

    entries = Timed(read_entries(Path(task["passages"]), size))
    started = time.perf_counter()
    system.index(entries, folder)
    return time.perf_counter() - started - entries.seconds, entries.passed


def search(task: Task) -> Task:
    """Open an index and ask it: start-up since `started`, latencies on one thread and on two, memory.

    `cpu_ms` is what a query took of the processor, one caller: unlike a latency, it is not longer on a busy machine.
    """
    system = create(task["system"])
    system.prepare()
    system.load(Path(task["folder"]))
    system.search(task["queries"][0], K)
    ready = time.monotonic() - task["started"]
    for query in task["queries"][:_WARM_UP]:
        system.search(query, K)
    before = time.process_time()
    one, elapsed = asked(system, task["queries"], task["seconds"], threads=1)
    worked = time.process_time() - before  # by all threads: tells waiting for others' work from working
    two, elapsed_two = asked(system, task["queries"], task["seconds"], threads=2)
    return {
        "start_seconds": ready,
        "queries": len(one),
        "p50_ms": 1000 * percentile(one, 50),
        "p95_ms": 1000 * percentile(one, 95),
        "cpu_ms": 1000 * worked / len(one),
        "per_second": len(one) / elapsed,
        "two_threads_p50_ms": 1000 * percentile(two, 50),
        "two_threads_p95_ms": 1000 * percentile(two, 95),
        "two_threads_per_second": len(two) / elapsed_two,
        "memory_bytes": memory_of("self", "VmRSS"),
        "peak_bytes": memory_of("self", "VmHWM"),
    }


def asked(system: System, queries: Sequence[str], seconds: float, threads: int) -> tuple[list[float], float]:
    """Ask queries on so many threads for so many seconds. Return the latencies in seconds, and the time taken.

    Each thread goes round the list from a place of its own, and asks five at least.
    """
    started = time.perf_counter()

    def ask(first: int) -> list[float]:
        latencies: list[float] = []
        for query in cycle([*queries[first:], *queries[:first]]):
            before = time.perf_counter()
            if before - started > seconds and len(latencies) >= _FEWEST:
                break
            system.search(query, K)
            latencies.append(time.perf_counter() - before)
        return latencies

    with ThreadPoolExecutor(threads) as pool:
        found = list(pool.map(ask, [number * len(queries) // threads for number in range(threads)]))
    return list(chain.from_iterable(found)), time.perf_counter() - started


def quality(task: Task) -> Task:
    """Index a collection and ask each set of judged questions: the measures of every question, by set."""
    done = index(task)
    if "estimated" in done:
        return done
    from index.evaluation.metrics import ndcg, recall, reciprocal_rank

    system = create(task["system"])
    system.prepare()
    system.load(Path(task["folder"]))
    sets: dict[str, list[dict[str, float]]] = {}
    for name, rows in task["sets"].items():
        sets[name] = []
        for question, relevant in rows:
            ranking = system.search(question, K)
            sets[name].append(
                {
                    "ndcg@10": ndcg(ranking, set(relevant), K),
                    "recall@10": recall(ranking, relevant, K),
                    "mrr@10": reciprocal_rank(ranking, relevant, K),
                }
            )
    return {"sets": sets, "seconds": done["seconds"]}


def encode(task: Task) -> Task:
    """Turn passages into vectors for so many seconds, or all of them: texts a second, the model loaded before."""
    from index.benchmarks.collection import read_entries

    model = _encoder(task["model"])
    texts = [entry.text for entry in read_entries(Path(task["passages"]), task["size"])]
    started, before, done = time.perf_counter(), time.process_time(), 0
    while done < len(texts) and time.perf_counter() - started < task["seconds"]:
        done += len(model.encode_passages(texts[done : done + _BLOCK]))
    seconds, worked = time.perf_counter() - started, time.process_time() - before
    words = sum(len(text.split()) for text in texts[:done])
    return {
        "texts": done,
        "words_per_text": words / done,
        "texts_per_second": done / seconds,
        "texts_per_cpu_second": done / worked,
        "words_per_second": words / seconds,
    }


def _encoder(name: str) -> Embedder:
    """Return a model: ours, or the peers'."""
    if name == OURS:
        from index.embedding import DEFAULT_MODEL, StaticEmbedder

        return StaticEmbedder(DEFAULT_MODEL)
    from index.benchmarks.minilm import load_minilm

    return load_minilm()


_DOING: dict[str, Callable[[Task], Task]] = {"index": index, "search": search, "quality": quality, "encode": encode}


def main(path: Path) -> None:
    """Do what a task file says."""
    end_with_parent()
    task = json.loads(path.read_text(encoding="utf-8"))
    answer = _DOING[task["do"]](task)
    Path(task["answer"]).write_text(json.dumps(answer), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
