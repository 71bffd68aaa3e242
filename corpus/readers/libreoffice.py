"""OpenDocument, RTF and Word before 2007: LibreOffice makes a Word file of them, which our own reader reads.

It runs in a profile of its own with a time limit; its numbers are those that LibreOffice counts. Tracked changes are
shown as accepted by neither: what was deleted may stand beside what replaced it, so files of drafts should be saved
as .docx.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.errors import MissingProgram, UnreadableFile

_PROGRAMS = ("soffice", "libreoffice")


@contextmanager
def as_word_file(path: Path, seconds: float) -> Iterator[Path]:
    """Give a Word file with the text of another office document, for as long as the block lasts.

    Raises MissingProgram where LibreOffice is not installed, UnreadableFile where it cannot open the file.
    """
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise MissingProgram(path=path, program="LibreOffice", packages="libreoffice-writer")
    with TemporaryDirectory(prefix="alinea-") as folder:
        source = Path(folder, f"document{path.suffix.lower()}")
        shutil.copyfile(path, source)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        convert = ["--headless", "--norestore", "--convert-to", "docx", "--outdir", folder, str(source)]
        command = [program, profile, *convert]
        try:
            subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds, check=False)
        except subprocess.TimeoutExpired as error:
            raise UnreadableFile(path=path, detail=f"LibreOffice took more than {seconds:.0f} seconds") from error
        made = source.with_suffix(".docx")
        if not made.exists():
            raise UnreadableFile(path=path, detail="LibreOffice could not open it")
        yield made
