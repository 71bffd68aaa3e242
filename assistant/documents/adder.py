"""Adds files to the library, and keeps the bundled notes in it up to date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic
from typing import NamedTuple

from assistant import i18n
from assistant.documents.types import Added, AddedDocument, AddError
from assistant.documents.unfinished import Done, State, Unfinished, state_of
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
    UnknownDocument,
    UnreadableFile,
)
from corpus.ingest import Ingested, ParsedFile, as_official, files_in, ingest_parsed, parse_files, shown
from corpus.library.library import Addition, Change, Library
from corpus.library.rows import StoredVersion, facts_of, to_json
from corpus.notices import Notice
from corpus.phrases import Phrase, Translated
from corpus.text.likeness import shared
from corpus.types import TEXTS, Document, Rendition, Status, Version, Vouched

Progress = Callable[[float, str], None]
_Slot = tuple[str, str, str]

# Stored in one transaction: what refers to what is worked out once for all of them, and no more is lost where it stops.
_FILES, _PARAGRAPHS, _SECONDS = 200, 5_000, 10.0

_LEAST_SHARED = 0.2  # of the words of two versions of one document; another document of the same title has less


@dataclass(frozen=True, slots=True)
class _Ready:
    """A file that was read and kept, to be stored; its `state` is that before it was kept."""

    path: Path
    state: State
    found: Ingested
    record: str

    def stored(self, change: Change) -> Done:
        """Return the report on it, with what tells that it need not be read again."""
        found, version = self.found, self.found.version
        report = AddedDocument(
            id=found.document.id,
            language=version.language,
            status=version.status,
            file=shown(self.path),
            pages=version.pages,
            paragraphs=len(version.renditions),
            locators=tuple(rendition.locator for rendition in version.renditions),
            warnings=tuple(str(notice) for notice in found.notices),
            change=change,
            dropped=found.dropped,
            title=found.document.title(version.language) if found.document.titles else "",
            told_by=found.told_by,
            sign=found.sign,
            notices=tuple({"code": notice.code, **notice.values} for notice in found.notices),
        )
        stored = (version.document, str(version.language), str(version.status), version.sha256)
        return Done(str(self.path.absolute()), self.state, stored, report)


class _Asked(NamedTuple):
    """What one addition is asked, and which file of it became which version."""

    catalogue: Catalogue
    vouched: Vouched | None
    facts: Sidecar
    filled: dict[_Slot, tuple[Path, str]]


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
        cluster: str = "",
    ) -> None:
        """Add to a library; `notes`: whether with the bundled notes; `versions` compares versions.

        Files are kept in the `home`, if one is given, and read by a `cluster`, else on this machine.
        """
        self._cluster = cluster
        self.library, self.catalogue, self._notes = library, catalogue, notes
        self._versions = versions
        self._sources = home.sources if home else None
        self._writer = home.writer if home else None
        self._unfinished = home.unfinished if home else None

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
        """Add files, many in one transaction; what cannot be read is reported and does not stop the others.

        They are texts that somebody added, unless they are `vouched` for. `facts` go before those of their sidecars.
        Stopped and begun again, the addition of many files goes on where it was. Raises NoCluster.
        """
        errors: list[AddError] = []
        found = [each for path in paths for each in self._found(path, errors)]
        unfinished = Unfinished(self._unfinished, vouched, facts, self.library.files())
        done = {path: noted for path in found if (noted := unfinished.done(path))}
        documents = [noted.report for noted in done.values()]
        filled = {noted.version[:3]: (path, noted.version[3]) for path, noted in done.items()}
        files = [path for path in found if path not in done]
        asked = _Asked(self._known(), vouched, facts or Sidecar(), filled)
        ready, since = list[_Ready](), monotonic()
        for number, (path, parsed) in enumerate(zip(files, parse_files(files, self._cluster), strict=True)):
            progress((len(done) + number) / len(found), shown(path.name))
            try:
                try:
                    ready.append(self._read(path, parsed, asked))
                except LibraryFailure:
                    raise
                except CorpusError as exc:
                    errors.append(_refused(path, exc))
                last = number + 1 == len(files)
                if last or _are_enough(ready, since):
                    stored = self._store(ready)
                    documents += [each.report for each in stored]
                    if not last:
                        unfinished.note(stored)
                    ready, since = [], monotonic()
            except LibraryFailure as exc:
                if not any(each.change != "unchanged" for each in documents):
                    raise
                left = dict.fromkeys([*(each.path for each in ready), *files[number:]])
                errors += [_refused(each, exc) for each in left]  # what is stored is told
                break
        else:
            unfinished.end()
        self.sync_notes()  # a document that comes back brings its notes back
        return Added(tuple(self._compared(documents)), tuple(errors))

    def add_parsed(self, parsed: ParsedFile, path: Path, vouched: Vouched) -> AddedDocument:
        """Add one official text that was parsed already. Raises CorpusError."""
        with self._writer.held() if self._writer else nullcontext():
            found = ingest_parsed(parsed, path, read_sidecar(path), self._known())
            (added,) = self._store([self._ready(path, _vouched_for(found, vouched), state_of(path))])
            self.sync_notes()
        return next(self._compared([added.report]))

    def _known(self) -> Catalogue:
        """Return the catalogue, with the documents that the library holds now."""
        return self.catalogue.including(self.library.documents())

    def _found(self, path: Path, errors: list[AddError]) -> list[Path]:
        """Return the files at a path, none that the home keeps; what is wrong with it is reported."""
        try:
            files = _files_at(path)
        except (MissingFile, UnreadableFile) as exc:
            errors.append(_refused(path, exc))
            return []
        kept = self._sources.folder.resolve() if self._sources else None
        return [each for each in files if kept is None or not each.resolve().is_relative_to(kept)]

    def _read(self, path: Path, parsed: ParsedFile | CorpusError, asked: _Asked) -> _Ready:
        """Return a file ready to be stored. Raises CorpusError."""
        state, sidecar = state_of(path), read_sidecar(path).under(asked.facts)
        if isinstance(parsed, CorpusError):
            raise parsed
        found = _vouched_for(ingest_parsed(parsed, path, sidecar, asked.catalogue), asked.vouched)
        version = found.version
        slot = (version.document, str(version.language), str(version.status))
        other, sha256 = asked.filled.setdefault(slot, (path, version.sha256))
        if other != path and sha256 != version.sha256:
            raise SameVersion(path=path, other=other, id=found.document.id)
        return self._ready(path, found, state)

    def _ready(self, path: Path, found: Ingested, state: State) -> _Ready:
        """Compare a text with the one that it would replace, and keep its file. Raises CorpusError."""
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
        told_by = "library" if by_title else found.told_by
        found = replace(found, version=version, notices=notices, told_by=told_by)
        return _Ready(path, state, found, record)

    def _store(self, ready: Sequence[_Ready]) -> list[Done]:
        """Store texts in one transaction. Raises LibraryFailure."""
        additions = [Addition(each.found.document, each.found.version, each.record) for each in ready]
        changes = self.library.add_all(additions)
        return [each.stored(change) for each, change in zip(ready, changes, strict=True)]

    def _compared(self, added: Sequence[AddedDocument]) -> Iterator[AddedDocument]:
        """Yield the reports, the last on each document with where its versions now disagree."""
        last = {each.id: number for number, each in enumerate(added)}
        for number, each in enumerate(added):
            compared = self._versions if last[each.id] == number else None
            told = [compared.disagreements(each.id, language) for language in i18n.LANGUAGES] if compared else []
            found = (Translated({language: one.message for language, one in zip(i18n.LANGUAGES, same, strict=True)})
                     for same in zip(*told, strict=True))  # fmt: skip
            yield replace(each, warnings=(*each.warnings, *found))

    def _held(self, new: Version) -> StoredVersion | None:
        """Return the text of a document that the library has where another comes, in its language."""
        if new.status not in TEXTS:
            return None
        try:
            versions = self.library.versions(new.document)
        except UnknownDocument:
            return None
        return next((old for old in versions if old.language is new.language and old.status in TEXTS), None)

    def _share(self, stored: StoredVersion, new: Version) -> float:
        """Return which share of their words two versions have in common."""
        found = self.library.renditions(stored.document, language=stored.language, status=stored.status)
        return shared(_text(each.rendition for each in found), _text(new.renditions))


def _refused(path: Path, problem: CorpusError) -> AddError:
    """Return why a file is not added, each value in it as one line that can be stored."""
    return AddError(shown(path), problem.phrase.each_value(shown))


def _are_enough(ready: Sequence[_Ready], since: float) -> bool:
    """Tell whether files are to be stored: many, or large, or after so much time."""
    paragraphs = sum(len(each.found.version.renditions) for each in ready)
    return len(ready) >= _FILES or paragraphs >= _PARAGRAPHS or (bool(ready) and monotonic() - since >= _SECONDS)


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
