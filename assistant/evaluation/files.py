"""Reads question files, judged collections and aligned sentences for `evaluate`; an error names its line.

A line is a JSON object in a `.jsonl` file, columns in a `.tsv` file; the files of a folder may be compressed by xz.
"""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from assistant.errors import BadRequest
from corpus.types import Language
from index.evaluation.collections import Entry, Judgements

_COLLECTION = re.compile(r"(corpus|queries)(?:\.(en|fr|es))?\.jsonl(?:\.xz)?")
_JUDGEMENTS = "qrels.tsv"
_JUDGEMENTS_HEADER = ["query-id", "corpus-id", "score"]  # as BEIR writes it; ours have none
_UNANSWERABLE = "unanswerable"
_GRADE = re.compile(r"-?[0-9]{1,9}")

# The collections of a folder that is not by language.
ONE = ""


@dataclass(frozen=True, slots=True)
class JudgedQuestion:
    """One question over the library, and what answers it.

    Either `phrases`, one of which a right paragraph contains, or a `document` with `locators`, one of which it has; a
    question with neither has no answer and must be refused. `pair` names the same question in several languages.
    """

    id: str
    language: Language
    kind: str
    text: str
    phrases: tuple[str, ...] = ()
    document: str = ""
    locators: tuple[str, ...] = ()
    pair: str | None = None

    @property
    def answerable(self) -> bool:
        """Tell whether the documents answer it."""
        return bool(self.phrases or self.locators)


@dataclass(frozen=True, slots=True)
class Collections:
    """A folder: entries and judged questions, by language, or under `ONE` where there is one collection."""

    entries: Mapping[str, list[Entry]]
    questions: Mapping[str, Judgements]


def read_questions(path: Path) -> list[JudgedQuestion]:
    """Return the questions of a file. Raises BadRequest, naming the line."""
    found: dict[str, JudgedQuestion] = {}
    for line, row in json_rows(path):
        question = _question(path, line, row)
        if question.id in found:
            raise _bad(path, line, f"an id of its own, not “{question.id}” again")
        found[question.id] = question
    if not found:
        raise BadRequest(value=path, expected="at least one question")
    return list(found.values())


def read_collections(folder: Path) -> Collections:
    """Return a folder's collections, questions and judgements. Raises BadRequest, naming what is missing or wrong."""
    files: dict[str, dict[str, Path]] = {"corpus": {}, "queries": {}}
    for path in sorted(folder.iterdir()):
        if match := _COLLECTION.fullmatch(path.name):
            files[match[1]][match[2] or ONE] = path
    parts, judgements = set(files["corpus"]), folder / _JUDGEMENTS
    by_language = len(parts) > 1 and ONE not in parts
    if parts != set(files["queries"]) or not (parts == {ONE} or by_language) or not judgements.is_file():
        raise BadRequest(
            value=folder,
            expected=f"a folder with corpus.jsonl, queries.jsonl and {_JUDGEMENTS}, "
            f"or with corpus.LANGUAGE.jsonl and queries.LANGUAGE.jsonl in two languages or more and {_JUDGEMENTS}",
        )
    entries = {part: _entries(files["corpus"][part], part) for part in sorted(parts)}
    texts, answers = {}, {}
    for part in sorted(parts):
        texts[part], answers[part] = _asked(files["queries"][part])
    relevant = _judgements(judgements, entries, texts)
    judged = {
        part: Judgements({id_: texts[part][id_] for id_ in relevant}, relevant, answers[part]) for part in sorted(parts)
    }
    return Collections(entries, judged)


def read_pairs(path: Path) -> list[tuple[str, str]]:
    """Return the aligned sentences of a file of two columns. Raises BadRequest, naming the line."""
    pairs = []
    for line, columns in _columns(path):
        if len(columns) != 2 or not all(column.strip() for column in columns):
            raise _bad(path, line, "two sentences separated by a tab")
        pairs.append((columns[0], columns[1]))
    if not pairs:
        raise BadRequest(value=path, expected="at least one pair of sentences")
    return pairs


def _question(path: Path, line: int, row: Mapping[str, Any]) -> JudgedQuestion:
    language = _text(path, line, row, "lang")
    if language not in [*Language]:
        raise _bad(path, line, f'"lang" to be en, fr or es, not “{language}”')
    question = JudgedQuestion(
        id=_text(path, line, row, "id"),
        language=Language(language),
        kind=_text(path, line, row, "kind"),
        text=_text(path, line, row, "q"),
        phrases=_list(path, line, row, "gold"),
        document=_optional(path, line, row, "document") or "",
        locators=_list(path, line, row, "locators"),
        pair=_optional(path, line, row, "pair"),
    )
    if question.answerable and not any(map(str.isalnum, question.text)):
        raise _bad(path, line, 'at least one word in "q"')
    if question.answerable is (question.kind == _UNANSWERABLE):
        raise _bad(path, line, f'an answer ("gold", or "document" with "locators") unless "kind" is “{_UNANSWERABLE}”')
    if question.locators and not question.document:
        raise _bad(path, line, 'the "document" of its "locators"')
    return question


