"""Starts the sandbox's process, asks it, and stops it where it takes too long."""

from __future__ import annotations

import atexit
import logging
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from tempfile import TemporaryDirectory
from typing import TypeVar

import msgspec

from corpus import errors
from corpus.errors import CorpusError, UnreadableFile
from corpus.phrases import Phrase
from corpus.sandbox.process import ANSWER, FAILED, NO_MEMORY, TOLD, TOO_NESTED, Request, Said, Told

_log = logging.getLogger(__name__)

T = TypeVar("T")

_PROJECT = Path(__file__).resolve().parents[2]
_KEPT_VARIABLES = ("PATH", "SYSTEMROOT")


def bare_environment(folder: Path) -> dict[str, str]:
    """Return the variables of a program that meets strangers' files: no keys or passwords; a folder to write in."""
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    return kept | dict.fromkeys(("HOME", "TMPDIR", "TEMP", "TMP"), str(folder)) | {"PYTHONPATH": str(_PROJECT)}


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one call may cost: memory and answer in bytes, time in seconds by the clock."""

    memory_bytes: int
    output_bytes: int
    seconds: float


class Sandbox:
    """One process for functions that meet strangers' files; asked by one thread at a time."""

    def __init__(self) -> None:
        """Start nothing yet: the process starts with the first call, and again where it had to be stopped."""
        self._folder = TemporaryDirectory(prefix="alinea-")
        self._process: subprocess.Popen[bytes] | None = None

    def call(self, function: str, path: Path, *arguments: str, answer: type[T], bounds: Bounds, loads: str) -> T:
        """Return what `module:name` answers for a file; `loads` is a module that it will need.

        Raises the CorpusError that the function raised; UnreadableFile where it failed otherwise or broke its bounds.
        """
        memory, output, seconds = bounds.memory_bytes, bounds.output_bytes, int(bounds.seconds) + 1
        request = Request(function, os.fsencode(path.resolve()), arguments, loads, memory, output, seconds)
        file = Path(self._folder.name, ANSWER)
        try:
            ended = self._ended(request, path, bounds.seconds)
            if ended is None:  # the process itself was ended, by somebody or for want of memory: not for this file
                ended = self._ended(request, path, bounds.seconds)
            if ended == TOLD:
                raise _told(msgspec.json.decode(file.read_bytes(), type=Told), path)
            if ended != 0:
                raise UnreadableFile(path=path, detail=_failure(ended or FAILED, memory))
            return msgspec.json.decode(file.read_bytes(), type=answer)
        except (msgspec.DecodeError, KeyError, OSError) as error:  # it was made to answer something else
            raise UnreadableFile(path=path, detail=_failure(FAILED, memory)) from error
        finally:
            self._tidy()

    def open_doors(self, loads: str = "corpus.sandbox.probe") -> tuple[str, ...]:
        """Return what this system keeps no reader from, of `probe.DOORS`: found out by trying.

        The process has a module loaded from then on, which need not be waited for again.
        """
        with TemporaryDirectory(prefix="alinea-") as folder:
            asked, other = Path(folder, "asked"), Path(folder, "other")
            asked.touch()
            other.touch()
            bounds = Bounds(memory_bytes=1_000_000_000, output_bytes=1_000_000, seconds=30.0)
            return self.call(
                "corpus.sandbox.probe:open_doors",
                asked,
                str(other),
                answer=tuple[str, ...],
                bounds=bounds,
                loads=loads,
            )

    def stop(self) -> None:
        """Stop the process, and whatever it is doing."""
        process, self._process = self._process, None
        if process is not None:
            _kill(process)
            process.communicate()

    def _tidy(self) -> None:
        """Remove what the call wrote, be it stopped in the midst of it."""
        for left in Path(self._folder.name).iterdir():
            if left.is_dir() and not left.is_symlink():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink(missing_ok=True)

    def _ended(self, request: Request, path: Path, seconds: float) -> int | None:
        """Ask, and return how the request ended; None where the process did.

        Raises UnreadableFile where it took too long.
        """
        process = self._running()
        late = threading.Event()

        def stop() -> None:
            late.set()
            _kill(process)

        clock = threading.Timer(seconds, stop)
        clock.start()
        try:
            with suppress(BrokenPipeError):
                process.stdin.write(msgspec.json.encode(request) + b"\n")  # type: ignore[union-attr]
                process.stdin.flush()  # type: ignore[union-attr]
            said = process.stdout.readline()  # type: ignore[union-attr]
        finally:
            clock.cancel()
        if not said:
            self.stop()
        if late.is_set():
            raise UnreadableFile(path=path, detail=_too_long(seconds))
        return int(said) if said else None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.stop()
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-X", "utf8", "-m", "corpus.sandbox.process", self._folder.name],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=bare_environment(Path(self._folder.name)),
                start_new_session=True,  # its children end with it
            )
        return self._process


