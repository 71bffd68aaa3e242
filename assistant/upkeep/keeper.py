"""Keeps what a home holds together: the library, the kept files, and the index that has to follow them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from assistant.settings import Settings
from assistant.upkeep.backup import Manifest, back_up
from assistant.upkeep.checking import Checked, checked
from assistant.upkeep.places import opened
from index.errors import NotIndexed, UnwritableIndex

Progress = Callable[[float, str], None]


def no_progress(done: float, label: str) -> None:
    """Report to nobody."""


class Index(Protocol):
    """What is asked of the engine here."""

    def update(self, progress: Progress = ..., *, anew: bool = ...) -> None:
        """Bring the index to the library as it is. Raises UnwritableIndex."""

    def check(self) -> None:
        """Verify the index. Raises a SearchError."""


class HomeKeeper:
    """One home: its library, opened, its kept files, and the right to write there."""

    def __init__(self, settings: Settings) -> None:
        """Open the library, creating it where nothing speaks of an earlier one. Raises LostLibrary, LibraryFailure."""
        self.library, self.sources, self.writer, self.generations = opened(settings)
        self.unfinished = settings.unfinished

    def publish(self, index: Index, progress: Progress = no_progress, added: Sequence[str] = ()) -> None:
        """Let the index follow the library, and leave no file that is not needed.

        Raises NotIndexed where documents were `added` and the index cannot be written, else UnwritableIndex.
        """
        with self.writer.held():
            self.sources.sweep(self.library.records())
            try:
                index.update(progress)
            except UnwritableIndex as error:
                if not added:
                    raise
                raise NotIndexed(**error.values, documents=", ".join(dict.fromkeys(added))) from error

    def check(self, index: Index) -> Checked:
        """Read all there is, and return what was verified and all that is damaged."""
        return checked(self.library, self.sources, index.check)

    def back_up(self, path: Path) -> Manifest:
        """Write a backup to a new file. Raises FileExists, UnwritableFile or DamagedLibrary."""
        if self.library.read_only:
            return back_up(self.library, self.sources, path)
        with self.writer.held():
            return back_up(self.library, self.sources, path)