def _entries(path: Path, part: str) -> list[Entry]:
    """Return the passages of a collection; `part` is its language, `ONE` where it is detected.

    An id may come back with another text: a passage is found by either.
    """
    found: list[Entry] = []
    for line, row in json_rows(path):
        id_ = _id(path, line, row)
        headings = _list(path, line, row, "headings")
        text = _text(path, line, row, "text")
        found.append(Entry(id_, text, str(row.get("title") or ""), headings, Language(part) if part else None))
    return found


def _asked(path: Path) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Return the questions of a collection by id, and the answers of those that have any; a repeated id counts once."""
    texts: dict[str, str] = {}
    answers: dict[str, tuple[str, ...]] = {}
    for line, row in json_rows(path):
        id_, text = _id(path, line, row), _text(path, line, row, "text")
        if texts.setdefault(id_, text) != text:
            raise _bad(path, line, f"an id of its own, not “{id_}”, which is another question's")
        if known := _list(path, line, row, "answers"):
            answers[id_] = known
    return texts, answers


def _judgements(
    path: Path, entries: Mapping[str, list[Entry]], texts: Mapping[str, Mapping[str, str]]
) -> dict[str, frozenset[str]]:
    """Return which entries answer each question that has been judged; both must be there in every language."""
    known_entries = [{entry.id for entry in each} for each in entries.values()]
    found: dict[str, set[str]] = {}
    for line, columns in _columns(path):
        if line == 1 and columns == _JUDGEMENTS_HEADER:
            continue
        if len(columns) != 3 or not _GRADE.fullmatch(columns[2].strip()):
            raise _bad(path, line, "a question, a passage and a whole number, separated by tabs")
        question, entry, grade = columns[0], columns[1], int(columns[2])
        if not all(question in each for each in texts.values()):
            raise _bad(path, line, f"a question that is in the queries, not “{question}”")
        if not all(entry in each for each in known_entries):
            raise _bad(path, line, f"a passage that is in the corpus, not “{entry}”")
        if grade > 0:
            found.setdefault(question, set()).add(entry)
    if not found:
        raise BadRequest(value=path, expected="at least one judgement above 0")
    return {question: frozenset(relevant) for question, relevant in found.items()}


# Lines ------------------------------------------------------------------------------------------------------------


def _lines(path: Path, encoding: str = "utf-8") -> Iterator[tuple[int, str]]:
    """Yield the lines that are not blank, with their numbers."""
    try:
        with _opened(path, encoding) as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield number, line.rstrip("\n")
    except (OSError, UnicodeDecodeError, lzma.LZMAError, EOFError) as exc:
        raise BadRequest(value=path, expected=f"a readable file of text in UTF-8 ({exc})") from exc


def _opened(path: Path, encoding: str) -> TextIO:
    """Open a text file, compressed or not."""
    if path.suffix == ".xz":
        return lzma.open(path, "rt", encoding=encoding)
    return path.open(encoding=encoding)


def json_rows(path: Path, encoding: str = "utf-8") -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the objects of a file of JSON lines, with their numbers. Raises BadRequest, naming the line."""
    for number, line in _lines(path, encoding):
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as exc:
            raise _bad(path, number, f"a JSON object ({exc})") from exc
        if not isinstance(row, dict):
            raise _bad(path, number, "a JSON object")
        yield number, row


def _columns(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the columns of a file, with the numbers of their lines."""
    return ((number, line.split("\t")) for number, line in _lines(path))


def _id(path: Path, line: int, row: Mapping[str, Any]) -> str:
    """Return an id, under either of the names it goes by."""
    return _text(path, line, row, "_id" if "_id" in row else "id")


def _text(path: Path, line: int, row: Mapping[str, Any], key: str) -> str:
    """Return a value that must be a text and not blank."""
    value = row.get(key)
    if not isinstance(value, str) or not value.strip():
        raise _bad(path, line, f'a text under "{key}"')
    return value


def _optional(path: Path, line: int, row: Mapping[str, Any], key: str) -> str | None:
    """Return a value that must be a text where there is one."""
    return _text(path, line, row, key) if row.get(key) not in (None, "") else None


def _list(path: Path, line: int, row: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """Return a list of texts, empty where there is none."""
    value = row.get(key, [])
    if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
        raise _bad(path, line, f'a list of texts under "{key}"')
    return tuple(value)


def _bad(path: Path, line: int, expected: str) -> BadRequest:
    return BadRequest(value=path, expected=f"{expected}, on line {line}")