_idle: SimpleQueue[Sandbox] = SimpleQueue()
_tried = threading.Lock()  # taken by the first sandbox of the program, which finds out what holds, and never given back


@atexit.register
def stop_idle() -> None:
    """Stop the sandboxes that wait for a file; from then on, their processor time counts as that of our children."""
    with suppress(Empty):
        while True:
            _idle.get_nowait().stop()


@contextmanager
def sandbox() -> Iterator[Sandbox]:
    """Give a sandbox, kept afterwards for the next file: starting one costs more than most files."""
    try:
        found = _idle.get_nowait()
    except Empty:
        found = Sandbox()
    whole = False
    try:
        if _tried.acquire(blocking=False):
            _warn(found)
        yield found
        whole = True
    except CorpusError:  # the file's fault, not the sandbox's
        whole = True
        raise
    finally:
        if not whole:
            found.stop()
        _idle.put(found)


def _warn(box: Sandbox) -> None:
    """Say once where Linux keeps readers from less than it could; other systems never do."""
    if sys.platform == "linux":
        with suppress(CorpusError):
            if doors := box.open_doors():
                _log.warning("Readers of files are not kept from: %s (README, “Files of others”).", ", ".join(doors))


def _kill(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
        return
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _told(told: Told, path: Path) -> CorpusError:
    """Return the error that a function raised, by its name: one of ours, whatever the process says."""
    kind = getattr(errors, told.error, None)
    if not (isinstance(kind, type) and issubclass(kind, CorpusError)):
        return UnreadableFile(path=path, detail=_failure(FAILED, 0))
    return kind(path=path, **{name: _value(value) for name, value in told.values.items()})


def _value(said: str | Said) -> str:
    """Return a value of an error; of a phrase, what the process calls its English is shown, and is no template."""
    if isinstance(said, str):
        return said
    english = said.english.replace("{", "{{").replace("}", "}}")
    return Phrase(said.key, english, **{name: _value(value) for name, value in said.values.items()})


def _too_long(seconds: float) -> Phrase:
    return Phrase("error.because.time", "reading it took more than {seconds} seconds", seconds=f"{seconds:.0f}")


def _failure(ended: int, memory_bytes: int) -> Phrase:
    """Say in a few words why there is no answer. Names of Python's errors say nothing to who adds a file."""
    if ended == NO_MEMORY:
        most = f"{memory_bytes / 1_000_000:.0f}"
        return Phrase("error.because.memory", "reading it takes more than {most} MB of memory", most=most)
    if ended == TOO_NESTED:
        return Phrase("error.because.nested", "its parts are nested too deeply")
    if -ended == getattr(signal, "SIGXCPU", None):
        return Phrase("error.because.processor_time", "reading it took too much processor time")
    if ended < 0:
        return Phrase(
            "error.because.crash",
            "the parser crashed, signal {signal}: the file is damaged, or made to exhaust memory",
            signal=-ended,
        )
    return Phrase("error.because.damaged", "it is damaged, or its text is too large")
