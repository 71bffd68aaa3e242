#!/usr/bin/env bash
# What one would expect: the words of a field are kept as they are in the package.
# What happens: they are composed on import: “e” and a combining acute become “é” (NFC). Words compared with the
# document's letter by letter differ where that has them apart, as the text layers of some PDFs do.
# (genanki 0.13.1, anki 26.9.3, seen on 2026-12-01)
# What goes by it: tests/study_round_trips.py compares what Anki holds with composed words.
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


imported([("a", "e\u0301cole", "b")], 1_700_000_000.0)
found = collection.get_note(collection.find_notes("")[0])["Front"]
print(found, len(found))
assert found == "\u00e9cole"
PYTHON
