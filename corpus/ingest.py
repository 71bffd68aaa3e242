"""From a file to a version: read, clean, number, identify. The only place where these meet."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from corpus.catalogue.catalogue import Catalogue
from corpus.catalogue.identity import identify
from corpus.catalogue.sidecar import Sidecar, read_sidecar
from corpus.errors import EmptyDocument, MeaninglessText, UnreadableFile
from corpus.notices import Notice
from corpus.outline.cleaning import clean
from corpus.outline.outline import Outline, read_outline
from corpus.readers import READERS, read
from corpus.reading_notices import notices_of
from corpus.types import CleanText, Document, RawDocument, Version

_MOST_MEANINGLESS = 0.2  # of the letters; a text that has lost more is no text
_TABLE_HEADER = "table header"


@dataclass(frozen=True, slots=True)
class Ingested:
    """A file turned into a version of a document, with what was left out of its text, counted by reason.

    `told_by` says what told which document it is (`corpus.catalogue.identity`).
    """

    document: Document
    version: Version
    notices: tuple[Notice, ...]
    dropped: dict[str, int]
    told_by: str


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """A file as it was read, cleaned and numbered, before it is known which document it is."""

    raw: RawDocument
    cleaned: CleanText
    outline: Outline
    sha256: str


def ingest_file(path: Path, catalogue: Catalogue) -> Ingested:
    """Turn one file into a version.

    Raises a CorpusError where the file cannot be read, is empty, or its language is unknown.
    """
    sidecar = read_sidecar(path)
    return ingest_parsed(parse_file(path), path, sidecar, catalogue)


def parse_file(path: Path) -> ParsedFile:
    """Read, clean and number one file. Raises a CorpusError where it cannot be read or is empty."""
    raw = read(path)
    cleaned = clean(raw)
    if cleaned.meaningless > _MOST_MEANINGLESS:
        raise MeaninglessText(path=path, share=f"{100 * cleaned.meaningless:.0f}")
    outline = read_outline(cleaned.lines)
    if not outline.renditions:
        raise EmptyDocument(path=path)
    return ParsedFile(raw, cleaned, outline, _sha256(path))


def ingest_parsed(parsed: ParsedFile, path: Path, sidecar: Sidecar, catalogue: Catalogue) -> Ingested:
    """Return a parsed file as a version of the document that it is, by its words, its name and its sidecar.

    Raises a CorpusError where its language is unknown.
    """
    raw, cleaned, found = parsed.raw, parsed.cleaned, parsed.outline
    identity = identify(path, raw, [line.text for line in cleaned.lines], sidecar, catalogue)
    notices = (*found.warnings, *notices_of(raw, cleaned, found.renditions, identity.language))
    version = Version(
        document=identity.document.id,
        language=identity.language,
        status=identity.status,
        source=cleaned.source,
        sha256=parsed.sha256,
        file=shown(path.name),
        pages=len(raw.pages),
        renditions=found.renditions if raw.paginated else tuple(r.without_page() for r in found.renditions),
        links=cleaned.links,
        warnings=tuple(notice.encode() for notice in notices),
    )
    dropped = Counter(item.reason for item in cleaned.dropped)
    dropped[_TABLE_HEADER] += len(found.table_headers)
    return Ingested(identity.document, version, notices, dict(+dropped), identity.told_by)


def _sha256(path: Path) -> str:
    """Return the hash of a file. Raises UnreadableFile where it has gone meanwhile."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as exc:
        raise UnreadableFile(path=path, detail=exc.strerror or "it cannot be opened") from exc


def shown(text: object) -> str:
    """Return a path or a message as one line that can be stored: file names hold line feeds, and bytes of no text."""
    return " ".join(str(text).encode("utf-8", "replace").decode("utf-8").splitlines())


def files_in(path: Path) -> list[Path]:
    """Return the readable files of a folder, in name order, at any depth; hidden ones and READMEs are not documents.

    A path that is a file is returned as it is, whatever its type: the reader says if it cannot be read.
    """
    if not path.is_dir():
        return [path]
    return sorted(
        found
        for found in path.rglob("*")
        if found.is_file()
        and found.suffix.lower() in READERS
        and not any(part.startswith(".") for part in found.relative_to(path).parts)
        and found.stem.lower() != "readme"
    )
