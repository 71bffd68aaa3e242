#!/usr/bin/env bash
# What one would expect: an escaped colon is a colon on both sides of a pair (`=l'heure\: 9 -> l'heure\: 9`).
# What happens: on the right side it is `&&058;`, the parser's own mark for it; so are `\# \= \~ \{ \}`, a backslash and
# a line end. Moodle's importer undoes the escapes on both sides.
# (gift-pegjs 1.0.2, Node.js 20, seen on 2026-12-01)
# What goes by it: assistant/study/formats/gift.py escapes as Moodle does; tests/study_round_trips.py undoes the marks.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" gift-pegjs@1.0.2 >/dev/null
cd "$folder"
node - <<'JAVASCRIPT'
const { parse } = require("gift-pegjs");

const [{ matchPairs: [pair] }] = parse("::a::[plain]Match{\n=l'heure\\: 9 -> l'heure\\: 9\n=b -> c\n}\n");
const found = [pair.subquestion.text, pair.subanswer];
console.log(found.join("; "));
if (found.join("; ") !== "l'heure: 9; l'heure&&058; 9") process.exit(1);
JAVASCRIPT
