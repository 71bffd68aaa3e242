"""What a file is by its own bytes, whatever its address and its announcement say, and whether its end is there."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

_HEAD, _TAIL = 2048, 4096  # bytes; a PDF may have some before its signature and after its end mark
_PAGE_SIGNS = (b"<!doctype html", b"<html", b"<head", b"<body")
_MEDIA_TYPES = {
    "application/pdf": "pdf",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}


class Format(StrEnum):
    """A format that documents are fetched in; its value is the file's suffix."""

    PDF = "pdf"
    HTML = "html"
    DOCX = "docx"


def expected_format(url: str) -> Format | None:
    """Return the format that an address promises by its ending, None where it promises none.

    >>> expected_format("https://www.ilo.org/x/wcms_1.pdf?download=1")
    <Format.PDF: 'pdf'>
    """
    path = url.partition("#")[0].partition("?")[0].lower()
    return Format.PDF if path.endswith(".pdf") else None


def announced_format(media_type: str) -> Format | None:
    """Return the format that a Content-Type announces, None where it announces none of ours."""
    found = _MEDIA_TYPES.get(media_type.partition(";")[0].strip().lower())
    return Format(found) if found else None


def format_of(path: Path) -> Format | None:
    """Return what a file is by its first bytes, None for none of ours."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if b"%PDF-" in head[:1024]:
        return Format.PDF
    if head.startswith(b"PK\x03\x04") and (b"[Content_Types].xml" in head or b"word/" in head):
        return Format.DOCX
    if b"\0" not in head and any(sign in head.lower() for sign in _PAGE_SIGNS):
        return Format.HTML
    return None


def has_its_end(path: Path, kind: Format) -> bool:
    """Tell whether a file ends as its format says; a Word file's end is checked by its reader."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _TAIL))
        tail = file.read()
    if kind is Format.PDF:
        return b"%%EOF" in tail
    return kind is not Format.HTML or b"</html" in tail.lower() or b"</body" in tail.lower()
