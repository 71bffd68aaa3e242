#!/usr/bin/env bash
# What one would expect: in a Word file, each list (w:num) with a start of its own (w:startOverride) counts by itself, so
# that questions 1, 2, 3 go on after the choices A, B that stand between them, whatever abstract list both name.
# What happens: lists of one abstract list share their count. Of two lists that take turns, the first goes on where the
# second one stopped, and the start of its own is used once: 1, then 1 and 2 of the other list, then 3 for question 2.
# With an abstract list each, they count by themselves.
# (LibreOffice 7.4.7, file by python-docx 1.2.0, seen on 2026-12-01)
# What goes by it: assistant/study/formats/word_lists.py gives each list an abstract list of its own.
# It needs LibreOffice (apt-get install libreoffice-writer-nogui).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check python-docx==1.2.0
cat > "$folder/write.py" <<'PYTHON'
import sys

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls


def write(path, abstract_lists):
    document = docx.Document()
    lists = document.part.numbering_part.element
    for number in {*abstract_lists}:
        lists.insert(0, parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
            '</w:abstractNum>'
        ))
    questions, choices = (lists.add_num(number) for number in abstract_lists)
    for each in (questions, choices):
        each.add_lvlOverride(0).add_startOverride(1)
    for of, text in [(questions, "Bread?"), (choices, "rye"), (choices, "wheat"), (questions, "Butter?")]:
        properties = document.add_paragraph(text)._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = 0, of.numId
    document.save(path)


write(sys.argv[1], (77, 77))
write(sys.argv[2], (77, 78))
PYTHON
"$folder/venv/bin/python" "$folder/write.py" "$folder/shared.docx" "$folder/own.docx"
soffice "-env:UserInstallation=file://$folder/profile" --headless --convert-to "txt:Text (encoded):UTF8" \
  --outdir "$folder" "$folder/shared.docx" "$folder/own.docx" > /dev/null 2>&1
read_back() { tr -d '\357\273\277\r' < "$folder/$1.txt" | paste -sd ' ' | tr -s ' ' | sed 's/^ //'; }
echo "one abstract list: $(read_back shared)"
echo "one each:          $(read_back own)"
[ "$(read_back shared)" = "1. Bread? 1. rye 2. wheat 3. Butter?" ]
[ "$(read_back own)" = "1. Bread? 1. rye 2. wheat 2. Butter?" ]
