"""Measures libraries of growing size in a folder, on a server, and with vectors in a Milvus: memory, disk, time.

Example: `python -m assistant.evaluation.growth ../shared/training/en-fr.tsv.xz --folder /tmp/growth --server
postgresql://name@host/postgres > growth.json`. Libraries of a run before are used again: a second run only asks.
`assistant.evaluation.growth_model` makes of what is printed the tables and the plot of docs/scale.md.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any, ParamSpec, TypeVar
from urllib.parse import urlsplit, urlunsplit

from assistant.evaluation.shared_library import store_measured
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.upkeep.moving import move
from assistant.upkeep.places import in_folder, on_server
from index.benchmarks.collection import drawn_questions
from index.benchmarks.figures import percentile
from index.benchmarks.machine import facts, memory_of
from index.evaluation.collections import Entry
from index.evaluation.store_recall import sample

P = ParamSpec("P")
T = TypeVar("T")

SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000)  # paragraphs
_QUESTIONS = 300
_PROPOSED = 5  # hits with their texts, as a page shows them


def main(arguments: Sequence[str] | None = None) -> None:
    """Make what is not there yet, ask each library, and print one JSON object; progress goes to standard error."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path, help="text, one or more (separated by tabs) a line; may be .xz")
    parser.add_argument("--sizes", type=_sizes, default=SIZES, metavar="N,N…", help="paragraphs (10,000 to 1,000,000)")
    parser.add_argument("--folder", required=True, type=Path, help="where libraries are kept")
    parser.add_argument("--server", metavar="ADDRESS", help="a PostgreSQL database whose user may make others")
    parser.add_argument(
        "--milvus-up-to", type=int, default=0, metavar="N", help="also Milvus Lite, to so many paragraphs"
    )
    options = parser.parse_args(arguments)
    texts = sample(options.files, max(options.sizes))
    questions = drawn_questions(
        [Entry(str(n), text) for n, text in enumerate(texts[: min(options.sizes)])], _QUESTIONS, 0
    )
    found: list[dict[str, Any]] = []
    for size in options.sizes:
        for name, settings, make in _places(options, size):
            made = alone(make, texts[:size], settings)
            found.append({"store": name, "paragraphs": size, **made, **alone(asked, settings, questions)})
            sys.stderr.write(json.dumps(found[-1]) + "\n")
    sys.stdout.write(json.dumps({"machine": facts(), "questions": len(questions), "measured": found}, indent=1) + "\n")


def _sizes(given: str) -> tuple[int, ...]:
    return tuple(sorted(int(each) for each in given.split(",")))


def _places(options: argparse.Namespace, size: int) -> Iterator[tuple[str, Settings, Callable[..., dict[str, Any]]]]:
    """Yield each store at a size: its name, where the library is, and what makes it."""
    there = options.folder / str(size)
    folder = Settings(there / "folder", notes=False)
    yield "folder", folder, made
    if options.server:
        address = database(options.server, f"alinea_growth_{size}")
        yield "postgresql", Settings(there / "process", store=address, notes=False), copied
    if size <= options.milvus_up_to:
        yield "milvus-lite", replace(folder, home=there / "milvus", store=f"milvus:{there / 'vectors.db'}"), made


def alone(function: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
    """Return what a function does in a new process, whose memory is its own."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(function, *given, **named).result()


def database(address: str, name: str) -> str:
    """Return the address of a database of this name on the server of another one, made where it is not there."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name)))
    return urlunsplit(urlsplit(address)._replace(path=f"/{name}"))


def made(texts: Sequence[str], settings: Settings) -> dict[str, Any]:
    """Store and index texts where they are not there already. Return the seconds it took, and the peak of memory."""
    started = time.perf_counter()
    service = Assistant(settings)
    if not service._library.documents():
        store_measured(service._library, texts)
    service.engine.update()
    service.close()
    return {"made_seconds": time.perf_counter() - started, "made_peak_bytes": memory_of("self", "VmHWM")}


def copied(texts: Sequence[str], settings: Settings) -> dict[str, Any]:
    """Copy to a server the library in the folder beside. Return the seconds it took, and the peak of memory."""
    started = time.perf_counter()
    source, target = in_folder(Settings(settings.home.parent / "folder", notes=False)), on_server(settings)
    moved = move(source, target, lambda done, label: None)
    source.library.close()
    target.library.close()
    took = {"copied_seconds": time.perf_counter() - started} if moved.copied else {}
    return {**took, "copied_peak_bytes": memory_of("self", "VmHWM")}


def asked(settings: Settings, questions: Sequence[str]) -> dict[str, Any]:
    """Ask a library each question: seconds to the first answer, latencies in ms, memory, and bytes where they lie."""
    started = time.perf_counter()
    service = Assistant(settings)
    took: list[float] = []
    opened = 0.0
    for question in (questions[0], *questions):
        before = time.perf_counter()
        with service.engine.session() as session:
            session.search.search(question, k=_PROPOSED)
        took.append((time.perf_counter() - before) * 1000)
        opened = opened or time.perf_counter() - started
    service.close()
    return {
        "opened_seconds": opened,
        "p50_ms": percentile(took[1:], 50),
        "p95_ms": percentile(took[1:], 95),
        "memory_bytes": memory_of("self", "VmRSS"),
        "disk_bytes": _size(settings.home) + sum(map(_size, _vectors(settings))),
        "server_bytes": _on_server(settings.store) if settings.store.startswith("postgres") else 0,
    }


def _vectors(settings: Settings) -> Iterator[Path]:
    """Yield the files of Milvus Lite, where vectors are kept in one."""
    if settings.store.startswith("milvus:"):
        yield from settings.home.parent.glob("vectors.db*")


def _size(path: Path) -> int:
    """Return the bytes of a file, or of all in a folder; of what is linked, once."""
    found = [path] if path.is_file() else [each for each in path.rglob("*") if each.is_file()]
    return sum({each.stat().st_ino: each.stat().st_size for each in found}.values())


def _on_server(address: str) -> int:
    import psycopg

    with psycopg.connect(address) as connection:
        row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
        return int(row[0]) if row else 0


if __name__ == "__main__":
    main()
