"""A download under way: the bytes so far, and what the host said of the whole, so that it can go on after a cut."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import IO

from corpus.download.errors import CannotKeep, InProgress

_SETTLED_SECONDS = 60  # a date that recent may stand for two states of the file (RFC 9110, 8.8.2.2)


@dataclass(frozen=True, slots=True)
class Resumable:
    """Where a download can go on: so many bytes are there, of the state that `validator` names.

    `size` is what the host said of the whole file, empty where it did not.
    """

    received: int
    validator: str
    size: str


class Partial:
    """The file of one address in a folder of unfinished downloads; held by one process at a time."""

    def __init__(self, folder: Path, url: str) -> None:
        """Name the file after the address."""
        stem = hashlib.sha256(url.encode()).hexdigest()[:20]
        self.path = folder / f"{stem}.part"
        self._state = folder / f"{stem}.json"
        self._url = url

    @contextmanager
    def held(self) -> Iterator[IO[bytes]]:
        """Open the file, and keep other processes from it. Raises InProgress, CannotKeep."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a+b") as file:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # the system lets go of it if the process dies
                except BlockingIOError:
                    raise InProgress(url=self._url) from None
                yield file
        except TimeoutError:  # an OSError to Python, but of the network
            raise
        except OSError as error:
            raise CannotKeep(path=self.path.parent, detail=error.strerror or error) from error

    def resumable(self) -> Resumable | None:
        """Return where to go on, None where to begin anew: nothing there, or nothing said that names its state."""
        try:
            state = json.loads(self._state.read_text(encoding="utf-8"))
            received = self.path.stat().st_size
        except (OSError, ValueError):
            return None
        if not isinstance(state, dict) or not received:
            return None
        named, size = state.get("validator"), state.get("size")
        if not isinstance(named, str) or not named or not isinstance(size, str):
            return None
        return Resumable(received, named, size)

    def begin(self, file: IO[bytes], headers: Mapping[str, str]) -> None:
        """Empty the file and note the state that an answer's headers name."""
        file.truncate(0)
        size = "" if headers.get("content-encoding") else headers.get("content-length", "")
        state = {"url": self._url, "validator": validator(headers), "size": size}
        self._state.write_text(json.dumps(state), encoding="utf-8")

    def discard(self) -> None:
        """Remove what there is."""
        self.path.unlink(missing_ok=True)
        self._state.unlink(missing_ok=True)

    def forget_state(self) -> None:
        """Keep the bytes, which are complete now, and forget what was noted for going on."""
        self._state.unlink(missing_ok=True)


def validator(headers: Mapping[str, str]) -> str:
    """Return what names the exact state of a file: a strong ETag, else a date old enough; empty where there is none."""
    tag = headers.get("etag", "")
    if tag.startswith('"'):
        return tag
    modified, sent = headers.get("last-modified", ""), headers.get("date", "")
    try:
        age = parsedate_to_datetime(sent) - parsedate_to_datetime(modified)
    except (ValueError, TypeError):
        return ""
    return modified if age.total_seconds() >= _SETTLED_SECONDS else ""


def sync(file: IO[bytes]) -> None:
    """Have the system write a file out, so that what is placed is whole even after a power cut."""
    file.flush()
    os.fsync(file.fileno())
