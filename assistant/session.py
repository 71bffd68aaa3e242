"""One state of the library, and the engine that opens it when first needed and anew when the library has changed."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from cachetools import LRUCache, cached

from assistant.documents.version_check import VersionChecker
from assistant.settings import Settings
from assistant.upkeep.writer_lock import WriterLock
from corpus.catalogue.catalogue import Catalogue
from corpus.errors import AlineaError, ReadOnlyLibrary
from corpus.library.holdings import Holdings
from corpus.library.library import Library
from corpus.plan_reader import PlanReader
from corpus.references import Mention
from corpus.types import Language
from index.embedding import DEFAULT_MODEL, Models, StaticEmbedder, load_embedder
from index.errors import BusyIndex, DamagedIndex, MissingIndex, StaleIndex, UnwritableIndex
from index.paragraph_reader import ParagraphReader
from index.ranking.ranker import Ranker
from index.search import HybridSearch
from index.segments.builder import Builder
from index.segments.generations import Snapshots
from index.segments.manifest import Generations
from index.segments.segment import VersionKey
from index.segments.segment_list import Segments, unchanged_key

_log = logging.getLogger(__name__)

# How often to begin again where another thread or process changes the library or the index at that moment.
_ATTEMPTS = 5

# Seconds after which an index that could not be written is tried again.
_AGAIN_AFTER = 10.0

Progress = Callable[[float, str], None]


@dataclass(frozen=True, slots=True)
class Session:
    """One state of the library as one reader reads it: all that a question is answered from.

    `state` fingerprints the library; `search` ranks its paragraphs and gives their texts; `holdings` are the places it
    has; `catalogue` knows the user's own documents besides the bundled entries; `plans` reads the plans of action,
    `versions` compares the versions of a document; `model` is the embedded model. `generation` names that of the
    index, which holds so many `passages`, and `indexed` are the versions it can find. If it `fits`, these are all there
    are; else it is being written, or cannot be, and documents `behind` have more that is not to be found yet. `reader`
    is the language of results.
    """

    state: str
    library: Library
    search: HybridSearch
    holdings: Holdings
    catalogue: Catalogue
    plans: PlanReader
    versions: VersionChecker
    model: StaticEmbedder
    generation: str = ""
    indexed: frozenset[tuple[str, str, str, str]] = frozenset()
    fits: bool = True
    behind: tuple[str, ...] = ()
    reader: Language = Language.EN
    passages: int = 0

    @property
    def generation_number(self) -> int:
        """The number of the generation of the index; they count up."""
        number = self.generation.partition(" ")[0]
        return int(number) if number.isdecimal() else 0

    def absent(self, mentions: Iterable[Mention]) -> list[Mention]:
        """Return the documents that a text calls by a name of their own and that are not loaded."""
        precise = (each for each in mentions if each.precise)
        return [each for each in precise if not (each.document and self.holdings.has(each.document))]

    def read_by(self, reader: Language) -> Session:
        """Return the same state for a reader of another language."""
        return replace(self, reader=reader)


Wanted = TypeVar("Wanted", bound=Hashable)
Given = TypeVar("Given")


def kept(read: Callable[[Wanted, Session, float], Given], most: int) -> Callable[[Wanted, Session, float], Given]:
    """Return `read`, keeping the `most` results last given by what was wanted, the state it was read from, the reader.

    What two want at once is read once. The third argument, the time of the start, changes no result.
    """

    def of(wanted: Wanted, session: Session, started: float) -> Hashable:
        return wanted, session.state, session.generation, session.reader

    return cached(LRUCache(most), key=of, condition=threading.Condition())(read)


class Engine:
    """Opens the current generation of the index, rebuilding it where it does not match the library or the model."""

    def __init__(
        self,
        settings: Settings,
        library: Library,
        catalogue: Catalogue,
        writer: WriterLock | None = None,
        generations: Generations | None = None,
    ) -> None:
        """Load nothing yet: most commands do not need the model. The `writer` lock and `generations` are the home's."""
        self._settings, self._library, self._catalogue = settings, library, catalogue
        self._notes = settings.notes
        self._writer = writer or WriterLock(settings.lock)
        self._again_at = 0.0
        self.versions = VersionChecker(library, lambda: self.static, notes=settings.notes)
        self._snapshots: Generations = generations or Snapshots(settings.index, patience=60.0)
        self._texts = ParagraphReader(library, notes=settings.notes)
        self._opening = threading.Lock()
        self._opened: Session | None = None

    @cached_property
    def static(self) -> StaticEmbedder:
        """The embedded model, which re-ranks whatever the configured embedder is."""
        return StaticEmbedder(DEFAULT_MODEL)

    @cached_property
    def models(self) -> Models:
        """The configured embedder, and the embedded model."""
        configured = self._settings.embedder
        return Models(load_embedder(configured) if configured else self.static, self.static)

    def catalogue(self) -> Catalogue:
        """Return the catalogue, with the documents that the library holds now."""
        return self._catalogue.including(self._library.documents())

    def opened(self) -> Session:
        """Return the library as it is now, for an English reader. Raises a SearchError where it is unavailable."""
        current = self._opened
        if current is not None and self._is_current(current):
            return current
        with self._opening:
            if self._opened is None or not self._is_current(self._opened):
                self._opened = self._open()
            return self._opened

    @contextmanager
    def session(self, reader: Language = Language.EN) -> Iterator[Session]:
        """Hold one state of the library, and the search over that very state, for all that the block reads.

        Whatever other threads and processes add or remove meanwhile, a question is answered from one state. Raises a
        SearchError where the search is unavailable.
        """
        for _ in range(_ATTEMPTS):
            opened = self.opened()
            with self._library.reading():
                if opened.state == self._state():
                    yield replace(opened, catalogue=self.catalogue(), reader=reader)
                    return
        raise BusyIndex(path=self._settings.index)

    def update(self, progress: Progress = lambda done, label: None, *, anew: bool = False) -> None:
        """Bring the index to the library as it is; what is there is kept, unless all is built `anew`.

        Questions are answered from the generation before until the new one is there.
        """
        with self._writer.held():
            self._build(progress, anew=anew)

    def check(self) -> None:
        """Verify the current generation's files and that it matches library and model. Raises a SearchError."""
        self._fitting()

    def _state(self) -> str:
        return self._library.fingerprint(notes=self._settings.notes)

    def _is_current(self, session: Session) -> bool:
        """Tell whether a session is of the library as it is, and there is no reason to look for a better index."""
        if session.state != self._state():
            return False
        if session.fits:
            return True
        waiting = self._writer.is_taken() or time.monotonic() < self._again_at
        return waiting and self._snapshots.current() == session.generation

    def _build(self, progress: Progress = lambda done, label: None, *, anew: bool = False) -> None:
        """Write a generation for the library as it is."""
        builder = Builder(self._library, self.models, self._snapshots, notes=self._settings.notes)
        builder.build(anew=anew, progress=progress)

    def _open(self) -> Session:
        """Open the current generation; where it does not fit the library as it is, build another first.

        Where another writer is at work, or none can be built, the current generation answers for what has not changed.
        """
        attempts = _ATTEMPTS
        while True:
            try:
                return self._fitting()
            except (MissingIndex, StaleIndex, DamagedIndex) as exc:
                attempts -= 1
                if not attempts:
                    raise
                why = exc
            try:
                with self._writer.tried() as free:
                    if free:
                        level = logging.WARNING if isinstance(why, DamagedIndex) else logging.INFO
                        _log.log(level, "Building the index anew: %s", why.values.get("detail", "there is none yet"))
                        self._build()
                        continue
            except (UnwritableIndex, ReadOnlyLibrary) as exc:
                return self._behind_for_want_of(exc)
            if behind := self._behind():
                return behind
            with self._writer.held():
                pass  # there is nothing to answer from before the other writer has finished

    def _behind_for_want_of(self, error: AlineaError) -> Session:
        """Return a session on the current generation where another cannot be written; raise the error without one."""
        found = self._behind()
        if found is None:
            raise error
        self._again_at = time.monotonic() + _AGAIN_AFTER
        if self._opened is None or self._opened.state != found.state:
            missing = ", ".join(found.behind) or "none"
            _log.warning("The index could not follow the library, not to be found yet: %s. %s", missing, error)
        return found

    def _behind(self) -> Session | None:
        """Return a session on the current generation for what has not changed since; None where it cannot be used."""
        generation, before = self._snapshots.current(), self._opened
        try:
            folder, manifest = self._snapshots.open_current()
            if manifest.model_hash != self.models.fingerprint or manifest.notes != self._notes:
                return None
            with self._library.reading():
                contents = {VersionKey(*key) for *key, _ in self._library.contents(notes=self._notes)}
                unchanged = frozenset(unchanged_key(*key) for key in contents)
                listed = Segments.read(folder)
                indexed = {unchanged_key(*key) for there in listed.versions(folder) for key in there}
                same = before is not None and before.generation == generation and before.indexed == indexed & unchanged
                ranker = before.search.ranker if same and before else Ranker(folder, self.models, unchanged)
                behind = sorted({key.document for key in contents if unchanged_key(*key) not in indexed})
                there = indexed & unchanged
                return self._session(self._state(), folder, ranker, generation, there, manifest.passages, behind)
        except (MissingIndex, StaleIndex, DamagedIndex, OSError, ValueError):
            return None

    def _fitting(self) -> Session:
        """Return a session on the current generation. Raises StaleIndex where it was built for something else."""
        generation = self._snapshots.current()
        folder, manifest = self._snapshots.open_current()
        if manifest.model_hash != self.models.fingerprint:
            raise StaleIndex(
                path=self._settings.index,
                detail=f"built with the model {manifest.model}, configured: {self.models.embedder.name}",
            )
        with self._library.reading():
            if manifest.corpus_hash != self._state() or manifest.notes != self._notes:
                raise StaleIndex(path=self._settings.index, detail="the library has changed since")
            indexed = {unchanged_key(*key) for *key, _ in self._library.contents(notes=self._notes)}
            ranker = Ranker(folder, self.models)
            return self._session(manifest.corpus_hash, folder, ranker, generation, indexed, manifest.passages)

    def _session(
        self,
        state: str,
        folder: Path,
        ranker: Ranker,
        generation: str,
        indexed: Set[tuple[str, str, str, str]],
        passages: int,
        behind: Sequence[str] | None = None,
    ) -> Session:
        holdings = Holdings(self._library, notes=self._notes)
        return Session(
            state=state,
            library=self._library,
            search=HybridSearch(self._library, folder, self.models, ranker=ranker, texts=self._texts),
            holdings=holdings,
            catalogue=self.catalogue(),
            plans=PlanReader(holdings),
            versions=self.versions,
            model=self.static,
            generation=generation,
            indexed=frozenset(indexed),
            passages=passages,
            fits=behind is None,
            behind=tuple(behind or ()),
        )
