"""The part of the façade that keeps the library: documents in and out, the index, copies, and who may change what."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from assistant.access.audit import AuditLog
from assistant.access.changes import Changes
from assistant.access.visitor import OWNER, Visitor
from assistant.documents.adder import DocumentAdder
from assistant.documents.confirmer import TextConfirmer, confirmed_by
from assistant.documents.coverage import Coverage, coverage_of
from assistant.documents.fetcher import Fetcher
from assistant.documents.lister import DocumentLister
from assistant.documents.types import Added, Confirmed, DocumentSummary, Fetched, Listed
from assistant.session import Engine
from assistant.settings import Settings
from assistant.upkeep.backup import Manifest
from assistant.upkeep.checking import Checked
from assistant.upkeep.keeper import HomeKeeper
from assistant.validation import language_of, languages_of
from corpus.catalogue.catalogue import load as load_catalogue
from corpus.catalogue.sidecar import facts_about, facts_from
from corpus.types import Language
from index.errors import UnwritableIndex

_log = logging.getLogger(__name__)

Progress = Callable[[float, str], None] | None


class LibraryKeeper:
    """Keeps the documents of a home, and the index over them."""

    def __init__(self, settings: Settings) -> None:
        """Open the library of `settings.home`, creating it if need be, with the bundled notes in it."""
        self.settings = settings
        audit = AuditLog(settings.home / "audit.jsonl", questions=settings.audit_questions)
        self.changes = Changes(audit, read_only=settings.read_only)
        self._home = home = HomeKeeper(settings)
        self._library, self._known = home.library, load_catalogue()
        self._engine = Engine(settings, self._library, self._known, home.writer, home.generations)
        self._adder = DocumentAdder(
            self._library, self._known, self._engine.versions, notes=settings.notes, home=home, cluster=settings.workers
        )
        self._lister = DocumentLister(self._library, self._engine.versions, notes=settings.notes)
        self._fetcher = Fetcher(settings.downloads, self._adder, lambda: home.publish(self._engine))
        self._confirmer = TextConfirmer(self._library, home.sources)
        self._adder.sync_notes()

    def library(self, language: str = "en") -> tuple[DocumentSummary, ...]:
        """Return what is loaded, titles and warnings in `language`."""
        return self._lister.summaries(language)

    def add(
        self,
        paths: Sequence[Path],
        *,
        official: bool = False,
        facts: Mapping[str, str] | None = None,
        progress: Progress = None,
        by: Visitor = OWNER,
    ) -> Added:
        """Bring in files or the files of folders, then index them. Bad files are reported; the others are added.

        With `official`, whoever asks answers for it that they are official texts, as `confirm` says. `facts` say what
        the files are, under the names that a sidecar has, and go before it; BadFact where one is not understood.
        Whatever changes the library raises ReadOnlyMode or NotAllowed where `by`, who asks, may not.
        """
        report = progress or (lambda done, label: None)
        vouched = confirmed_by(by.name) if official else None
        with self.changes.begun("add", by) as told, self._home.writer.held():
            if official:
                self.changes.require("confirm", by)
            said = facts_from(facts or {})
            added = self._adder.add(paths, lambda done, label: report(0.7 * done, label), vouched, said)
            if changed := [each.id for each in added.documents if each.change != "unchanged"]:
                self._home.publish(self._engine, lambda done, label: report(0.7 + 0.3 * done, label), changed)
            if official:
                for each in added.documents:
                    self.changes.log.write(by, "confirm", each.status, f"{each.id} ({each.language})")
            return told(added)

    def facts(self, document: str, language: str) -> dict[str, str]:
        """Return what a document and its text in a language are known as, as `add` takes it. Raises UnknownDocument."""
        return facts_about(self._library.document(document), Language(language))

    def catalogue(self, language: str = "en") -> tuple[Listed, ...]:
        """Return the documents that can be fetched or are known of, titles in `language`, and which are loaded."""
        return self._fetcher.catalogue(language)

    def coverage(self, language: str = "en") -> Coverage:
        """Return what is loaded and what is only known of, with the languages that are missing."""
        return coverage_of(self.library(language), self.catalogue(language), language)

    def fingerprint(self) -> str:
        """Return what tells one state of the library, and of the index over it, from another. Raises a SearchError."""
        with self._engine.session() as session:
            return f"{session.state} {session.generation}"

    def fetch(
        self, ids: Sequence[str], *, languages: Sequence[str] = (), progress: Progress = None, by: Visitor = OWNER
    ) -> Fetched:
        """Fetch documents of the catalogue, by id or reference, in `languages`, else in all there are addresses for.

        What fails is reported; the others are added. Raises NotInCatalogue, or BadRequest for a language.
        """
        with self.changes.begun("fetch", by, ", ".join(ids)) as told:
            return told(self._fetcher.fetch(ids, languages_of(languages), progress or (lambda done, label: None)))

    def confirm(
        self, document: str, *, language: str | None = None, undo: bool = False, by: Visitor = OWNER
    ) -> Confirmed:
        """Say that the texts of a document are official, in `language` or in all; `undo` takes that back.

        Who said so is kept with the date. Raises UnknownDocument, NothingToConfirm or BadRequest.
        """
        document = self._named(document)
        with self.changes.begun("confirm", by, document) as told, self._home.writer.held():
            vouched = None if undo else confirmed_by(by.name)
            confirmed = self._confirmer.confirm(document, language_of(language), vouched)
            if any(each.change != "unchanged" for each in confirmed.texts):
                self._follow(document)
            return told(confirmed)

    def remove(self, document: str, *, language: str | None = None, by: Visitor = OWNER) -> str:
        """Remove a document, by its id or as it is cited, or its text in a `language` alone, from every answer at once.

        Return its id. Our notes on a document go with the whole of it, and come back when a file of it is added again.
        Raises UnknownDocument, NoSuchText or BadRequest.
        """
        document = self._named(document)
        what = f"{document} ({language})" if language else document
        with self.changes.begun("remove", by, what), self._home.writer.held():
            self._library.remove(document, language_of(language))
            self._follow(document)  # where that fails, it is in no answer all the same
        return document

    def _named(self, document: str) -> str:
        """Return the id of a document that may be called by its very symbol or title; the words where none is."""
        called = (each.id for each in self._library.documents() if document in (each.symbol, *each.titles.values()))
        return next(called, document)

    def _follow(self, document: str) -> None:
        """Let the index follow what was done to a document, which is done although the index cannot be written."""
        try:
            self._home.publish(self._engine)
        except UnwritableIndex as exc:
            _log.warning("%s was changed. %s", document, exc)

    def rebuild(self, progress: Progress = None, *, by: Visitor = OWNER) -> None:
        """Build the index anew."""
        with self.changes.begun("rebuild", by):
            self._engine.update(progress or (lambda done, label: None), anew=True)

    def check(self) -> Checked:
        """Read all there is, and return what was verified and all that is damaged."""
        return self._home.check(self._engine)

    def backup(self, path: Path) -> Manifest:
        """Write the library and the kept files to a new file. Raises FileExists, UnwritableFile or DamagedLibrary."""
        return self._home.back_up(path)

    @property
    def engine(self) -> Engine:
        """The search engine itself, for those who measure it."""
        return self._engine

    def close(self) -> None:
        """Close the library."""
        self._library.close()
