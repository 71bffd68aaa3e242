"""Lists the official documents that publishers' sites have, and fetches them into the library."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.documents.adder import DocumentAdder
from assistant.documents.catalogue_list import known_by_number, listed, to_open
from assistant.documents.types import AddedDocument, Attempt, Fetched, FetchedVersion, Listed, NotFetched, named
from corpus.catalogue.entry import Address, Entry
from corpus.catalogue.sidecar import Sidecar
from corpus.download.addresses import candidates, languages
from corpus.download.confirmation import confirm
from corpus.download.errors import LanguageUnclear, NoAddress, NotInCatalogue
from corpus.errors import CorpusError, LibraryFailure, UnknownLanguage
from corpus.ingest import ParsedFile, ingest_parsed, parse_file, shown
from corpus.references import parse
from corpus.types import TEXTS, Language, Status, Vouched, VouchedBy

if TYPE_CHECKING:  # an HTTP client takes a tenth of a second to import, which only a download is worth
    from corpus.download.downloader import Download, Downloader

Progress = Callable[[float, str], None]
_MEGABYTE = 1_000_000
_FETCHED = 0.8  # of the time a text takes; reading and indexing take the rest


@dataclass(frozen=True, slots=True)
class _Job:
    """A text to fetch; `language` is None where no address is known in any."""

    entry: Entry
    language: Language | None

    @property
    def name(self) -> str:
        """The document's symbol, else its id."""
        return self.entry.document().symbol or self.entry.id


