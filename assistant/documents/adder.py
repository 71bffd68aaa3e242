"""Adds files to the library, and keeps the bundled notes in it up to date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

from assistant.documents.types import Added, AddedDocument, AddError
from assistant.documents.version_check import VersionChecker
from assistant.upkeep.keeper import HomeKeeper
from corpus import notes
from corpus.catalogue.catalogue import Catalogue
from corpus.catalogue.sidecar import Sidecar, read_sidecar
from corpus.errors import (
    CorpusError,
    LibraryFailure,
    MissingFile,
    OfficialHeld,
    SameTitle,
    SameVersion,
    UnreadableFile,
)
from corpus.ingest import Ingested, ParsedFile, as_official, files_in, ingest_parsed, parse_files, shown
from corpus.library.library import Library
from corpus.library.rows import StoredVersion, facts_of, to_json
from corpus.notices import Notice
from corpus.phrases import Phrase
from corpus.text.likeness import shared
from corpus.types import TEXTS, Document, Language, Rendition, Status, Version, Vouched

Progress = Callable[[float, str], None]
_Slot = tuple[str, Language, Status]
_LEAST_SHARED = 0.2  # of the words of two versions of one document; another document of the same title has less


class DocumentAdder:
    """Adds documents to the library."""

    def __init__(
        self,
        library: Library,
        catalogue: Catalogue,
        versions: VersionChecker | None = None,
        *,
        notes: bool,
        home: HomeKeeper | None = None,
    ) -> None:
        """Add to a library; `notes`: whether with the bundled notes; `versions` compares versions.

        Files are kept in the `home`, if one is given.
        """
        self.library, self.catalogue, self._notes = library, catalogue, notes
        self._versions = versions
        self._sources = home.sources if home else None
        self._writer = home.writer if home else None

    def sync_notes(self) -> None:
        """Add or update the bundled notes where the library has them, but for documents the user removed."""
        if not self._notes or self.library.read_only or not any(self._notes_to_add()):
            return
        with self._writer.held() if self._writer else nullcontext():
            for version in self._notes_to_add():
                entry = self.catalogue.get(version.document)
                self.library.add(entry.document() if entry else Document(version.document), version)

    def _notes_to_add(self) -> Iterator[Version]:
        """Yield the bundled notes that the library lacks or has from another file; one document after another."""
        removed = self.library.removed()
        held = {
            (document, language, sha256)
            for document, language, status, sha256 in self.library.files()
            if status == Status.NOTE
        }
        for version in notes.bundled():
            if version.document not in removed and (version.document, version.language, version.sha256) not in held:
                yield version

    def add(
        self,
        paths: Sequence[Path],
        progress: Progress,
        vouched: Vouched | None = None,
        facts: Sidecar | None = None,
    ) -> Added:
        """Add files, one after another; what cannot be read is reported and does not stop the others.

        They are texts that somebody added, unless they are `vouched` for. `facts` go before those of their sidecars.
        """
        documents: list[AddedDocument] = []
        errors: list[AddError] = []
        files: list[Path] = []
        for path in paths:
            try:
                files.extend(_files_at(path))
            except (MissingFile, UnreadableFile) as exc:
                errors.append(_refused(path, exc))
        if self._sources:
            files = [each for each in files if not each.resolve().is_relative_to(self._sources.folder.resolve())]
        filled: dict[_Slot, tuple[Path, str]] = {}
        catalogue = self._known()
        for number, (path, parsed) in enumerate(zip(files, parse_files(files), strict=True)):
            progress(number / len(files), shown(path.name))
            try:
                sidecar = read_sidecar(path).under(facts or Sidecar())
                if isinstance(parsed, CorpusError):
                    raise parsed
                found = _vouched_for(ingest_parsed(parsed, path, sidecar, catalogue), vouched)
                version = found.version
                slot = (found.document.id, version.language, version.status)
                other, sha256 = filled.setdefault(slot, (path, version.sha256))
                if other != path and sha256 != version.sha256:
                    raise SameVersion(path=path, other=other, id=found.document.id)
                documents.append(self._store(path, found))
            except LibraryFailure as exc:
                if not any(each.change != "unchanged" for each in documents):
                    raise
                errors += [_refused(each, exc) for each in files[number:]]  # what is stored is told
                break
            except CorpusError as exc:
                errors.append(_refused(path, exc))
        self.sync_notes()  # a document that comes back brings its notes back
        return Added(tuple(self._compared(documents)), tuple(errors))

    def add_parsed(self, parsed: ParsedFile, path: Path, vouched: Vouched) -> AddedDocument:
        """Add one official text that was parsed already. Raises CorpusError."""
        with self._writer.held() if self._writer else nullcontext():
            found = ingest_parsed(parsed, path, read_sidecar(path), self._known())
            added = self._store(path, _vouched_for(found, vouched))
            self.sync_notes()
        return next(self._compared([added]))

    def _known(self) -> Catalogue:
        """Return the catalogue, with the documents that the library holds now."""
        return self.catalogue.including(self.library.documents())

    def _store(self, path: Path, found: Ingested) -> AddedDocument:
        notices = found.notices
        by_title = found.told_by == "catalogue" and self.catalogue.get(found.document.id) is None
        version, old = found.version, self._held(found.version)
        if old is not None and old.sha256 == version.sha256:
            if old.vouched is not None:
                version = as_official(version, old.vouched)  # the very file that was vouched for
        elif old is not None:
            if by_title and self.library.is_sound(old.key) and self._share(old, version) < _LEAST_SHARED:
                raise SameTitle(path=path, other=old.file, id=found.document.id)
            if old.status is Status.OFFICIAL and version.status is not Status.OFFICIAL:
                raise OfficialHeld(path=path, id=found.document.id, language=version.language)
            if old.file != version.file:
                notices = (*notices, Notice("replaces", {"file": old.file}))
        record = self._sources.keep(path, version, to_json(facts_of(found.document))) if self._sources else ""
        change = self.library.add(found.document, version, record)
        return AddedDocument(
            id=found.document.id,
            language=version.language,
            status=version.status,
            file=shown(path),
            pages=version.pages,
            paragraphs=len(version.renditions),
            locators=tuple(rendition.locator for rendition in version.renditions),
            warnings=tuple(str(notice) for notice in notices),
            change=change,
            dropped=found.dropped,
            title=found.document.title(version.language) if found.document.titles else "",
            told_by="library" if by_title else found.told_by,
            sign=found.sign,
            notices=tuple({"code": notice.code, **notice.values} for notice in notices),
        )

    def _compared(self, added: Sequence[AddedDocument]) -> Iterator[AddedDocument]:
        """Yield the reports, the last on each document with where its versions now disagree."""
        last = {each.id: number for number, each in enumerate(added)}
        for number, each in enumerate(added):
            compared = self._versions if last[each.id] == number else None
            found = compared.disagreements(each.id, "en") if compared else ()
            yield replace(each, warnings=(*each.warnings, *(disagreement.message for disagreement in found)))

    def _held(self, new: Version) -> StoredVersion | None:
        """Return the text of a document that the library has where another comes, in its language."""
        if new.status not in TEXTS or new.document not in {each.id for each in self.library.documents()}:
            return None
        versions = self.library.versions(new.document)
        return next((old for old in versions if old.language is new.language and old.status in TEXTS), None)

    def _share(self, stored: StoredVersion, new: Version) -> float:
        """Return which share of their words two versions have in common."""
        found = self.library.renditions(stored.document, language=stored.language, status=stored.status)
        return shared(_text(each.rendition for each in found), _text(new.renditions))


def _refused(path: Path, problem: CorpusError) -> AddError:
    """Return why a file is not added, each value in it as one line that can be stored."""
    return AddError(shown(path), problem.phrase.each_value(shown))


def _vouched_for(found: Ingested, vouched: Vouched | None) -> Ingested:
    """Return what was read as an official text, where something vouches for it."""
    return replace(found, version=as_official(found.version, vouched)) if vouched else found


def _text(renditions: Iterable[Rendition]) -> str:
    return " ".join(each.text for each in renditions)


def _files_at(path: Path) -> list[Path]:
    """Return a file, or the documents of a folder. Raises MissingFile, or UnreadableFile where none can be read."""
    try:
        if not path.exists():
            raise MissingFile(path=path)
        found = files_in(path)
    except OSError as exc:
        raise UnreadableFile(path=path, detail=exc.strerror) from exc
    if not found:
        raise UnreadableFile(path=path, detail=Phrase("error.because.empty_folder", "the folder holds no document"))
    return found
