"""Imports packages into one new collection of Anki, one after the other: anki_imports.py FOLDER FILE… prints JSON.

For each file it tells how many notes Anki says are new and changed, and then every note with the cards made of it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from anki.collection import (  # type: ignore[import-not-found]  # in a folder of its own: it is AGPL
    Collection,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)


def imports(folder: Path, files: list[str]) -> list[dict[str, Any]]:
    """Return what each import did, by Anki's own options for a file that is opened."""
    collection = Collection(str(folder / "collection.anki2"))
    told = []
    try:
        for file in files:
            request = ImportAnkiPackageRequest(package_path=file, options=ImportAnkiPackageOptions())
            log = collection.import_anki_package(request).log
            counts = {name: len(getattr(log, name)) for name in ("new", "updated", "conflicting", "duplicate")}
            told.append(counts | {"notes": _notes(collection), "decks": _decks(collection)})
    finally:
        collection.close()
    return told


def _notes(collection: Any) -> dict[str, Any]:
    found = {}
    for number in collection.find_notes(""):
        note = collection.get_note(number)
        cards = [(card.question(), card.answer()) for card in note.cards()]
        found[note.guid] = {"fields": dict(note.items()), "tags": note.tags, "cards": cards}
    return found


def _decks(collection: Any) -> list[tuple[int, str]]:
    return [(each.id, each.name) for each in collection.decks.all_names_and_ids() if each.id != 1]


if __name__ == "__main__":
    print(json.dumps(imports(Path(sys.argv[1]), sys.argv[2:])))
