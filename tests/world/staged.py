"""The façade with what no documents can bring about: a slow answer, a failure, a defect, a publisher's site."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

from assistant.access.visitor import OWNER, Visitor
from assistant.ask.types import Answer
from assistant.documents.types import (
    Attempt,
    DocumentSummary,
    Fetched,
    FetchedVersion,
    Listed,
    ListedAddress,
    NotFetched,
)
from assistant.find.types import Found
from assistant.read.types import Paragraph
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.types import Turn
from corpus.library.library import Library
from corpus.types import Document, Version
from index.errors import DamagedIndex
from tests.world import plan
from tests.world.versions import hold

CHARTER = ("https://www.ilo.org/charter.pdf", "https://www.ilo.org/charte.pdf")


class Staged(Assistant):
    """Over the plan; while `open` is clear, the library waits; the failures are those that a test asks for.

    The catalogue is a charter in two languages, one of which is not at its address, and an almanac without any.
    """

    @classmethod
    def at(cls, home: Path) -> Self:
        """Open it in a folder, without the bundled notes."""
        Assistant(Settings(home)).close()
        with Library(Settings(home).library) as library:
            hold(library, plan.texts())
        return cls(Settings(home))

    def __init__(self, settings: Settings) -> None:
        """Start with nothing amiss."""
        super().__init__(settings)
        self.open = threading.Event()
        self._whole = self._library.fingerprint()
        self.reset()

    def hold(self, texts: Iterable[tuple[Document, Version]]) -> None:
        """Hold these texts and no others."""
        hold(self._library, texts)

    def reset(self) -> None:
        """Be as new."""
        self.open.set()
        self.broken = self.defective = self.fetched = False
        self.histories: list[tuple[Turn, ...]] = []
        if self._library.fingerprint() != self._whole:
            self.hold(plan.texts())

    def find(self, *args: Any, **options: Any) -> Found:
        """Find, or fail."""
        self._check()
        return super().find(*args, **options)

    def answers(self, question: str, *, history: Sequence[Turn] = (), **options: Any) -> Iterator[Answer]:
        """Answer, or fail; what had been said before is remembered where the page asks for a reader."""
        self._check()
        if options.get("side_by_side"):
            self.histories.append(tuple(history))
        return super().answers(question, history=history, **options)

    def paragraph(self, *args: Any, **options: Any) -> Paragraph:
        """Show a paragraph, or fail."""
        self._check()
        return super().paragraph(*args, **options)

    def citations(self, *args: Any, **options: Any) -> dict[str, str]:
        """Write citations, or fail."""
        self._check()
        return super().citations(*args, **options)

    def export(self, *args: Any, **options: Any) -> bytes:
        """Make a file, or fail."""
        self._check()
        return super().export(*args, **options)

    def library(self, language: str = "en") -> tuple[DocumentSummary, ...]:
        """List what is loaded, at last or not at all."""
        self.open.wait(30)
        self._check()
        return super().library(language)

    def catalogue(self, language: str = "en") -> tuple[Listed, ...]:
        """Know the charter and the almanac."""
        addresses = ListedAddress("en", CHARTER[0], "seen"), ListedAddress("fr", CHARTER[1], "memory")
        title = {"en": "Charter of the harbour", "fr": "Charte du port", "es": "Carta del puerto"}[language]
        almanac = Listed("almanac", None, "Almanac", False, None, None, None, None, None, None, (), (), ())
        charter = replace(almanac, id="charter", symbol="CH/1", title=title, title_verified=True)
        loaded = ("en",) if self.fetched else ()
        return replace(charter, languages=("en", "fr"), loaded=loaded, addresses=addresses), almanac

    def fetch(
        self,
        ids: Sequence[str],
        *,
        languages: Sequence[str] = (),
        progress: Callable[[float, str], None] | None = None,
        by: Visitor = OWNER,
    ) -> Fetched:
        """Fetch the English charter, for whoever may; the French one is not there."""
        with self.changes.begun("fetch", by, ", ".join(ids)) as told:
            return told(self._fetch(progress))

    def _fetch(self, progress: Callable[[float, str], None] | None) -> Fetched:
        if progress is not None:
            progress(0.5, "charter (en), 0.2 MB / 0.4 MB")
        self.fetched = True
        names, facts = ("charter", "CH/1"), {"announced": None, "locators": ("1",)}
        file = ("added", "a.pdf", CHARTER[0], "seen", "0" * 64, 9)
        done = FetchedVersion(*names, "Charter of the harbour", "en", *file, **facts)  # type: ignore[arg-type]
        values = {"url": CHARTER[1], "status": "404"}
        tried = Attempt(CHARTER[1], "memory", "not_there", "There is nothing there.", values)
        address = ListedAddress("fr", CHARTER[1], "memory")
        return Fetched((done,), (NotFetched(*names, "Charte du port", "fr", (tried,), address),))

    def _check(self) -> None:
        """Fail in the way the test wants, if it wants one."""
        if self.defective:
            raise RuntimeError("a defect of the test’s service")
        if self.broken:
            raise DamagedIndex(path="index/7", detail="vectors.npy differs from its checksum")
