#!/usr/bin/env bash
# What one would expect: words drawn on one foot are one line of text, with or without a small raised figure among
# them, as the call of a footnote is.
# What happens: after a raised figure near the beginning of a line, PDFium ends the line: “(1)”, raised 1 and “ The
# ovens are lit.” become two lines, the figure glued to “(1)”. Later in a line it does not: “2029”, raised 12 and the
# rest stay one line, with 202912 in it. pypdf gives the figure a line of its own in both.
# (pypdfium2 5.15.2, pypdf 7.1.0, PDF by reportlab 4.4.4, seen on 2026-11-29)
# What goes by it: corpus/readers/pdf_page.py joins lines by their feet, and tells calls by the feet of single figures.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pypdfium2==5.15.2 pypdf==7.1.0 reportlab==4.4.4
"$folder/venv/bin/python" - "$folder/ovens.pdf" <<'PYTHON'
import sys

import pypdf
import pypdfium2
from reportlab.pdfgen import canvas

drawing = canvas.Canvas(sys.argv[1])
for y, parts in (
    (700, [("The plan runs until 2029", 12, 0), ("12", 7, 5), (" and the ovens rest.", 12, 0)]),
    (660, [("(1)", 12, 0), ("1", 7, 5), (" The ovens are lit.", 12, 0)]),
):
    x = 72.0
    for text, size, rise in parts:
        drawing.setFont("Helvetica", size)
        drawing.drawString(x, y + rise, text)
        x += drawing.stringWidth(text, "Helvetica", size)
drawing.save()
found = pypdfium2.PdfDocument(sys.argv[1])[0].get_textpage().get_text_range()
print("PDFium", found.split("\r\n"))
assert found.split("\r\n") == ["The plan runs until 202912 and the ovens rest.", "(1)1", " The ovens are lit."]
other = pypdf.PdfReader(sys.argv[1]).pages[0].extract_text().split("\n")
print("pypdf", other)
assert [line.strip() for line in other if line] == [
    *("The plan runs until 2029", "12", "and the ovens rest."),
    *("(1)", "1", "The ovens are lit."),
]
PYTHON
