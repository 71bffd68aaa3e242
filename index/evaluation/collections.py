"""Judged collections: passages, questions, which passages answer each; and one indexed as the library would be."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from corpus.text.language import detect
from corpus.types import Language, Status
from index.embedding import Models
from index.ranking.ranker import Ranker
from index.segments.builder import write_passages
from index.segments.passages import in_parts
from index.switches import ALL, Steps
from index.types import Passage


@dataclass(frozen=True, slots=True)
class Entry:
    """One passage of a collection; `language` None means that it is to be detected."""

    id: str
    text: str
    title: str = ""
    headings: tuple[str, ...] = ()
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Judgements:
    """Questions by id, the ids of the entries that answer each, and the strings that are its answers, where known."""

    questions: Mapping[str, str]
    relevant: Mapping[str, frozenset[str]]
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@contextmanager
def indexed(entries: Sequence[Entry], models: Models, steps: Steps = ALL) -> Iterator[Ranker]:
    """Index a collection in a temporary folder, for as long as it is needed. Nothing is read or written elsewhere."""
    passages = list(passages_of(entries, usual_language(entries), steps))
    with passages_indexed(passages, models) as ranker:
        yield ranker


@contextmanager
def passages_indexed(passages: Sequence[Passage], models: Models) -> Iterator[Ranker]:
    """Index passages in a temporary folder, for as long as it is needed."""
    with tempfile.TemporaryDirectory(prefix="alinea-evaluation-") as folder:
        write_passages(Path(folder), passages, models)
        yield Ranker(Path(folder), models)


def usual_language(entries: Sequence[Entry]) -> Language:
    """Return the language that most entries are in; English where none is detected."""
    told = filter(None, (entry.language or detect(entry.text) for entry in entries))
    commonest = Counter(told).most_common(1)
    return commonest[0][0] if commonest else Language.EN


def passages_of(entries: Iterable[Entry], usual: Language, steps: Steps = ALL) -> Iterator[Passage]:
    """Yield the entries as the index takes them: whole and in parts, under their titles and headings.

    An entry whose language is neither given nor detected is taken to be in the `usual` one.
    """
    for entry in entries:
        language = entry.language or detect(entry.text) or usual
        context = "\n".join(filter(None, (entry.title, *entry.headings))) if steps.headings else ""
        for number, part in enumerate(in_parts(entry.text, steps)):
            yield Passage(f"{entry.id}/{number}", entry.id, "", language, Status.OFFICIAL, None, part, context)
