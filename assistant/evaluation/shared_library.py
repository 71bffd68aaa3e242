"""Measures a library on a server beside the same library in a folder: hits, times, and many processes at once.

Example: `python -m assistant.evaluation.shared_library ../shared/training/en-fr.tsv.xz --rows 100000
--server postgresql://name@host/empty --folder /tmp/measured`. What is there from a run before is used again.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from assistant.service import Assistant
from assistant.settings import Settings
from assistant.upkeep.moving import move
from assistant.upkeep.places import in_folder, on_server
from corpus.errors import AlineaError
from corpus.library.library import Addition, Library
from corpus.types import Document, Language, Rendition, Role, Status, Version
from index.benchmarks.collection import drawn_questions
from index.evaluation.collections import Entry
from index.evaluation.store_recall import sample

_OF_DOCUMENT = 500  # paragraphs
_TOGETHER = 10  # documents in a transaction
_QUESTIONS = 300


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the two libraries, ask both, then ask from several processes, and write the figures to standard output."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path, help="text, one or more (separated by tabs) a line; may be .xz")
    parser.add_argument("--rows", type=int, default=100_000, help="paragraphs (default 100,000)")
    parser.add_argument("--server", required=True, metavar="ADDRESS", help="an empty database, or that of a run before")
    parser.add_argument("--folder", required=True, type=Path, help="an empty folder, or that of a run before")
    parser.add_argument("--users", type=int, default=50, help="who ask at once, without pause (default 50)")
    parser.add_argument("--seconds", type=int, default=20, help="for how long (default 20)")
    options = parser.parse_args(arguments)
    texts = sample(options.files, options.rows)
    questions = drawn_questions([Entry(str(n), text) for n, text in enumerate(texts)], _QUESTIONS, 0)
    folder = Settings(options.folder / "home", notes=False)
    server = Settings(options.folder / "process", store=options.server, notes=False)
    for line in _made(texts, folder, server):
        _say(line)
    for line in _compared(questions, folder, server):
        _say(line)
    for processes in (1, 4):
        _say(_asked_at_once(questions, server, processes, options.users, options.seconds))


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _made(texts: Sequence[str], folder: Settings, server: Settings) -> Iterator[str]:
    """Make the library in the folder, and copy it to the server."""
    started = time.perf_counter()
    source = in_folder(folder)
    store_measured(source.library, texts)
    service = Assistant(folder)
    service.engine.update()
    service.close()
    yield f"in a folder: {len(texts)} paragraphs stored and indexed in {time.perf_counter() - started:.0f} s"
    started, target = time.perf_counter(), on_server(server)
    moved = move(source, target, lambda done, label: None)
    yield f"on the server: {moved.copied} of {moved.texts} texts copied in {time.perf_counter() - started:.0f} s"
    source.library.close()
    target.library.close()


def store_measured(library: Library, texts: Sequence[str]) -> None:
    """Store texts as the paragraphs of documents, some of these in each transaction."""
    additions: list[Addition] = []
    for start in range(0, len(texts), _OF_DOCUMENT):
        rows = tuple(
            Rendition(str(number), Role.PARAGRAPH, text, f"{number}.")
            for number, text in enumerate(texts[start : start + _OF_DOCUMENT], 1)
        )
        document = Document(id=f"measured-{start:07d}", titles={"en": f"Measured {start}"})
        version = Version(document.id, Language.EN, Status.ADDED, "", "", "measured.txt", 1, rows)
        additions.append(Addition(document, version))
        if len(additions) == _TOGETHER or start + _OF_DOCUMENT >= len(texts):
            library.add_all(additions)
            additions = []


def _compared(questions: Sequence[str], *places: Settings) -> Iterator[str]:
    """Ask both places each question in turn, and compare what they find."""
    services = [Assistant(each) for each in places]
    took: list[list[float]] = [[] for _ in services]
    same = 0
    for question in (questions[0], *questions):  # the first opens what is needed
        found = []
        for service, times in zip(services, took, strict=True):
            started = time.perf_counter()
            with service.engine.session() as session:
                hits = session.search.search(question, k=5)
            times.append((time.perf_counter() - started) * 1000)
            found.append([(hit.document.id, hit.locator) for hit in hits])
        same += found[0] == found[1]
    for name, times in zip(("in a folder", "on the server"), took, strict=True):
        p50, p95 = np.percentile(times[1:], [50, 95])
        yield f"{name}: p50 {p50:.1f} ms, p95 {p95:.1f} ms, opened in {times[0] / 1000:.1f} s"
    yield f"the first five hits are the same, in the same order, in {same - 1} of {len(questions)} questions"
    for service in services:
        service.close()


def _asked_at_once(questions: Sequence[str], server: Settings, processes: int, users: int, seconds: int) -> str:
    """Let users ask from several processes while one more adds a document a second; tell what came of it."""
    context = multiprocessing.get_context("spawn")
    told, added = context.Queue(), context.Array("d", seconds)
    begin = context.Barrier(processes + 1)
    workers = [
        context.Process(target=_ask, args=(questions, server, users // processes, seconds, told, added, begin))
        for _ in range(processes)
    ]
    for worker in workers:
        worker.start()
    service = Assistant(server)
    begin.wait()
    for number in range(seconds):
        started = time.monotonic()
        rows = (Rendition("1", Role.PARAGRAPH, _rare(number), "1."),)
        document = Document(id=f"added-{number}", titles={"en": f"Added {number}"})
        service._library.remove(document.id) if any(d.id == document.id for d in service._library.documents()) else None
        service._library.add(document, Version(document.id, Language.EN, Status.ADDED, "", "", "a", 1, rows))
        service.engine.update()
        added[number] = time.time()
        time.sleep(max(0.0, 1 - (time.monotonic() - started)))
    results = [told.get() for _ in workers]
    for worker in workers:
        worker.join()
    service.close()
    took = np.concatenate([np.array(times) for times, _, _ in results]) * 1000
    errors = [error for _, found, _ in results for error in found]
    lags = [lag for _, _, found in results for lag in found]
    p50, p95 = np.percentile(took, [50, 95])
    return (
        f"{processes} processes, {users} users: {len(took) / seconds:.0f} answers a second, p50 {p50:.0f} ms, "
        f"p95 {p95:.0f} ms, {len(errors)} errors{f' ({errors[0]})' if errors else ''}; of {seconds} documents added, "
        f"{len(lags)} questions asked after that did not find one, the last {max(lags, default=0):.2f} s after"
    )


def _rare(number: int) -> str:
    """Return words that nothing else has."""
    return f"Zyzzogeton{number} qwyjibo{number} is kept in the cellar."


def _ask(questions: Sequence[str], server: Settings, users: int, seconds: int, told, added, begin) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """Ask in one process by several threads, and look for what is added; tell times, errors, and what is found late."""
    service = Assistant(server)
    service.find(questions[0])
    times: list[float] = []
    errors: list[str] = []
    lags: list[float] = []
    begin.wait()
    until = time.monotonic() + seconds

    def user(seed: int) -> None:
        draw = random.Random(seed)  # noqa: S311
        while time.monotonic() < until:
            started = time.monotonic()
            try:
                with service.engine.session() as session:
                    session.search.search(draw.choice(questions), k=10)
            except AlineaError as error:
                errors.append(str(error))
            times.append(time.monotonic() - started)

    def watcher() -> None:
        for number in range(len(added)):
            while not added[number] and time.monotonic() < until:
                time.sleep(0.01)
            while added[number] and time.monotonic() < until:
                asked = time.time()
                found = service.find(f"qwyjibo{number}", k=1).hits
                if found and found[0].document == f"added-{number}":
                    break
                lags.append(asked - added[number])

    threads = [threading.Thread(target=user, args=(number,)) for number in range(users)]
    threads.append(threading.Thread(target=watcher))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told.put((times, errors, lags))
    service.close()


if __name__ == "__main__":
    main()
