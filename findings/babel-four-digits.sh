#!/usr/bin/env bash
# What one would expect: CLDR says of Spanish, Polish and European Portuguese that a number of four digits is not
# grouped (minimumGroupingDigits 2), as their style guides do: 1234, but 12.345.
# What happens: Babel does not read that datum and groups it: 1.234 in Spanish, which an English reader takes for 1.234.
# (Babel 2.19.0, Python 3.11, seen on 2026-11-29)
# What goes by it: corpus/text/typography.py: `number_written` sets no thousands apart, in any language.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check babel==2.19.0
"$folder/venv/bin/python" - <<'PYTHON'
from babel.numbers import format_decimal

found = [format_decimal(number, locale=locale) for locale in ("es", "pt_PT", "pl") for number in (1234, 12345)]
print(found)
assert found == ["1.234", "12.345", "1\xa0234", "12\xa0345", "1\xa0234", "12\xa0345"]
PYTHON
