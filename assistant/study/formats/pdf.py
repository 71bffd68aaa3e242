"""Word files as PDF files, made by LibreOffice where it is installed, so that both look alike.

The PDF is tagged, bears its title and language, and says that it follows PDF/UA: headings, lists, tables and notes are
those of the Word file. LibreOffice runs in a profile of its own, thrown away afterwards, with a time limit.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.study.errors import PdfNeedsLibreOffice, PdfNotMade

SECONDS = 120.0
_PROGRAMS = ("soffice", "libreoffice")
_PACKAGES = "libreoffice-writer-nogui fonts-crosextra-carlito"
_OPTIONS = {"UseTaggedPDF": True, "PDFUACompliance": True, "ExportBookmarks": True, "DisplayPDFDocumentTitle": True}


def has_libreoffice() -> bool:
    """Tell whether PDF files can be made here."""
    return _program() is not None


def as_pdf(word_file: bytes, *, seconds: float = SECONDS) -> bytes:
    """Return a Word file as a PDF file. Raises PdfNeedsLibreOffice or PdfNotMade."""
    program = _program()
    if program is None:
        raise PdfNeedsLibreOffice(program="LibreOffice", packages=_PACKAGES)
    with TemporaryDirectory(prefix="alinea-") as folder:
        source = Path(folder, "paper.docx")
        source.write_bytes(word_file)
        told = _convert(program, source, seconds)
        made = source.with_suffix(".pdf")
        if not made.exists():
            raise PdfNotMade(detail=told or "LibreOffice wrote no file")
        return made.read_bytes()


def _program() -> str | None:
    return next(filter(None, map(shutil.which, _PROGRAMS)), None)


def _convert(program: str, source: Path, seconds: float) -> str:
    """Run LibreOffice; return what it says about a failure. Raises PdfNotMade where it takes too long."""
    options = json.dumps({name: {"type": "boolean", "value": str(value).lower()} for name, value in _OPTIONS.items()})
    folder = source.parent
    command = [
        program,
        f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        f"pdf:writer_pdf_Export:{options}",
        "--outdir",
        str(folder),
        str(source),
    ]
    running = subprocess.Popen(
        command,
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
        raise PdfNotMade(detail=f"LibreOffice took more than {seconds:.0f} seconds") from error
    finally:
        if running.poll() is None:  # what is started is a script: the program itself is its child
            os.killpg(running.pid, signal.SIGKILL)
            running.communicate()
