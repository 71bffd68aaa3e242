#!/usr/bin/env bash
# What one would expect: a note that is in two packages is asked for in both decks, or moves to the one imported last.
# What happens: it stays in the deck of the first import; the second deck holds the other notes alone, and is empty
# where there are none. The words are updated all the same.
# (genanki 0.13.1, anki 26.9.3, seen on 2026-12-01)
# What goes by it: assistant/study/formats/anki_package.py says so; the GUID of a card does not depend on its deck.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check genanki==0.13.1 anki==26.9.3
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
from pathlib import Path

import genanki
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

folder = Path.cwd()
collection = Collection(str(folder / "collection.anki2"))


def imported(notes, at, deck="deck"):
    fields = [{"name": name} for name in ("Front", "Back")]
    template = {"name": "1", "qfmt": "{{Front}}", "afmt": "{{Back}}"}
    model = genanki.Model(1_700_000_000, "model", fields=fields, templates=[template])
    made = genanki.Deck(sum(map(ord, deck)), deck)
    for guid, front, back in notes:
        made.add_note(genanki.Note(model=model, fields=[front, back], guid=guid))
    genanki.Package(made).write_to_file(folder / "deck.apkg", timestamp=at)
    request = ImportAnkiPackageRequest(package_path=str(folder / "deck.apkg"), options=ImportAnkiPackageOptions())
    return collection.import_anki_package(request).log


imported([("a", "question", "answer")], 1_700_000_000.0, deck="first")
log = imported([("a", "question", "corrected")], 1_700_000_100.0, deck="second")
decks = {each.name: len(collection.find_cards(f'deck:"{each.name}"')) for each in collection.decks.all_names_and_ids()}
print(decks, len(log.updated))
assert (decks["first"], decks["second"], len(log.updated)) == (1, 0, 1)
PYTHON
