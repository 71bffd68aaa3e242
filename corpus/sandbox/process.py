"""The process that runs one function after another apart from the program: `python -m corpus.sandbox.process FOLDER`.

Each line of its standard input is a request, as JSON (`Request`); its answer goes to `answer.json` in the folder, and
how it ended, as a number, to standard output. Modules are loaded here, once; where the system can, each request then
runs in a child of its own under limits, out of reach of other files and of any network (`confinement`), so that no file
ever meets what another one did to its parser. Windows has nothing of this: there, this process answers one request and
ends.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path

import msgspec

from corpus.errors import CorpusError
from corpus.phrases import Phrase
from corpus.sandbox.confinement import LOADING, NOWHERE, SYSTEM, Reach, confine

ANSWER = "answer.json"
FAILED, TOLD, NO_MEMORY, TOO_NESTED = 1, 2, 3, 4
"""How a request ended: 0 with an answer, `TOLD` with a `Told`; below 0 by a signal."""

_FORKS = hasattr(os, "fork")
_CODE = Path(__file__).resolve().parents[1]  # what readers load late; not the folder above, which may hold a library


class Request(msgspec.Struct, frozen=True):
    """A function to call, as `module:name`, with a path and texts; sizes in bytes, time in seconds of the processor.

    `loads` is a module to load before.
    """

    function: str
    path: bytes
    arguments: tuple[str, ...]
    loads: str
    memory_bytes: int
    output_bytes: int
    seconds: int


class Said(msgspec.Struct, frozen=True):
    """A phrase (`corpus.phrases`): its key, its English, its values."""

    key: str
    english: str
    values: dict[str, str | Said]


class Told(msgspec.Struct, frozen=True):
    """The answer where the function raised an error that a reader can be told: its name and its values."""

    error: str
    values: dict[str, str | Said]


def main(folder: Path) -> None:
    """Answer requests until there are no more."""
    for line in sys.stdin.buffer:
        request = msgspec.json.decode(line, type=Request)
        for module in (request.loads, request.function.partition(":")[0]):
            importlib.import_module(module)
        ended = _in_child(request, folder) if _FORKS else _answered(request, folder)
        print(ended, flush=True)
        if not _FORKS:
            return


def _in_child(request: Request, folder: Path) -> int:
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    ended = FAILED  # where the function raises what nobody can be told, or its answer is too large
    try:
        for stream in (sys.stdin, sys.stdout):  # a parser reads no requests, and what it prints is no answer
            os.dup2(sys.stderr.fileno(), stream.fileno())
        _limit(request)
        confine(_reach(Path(os.fsdecode(request.path)), folder))
        gc.disable()  # it lives for one file
        ended = _answered(request, folder)
    finally:
        os._exit(ended)  # never back into the loop of the parent


def _limit(request: Request) -> None:
    """Set the limits of this process."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (request.memory_bytes, request.memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (request.output_bytes, request.output_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (request.seconds, request.seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _reach(path: Path, folder: Path) -> Reach:
    """Return what a reader needs: the file, Python, the system's programs (Tesseract), and a folder to write in."""
    python = [Path(each) for each in sys.path if Path(each) != _CODE.parent]
    read = (path, _CODE, *python, Path(sys.base_prefix, "lib"), *LOADING)
    return Reach(read=read, run=SYSTEM, write=(folder, NOWHERE))


def _answered(request: Request, folder: Path) -> int:
    """Call the function and write its answer. Return how that ended."""
    module, _, name = request.function.partition(":")
    function = getattr(importlib.import_module(module), name)
    ended = 0
    try:
        try:
            answer = function(Path(os.fsdecode(request.path)), *request.arguments)
        except CorpusError as error:
            answer, ended = Told(type(error).__name__, _said(error.values)), TOLD
        (folder / ANSWER).write_bytes(msgspec.json.encode(answer))
    except MemoryError:
        return NO_MEMORY
    except RecursionError:
        return TOO_NESTED
    return ended


def _said(values: Mapping[str, object]) -> dict[str, str | Said]:
    """Return the values of an error, but for the path, which is known where the request came from."""
    return {
        key: Said(value.key, str(value), _said(value.values)) if isinstance(value, Phrase) else str(value)
        for key, value in values.items()
        if key != "path"
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
