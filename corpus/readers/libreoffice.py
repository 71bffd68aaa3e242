"""LibreOffice: of OpenDocument, RTF and Word before 2007 it makes a Word file, which our own reader reads.

It runs in a profile of its own with a time limit and, where the system can, out of reach of other files and networks;
its numbers are those that LibreOffice counts. Tracked changes are shown as accepted by neither: what was deleted may
stand beside what replaced it, so files of drafts should be saved as .docx.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.errors import MissingProgram, UnreadableFile
from corpus.phrases import Phrase
from corpus.sandbox.client import bare_environment
from corpus.sandbox.confined import command_within

_PROGRAMS = ("soffice", "libreoffice")


@contextmanager
def as_word_file(path: Path, seconds: float) -> Iterator[Path]:
    """Give a Word file with the text of another office document, for as long as the block lasts.

    Raises MissingProgram where LibreOffice is not installed, UnreadableFile where it cannot open the file.
    """
    program = installed()
    if program is None:
        raise MissingProgram(path=path, program="LibreOffice", packages="libreoffice-writer")
    with TemporaryDirectory(prefix="alinea-") as folder:
        source = Path(folder, f"document{path.suffix.lower()}")
        shutil.copyfile(path, source)
        try:
            convert(program, source, "docx", seconds)
        except TimeoutError as error:
            raise UnreadableFile(path=path, detail=str(error)) from error
        made = source.with_suffix(".docx")
        if not made.exists():
            raise UnreadableFile(path=path, detail=Phrase("error.because.libreoffice", "LibreOffice could not open it"))
        yield made


def installed() -> str | None:
    """Return the path of LibreOffice; None where it is not installed."""
    return next(filter(None, map(shutil.which, _PROGRAMS)), None)


def convert(program: str, source: Path, target: str, seconds: float) -> str:
    """Have LibreOffice make another file beside one, and return what it says last, which tells of a failure.

    `target` is the suffix, with a filter and its options if need be, as `--convert-to` takes it. Raises TimeoutError
    where it takes longer than `seconds`; what it started is ended too.
    """
    profile = f"-env:UserInstallation={Path(source.parent, 'profile').as_uri()}"
    options = ["--headless", "--norestore", "--convert-to", target, "--outdir", str(source.parent), str(source)]
    running = subprocess.Popen(
        command_within(source.parent, [program, profile, *options]),
        env=bare_environment(source.parent),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        start_new_session=True,
    )
    try:
        return running.communicate(timeout=seconds)[1].strip().rpartition("\n")[2]
    except subprocess.TimeoutExpired as error:
        raise TimeoutError(f"LibreOffice took more than {seconds:.0f} seconds") from error
    finally:
        if running.poll() is None:  # what is started is a script: the program itself is its child
            os.killpg(running.pid, signal.SIGKILL)
            running.communicate()
