#!/usr/bin/env bash
# What one would expect: a list in Spanish follows Spanish: “y” is “e” before the sound i, “o” is “u” before o or ho
# (agricultura e industria; siete u ocho), as ICU does with the same data of CLDR.
# What happens: Babel joins by the pattern alone: “agricultura y industria”, “siete o ocho”.
# (Babel 2.19.0, Python 3.11, seen on 2026-11-29)
# What goes by it: corpus/text/typography.py: `listed` is given numbers and places, and none of our words.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check babel==2.19.0
"$folder/venv/bin/python" - <<'PYTHON'
from babel.lists import format_list

found = format_list(["agricultura", "industria"], locale="es"), format_list(["siete", "ocho"], "or", locale="es")
print(*found, sep="; ")
assert found == ("agricultura y industria", "siete o ocho")
PYTHON
