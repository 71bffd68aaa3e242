"""What the addition of many files has stored so far: stopped and begun again, it goes on where it was.

    {"program": "…", "asked": "…"}                            by what code files are read, and what was said of all
    {"file": …, "state": …, "version": …, "report": {…}}      a file as it was when it was read, and what came of it

A file that was changed since, or whose text is no longer the one in the library, is read again. The notes go when an
addition comes to its end; a small one, stored at once, writes none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

import msgspec

from assistant.documents.types import AddedDocument
from corpus.catalogue.sidecar import Sidecar, sidecar_path
from corpus.types import Vouched

_ROOT = Path(__file__).parents[2]
_READS = ("corpus/**/*.py", "corpus/**/*.toml", "assistant/documents/*.py")  # what a file becomes depends on

State = tuple[int, int, int, int]
"""The size of a file and when it was last written, and the same of its sidecar, 0 where there is none."""

VersionFile = tuple[str, str, str, str]
"""A version's document, language and status, and the SHA-256 of its file."""


class _Header(msgspec.Struct, frozen=True):
    program: str
    asked: str


class Done(msgspec.Struct, frozen=True):
    """A file that was stored: its name and state when it was read, the version it became, and the report on it."""

    file: str
    state: State
    version: VersionFile
    report: AddedDocument


class Unfinished:
    """The notes of one addition, in a file of the home; whoever uses them holds the right to write there."""

    def __init__(
        self, path: Path | None, vouched: Vouched | None, facts: Sidecar | None, held: Collection[VersionFile]
    ) -> None:
        """Read what was noted by such an addition that was stopped; `held` are the versions of the library now.

        Without a path, nothing is noted.
        """
        self._path, self._begun = path, False
        self._header = _Header(_program(), repr((vouched and (vouched.by, vouched.name), facts)))
        self._done = {each.file: each for each in self._read()}
        versions = frozenset(held) if self._done else frozenset()
        self._done = {name: each for name, each in self._done.items() if each.version in versions}

    def done(self, file: Path) -> Done | None:
        """Return what was noted of a file, if it is still as it was."""
        found = self._done.get(str(file.absolute()))
        return found if found and found.state == state_of(file) else None

    def note(self, stored: Sequence[Done]) -> None:
        """Note files that were stored. Where that cannot be written, they would be read again, no more."""
        if self._path is None:
            return
        lines = [*stored] if self._begun else [self._header, *self._done.values(), *stored]
        with suppress(OSError), self._path.open("ab" if self._begun else "wb") as notes:
            notes.writelines(msgspec.json.encode(each) + b"\n" for each in lines)
            self._begun = True

    def end(self) -> None:
        """Forget it all: the addition came to its end."""
        if self._path is not None:
            self._path.unlink(missing_ok=True)

    def _read(self) -> Iterator[Done]:
        """Yield what was noted by an addition of the same kind, up to a line that is cut short."""
        if self._path is None:
            return
        with suppress(OSError, msgspec.MsgspecError), self._path.open("rb") as notes:
            if msgspec.json.decode(next(notes, b""), type=_Header) == self._header:
                for line in notes:
                    yield msgspec.json.decode(line, type=Done)


def state_of(file: Path) -> State:
    """Return the state of a file; that of none where it cannot be looked at."""
    found: list[int] = []
    for path in (file, sidecar_path(file)):
        try:
            stat = path.stat()
            found += (stat.st_size, stat.st_mtime_ns)
        except OSError:
            found += (0, 0)
    size, written, of_sidecar, sidecar_written = found
    return size, written, of_sidecar, sidecar_written


@cache
def _program() -> str:
    """Return what identifies the code that reads files, with its tables."""
    files = [path for pattern in _READS for path in sorted(_ROOT.glob(pattern))]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()[:16]
