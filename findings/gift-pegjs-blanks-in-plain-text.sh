#!/usr/bin/env bash
# What one would expect: `[plain]` text keeps its words and blanks; at most the line ends of the file are made blanks.
# What happens: two blanks in a row are made one, and a blank that does not break counts: “n°\u00a0 7” loses it.
# `[html]` text keeps every blank.
# (gift-pegjs 1.0.2, Node.js 20, seen on 2026-12-01)
# What goes by it: assistant/study/formats/gift.py writes an item with blanks in a row as `[html]`.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" gift-pegjs@1.0.2 >/dev/null
cd "$folder"
node - <<'JAVASCRIPT'
const { parse } = require("gift-pegjs");

const found = ["plain", "html"].map((format) => parse(`::a::[${format}]n°\u00a0 7{T}\n`)[0].stem.text);
console.log(JSON.stringify(found));
if (found[0] !== "n° 7" || found[1] !== "n°\u00a0 7") process.exit(1);
JAVASCRIPT
