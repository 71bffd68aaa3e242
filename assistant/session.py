"""One state of the library, and the engine that opens it when first needed and anew when the library has changed."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.documents.version_check import VersionChecker
from assistant.settings import Settings
from corpus.catalogue.catalogue import Catalogue
from corpus.library.holdings import Holdings
from corpus.library.library import Library
from corpus.plan_reader import PlanReader
from corpus.references import Mention
from corpus.types import Language
from index.embedding import DEFAULT_MODEL, Models, StaticEmbedder, load_embedder
from index.errors import BusyIndex, DamagedIndex, MissingIndex, StaleIndex
from index.search import HybridSearch
from index.segments.builder import Builder
from index.segments.generations import Snapshots

_log = logging.getLogger(__name__)

# How often to begin again where another thread or process changes the library or the index at that moment.
_ATTEMPTS = 5

Progress = Callable[[float, str], None]


@dataclass(frozen=True, slots=True)
class Session:
    """One state of the library as one reader reads it: all that a question is answered from.

    `state` fingerprints the library; `search` ranks its paragraphs and gives their texts; `holdings` are the places it
    has; `catalogue` knows the user's own documents besides the bundled entries; `plans` reads the plans of action,
    `versions` compares the versions of a document; `model` is the embedded model. `reader` is the language of
    results. `generation` numbers that of the index, which holds so many `passages`.
    """

    state: str
    library: Library
    search: HybridSearch
    holdings: Holdings
    catalogue: Catalogue
    plans: PlanReader
    versions: VersionChecker
    model: StaticEmbedder
    reader: Language = Language.EN
    generation: int = 0
    passages: int = 0

    def absent(self, mentions: Iterable[Mention]) -> list[Mention]:
        """Return the documents that a text calls by a name of their own and that are not loaded."""
        precise = (each for each in mentions if each.precise)
        return [each for each in precise if not (each.document and self.holdings.has(each.document))]

    def read_by(self, reader: Language) -> Session:
        """Return the same state for a reader of another language."""
        return replace(self, reader=reader)


class Engine:
    """Opens the current generation of the index, rebuilding it where it does not match the library or the model."""

    def __init__(self, settings: Settings, library: Library, catalogue: Catalogue) -> None:
        """Load nothing yet: most commands do not need the model."""
        self._settings, self._library, self._catalogue = settings, library, catalogue
        self.versions = VersionChecker(library, lambda: self.static, notes=settings.notes)
        self._snapshots = Snapshots(settings.index, patience=60.0)
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
        if current is not None and current.state == self._state():
            return current
        with self._opening:
            if self._opened is None or self._opened.state != self._state():
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

    def update(self, progress: Progress = lambda done, label: None, *, anew: bool = False) -> Session:
        """Bring the index to the library as it is, and open it; what is there is kept, unless all is built `anew`."""
        with self._opening:
            self._build(progress, anew=anew)
            self._opened = self._open()
            return self._opened

    def check(self) -> None:
        """Verify the current generation's files and that it matches library and model. Raises a SearchError."""
        self._fitting()

    def _state(self) -> str:
        return self._library.fingerprint(notes=self._settings.notes)

    def _build(self, progress: Progress = lambda done, label: None, *, anew: bool = False) -> None:
        """Write a generation for the library as it is."""
        builder = Builder(self._library, self.models, self._snapshots, notes=self._settings.notes)
        builder.build(anew=anew, progress=progress)

    def _open(self) -> Session:
        """Open the current generation, building it first where there is none that fits the library as it is."""
        attempts = _ATTEMPTS
        while True:
            try:
                return self._fitting()
            except (MissingIndex, StaleIndex, DamagedIndex) as exc:
                attempts -= 1
                if not attempts:
                    raise
                level = logging.WARNING if isinstance(exc, DamagedIndex) else logging.INFO
                _log.log(level, "Building the index anew: %s", exc.values.get("detail", "there is none yet"))
            self._build()

    def _fitting(self) -> Session:
        """Return a session on the current generation. Raises StaleIndex where it was built for something else."""
        folder, manifest = self._snapshots.open_current()
        if manifest.model_hash != self.models.fingerprint:
            raise StaleIndex(
                path=self._settings.index,
                detail=f"built with the model {manifest.model}, configured: {self.models.embedder.name}",
            )
        notes = self._settings.notes
        with self._library.reading():
            if manifest.corpus_hash != self._state() or manifest.notes != notes:
                raise StaleIndex(path=self._settings.index, detail="the library has changed since")
            search = HybridSearch(self._library, folder, self.models, notes=notes)
            holdings = Holdings(self._library, notes=notes)
            return Session(
                state=manifest.corpus_hash,
                library=self._library,
                search=search,
                holdings=holdings,
                catalogue=self.catalogue(),
                plans=PlanReader(holdings),
                versions=self.versions,
                model=self.static,
                generation=int(folder.name),
                passages=manifest.passages,
            )
