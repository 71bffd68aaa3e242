"""From a file to its raw text: one reader a format, each run apart from the program.

A PDF, a web page or a Word file may be damaged, or made to do harm: a small file can unpack to gigabytes or
keep a parser busy for ever. `read` therefore checks the file first, then has it parsed in a second process with
limits on memory and time (`corpus.sandbox`).
"""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from corpus.errors import CorpusError, EmptyDocument, ScannedDocument, UnreadableFile, UnsupportedFormat
from corpus.phrases import Phrase
from corpus.sandbox.client import Bounds, sandbox
from corpus.types import RawDocument

__all__ = ["READERS", "Limits", "read", "read_by"]

T = TypeVar("T")

READERS = {
    ".pdf": "pdf",
    ".txt": "text",
    ".md": "text",
    ".markdown": "text",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".odt": "libreoffice",
    ".rtf": "libreoffice",
    ".doc": "libreoffice",
    ".xml": "akoma_ntoso",
    ".akn": "akoma_ntoso",
    ".epub": "epub",
}
"""The reader (a module of this package) of each suffix."""

_SCAN_SECONDS = 1200.0  # for the characters of a hundred pages to be recognised
_HEAD_BYTES = 1024  # a PDF may have some bytes before its signature; readers look for it in the first kilobyte
_OLD_WORD = b"\xd0\xcf\x11\xe0"  # OLE container: Word before 2007, or a Word file with a password
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: sizes in bytes, times in seconds.

    A file gets `seconds`, plus `seconds_per_megabyte` for each megabyte, up to `most_seconds`.
    """

    file_bytes: int = 50_000_000
    memory_bytes: int = 1_500_000_000
    output_bytes: int = 100_000_000
    seconds: float = 30.0
    seconds_per_megabyte: float = 5.0
    most_seconds: float = 120.0

    def seconds_for(self, size: int) -> float:
        """Return the time that a file of `size` bytes may take."""
        return min(self.most_seconds, self.seconds + self.seconds_per_megabyte * size / 1_000_000)


def read(path: Path, *, limits: Limits = Limits()) -> RawDocument:
    """Return the text of the file at `path`, page by page, with the addresses in it.

    Raises UnsupportedFormat for a suffix without a reader, EmptyDocument where there is no text at all (a scan),
    UnreadableFile for all else: not a regular file, too large, damaged, protected, or over `limits`.
    """
    return as_given(path, read_by("corpus.readers.raw_text:read_raw", RawDocument, path, limits))


def as_given(path: Path, found: RawDocument) -> RawDocument:
    """Return what was read with the format of the file that was given, not of the Word file that was made of it."""
    suffix = path.suffix.lower()
    return replace(found, format=suffix.removeprefix(".")) if READERS.get(suffix) == "libreoffice" else found


def read_by(function: str, answer: type[T], path: Path, limits: Limits = Limits()) -> T:
    """Return what a function (`module:name`) makes, in the sandbox, of a file and the name of its reader.

    Raises the errors of `read`, and those of the function.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UnsupportedFormat(path=path, suffix=path.suffix, supported=", ".join(sorted(READERS)))
    size = _checked_size(path, limits)
    _check_signature(path, reader)
    bounds = Bounds(limits.memory_bytes, limits.output_bytes, limits.seconds_for(size))
    with sandbox() as box:

        def apart(file: Path, reader: str, bounds: Bounds = bounds) -> T:
            return box.call(function, file, reader, answer=answer, bounds=bounds, loads=f"corpus.readers.{reader}")

        if reader == "libreoffice":
            return _converted(path, bounds.seconds, apart)
        try:
            return apart(path, reader)
        except EmptyDocument as error:
            if reader != "pdf":
                raise
            from corpus.readers.pdf_scan import tesseract  # seldom needed

            if tesseract() is None:
                raise ScannedDocument(path=path) from error
            return apart(path, "pdf_scan", replace(bounds, seconds=_SCAN_SECONDS))


def _converted(path: Path, seconds: float, apart: Callable[[Path, str], T]) -> T:
    """Read a file of which LibreOffice makes a Word file; errors speak of the file that was given."""
    from corpus.readers.libreoffice import as_word_file  # seldom needed

    with as_word_file(path, seconds) as made:
        try:
            return apart(made, "docx")
        except CorpusError as error:
            raise type(error)(**{**error.values, "path": path}) from error


def _checked_size(path: Path, limits: Limits) -> int:
    """Return the size of a regular file within the limits; raise UnreadableFile for anything else."""
    try:
        status = path.stat()
    except OSError as error:
        raise UnreadableFile(
            path=path, detail=error.strerror or Phrase("error.because.cannot_open", "it cannot be opened")
        ) from error
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableFile(path=path, detail=Phrase("error.because.no_regular_file", "it is not a regular file"))
    if status.st_size == 0:
        raise UnreadableFile(path=path, detail=Phrase("error.because.empty", "it is empty, 0 bytes"))
    if status.st_size > limits.file_bytes:
        found, most = status.st_size / 1_000_000, limits.file_bytes / 1_000_000
        raise UnreadableFile(
            path=path,
            detail=Phrase(
                "error.because.size", "{found} MB; the limit is {most} MB", found=f"{found:.0f}", most=f"{most:.0f}"
            ),
        )
    return status.st_size


def _check_signature(path: Path, reader: str) -> None:
    """Raise UnreadableFile where the first bytes belong to another format than the suffix says."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError as error:
        raise UnreadableFile(
            path=path, detail=error.strerror or Phrase("error.because.cannot_open", "it cannot be opened")
        ) from error
    if reader == "pdf" and b"%PDF-" not in head:
        raise UnreadableFile(
            path=path, detail=Phrase("error.because.no_pdf", "it is not a PDF: the PDF signature is missing")
        )
    if reader == "docx" and head.startswith(_OLD_WORD):
        raise UnreadableFile(
            path=path,
            detail=Phrase(
                "error.because.old_word", "it is an old or a password-protected Word file; save it as plain .docx"
            ),
        )
    if reader == "docx" and not head.startswith(b"PK\x03\x04"):
        raise UnreadableFile(
            path=path, detail=Phrase("error.because.no_word", "it is not a Word file: the ZIP signature is missing")
        )
    if reader == "epub" and not head.startswith(b"PK\x03\x04"):
        raise UnreadableFile(
            path=path, detail=Phrase("error.because.no_epub", "it is not an EPUB: the ZIP signature is missing")
        )
    if reader in ("text", "html", "akoma_ntoso") and _is_binary(head):
        raise UnreadableFile(
            path=path,
            detail=Phrase("error.because.no_text_file", "it is not text: its first bytes are those of another format"),
        )


def _is_binary(head: bytes) -> bool:
    """Return whether the first bytes are those of a PDF, an archive or another binary file."""
    if head.startswith(_UTF16_MARKS):
        return False
    return head.startswith((b"%PDF-", b"PK\x03\x04", _OLD_WORD)) or b"\0" in head
