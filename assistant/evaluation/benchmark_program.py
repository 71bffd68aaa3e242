"""The program measured as people start it: `find` from nothing, and `add` to a library that is already large."""

from __future__ import annotations

import json
import random
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from assistant.errors import BadRequest
from assistant.service import Assistant
from assistant.settings import Settings
from corpus.catalogue.catalogue import load as load_catalogue
from corpus.ingest import ingest_file
from corpus.library.library import Library
from index.benchmarks.benchmark import BenchmarkPlan, Progress
from index.benchmarks.collection import perturbed
from index.benchmarks.processes import ROOT, command
from index.evaluation.collections import Entry

_QUESTION = "What does the strategy cost?"
_PARAGRAPHS = 200  # of a generated document
_SHORTEST, _LONGEST = 10, 100  # words of a paragraph: longer ones are indexed in parts too, and would count twice

Report = dict[str, Any]


def cold_start(repeats: int, home: Path, progress: Progress) -> Report:
    """Return the seconds of `find` over the bundled notes from the start of Python to the end: first, then as usual.

    The first one makes the library and its index. Files are in the system's cache afterwards, as on a second use.
    """
    progress(0.0, "find, from a cold start")
    first = _seconds(home, "find", _QUESTION, "--json")
    again = [_seconds(home, "find", _QUESTION, "--json") for _ in range(max(3, repeats))]
    return {
        "library": "the bundled notes",
        "first_seconds": first,
        "seconds": median(again),
        "range": [min(again), max(again)],
        "repeats": len(again),
    }


def incremental_add(real: Sequence[Entry], size: int, plan: BenchmarkPlan, home: Path, progress: Progress) -> Report:
    """Return the seconds that `add` takes for one document of 200 paragraphs, in a library of `size` such paragraphs.

    `seconds` is the command as people start it; `service_seconds` the same within a running program, of which
    `reading_seconds` go into reading the file and storing it and the rest, `indexing_share` of all, into the index.
    Raises BadRequest where there is no text to make documents of.
    """
    texts = _texts(real)
    home.mkdir()
    generator = random.Random(plan.seed)  # noqa: S311
    folder = home / "documents"
    folder.mkdir()
    for number in range(max(1, round(size / _PARAGRAPHS))):
        _write_document(folder, f"made-{number}", texts, generator)
    settings = Settings(home=home / "library", notes=False)
    started = time.perf_counter()
    service = Assistant(settings)
    try:
        added = service.add([folder], progress=lambda done, label: progress(done, f"making a library: {label}"))
        made = time.perf_counter() - started
        within, program, reading = [], [], []
        for repeat in range(plan.repeats):
            progress(repeat / plan.repeats, "adding one document")
            apart = home / f"one-{repeat}"
            apart.mkdir()
            path = _write_document(apart, f"one-{repeat}", texts, generator)
            reading.append(_reading_seconds(path, home / f"scratch-{repeat}.sqlite"))
            started = time.perf_counter()
            service.add([path])
            within.append(time.perf_counter() - started)
            path = _write_document(apart, f"other-{repeat}", texts, generator)
            program.append(_seconds(settings.home, "add", str(path), "--json", notes=False))
    finally:
        service.close()
    share = 1 - median(reading) / median(within)
    return {
        "documents": len(added.documents),
        "paragraphs": sum(document.paragraphs for document in added.documents),
        "not_added": len(added.errors),
        "made_in_seconds": made,
        "seconds": median(program),
        "range": [min(program), max(program)],
        "service_seconds": median(within),
        "reading_seconds": median(reading),
        "indexing_share": max(0.0, share),
        "repeats": plan.repeats,
    }


def _seconds(home: Path, *arguments: str, notes: bool = True) -> float:
    """Return how long a command of the program takes. Raises CalledProcessError where it fails."""
    variables = (f"ALINEA_HOME={home.resolve()}", f"ALINEA_NOTES={int(notes)}", "ALINEA_EMBEDDER=")
    started = time.perf_counter()
    done = subprocess.run(
        command([str(ROOT / "app.py"), *arguments], variables=variables), check=True, capture_output=True
    )
    seconds = time.perf_counter() - started
    json.loads(done.stdout)  # an answer, not only an exit
    return seconds


def _reading_seconds(path: Path, scratch: Path) -> float:
    """Return how long a file takes to be read, numbered and stored, without any index."""
    catalogue = load_catalogue()
    with Library(scratch) as library:
        started = time.perf_counter()
        found = ingest_file(path, catalogue)
        library.add(found.document, found.version)
        return time.perf_counter() - started


def _texts(real: Sequence[Entry]) -> list[Entry]:
    """Return the passages that documents are made of: those in the commonest language that have ten words or more."""
    by_language: dict[str, list[Entry]] = {}
    for entry in real:
        if len(entry.text.split()) >= _SHORTEST:
            by_language.setdefault(str(entry.language), []).append(entry)
    if not by_language:
        raise BadRequest(value="--add", expected=f"real passages of {_SHORTEST} words or more to make documents of")
    return max(by_language.values(), key=len)


def _write_document(folder: Path, name: str, texts: Sequence[Entry], generator: random.Random) -> Path:
    """Write a Markdown document of numbered paragraphs, its words those of real text, with its sidecar."""
    path = folder / f"{name}.md"
    path.write_text("\n\n".join(_lines(name, texts, generator)), encoding="utf-8")
    facts = f'id = "{name}"\nlanguage = "{texts[0].language}"\ntitle = "Document {name}"\n'
    path.with_name(f"{path.name}.toml").write_text(facts, encoding="utf-8")
    return path


def _lines(name: str, texts: Sequence[Entry], generator: random.Random) -> Iterator[str]:
    yield f"# Document {name}"
    for number in range(1, _PARAGRAPHS + 1):
        words = " ".join(generator.choice(texts).text.split()[:_LONGEST])
        yield f"{number}. {perturbed(words, generator.choice(texts).text.split(), generator)}"
