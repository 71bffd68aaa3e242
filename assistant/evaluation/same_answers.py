"""Asks the same questions of the same documents in a folder, on PostgreSQL, with pgvector and with Milvus Lite.

Examples: `python -m assistant.evaluation.same_answers ../shared/eval/answers-dev.jsonl ../shared/eval/seeds-dev.jsonl
--documents ../shared/seeds --server postgresql://name@host/empty --folder /tmp/asked`, or a judged folder (corpus and
questions) in the place of the files and of --documents. Small segments are treated as large ones are: all vectors are
in the store, and found by its graph. A Milvus is searched only where there are some thousand passages: --among has the
library hold other texts besides.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from assistant.errors import BadRequest
from assistant.evaluation.files import json_rows, read_collections
from assistant.evaluation.shared_library import store_measured
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.upkeep.moving import move
from assistant.upkeep.places import opened
from corpus.errors import AlineaError
from corpus.library.library import Addition
from corpus.postgres.address import connectable
from corpus.text.language import detect
from corpus.types import Document, Language, Rendition, Role, Status, Version
from index.evaluation.collections import Entry
from index.evaluation.store_recall import sample
from index.segments import builder
from index.stores import milvus_store, postgres_store

_FIRST = 5
_LOOKED_AT = 50  # hits among which one that is not in its place is looked for


class Said(NamedTuple):
    """What a library says to a question: the places of its first hits with their scores, and the answer."""

    hits: list[tuple[str, str, float]]
    answer: dict[str, Any]

    @property
    def first(self) -> list[tuple[str, str]]:
        """The places of the first hits."""
        return [(document, locator) for document, locator, _ in self.hits[:_FIRST]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask all, and write to standard output what differs from the library in a folder; 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("questions", nargs="+", type=Path, help='files of JSON lines with "q", or one judged folder')
    parser.add_argument("--documents", nargs="*", type=Path, default=[], help="what the questions of files are about")
    parser.add_argument("--server", metavar="ADDRESS", help="an empty PostgreSQL database, or that of a run before")
    parser.add_argument("--folder", required=True, type=Path, help="an empty folder, or that of a run before")
    parser.add_argument("--most", type=int, help="only so many questions, drawn evenly")
    parser.add_argument("--among", type=Path, metavar="FILE", help="other texts, separated by tabs; may be .xz")
    parser.add_argument("--rows", type=int, default=6_000, help="how many other texts (default 6,000)")
    options = parser.parse_args(arguments)
    builder.LARGE = postgres_store.GRAPH_FROM = milvus_store.LITE_GRAPH_FROM = 0
    home = Settings(options.folder / "home", notes=False)
    asked = _prepared(
        home, options.questions, options.documents, options.among and sample([options.among], options.rows)
    )
    asked = asked[:: -(-len(asked) // options.most)] if options.most else asked
    right = _asked(home, asked)
    missed = False
    for name, settings in _stores(options.folder, options.server):
        try:
            _copied(home, settings)
            said = _asked(settings, asked)
        except AlineaError as error:
            _say(f"{name}: not asked. {error}")
            continue
        missed |= _compared(name, asked, right, said)
    return int(missed)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _stores(folder: Path, server: str | None) -> Iterator[tuple[str, Settings]]:
    """Yield the places that are compared with a folder; the one with pgvector has the library of the one without."""
    if server:
        process = Settings(folder / "process", store=connectable(server), notes=False)
        yield "PostgreSQL", process
        yield "PostgreSQL, pgvector", replace(process, store=process.store.replace("sql://", "sql+pgvector://", 1))
    if find_spec("milvus_lite") is not None:
        vectors = f"milvus:{folder.absolute() / 'vectors.db'}"
        yield "Milvus Lite", Settings(folder / "milvus", store=vectors, notes=False)


def _prepared(home: Settings, files: Sequence[Path], documents: Sequence[Path], others: Sequence[str]) -> list[str]:
    """Have a library of the documents, or of the passages of a judged folder; return the questions, each once."""
    service = Assistant(home)
    try:
        store_measured(service._library, others or ())
        if not files[0].is_dir():
            for refused in service.add(documents).errors:
                raise BadRequest(value=refused.file, expected=refused.reason)
            return list(dict.fromkeys(str(row["q"]) for file in files for _, row in json_rows(file) if "q" in row))
        collections = read_collections(files[0])
        service._library.add_all(list(_additions([each for part in collections.entries.values() for each in part])))
        judged = (part.questions.values() for part in collections.questions.values())
        return list(dict.fromkeys(question for part in judged for question in part))
    finally:
        service.close()


def _additions(entries: Sequence[Entry]) -> Iterator[Addition]:
    """Yield passages as documents: those that follow each other under one title are the paragraphs of one."""
    for number, (title, passages) in enumerate(groupby(entries, key=lambda each: each.title)):
        texts = [each.text for each in passages]
        language = detect(" ".join(texts)) or Language.EN
        rows = tuple(Rendition(str(n), Role.PARAGRAPH, text, f"{n}.") for n, text in enumerate(texts, 1))
        document = Document(id=f"judged-{number:05d}", titles={language.value: title or f"Judged {number}"})
        yield Addition(document, Version(document.id, language, Status.ADDED, "", "", "judged.jsonl", 1, rows))


def _copied(home: Settings, settings: Settings) -> None:
    """Copy the library to another place, and have its vectors where they belong there."""
    source, target = opened(home), opened(settings)
    try:
        move(source, target, lambda done, label: None)
    finally:
        source.library.close()
        target.library.close()
    service = Assistant(settings)
    try:
        service.rebuild()
    finally:
        service.close()


def _asked(settings: Settings, questions: Sequence[str]) -> list[Said]:
    """Ask a library each question: for hits, and for an answer."""
    service = Assistant(settings)
    try:
        said = []
        for question in questions:
            hits = service.find(question, k=_LOOKED_AT).hits
            answer = service.ask(question).to_json()
            answer.pop("took_ms")
            said.append(Said([(hit.document, hit.locator, hit.score) for hit in hits], answer))
        return said
    finally:
        service.close()


def _compared(name: str, questions: Sequence[str], right: Sequence[Said], said: Sequence[Said]) -> bool:
    """Say how many hits and answers are those of the folder, and why others are not; tell whether the bar is missed."""
    pairs = list(zip(questions, right, said, strict=True))
    same = sum(one.first == other.first for _, one, other in pairs)
    answers = sum(one.answer == other.answer for _, one, other in pairs)
    count = len(questions)
    _say(
        f"{name}: {count} questions; the first {_FIRST} hits are the same in {100 * same / count:.2f} %, "
        f"the answers in {100 * answers / count:.2f} %"
    )
    for question, one, other in pairs:
        if one.first != other.first or one.answer != other.answer:
            _say(f"  {question}\n    {_reason(one, other)}")
    return same < 0.99 * count


def _reason(one: Said, other: Said) -> str:
    """Return what differs between what a folder and another place say to a question."""
    there = {(document, locator): (place, score) for place, (document, locator, score) in enumerate(other.hits, 1)}
    for place, (document, locator, score) in enumerate(one.hits[:_FIRST], 1):
        found = there.get((document, locator))
        if found is None:
            return f"{document} {locator}, hit {place} of the folder, is not among the first {len(other.hits)}"
        if found != (place, score):
            return f"{document} {locator}: hit {place} at {score} in the folder, hit {found[0]} at {found[1]} here"
    parts = [key for key in one.answer if one.answer[key] != other.answer.get(key)]
    return f"the first {_FIRST} hits are the same; the answers differ in {', '.join(parts)}"


if __name__ == "__main__":
    sys.exit(main())
