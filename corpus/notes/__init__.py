"""The bundled notes: our own summaries of documents, paragraph by paragraph, each at its official locator.

A note file is Markdown under a TOML head: `## 24(e)` opens the note on paragraph 24(e).
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from corpus.errors import BadSidecar
from corpus.notes.cells import row_cells
from corpus.types import Language, Rendition, Role, Status, Version

_KEYS = frozenset({"document", "language"})
_FOLDER = Path(__file__).parent
_FILE = re.compile(r"\A\+\+\+\n(?P<head>.*?)\n\+\+\+\n(?P<body>.*)\Z", re.DOTALL)
_ENTRY = re.compile(r"^## (?P<locator>.+?)\n+(?P<text>.+?)(?=\n+## |\s*\Z)", re.DOTALL | re.MULTILINE)


def bundled() -> Iterator[Version]:
    """Yield every bundled note version, in order of language and document."""
    for path in sorted(_FOLDER.glob("??/*.md")):
        yield read_note(path)


def read_note(path: Path) -> Version:
    """Read one note file. Raises BadSidecar where it is not one."""
    source = path.read_text(encoding="utf-8")
    match = _FILE.match(source)
    if not match:
        raise BadSidecar(path=path, detail="expected a head between two lines of +++")
    try:
        head = tomllib.loads(match["head"])
        document, language = str(head["document"]), Language(head["language"])
    except (tomllib.TOMLDecodeError, KeyError, ValueError) as exc:
        raise BadSidecar(path=path, detail=f"the head needs a document and a language: {exc}") from exc
    if unknown := sorted(head.keys() - _KEYS):
        raise BadSidecar(path=path, detail=f"unknown key “{unknown[0]}” in the head; known keys: document, language")
    offset = match.start("body")
    renditions = tuple(
        Rendition(
            locator=entry["locator"],
            role=_role(entry["locator"]),
            text=entry["text"].strip(),
            marker=_marker(entry["locator"], language),
            parent=_parent(entry["locator"]),
            start=offset + entry.start("text"),
            end=offset + entry.end("text"),
            cells=row_cells(entry["text"].strip()) if _role(entry["locator"]) is Role.ROW else None,
        )
        for entry in _ENTRY.finditer(match["body"])
    )
    locators = [rendition.locator for rendition in renditions]
    if not renditions or len(set(locators)) < len(locators):
        raise BadSidecar(path=path, detail="each note needs a locator of its own: ## 24(e)")
    sha256 = hashlib.sha256(source.encode()).hexdigest()
    return Version(document, language, Status.NOTE, source, sha256, path.name, 1, renditions)


def _role(locator: str) -> Role:
    if locator.startswith("action plan, objective"):
        return Role.OBJECTIVE
    if locator.startswith("action plan"):
        return Role.ROW if locator.endswith(")") else Role.OUTPUT
    return Role.ITEM if locator.endswith(")") else Role.PARAGRAPH


def _parent(locator: str) -> str | None:
    """Return the locator one level up, None at the top.

    >>> _parent("24(e)")
    '24'
    """
    match = re.fullmatch(r"(.+)\([^()]+\)", locator)
    return match[1] if match else None


def _marker(locator: str, language: Language) -> str:
    """Return the number as a document of that language prints it: `e)` in French and Spanish, `(e)` in English."""
    match = re.fullmatch(r".+\(([^()]+)\)", locator)
    if not match or locator.startswith("action plan"):
        return ""
    return f"({match[1]})" if language is Language.EN else f"{match[1]})"
