"""Changes single bytes of the files of a home, each time from the same sound state, and looks at what comes of it."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.service import Assistant
from assistant.settings import Settings
from assistant.upkeep.repair import Repairer
from assistant.upkeep.writer_lock import WriterLock
from corpus.errors import AlineaError
from corpus.library.sources import Sources

# Read without the program: what the library says, row by row. Numbers of rows are left out, and digests.
_TABLES = {
    "versions": "document, language, status, facts, file, sha256, pages, source, links, warnings, content_hash",
    "documents": "id, facts",
    "paragraphs": "document, locator, ordinal, role, parent",
    "removed": "document",
}
_RENDITIONS = """SELECT v.document, v.language, v.status, r.ordinal, r.locator, r.role, r.text, r.marker, r.heading,
    r.parent, r.page, r."start", r."end", r.cells
    FROM renditions r JOIN versions v ON v.id = r.version ORDER BY 1, 2, 3, 4"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one change: `wrong` texts shown, whether it changed anything at all, was named, was mended."""

    file: str
    place: int
    wrong: int
    harmless: bool
    named: bool
    mended: bool
    said: str


@dataclass(frozen=True, slots=True)
class Answers:
    """What a home shows: texts by place, and which questions were refused."""

    texts: dict[tuple[str, str, str], str]
    refused: int


class Damager:
    """Damages copies of one sound home."""

    def __init__(self, home: Path, folder: Path, *, seed: int, notes: bool = True) -> None:
        """Take a home, which is left alone, and an empty folder to work in."""
        self._sound, self._home = folder / "sound", folder / "home"
        shutil.copytree(home, self._sound)
        with closing(sqlite3.connect(self._sound / "library.sqlite")) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._settings = Settings(self._home, notes=notes)
        self._chance = random.Random(seed)
        self._fresh()
        self._right, self._content = self._answers(), _content(self._home)
        if self._right.refused:
            raise ValueError("the home is not sound")

    def change(self, number: int) -> Iterator[Outcome]:
        """Change as many single bytes, one after the other, in files drawn by kind and then at random."""
        by_kind: dict[str, list[Path]] = {}
        for path in sorted(each for each in self._sound.rglob("*") if each.is_file() and each.stat().st_size):
            by_kind.setdefault(path.relative_to(self._sound).parts[0], []).append(path)
        kinds = ["library.sqlite", *sorted(by_kind)]  # the library twice as often
        for turn in range(number):
            path = self._chance.choice(by_kind[kinds[turn % len(kinds)]])
            yield self._one(path.relative_to(self._sound))

    def _one(self, path: Path) -> Outcome:
        self._fresh()
        place = _flip(self._home / path, self._chance)
        shown = self._answers()
        wrong = sum(text != self._right.texts.get(at) for at, text in shown.texts.items())
        self._fresh()
        _flip(self._home / path, self._chance, place)
        named, said = self._checked()
        harmless = not named and not wrong and shown == self._right and _content(self._home) == self._content
        self._fresh()
        _flip(self._home / path, self._chance, place)
        mended = harmless or self._mended()
        return Outcome(str(path), place, wrong, harmless, named, mended, said[:160])

    def _fresh(self) -> None:
        shutil.rmtree(self._home, ignore_errors=True)
        shutil.copytree(self._sound, self._home)

    def _answers(self) -> Answers:
        """Show every paragraph by several doors, and count what is refused."""
        texts: dict[tuple[str, str, str], str] = {}
        refused = 0
        try:
            service = Assistant(self._settings)
        except AlineaError:
            return Answers({}, 1)
        try:
            for summary in service.library():
                try:
                    texts["title", summary.id, ""] = summary.title
                    for version in summary.versions:
                        page = service.paragraph(summary.id, language=version.language)
                        shown = service.context(summary.id, page.locator, language=version.language, around=400)
                        for each in shown.paragraphs:
                            texts[summary.id, version.language, each.locator] = each.text
                    for hit in service.find(summary.title, k=20, document=summary.id).hits:
                        texts["found", f"{hit.document} {hit.language}", hit.locator] = hit.text
                except AlineaError:
                    refused += 1
        except AlineaError:
            refused += 1
        finally:
            service.close()
        return Answers(texts, refused)

    def _checked(self) -> tuple[bool, str]:
        try:
            service = Assistant(self._settings)
            try:
                found = service.check()
            finally:
                service.close()
        except AlineaError as error:
            return True, str(error)
        return not found.ok, "; ".join(each.reason for each in found.damage)

    def _mended(self) -> bool:
        """Repair, and tell whether everything is as it was."""
        try:
            with WriterLock(self._settings.lock).held():
                Repairer(self._settings.library, Sources(self._settings.sources)).repair()
                service = Assistant(self._settings)
                try:
                    service.engine.opened()
                    if not service.check().ok:
                        return False
                finally:
                    service.close()
        except AlineaError:
            return False
        return _content(self._home) == self._content and self._answers().texts == self._right.texts


def _flip(path: Path, chance: random.Random, place: int | None = None) -> int:
    """Change one byte of a file, by one bit; return its place."""
    content = bytearray(path.read_bytes())
    at = chance.randrange(len(content)) if place is None else place
    content[at] ^= 0x04
    path.write_bytes(content)
    return at


def _content(home: Path) -> Any:
    """Return all that the library of a home says; what kept SQLite from saying it where it cannot."""
    try:
        with closing(sqlite3.connect(home / "library.sqlite")) as connection:
            found: dict[str, list[Any]] = {"renditions": connection.execute(_RENDITIONS).fetchall()}
            for table, columns in _TABLES.items():
                found[table] = sorted(connection.execute(f"SELECT {columns} FROM {table}"), key=repr)
            return found
    except sqlite3.Error as error:
        return str(error)


def summary(outcomes: Sequence[Outcome]) -> str:
    """Return the figures of some changes as text: by the first part of the file's name, and in all."""
    lines = []
    groups = Counter(each.file.split("/")[0] for each in outcomes)
    for group in [*sorted(groups), ""]:
        there = [each for each in outcomes if not group or each.file.split("/")[0] == group]
        telling = [each for each in there if not each.harmless]
        lines.append(
            f"{group or 'all':16} {len(there):4} changes, {len(there) - len(telling):3} of bytes that say nothing; "
            f"wrong texts {sum(each.wrong for each in there)}, named {sum(each.named for each in telling)} of "
            f"{len(telling)}, mended {sum(each.mended for each in telling)} of {len(telling)}"
        )
    return "\n".join(lines)
