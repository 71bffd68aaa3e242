#!/usr/bin/env bash
# What one would expect: a library that writes the automatic numbers of a Word file writes those that Word shows.
# What happens: docx2python writes the number of the paragraph's own level and a bracket, whatever the pattern: a level
# of pattern “%1.%2” that Word shows as 2.1 comes out as “1)”, and one of pattern “(%3)” as “a)”.
# (docx2python 3.7.1, file by python-docx 1.2.0, seen on 2026-11-29)
# What goes by it: corpus/readers/docx_numbering.py counts and writes the numbers itself.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check docx2python==3.7.1 python-docx==1.2.0
"$folder/venv/bin/python" - "$folder/ovens.docx" <<'PYTHON'
import sys

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx2python import docx2python

document = docx.Document()
patterns = [("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)")]
levels = "".join(
    f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
    for level, (kind, pattern) in enumerate(patterns)
)
lists = document.part.numbering_part.element
lists.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'))
lists.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
for level, text in [(0, "Ovens"), (0, "Mills"), (1, "They grind."), (2, "by day;"), (2, "by night.")]:
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'))
document.save(sys.argv[1])
with docx2python(sys.argv[1]) as found:
    lines = [line.split() for line in found.text.split("\n") if line.strip()]
print(lines)
assert [line[0] for line in lines] == ["1)", "2)", "1)", "a)", "b)"]  # Word shows 1. 2. 2.1 (a) (b)
PYTHON
