"""Word files as PDF files, made by LibreOffice where it is installed, so that both look alike.

The PDF is tagged, bears its title and language, and says that it follows PDF/UA: headings, lists, tables and notes are
those of the Word file. LibreOffice runs in a profile of its own, thrown away afterwards, with a time limit.
"""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.study.errors import PdfNeedsLibreOffice, PdfNotMade
from corpus.readers.libreoffice import convert, installed

SECONDS = 120.0
_PACKAGES = "libreoffice-writer-nogui fonts-crosextra-carlito"
_OPTIONS = {"UseTaggedPDF": True, "PDFUACompliance": True, "ExportBookmarks": True, "DisplayPDFDocumentTitle": True}


def has_libreoffice() -> bool:
    """Tell whether PDF files can be made here."""
    return installed() is not None


def as_pdf(word_file: bytes, *, seconds: float = SECONDS) -> bytes:
    """Return a Word file as a PDF file. Raises PdfNeedsLibreOffice or PdfNotMade."""
    program = installed()
    if program is None:
        raise PdfNeedsLibreOffice(program="LibreOffice", packages=_PACKAGES)
    with TemporaryDirectory(prefix="alinea-") as folder:
        source = Path(folder, "paper.docx")
        source.write_bytes(word_file)
        options = {name: {"type": "boolean", "value": str(value).lower()} for name, value in _OPTIONS.items()}
        try:
            told = convert(program, source, f"pdf:writer_pdf_Export:{json.dumps(options)}", seconds)
        except TimeoutError as error:
            raise PdfNotMade(detail=error) from error
        made = source.with_suffix(".pdf")
        if not made.exists():
            raise PdfNotMade(detail=told or "LibreOffice wrote no file")
        return made.read_bytes()
