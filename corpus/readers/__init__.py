"""From a file to its raw text: one reader a format, each run apart from the program.

A PDF, a web page or a Word file may be damaged, or made to do harm: a small file can unpack to gigabytes or
keep a parser busy for ever. `read` therefore checks the file first, then parses it in a second process with
limits on memory and time (`corpus.readers.sandbox`), whose answer is JSON. Only short plain text is read in this
process.
"""

from __future__ import annotations

import json
import os
import re
import signal
import stat
import subprocess
import sys
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from corpus.errors import EmptyDocument, ScannedDocument, UnreadableFile, UnsupportedFormat
from corpus.types import RawDocument

__all__ = ["READERS", "Limits", "read"]

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

_PROJECT = Path(__file__).resolve().parents[2]
_KEPT_VARIABLES = ("PATH", "SYSTEMROOT", "TMPDIR", "TEMP")  # a parser of strangers' files gets no keys or passwords
_SCAN_SECONDS = 1200.0  # for the characters of a hundred pages to be recognised
_SMALL_TEXT = 1_000_000  # bytes; starting a process costs more than the worst that such a text can do
_HEAD_BYTES = 1024  # a PDF may have some bytes before its signature; readers look for it in the first kilobyte
_OLD_WORD = b"\xd0\xcf\x11\xe0"  # OLE container: Word before 2007, or a Word file with a password
_HALF_LETTER = re.compile("[\ud800-\udfff]")  # half of a pair: no letter, and no file or database takes it
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
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UnsupportedFormat(path=path, suffix=path.suffix, supported=", ".join(sorted(READERS)))
    size = _checked_size(path, limits)
    _check_signature(path, reader)
    if reader == "text" and size <= _SMALL_TEXT:
        from corpus.readers import text  # here, so that the sandbox does not load what it does not need

        document = text.read(path)
    elif reader == "libreoffice":
        document = _read_converted(path, size, limits)
    else:
        document = _read_apart(reader, path, size, limits)
    if reader == "pdf" and not _has_text(document):
        document = _read_scan(path, size, limits)
    if not _has_text(document):
        raise ScannedDocument(path=path) if reader == "pdf" else EmptyDocument(path=path)
    return _sound(document)


def _has_text(document: RawDocument) -> bool:
    return any(page.strip() for page in document.pages)


def _read_converted(path: Path, size: int, limits: Limits) -> RawDocument:
    """Read a file of which LibreOffice makes a Word file; errors speak of the file that was given."""
    from corpus.readers.libreoffice import as_word_file  # seldom needed

    with as_word_file(path, limits.seconds_for(size)) as made:
        try:
            document = _read_apart("docx", made, made.stat().st_size, limits)
        except UnreadableFile as error:
            raise UnreadableFile(path=path, detail=error.values["detail"]) from error
    return replace(document, format=path.suffix.lower().lstrip("."))


def _read_scan(path: Path, size: int, limits: Limits) -> RawDocument:
    """Read a PDF of images by character recognition; raise ScannedDocument where that is not installed."""
    from corpus.readers.pdf_scan import tesseract  # seldom needed

    if tesseract() is None:
        raise ScannedDocument(path=path)
    longer = replace(limits, seconds=_SCAN_SECONDS, most_seconds=_SCAN_SECONDS)
    return _read_apart("pdf_scan", path, size, longer)


def _sound(document: RawDocument) -> RawDocument:
    """Return the document with U+FFFD in place of lone surrogates."""

    def mend(text: str) -> str:
        return _HALF_LETTER.sub("\ufffd", text)

    return replace(
        document,
        pages=tuple(map(mend, document.pages)),
        links=tuple(map(mend, document.links)),
        title=mend(document.title) if document.title else document.title,
        language=mend(document.language) if document.language else document.language,
        metadata={mend(key): mend(value) for key, value in document.metadata.items()},
    )


