#!/usr/bin/env bash
# What one would expect: a package whose note has other words under the same GUID updates the note.
# What happens: only if it was written in a later second. genanki gives every note the time of the package, in whole
# seconds; a fixed time, as for files that are the same byte by byte, means that no correction ever arrives.
# (genanki 0.13.1, anki 26.9.3, seen on 2026-12-01)
# What goes by it: assistant/study/formats/anki_package.py writes the real time.
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


imported([("a", "question", "answer")], 1_700_000_000.0)
same = imported([("a", "question", "corrected")], 1_700_000_000.9)
later = imported([("a", "question", "corrected")], 1_700_000_001.0)
found = [(len(log.duplicate), len(log.updated)) for log in (same, later)]
print(found)
assert found == [(1, 0), (0, 1)]
PYTHON