class Fetcher:
    """Lists the catalogue and fetches from it, one text at a time."""

    def __init__(
        self, folder: Path, adder: DocumentAdder, publish: Callable[[], object], downloader: Downloader | None = None
    ) -> None:
        """Keep downloads in `folder`; `publish` indexes what was added, once for all. `downloader` is for tests."""
        self._folder, self._adder, self._publish, self._downloader = folder, adder, publish, downloader
        self._library, self._catalogue = adder.library, adder.catalogue
        self._one_at_a_time = threading.Lock()

    def catalogue(self, language: str) -> tuple[Listed, ...]:
        """Return the documents of the catalogue in its order, titles in `language` where there is one."""
        shown = (entry for entry in self._catalogue if not known_by_number(entry))
        loaded: dict[str, list[str]] = {}
        for document, code, status, *_ in self._library.contents(notes=False):
            if status in TEXTS:
                loaded.setdefault(document, []).append(code)
        for entry in self._catalogue:  # conclusions come in one file with their resolution
            if entry.annexed_to and entry.id in loaded:
                loaded.setdefault(entry.annexed_to, loaded[entry.id])
        return tuple(listed(entry, self._catalogue, language, loaded.get(entry.id, ())) for entry in shown)

    def fetch(self, asked: Sequence[str], wanted: Sequence[Language], progress: Progress) -> Fetched:
        """Fetch documents, named by id or by any reference, in the languages wanted, else in all there are.

        What fails is reported and does not stop the others. Raises NotInCatalogue before anything is fetched.
        """
        entries = {entry.id: entry for entry in map(self._entry, asked)}.values()
        jobs = [job for entry in entries for job in self._jobs(entry, wanted)]
        found: list[FetchedVersion | NotFetched] = []
        with self._one_at_a_time:
            for job in jobs:
                found.append(self._one(job, lambda part, label: progress((len(found) + part) / len(jobs), label)))
            if any(isinstance(each, FetchedVersion) and each.change != "unchanged" for each in found):
                self._publish()
        return Fetched(
            documents=tuple(each for each in found if isinstance(each, FetchedVersion)),
            errors=tuple(each for each in found if isinstance(each, NotFetched)),
        )

    def _entry(self, asked: str) -> Entry:
        """Return the entry that an id or a reference names. Raises NotInCatalogue."""
        entry = self._catalogue.get(asked.strip().lower())
        if entry is None and (reference := parse(asked, self._catalogue)):
            entry = self._catalogue.get(reference.document or "")
        if entry is None:
            raise NotInCatalogue(asked=asked)
        return entry

    def _jobs(self, entry: Entry, wanted: Sequence[Language]) -> Iterator[_Job]:
        chosen = tuple(dict.fromkeys(wanted)) or languages(entry, self._catalogue) or (None,)
        yield from (_Job(entry, language) for language in chosen)

    def _one(self, job: _Job, progress: Progress) -> FetchedVersion | NotFetched:
        """Fetch one text from the first of its addresses that has it."""
        progress(0.0, job.name)
        addresses = candidates(job.entry, job.language, self._catalogue) if job.language else ()
        tried: list[Attempt] = []
        if not addresses:
            tried.append(_attempt("", "", NoAddress(document=job.name, language=job.language or ", ".join(Language))))
        for address in addresses:
            try:
                return self._from(address, job, tuple(tried), progress)
            except LibraryFailure:
                raise
            except CorpusError as error:
                tried.append(_attempt(address.url, address.evidence.value, error))
        facts = job.entry.document()
        by_hand = to_open(job.entry, self._catalogue, job.language)
        title = facts.title(job.language)
        return NotFetched(job.entry.id, facts.symbol, title, job.language, tuple(tried), by_hand)

    def _from(self, address: Address, job: _Job, tried: tuple[Attempt, ...], progress: Progress) -> FetchedVersion:
        """Fetch a text from one address, check its identity, keep it and add it. Raises a CorpusError."""
        from corpus.download.storage import Places

        def report(received: int, total: int | None) -> None:
            size = f"{received / _MEGABYTE:.1f} MB" + (f" / {total / _MEGABYTE:.1f} MB" if total else "")
            progress(_FETCHED * (received / total if total else 0.5), f"{job.name} ({job.language}), {size}")

        places = Places(self._folder)
        download = self._fetcher(places.unfinished).get(address.url, report)
        try:
            parsed, document = self._recognised(download, job.entry, address)
            facts = (self._catalogue.get(document) or job.entry).document()
            file = places.file(document, address.language, download.format)
            added = None
            if not self._holds(document, address.language, download.sha256):
                progress(_FETCHED, f"{job.name} ({job.language})")
                file = places.keep(download, document, address.language, address.url)
                added = self._added(parsed, file, download.url)
                places.remove_others(file, document, address.language)
        finally:
            download.path.unlink(missing_ok=True)
        return FetchedVersion(
            document=document,
            symbol=facts.symbol,
            title=facts.title(address.language),
            language=address.language.value,
            change=added.change if added else "unchanged",
            file=str(file) if added or file.exists() else "",
            url=download.url,
            evidence=address.evidence.value,
            sha256=download.sha256,
            size=download.size,
            announced=download.announced,
            replaced_by=job.entry.replaced_by,
            pages=added.pages if added else 0,
            locators=added.locators if added else self._library.locators(document),
            warnings=added.warnings if added else (),
            tried=tried,
        )

    def _fetcher(self, unfinished: Path) -> Downloader:
        """Return the downloader, made when first needed."""
        if self._downloader is None:
            from corpus.download.downloader import Downloader

            self._downloader = Downloader(unfinished)
        return self._downloader

    def _recognised(self, download: Download, entry: Entry, address: Address) -> tuple[ParsedFile, str]:
        """Return a download parsed, and the document that it is. Raises a CorpusError that names the address."""
        try:
            parsed = parse_file(download.path)
            found = ingest_parsed(parsed, download.path, Sidecar(), self._catalogue)
        except UnknownLanguage as error:
            raise LanguageUnclear(url=download.url, asked=address.language) from error
        except CorpusError as error:
            raise type(error)(**{**error.values, "path": download.url}) from error
        return parsed, confirm(entry, address.language, found, download.url, self._catalogue)

    def _holds(self, document: str, language: Language, sha256: str) -> bool:
        """Tell whether the library's official text in a language is from this very file."""
        if document not in {held.id for held in self._library.documents()}:
            return False
        same = (language, Status.OFFICIAL, sha256)
        held = (each for each in self._library.versions(document) if (each.language, each.status, each.sha256) == same)
        return any(self._library.is_sound(each.key) for each in held)

    def _added(self, parsed: ParsedFile, file: Path, address: str) -> AddedDocument:
        """Add a kept file, which its address vouches for, to the library. Raises CorpusError where it is refused."""
        fetched = Vouched(VouchedBy.FETCHED, datetime.now(UTC).isoformat(timespec="seconds"), address=address)
        try:
            return self._adder.add_parsed(parsed, file, fetched)
        except LibraryFailure:
            raise
        except CorpusError as error:
            raise CorpusError(detail=shown(error)) from error


def _attempt(url: str, evidence: str, error: CorpusError) -> Attempt:
    values = {name: str(value) for name, value in error.values.items()}
    return Attempt(url, evidence, error.key(), error.message.format(**named(values, "en")), values)
