"""Other people's programs and packages that make text of a document, each of which may not be installed.

A program is run in a temporary folder, a package in a Python of its own that this module is the program of
(`python -m assistant.evaluation.structure_peers NAME FILE ANSWER`), both with a limit on time. The processor time of a
program is all of it; that of a package begins when it has been loaded.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module, metadata, util
from pathlib import Path

from index.benchmarks.processes import ROOT, NotMeasured, command

LIMIT = 600.0
"""Seconds that a peer may take for one file."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A program or a package, and the formats it is asked to read."""

    name: str
    formats: tuple[str, ...]
    version: str


def processor_seconds() -> float:
    """Return the processor time of this process and of those it has waited for."""
    return sum(os.times()[:4])


def installed(progress: Callable[[str], None]) -> list[Peer]:
    """Return the peers that are here; tell `progress` which are not."""
    found = []
    for name, formats in _FORMATS.items():
        version = _version_of_package(name) if name in _LOADERS else _version_of_program(name)
        if version is None:
            progress(f"{name} is left out: it is not installed")
        else:
            found.append(Peer(name, formats, version))
    return found


def text_of(peer: Peer, path: Path, scratch: Path, *, limit: float = LIMIT) -> tuple[str, float]:
    """Return the text that a peer makes of a file, and the processor time that it took, in seconds.

    Raises NotMeasured where it fails or takes more than `limit` seconds.
    """
    answer, source = scratch / "answer.txt", scratch / f"source{path.suffix}"
    for written in (answer, source.with_suffix(".txt")):
        written.unlink(missing_ok=True)
    before = processor_seconds()
    if peer.name in _LOADERS:
        arguments = ["-m", "assistant.evaluation.structure_peers", peer.name, str(path.resolve()), str(answer)]
        _run(command(arguments, variables=[f"PYTHONPATH={ROOT}"]), scratch, limit)
        told = json.loads(answer.read_text(encoding="utf-8"))
        return told["text"], told["seconds"]
    shutil.copyfile(path, source)
    _run(_COMMANDS[peer.name](source, answer), scratch, limit)
    seconds = processor_seconds() - before
    written = answer if answer.is_file() else source.with_suffix(".txt")
    try:
        return written.read_text(encoding="utf-8-sig", errors="replace"), seconds
    except OSError as exc:
        raise NotMeasured("it wrote no text") from exc


def _run(arguments: Sequence[str], scratch: Path, limit: float) -> None:
    """Run a program in a folder. Raises NotMeasured where it fails or takes more than `limit` seconds."""
    errors = scratch / "errors.txt"
    with errors.open("wb") as said:
        process = subprocess.Popen(
            arguments, cwd=scratch, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=said,
            start_new_session=True,
        )  # fmt: skip
        try:
            process.wait(limit)
        except subprocess.TimeoutExpired as exc:
            raise NotMeasured(f"it took more than {limit:.0f} seconds") from exc
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)  # LibreOffice is a script that starts the program
                process.wait()
    if process.returncode:
        lines = errors.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        raise NotMeasured(lines[-1][:200] if lines else f"exit code {process.returncode}")


# Programs ---------------------------------------------------------------------------------------------------------


def _libreoffice(source: Path, answer: Path) -> list[str]:
    """Convert in a profile of its own: another LibreOffice that runs would take the file. The output is `FILE.txt`."""
    profile = f"-env:UserInstallation={(answer.parent / 'profile').as_uri()}"
    convert = ["--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(answer.parent)]
    return [_FILES["LibreOffice"], profile, *convert, str(source)]


def _pandoc(source: Path, answer: Path) -> list[str]:
    return ["pandoc", "--sandbox", "-t", "plain", "--wrap=none", "-o", str(answer), str(source)]


def _pdftotext(source: Path, answer: Path) -> list[str]:
    return ["pdftotext", "-layout", "-enc", "UTF-8", str(source), str(answer)]


# Packages ---------------------------------------------------------------------------------------------------------

# Each returns the function that reads a file: what it has to load is loaded by then.
_Read = Callable[[str], str]


def _docx2python() -> _Read:
    convert = import_module("docx2python").docx2python

    def read(path: str) -> str:
        with convert(path) as document:
            return str(document.text)

    return read


def _mammoth() -> _Read:
    convert = import_module("mammoth").convert_to_markdown

    def read(path: str) -> str:
        with Path(path).open("rb") as file:
            return str(convert(file).value)

    return read


def _markitdown() -> _Read:
    converter = import_module("markitdown").MarkItDown(enable_plugins=False)
    return lambda path: str(converter.convert_local(path).text_content)


def _pypdf() -> _Read:
    reader = import_module("pypdf").PdfReader
    return lambda path: "\n".join(page.extract_text() for page in reader(path).pages)


_COMMANDS: Mapping[str, Callable[[Path, Path], list[str]]] = {
    "LibreOffice": _libreoffice, "pandoc": _pandoc, "pdftotext": _pdftotext
}  # fmt: skip
_LOADERS: Mapping[str, Callable[[], _Read]] = {
    "docx2python": _docx2python, "mammoth": _mammoth, "markitdown": _markitdown, "pypdf": _pypdf
}  # fmt: skip
_FILES = {"LibreOffice": "soffice"}
_FORMATS = {
    "LibreOffice": ("docx",),
    "pandoc": ("docx", "html"),
    "docx2python": ("docx",),
    "mammoth": ("docx",),
    "markitdown": ("docx", "html", "pdf"),
    "pdftotext": ("pdf",),
    "pypdf": ("pdf",),
}


def _version_of_program(name: str) -> str | None:
    """Return the version that a program tells, None where it is not installed."""
    file = shutil.which(_FILES.get(name, name))
    if file is None:
        return None
    told = subprocess.run(
        [file, "-v" if name == "pdftotext" else "--version"], capture_output=True, text=True, check=False, timeout=60
    )
    number = re.search(r"\d+(?:\.\d+)+", told.stdout + told.stderr)
    return number[0] if number else "?"


def _version_of_package(name: str) -> str | None:
    """Return the version of a package, None where it is not installed."""
    return metadata.version(name) if util.find_spec(name) else None


def main() -> None:
    """Read one file by one package, and write its text and the seconds as JSON."""
    name, path, answer = sys.argv[1:]
    read = _LOADERS[name]()
    started = time.process_time()
    text = read(path)
    told = {"text": text, "seconds": time.process_time() - started}
    Path(answer).write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    main()
