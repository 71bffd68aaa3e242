#!/usr/bin/env bash
# What one would expect: writing a package leaves one file, the package.
# What happens: the database of the notes stays in the temporary folder, once for every package, with all their words.
# (genanki 0.13.1, Python 3.11, seen on 2026-12-01)
# What goes by it: assistant/study/formats/anki_package.py writes the database in memory and the archive by itself.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check genanki==0.13.1
mkdir "$folder/temporary"
TMPDIR="$folder/temporary" "$folder/venv/bin/python" - <<'PYTHON'
import io
import sqlite3
import tempfile
from pathlib import Path

import genanki

deck = genanki.Deck(1_700_000_000, "deck")
deck.add_note(genanki.Note(model=genanki.BASIC_MODEL, fields=["question", "answer"]))
genanki.Package(deck).write_to_file(io.BytesIO())
left = Path(tempfile.gettempdir()).iterdir()
found = [sqlite3.connect(path).execute("SELECT sfld FROM notes").fetchall() for path in left]
print(found)
assert found == [[("question",)]]
PYTHON
