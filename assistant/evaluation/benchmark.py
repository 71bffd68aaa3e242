"""`bench`: reads what is measured, and joins the report of the engine's comparison with that of the whole program."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from assistant.errors import BadRequest
from assistant.evaluation.benchmark_program import cold_start, incremental_add
from assistant.evaluation.files import ONE, Collections, read_collections
from assistant.evaluation.speed_bars import bars
from assistant.service import Assistant
from corpus.catalogue.catalogue import load as load_catalogue
from corpus.errors import CorpusError
from corpus.ingest import files_in, ingest_file
from corpus.library.library import Library
from corpus.types import Document, Language, Rendition, Status
from index.benchmarks.benchmark import BenchmarkPlan, Collection, Progress, encoding, quality, speed
from index.benchmarks.collection import drawn_questions, with_languages
from index.benchmarks.machine import facts
from index.benchmarks.systems import OURS, SYSTEMS
from index.evaluation.collections import Entry

_QUERIES = 200

Report = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Material:
    """What is measured on: judged collections, real passages, queries, and where these are from."""

    collections: Sequence[Collection]
    real: Sequence[Entry]
    queries: Sequence[str]
    source: str
    queries_are: str
    unread: Sequence[str] = ()


def bench(
    service: Assistant,
    plan: BenchmarkPlan,
    *,
    corpus: Sequence[Path] = (),
    questions: Sequence[Path] = (),
    add: int | None = None,
    progress: Progress = lambda done, label: None,
) -> Report:
    """Measure the systems of a plan side by side, and return every figure.

    `questions` are judged folders. Passages are those of `corpus` (documents, or judged folders), else of these
    folders, else of the library. `add` is the size of a library to which one document is added. Raises BadRequest
    where there is nothing to measure on.
    """
    material = _material(service, plan, corpus, questions)
    words = sum(len(entry.text.split()) for entry in material.real)
    report: Report = {
        "machine": facts(),
        "measured": {
            "passages_from": material.source,
            "real_passages": len(material.real),
            "words_per_passage": round(words / len(material.real), 1),
            "queries": f"{len(material.queries)} {material.queries_are}",
            "unread": list(material.unread),
            "repeats": plan.repeats,
            "seconds_of_queries": plan.seconds,
            "budget_minutes": plan.budget / 60,
            "memory_limit_gb": plan.memory / 1e9,
            "seed": plan.seed,
            "threads": "1 for linear algebra, in every process; “two threads” are two callers at once",
        },
        "systems": {name: SYSTEMS[name].what for name in plan.systems},
    }
    with tempfile.TemporaryDirectory(prefix="alinea-bench-") as folder:
        scratch = Path(folder)
        if material.collections:
            report["quality"] = quality(plan, material.collections, scratch, progress)
        if plan.sizes:
            report |= speed(plan, material.real, material.queries, scratch, progress)
            report["encoding"] = encoding(plan, material.real, scratch, progress)
        report["find_cold_start"] = cold_start(plan.repeats, scratch / "cold", progress)
        if add is not None:
            report["add"] = incremental_add(material.real, add, plan, scratch / "add", progress)
    return report | {"bars": bars(report)}


def ours_missing(report: Report) -> bool:
    """Tell whether our own figures are missing anywhere: the peers may be left out, we may not."""
    parts = [found["systems"] for found in report.get("quality", {}).values()]
    parts += [*report.get("sizes", {}).values(), *report.get("encoding", {}).values()]
    return any("not_run" in part[OURS] for part in parts)


def _material(service: Assistant, plan: BenchmarkPlan, corpus: Sequence[Path], questions: Sequence[Path]) -> Material:
    """Read what is to be measured on. Raises BadRequest."""
    read = {folder: _judged_folder(folder) for folder in dict.fromkeys(questions)}
    collections = [each for folder, found in read.items() for each in _collections(folder.resolve().name, found)]
    unread: list[str] = []
    if corpus:
        entries = list(chain.from_iterable(_entries(path, unread) for path in corpus))
        source = ", ".join(path.resolve().name for path in corpus)
    elif collections:
        entries = list(chain.from_iterable(collection.entries for collection in collections))
        source = ", ".join(folder.resolve().name for folder in read)
    else:
        entries = list(_library(service))
        source = "the library"
    real = with_languages(entries)
    if not any(entry.text.split() for entry in real):
        raise BadRequest(value=source, expected="documents or collections with text in them")
    asked = [
        question for each in collections for judged in each.sets.values() for question in judged.questions.values()
    ]
    if asked and not corpus:
        step = max(1, len(asked) // _QUERIES)  # from all over the sets: they may be sorted
        queries, queries_are = asked[::step][:_QUERIES], "of the judged questions"
    else:
        queries, queries_are = drawn_questions(real, _QUERIES, plan.seed), "runs of eight words of the real passages"
    return Material(collections, real, queries, source, queries_are, unread)


def _judged_folder(folder: Path) -> Collections:
    """Return a judged folder. Raises BadRequest."""
    if not folder.is_dir():
        raise BadRequest(value=folder, expected="a folder of judged questions, such as “evaluate” takes")
    return read_collections(folder)


def _collections(name: str, read: Collections) -> Iterator[Collection]:
    """Yield the collections of a judged folder with what is asked of each: in its own and in other languages."""
    for part, entries in read.entries.items():
        if part == ONE:
            sets = {name: read.questions[ONE]}
        else:
            sets = {f"{name} {source}>{part}": judged for source, judged in read.questions.items()}
        yield Collection(with_languages(entries), sets)


def _entries(path: Path, unread: list[str]) -> Iterator[Entry]:
    """Yield the passages of a judged folder, or of documents; unreadable files are added to `unread`."""
    if not path.exists():
        raise BadRequest(value=path, expected="a document, a folder of documents, or a judged folder that is there")
    if path.is_dir() and any(path.glob("corpus*.jsonl*")):
        yield from chain.from_iterable(read_collections(path).entries.values())
        return
    catalogue = load_catalogue()
    for file in files_in(path):
        try:
            found = ingest_file(file, catalogue)
        except CorpusError as exc:
            unread.append(str(exc))
            continue
        for rendition in found.version.renditions:
            yield _entry(found.document, found.version.language, rendition)


def _library(service: Assistant) -> Iterator[Entry]:
    """Yield the paragraphs of the library as it is, every version; notes only where they are in use."""
    with Library(service.settings.library) as library:
        documents = {document.id: document for document in library.documents()}
        for row in library.renditions():
            if service.settings.notes or row.status is not Status.NOTE:
                yield _entry(documents[row.document], row.language, row.rendition)


def _entry(document: Document, language: Language, rendition: Rendition) -> Entry:
    """Return a paragraph as a passage under its title and headings."""
    id_ = f"{document.id}/{rendition.locator}/{language}"
    return Entry(id_, rendition.text, document.title(language), tuple(rendition.heading), language)
