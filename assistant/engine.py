"""The search engine as the service holds it: opened when first needed, renewed when the library has changed."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from assistant.answer.extractive import Extractive
from assistant.holdings import Holdings
from assistant.settings import Settings
from corpus.library import Library
from index.build import build
from index.embedding import DEFAULT_MODEL, Embedder, StaticEmbedder, load_embedder
from index.errors import DamagedIndex, MissingIndex, StaleIndex
from index.search import HybridSearch
from index.snapshot import Snapshots

_log = logging.getLogger(__name__)

Progress = Callable[[float, str], None]


@dataclass(frozen=True, slots=True)
class Opened:
    """One generation of the index and what works on it; `state` fingerprints the library it was built from."""

    state: str
    search: HybridSearch
    extractive: Extractive
    holdings: Holdings


class Engine:
    """Opens the current generation of the index, rebuilding it where it does not match the library or the model."""

    def __init__(self, settings: Settings, library: Library) -> None:
        """Load nothing yet: most commands do not need the model."""
        self._settings, self._library = settings, library
        self._snapshots = Snapshots(settings.index, patience=60.0)
        self._opening = threading.Lock()
        self._opened: Opened | None = None

    @cached_property
    def static(self) -> StaticEmbedder:
        """The embedded model, which re-ranks whatever the configured embedder is."""
        return StaticEmbedder(DEFAULT_MODEL)

    @cached_property
    def embedder(self) -> Embedder:
        """The configured embedder."""
        return load_embedder(self._settings.embedder) if self._settings.embedder else self.static

    def opened(self) -> Opened:
        """Return the search over the library as it is now. Raises a SearchError where it cannot be had."""
        state = self._library.fingerprint(notes=self._settings.notes)
        current = self._opened
        if current is not None and current.state == state:
            return current
        with self._opening:
            if self._opened is None or self._opened.state != state:
                self._opened = self._open(state)
            return self._opened

    def rebuild(self, progress: Progress = lambda done, label: None) -> Opened:
        """Build a new generation whatever there is, and open it."""
        with self._opening:
            build(
                self._library,
                self.embedder,
                self.static,
                self._snapshots,
                notes=self._settings.notes,
                progress=progress,
            )
            self._opened = self._open(self._library.fingerprint(notes=self._settings.notes), may_build=False)
            return self._opened

    def check(self) -> None:
        """Verify the current generation's files and that it matches library and model. Raises a SearchError."""
        self._matching_folder(self._library.fingerprint(notes=self._settings.notes))

    def _open(self, state: str, *, may_build: bool = True) -> Opened:
        """Open the generation for a state of the library, building it first where there is none that fits."""
        try:
            search = self._matching_folder(state)
        except (MissingIndex, StaleIndex, DamagedIndex) as exc:
            if not may_build:
                raise
            _log.warning("%s Rebuilding it now.", exc)
            build(self._library, self.embedder, self.static, self._snapshots, notes=self._settings.notes)
            search = self._matching_folder(state)
        holdings = Holdings(self._library, notes=self._settings.notes)
        return Opened(state, search, Extractive(self._library, search, self.static), holdings)

    def _matching_folder(self, state: str) -> HybridSearch:
        """Return the search over the current generation. Raises StaleIndex where it was built for something else."""
        folder, manifest = self._snapshots.open_current()
        if manifest.model_hash != self.embedder.fingerprint:
            raise StaleIndex(
                path=self._settings.index,
                detail=f"built with the model {manifest.model}, configured: {self.embedder.name}",
            )
        if manifest.corpus_hash != state or manifest.notes != self._settings.notes:
            raise StaleIndex(path=self._settings.index, detail="the library has changed since")
        return HybridSearch(self._library, folder, self.embedder, self.static, notes=self._settings.notes)
