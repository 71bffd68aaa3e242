#!/usr/bin/env bash
# What one would expect: the text of a page asked for at once is that of its letters asked for one by one.
# What happens: where a word is broken at a line end, PDFium writes one sign for the hyphen and the line end, and it is
# another one each time: U+FFFE in the text at once, U+0002 letter by letter. The line end itself is gone in both.
# (pypdfium2 5.15.2, PDF by reportlab 4.4.4, seen on 2026-11-29)
# What goes by it: corpus/readers/pdf_page.py reads the text at once and takes U+FFFE for the hyphen.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pypdfium2==5.15.2 reportlab==4.4.4
"$folder/venv/bin/python" - "$folder/market.pdf" <<'PYTHON'
import sys

import pypdfium2
from pypdfium2 import raw
from reportlab.pdfgen import canvas

drawing = canvas.Canvas(sys.argv[1])
drawing.setFont("Helvetica", 12)
drawing.drawString(72, 600, "the market of la-")
drawing.drawString(72, 586, "bour is open")
drawing.save()
page = pypdfium2.PdfDocument(sys.argv[1])[0].get_textpage()
at_once = page.get_text_range()
one_by_one = "".join(chr(raw.FPDFText_GetUnicode(page, n)) for n in range(raw.FPDFText_CountChars(page)))
print(repr(at_once), repr(one_by_one))
assert at_once == "the market of la\ufffebour is open"
assert one_by_one == "the market of la\x02bour is open"
PYTHON
