"""From a file to a version: read, clean, number, identify. The only place where these meet."""

from __future__ import annotations

import hashlib
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.catalogue.catalogue import Catalogue
from corpus.catalogue.identity import identify
from corpus.catalogue.sidecar import Sidecar, read_sidecar
from corpus.errors import CorpusError, UnreadableFile
from corpus.library.sources import Record
from corpus.notices import Notice
from corpus.parsing import Parsed
from corpus.phrases import Phrase
from corpus.readers import READERS, as_given, read_by
from corpus.reading_notices import notices_of
from corpus.reading_pool import pool_for
from corpus.types import TEXTS, Document, Language, Status, Version, Vouched

_AHEAD = 2  # files parsed or parsing for each process, so that none waits for the library
_TABLE_HEADER = "table header"


@dataclass(frozen=True, slots=True)
class Ingested:
    """A file turned into a version of a document, with what was left out of its text, counted by reason.

    `told_by` says what told which document it is, `sign` by what the catalogue knew it (`corpus.catalogue.identity`).
    """

    document: Document
    version: Version
    notices: tuple[Notice, ...]
    dropped: dict[str, int]
    told_by: str
    sign: str = ""

    @property
    def claimed(self) -> str:
        """The id of the document that it names itself, although it may be kept apart from that one."""
        apart = (each for each in self.notices if each.is_apart)
        return next((each.values["id"] for each in apart), self.document.id)


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """A file as it was parsed, before it is known which document it is."""

    parsed: Parsed
    sha256: str


def ingest_file(path: Path, catalogue: Catalogue) -> Ingested:
    """Turn one file into a version.

    Raises a CorpusError where the file cannot be read, is empty, or its language is unknown.
    """
    sidecar = read_sidecar(path)
    return ingest_parsed(parse_file(path), path, sidecar, catalogue)


def parse_file(path: Path) -> ParsedFile:
    """Read, clean and number one file, apart from the program. Raises a CorpusError where that cannot be done."""
    parsed = read_by("corpus.parsing:parse", Parsed, path)
    return ParsedFile(replace(parsed, raw=as_given(path, parsed.raw)), _sha256(path))


def parse_files(paths: Sequence[Path], cluster: str = "") -> Iterator[ParsedFile | CorpusError]:
    """Yield what `parse_file` returns or raises for each file, in order; a few are parsed ahead.

    That is done on all processors, or by the workers of a `cluster` (`corpus.reading_pool`). Raises NoCluster.
    """
    if not paths:
        return
    with pool_for(len(paths), cluster) as pool:
        several = _AHEAD * pool.workers
        ahead = deque(pool.executor.submit(_tried, path) for path in paths[:several])
        for place, path in enumerate(paths):
            try:
                found = ahead.popleft().result()
            except pool.failures as error:
                found = UnreadableFile(path=path, detail=error)
            if place + several < len(paths):
                ahead.append(pool.executor.submit(_tried, paths[place + several]))
            yield found


def _tried(path: Path) -> ParsedFile | CorpusError:
    try:
        return parse_file(path)
    except CorpusError as error:
        return error


def ingest_parsed(parsed: ParsedFile, path: Path, sidecar: Sidecar, catalogue: Catalogue) -> Ingested:
    """Return a parsed file as a version of the document that it is, by its words, its name and its sidecar.

    Its text is one that was added: `as_official` makes it more.

    Raises a CorpusError where its language is unknown.
    """
    raw, cleaned, found = parsed.parsed.raw, parsed.parsed.cleaned, parsed.parsed.outline
    lines = [line.text for line in cleaned.lines]
    identity = identify(path, raw, lines, sidecar, catalogue, found.renditions)
    key = (identity.document.id, identity.language, identity.status)
    version, notices = _version(parsed, *key, shown(path.name), (identity.apart,) if identity.apart else ())
    dropped = Counter(item.reason for item in cleaned.dropped)
    dropped[_TABLE_HEADER] += len(found.table_headers)
    return Ingested(identity.document, version, notices, dict(+dropped), identity.told_by, identity.sign)


def as_official(version: Version, vouched: Vouched) -> Version:
    """Return a text that was added as the official one; our notes and translations stay what they are."""
    return replace(version, status=Status.OFFICIAL, vouched=vouched) if version.status in TEXTS else version


def read_again(path: Path, record: Record) -> Version:
    """Return a version read again from a kept file, as what it was added as. Raises a CorpusError."""
    apart = (Notice.decode(record.apart),) if record.apart else ()
    key = (record.document, Language(record.language), Status(record.status))
    return replace(_version(parse_file(path), *key, record.file, apart)[0], vouched=record.vouched_for)


def _version(
    parsed: ParsedFile,
    document: str,
    language: Language,
    status: Status,
    file: str,
    first: tuple[Notice, ...] = (),
) -> tuple[Version, tuple[Notice, ...]]:
    """Return a parsed file as a version, and what is to be said of it, `first` of all."""
    raw, cleaned, found = parsed.parsed.raw, parsed.parsed.cleaned, parsed.parsed.outline
    notices = (*first, *found.warnings, *notices_of(raw, cleaned, found.renditions, language))
    version = Version(
        document=document,
        language=language,
        status=status,
        source=cleaned.source,
        sha256=parsed.sha256,
        file=file,
        pages=len(raw.pages),
        renditions=found.renditions if raw.paginated else tuple(r.without_page() for r in found.renditions),
        links=cleaned.links,
        warnings=tuple(notice.encode() for notice in notices),
    )
    return version, notices


def _sha256(path: Path) -> str:
    """Return the hash of a file. Raises UnreadableFile where it has gone meanwhile."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as exc:
        raise UnreadableFile(
            path=path, detail=exc.strerror or Phrase("error.because.cannot_open", "it cannot be opened")
        ) from exc


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
