"""Generations that tests publish, each with its number in every file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from index.segments.generations import ManifestFacts, Snapshots

FILES = ("keywords/terms.npy", "vectors.npy")


def facts(number: int) -> ManifestFacts:
    """Describe the generation that `writing(number)` writes."""
    return ManifestFacts(
        model="tiny",
        model_hash="ab" * 32,
        dimension=4,
        corpus_hash="cd" * 32,
        notes=True,
        passages=number,
        counts={"en": number, "fr": 0},
    )


def writing(number: int) -> Callable[[Path], ManifestFacts]:
    """Return a writer whose every file bears `number`."""

    def write(folder: Path) -> ManifestFacts:
        (folder / "keywords").mkdir()
        for name in FILES:
            (folder / name).write_bytes(b"%d " % number * 500)
        return facts(number)

    return write


def number_of(snapshots: Snapshots) -> int:
    """Open the current generation, check that all its parts bear the same number, and return it."""
    generation, manifest = snapshots.open_current()
    numbers = {manifest.passages, manifest.counts["en"]}
    for name in FILES:
        numbers |= {int(word) for word in (generation / name).read_bytes().split()}
    assert len(numbers) == 1
    return manifest.passages


def folders(root: Path) -> list[str]:
    """Return the names of all that is in the index folder."""
    return sorted(path.name for path in root.iterdir())
