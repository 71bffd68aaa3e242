"""The servers of model files on this machine: for each file one process, started when it is first asked something."""

from __future__ import annotations

import atexit
import secrets
import subprocess
import sys
import threading
from collections import Counter
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from assistant.errors import ModelFileUnusable, ModelPackageMissing

_PROJECT = Path(__file__).resolve().parents[3]
_MAGIC = b"GGUF"
_START = 180.0  # seconds: gigabytes are read from the disk


class Address(NamedTuple):
    """Where a server listens, and the key that it wants."""

    url: str
    key: str


class FileServer:
    """The process that serves one model file; any thread may ask for its address."""

    def __init__(self, file: Path, *, start: float = _START) -> None:
        """Start nothing yet. `start` is how many seconds loading may take."""
        self._file = file
        self._start = start
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._address = Address("", "")

    def address(self) -> Address:
        """Return where the model is served; start its process where there is none, or it has died.

        Raises ModelFileUnusable where the file cannot be loaded, ModelPackageMissing where llama.cpp is not installed.
        """
        with self._lock:
            if self._process is None or self._process.poll() is not None:
                self._end()
                self._begin()
            return self._address

    def close(self) -> None:
        """End the process, whatever it is doing."""
        with self._lock:
            self._end()

    def _begin(self) -> None:
        _check(self._file)
        key = secrets.token_hex(32)
        process = subprocess.Popen(
            [sys.executable, "-X", "utf8", "-m", "assistant.ask.models.llama_process", str(self._file.resolve())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=_PROJECT,
            # It reads a stranger's file, and needs none of the keys that the environment may hold. Windows opens no
            # socket without some of it.
            env=None if sys.platform == "win32" else {"PYTHONPATH": str(_PROJECT)},
        )
        self._process = process
        clock = threading.Timer(self._start, process.kill)
        clock.start()
        try:
            with suppress(BrokenPipeError):
                process.stdin.write(f"{key}\n")  # type: ignore[union-attr]
                process.stdin.flush()  # type: ignore[union-attr]
            url = process.stdout.readline().strip()  # type: ignore[union-attr]
        finally:
            clock.cancel()
        if not url:
            self._end()
            raise ModelFileUnusable(file=self._file.name)
        self._address = Address(url, key)

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            with suppress(BrokenPipeError):
                process.communicate()


_servers: dict[Path, FileServer] = {}
_users: Counter[Path] = Counter()
_lock = threading.Lock()


def take(file: Path) -> FileServer:
    """Return the server of a file, one for all who use it; `give_back` is due once for each."""
    with _lock:
        path = file.resolve()
        _users[path] += 1
        return _servers.setdefault(path, FileServer(path))


def give_back(file: Path) -> None:
    """End the server of a file if nobody else uses it."""
    with _lock:
        path = file.resolve()
        _users[path] -= 1
        if _users[path] <= 0:
            del _users[path]
            _servers.pop(path).close()


@atexit.register
def stop_all() -> None:
    """End every server."""
    with _lock:
        for server in _servers.values():
            server.close()


def _check(file: Path) -> None:
    """Refuse what llama.cpp must not be given: some files that are none of its own end its whole process."""
    if find_spec("xllamacpp") is None:
        raise ModelPackageMissing(package="xllamacpp", install="pip install -r requirements/llm.txt")
    try:
        with file.open("rb") as opened:
            magic = opened.read(len(_MAGIC))
    except OSError as error:
        raise ModelFileUnusable(file=file.name) from error
    if magic != _MAGIC:
        raise ModelFileUnusable(file=file.name)
