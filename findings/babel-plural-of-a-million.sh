#!/usr/bin/env bash
# What one would expect: French and Spanish have two plurals, as gettext's rules for them say: one, and all others.
# What happens: CLDR, and Babel with it, has a third, “many”, for exact millions (un million de coopératives): a table of
# texts with “one” and “other” alone has no text for 1 000 000, though it has one for 999 999 and for 1 000 001.
# (Babel 2.19.0, Python 3.11, seen on 2026-11-29)
# What goes by it: assistant/i18n.py: whatever is not “one” is the other text.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check babel==2.19.0
"$folder/venv/bin/python" - <<'PYTHON'
from babel import Locale

numbers = 0, 1, 2, 999_999, 1_000_000, 1_000_001
found = {code: [Locale(code).plural_form(number) for number in numbers] for code in ("en", "fr", "es")}
print(found)
assert found["en"] == ["other", "one", "other", "other", "other", "other"]
assert found["fr"] == ["one", "one", "other", "other", "many", "other"]
assert found["es"] == ["other", "one", "other", "other", "many", "other"]
PYTHON