def _checked_size(path: Path, limits: Limits) -> int:
    """Return the size of a regular file within the limits; raise UnreadableFile for anything else."""
    try:
        status = path.stat()
    except OSError as error:
        raise UnreadableFile(path=path, detail=error.strerror or "it cannot be opened") from error
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableFile(path=path, detail="it is not a regular file")
    if status.st_size == 0:
        raise UnreadableFile(path=path, detail="it is empty, 0 bytes")
    if status.st_size > limits.file_bytes:
        found, most = status.st_size / 1_000_000, limits.file_bytes / 1_000_000
        raise UnreadableFile(path=path, detail=f"{found:.0f} MB; the limit is {most:.0f} MB")
    return status.st_size


def _check_signature(path: Path, reader: str) -> None:
    """Raise UnreadableFile where the first bytes belong to another format than the suffix says."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError as error:
        raise UnreadableFile(path=path, detail=error.strerror or "it cannot be opened") from error
    if reader == "pdf" and b"%PDF-" not in head:
        raise UnreadableFile(path=path, detail="it is not a PDF: the PDF signature is missing")
    if reader == "docx" and head.startswith(_OLD_WORD):
        raise UnreadableFile(path=path, detail="it is an old or a password-protected Word file; save it as plain .docx")
    if reader == "docx" and not head.startswith(b"PK\x03\x04"):
        raise UnreadableFile(path=path, detail="it is not a Word file: the ZIP signature is missing")
    if reader == "epub" and not head.startswith(b"PK\x03\x04"):
        raise UnreadableFile(path=path, detail="it is not an EPUB: the ZIP signature is missing")
    if reader in ("text", "html", "akoma_ntoso") and _is_binary(head):
        raise UnreadableFile(path=path, detail="it is not text: its first bytes are those of another format")


def _is_binary(head: bytes) -> bool:
    """Return whether the first bytes are those of a PDF, an archive or another binary file."""
    if head.startswith(_UTF16_MARKS):
        return False
    return head.startswith((b"%PDF-", b"PK\x03\x04", _OLD_WORD)) or b"\0" in head


def _read_apart(reader: str, path: Path, size: int, limits: Limits) -> RawDocument:
    """Run the reader in a process of its own and return what it found; raise UnreadableFile where it failed."""
    seconds = limits.seconds_for(size)
    command = [sys.executable, "-X", "utf8", "-m", "corpus.readers.sandbox", reader, str(path.resolve())]
    command += [str(limits.memory_bytes), str(limits.output_bytes), str(int(seconds) + 1)]
    variables = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    # Files rather than pipes: the system itself then stops a process that writes more than `output_bytes`.
    with TemporaryFile() as output, TemporaryFile() as errors:
        try:
            code = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=errors,
                env=variables | {"PYTHONPATH": str(_PROJECT)},
                timeout=seconds,
            ).returncode
        except subprocess.TimeoutExpired as error:
            raise UnreadableFile(path=path, detail=f"reading it took more than {seconds:.0f} seconds") from error
        if code != 0:
            raise UnreadableFile(path=path, detail=_failure(code, errors))
        output.seek(0)
        answer = json.load(output)
    if "error" in answer:
        raise UnreadableFile(path=path, detail=answer["error"])
    lists = {name: tuple(answer[name]) for name in ("pages", "links", "notes")}
    return RawDocument(**answer | lists)


def _failure(code: int, errors: IO[bytes]) -> str:
    """Say in a few words why the reader stopped. Names of Python's errors say nothing to who adds a file."""
    if code < 0:
        if -code == getattr(signal, "SIGXCPU", None):
            return "reading it took too much processor time"
        return f"the parser crashed, signal {-code}: the file is damaged, or made to exhaust memory"
    errors.seek(max(0, errors.seek(0, os.SEEK_END) - 2000))
    if b"MemoryError" in errors.read():
        return "reading it takes too much memory"
    return "it is damaged, or its text is too large"


def as_json(document: RawDocument) -> str:
    """Return the document as the JSON object that the sandbox answers with."""
    return json.dumps(asdict(document), ensure_ascii=True)
