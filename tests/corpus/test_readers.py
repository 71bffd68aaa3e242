"""Readers: what is in the file comes out, in reading order; what is not a document is refused with a clear reason."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import docx
import pypdf
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from corpus.errors import EmptyDocument, UnreadableFile, UnsupportedFormat
from corpus.outline.cleaning import clean
from corpus.readers import Limits, read
from corpus.readers.list_numerals import numeral
from corpus.readers.raw_text import read_raw
from corpus.types import RawDocument

Drawing = tuple[float, float, str]
"""A text at (x, y), in points from the lower left corner of an A4 page."""

SHARED_PDFS = Path(__file__).parents[2].parent / "shared" / "corpora" / "pdf"

LEFT = [
    "Les coopératives de notre vallée ont tenu hier",
    "leur réunion du printemps dans la grande salle.",
    "Les membres ont parlé du prix du lait, des routes",
    "et de la formation des jeunes qui reprennent une",
    "ferme. La caisse commune paiera deux stages pour",
    "chaque jeune, et les anciens donneront des cours.",
    "On votera sur la machine à foin au mois de juin.",
]
RIGHT = [
    "La présidente a remercié les voisins venus aider",
    "après la crue, puis elle a lu les comptes annuels.",
    "Le solde est bon, malgré la hausse du carburant et",
    "des assurances. Une partie ira à la réserve, une",
    "autre aux membres selon le travail fourni. Enfin,",
    "le comité a fixé la date de la prochaine séance et",
    "chacun a partagé le repas préparé par les élèves.",
]


def write_pdf(
    path: Path, pages: Sequence[Iterable[Drawing]], *, trailer: bytes = b"", annotations: bytes = b""
) -> Path:
    """Write a PDF that draws the texts in the order given, in Helvetica 10."""
    objects = [b"", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    kids = []
    for page in pages:
        drawn = []
        for x, y, text in page:
            letters = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").encode("cp1252")
            drawn.append(b"BT /F1 10 Tf 1 0 0 1 %d %d Tm (%s) Tj ET" % (x, y, letters))
        content = b"\n".join(drawn)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R %s"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (len(objects), annotations)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R /Lang (fr-CH) >>"
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    return write_objects(path, objects, trailer)


def write_objects(path: Path, objects: Sequence[bytes], trailer: bytes = b"") -> Path:
    """Write numbered PDF objects with their cross-reference table; the first is the catalogue."""
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(places) + 1, table)
    end += b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (len(places) + 1, trailer, len(data))
    path.write_bytes(data + end)
    return path


def words(document: RawDocument) -> str:
    """Return the text of a document on one line."""
    return " ".join(" ".join(document.pages).split())


# Plain text and Markdown


def read_text(tmp_path: Path, text: str, name: str = "a.md") -> RawDocument:
    """Read a text from a file."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read(path)


def test_front_matter_becomes_metadata_and_leaves_the_text(tmp_path: Path) -> None:
    document = read_text(tmp_path, '---\ntitle: "Loi n° 7: essai"\nrank: law\nlist:\n  - one\n---\n# Loi\n')
    assert document.metadata == {"title": "Loi n° 7: essai", "rank": "law"}
    assert document.title == "Loi n° 7: essai"
    assert document.pages == ("# Loi\n",)


def test_links_keep_their_words_and_give_their_address(tmp_path: Path) -> None:
    text = (
        "See [the page](https://example.org/a_(b)), [top](#top), [us](mailto:us@example.org) <https://example.org/c>."
    )
    document = read_text(tmp_path, text, "a.txt")
    assert document.pages == ("See the page, top, us https://example.org/c.",)
    assert document.links == ("https://example.org/a_(b)", "mailto:us@example.org", "https://example.org/c")


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("###Article 1", "### Article 1"),
        ("## Titre ##", "## Titre"),
        ("**Short title**", "###### Short title"),
        ("**12.**", "12."),
        ("a **bold** and *slanted* _word_", "a bold and slanted word"),
        ("## Chapitre 1<sup>er</sup> ***Principes***", "## Chapitre 1er Principes"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("https://example.org/---ed_norm/_x_/a_b.pdf", "https://example.org/---ed_norm/_x_/a_b.pdf"),
        ("A &amp; B&nbsp;: &eacute;", "A & B\u00a0: é"),
        ("AT&T; R&D", "AT&T; R&D"),
        ("* a bullet", "* a bullet"),
    ],
)
def test_markdown_marks(tmp_path: Path, printed: str, kept: str) -> None:
    assert read_text(tmp_path, printed).pages == (kept,)


def test_form_feeds_part_pages(tmp_path: Path) -> None:
    document = read_text(tmp_path, "one\r\nline\ftwo", "a.txt")
    assert document.pages == ("one\nline", "two")
    assert document.paginated
    assert not read_text(tmp_path, "one", "a.txt").paginated


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = "L’économie sociale et solidaire crée des emplois décents, où que l’on soit; c’est là son rôle."
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    assert read(path).pages == (text,)


@pytest.mark.parametrize("hostile", ["**a ", "[", "_a ", "# ", "[a](", "<b "])
def test_no_text_is_slow(tmp_path: Path, hostile: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(hostile * (300_000 // len(hostile)) + "\nthe end", encoding="utf-8")
    assert read(path, limits=Limits(seconds=5)).pages[0].endswith("the end")


# PDF


def test_pdf_gives_pages_paragraphs_title_language_and_links(tmp_path: Path) -> None:
    page = [(70, 700, "1. First line of a paragraph that goes"), (70, 688, "on here."), (70, 664, "2. Next one.")]
    link = b"/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://example.org/x) >> >>]"
    path = write_pdf(tmp_path / "a.pdf", [page, [(70, 700, "Page two")]], annotations=link)
    writer = pypdf.PdfWriter(clone_from=path)
    writer.add_metadata({"/Title": "Un essai"})
    writer.write(path)
    document = read(path)
    assert document.pages == ("1. First line of a paragraph that goes\non here.\n\n2. Next one.", "Page two")
    assert (document.paginated, document.title, document.language) == (True, "Un essai", "fr-CH")
    assert document.links == ("https://example.org/x", "https://example.org/x")


def test_columns_drawn_line_by_line_are_put_in_order(tmp_path: Path) -> None:
    header, footer = [(70, 800, "Bulletin"), (480, 800, "n° 12")], [(290, 40, "3")]
    rows = [(x, 740 - 12 * n, t) for n in range(7) for x, t in ((60, LEFT[n]), (320, RIGHT[n]))]
    document = read(write_pdf(tmp_path / "a.pdf", [header + rows + footer]))
    assert words(document) == " ".join(["Bulletin n° 12", *LEFT, *RIGHT, "3"])


def test_columns_drawn_one_after_the_other_stay_so(tmp_path: Path) -> None:
    page = [(x, 740 - 12 * n, t) for x, column in ((60, LEFT), (320, RIGHT)) for n, t in enumerate(column)]
    assert words(read(write_pdf(tmp_path / "a.pdf", [page]))) == " ".join(LEFT + RIGHT)


def test_a_line_across_both_columns_parts_them(tmp_path: Path) -> None:
    rows = [(x, 740 - 12 * n - 40 * (n > 6), t) for n in range(14) for x, t in ((60, LEFT[n % 7]), (320, RIGHT[n % 7]))]
    title = (60, 740 - 12 * 7 - 12, "Deuxième partie: ce que le comité a décidé pour la saison qui vient, en bref")
    document = read(write_pdf(tmp_path / "a.pdf", [[*rows[:14], title, *rows[14:]]]))
    assert words(document) == " ".join([*LEFT, *RIGHT, title[2], *LEFT, *RIGHT])


def test_the_rows_of_a_table_are_not_columns(tmp_path: Path) -> None:
    page: list[Drawing] = []
    y = 760
    for n in range(12):
        left = [f"Mise en place du produit {n}.1, avec", "un suivi par des comités tripartites", "et un bilan"][
            : 1 + n % 3
        ]
        right = [f"Points {n} a), {n} b) et {n} c) des", "conclusions de la grande séance", "de juin"][
            : 1 + (n + 1) % 3
        ]
        for k in range(max(len(left), len(right))):
            page += [(x, y, cell[k]) for x, cell in ((70, left), (320, right)) if k < len(cell)]
            y -= 12
        y -= 8
    assert "produit 4.1, avec Points 4 a), 4 b) et 4 c) des" in words(read(write_pdf(tmp_path / "a.pdf", [page])))


def test_the_rows_of_a_table_of_figures_are_not_columns(tmp_path: Path) -> None:
    cells = ((70, "Pays"), (200, "12 345"), (330, "2023-2029"), (450, "oui"))
    page = [(x, 760 - 14 * n, text) for n in range(30) for x, text in cells]
    assert read(write_pdf(tmp_path / "a.pdf", [page])).pages[0].split("\n")[4] == "Pays 12 345 2023-2029 oui"


def test_the_rows_of_a_table_of_single_lines_are_not_columns(tmp_path: Path) -> None:
    row = "Élaboration d’un manuel pour la vallée"
    page = [
        (x, 760 - 20 * n, t) for n in range(12) for x, t in ((60, row), (320, f"{n} a), {n} b) et {n} c) de 2023-2029"))
    ]
    assert read(write_pdf(tmp_path / "a.pdf", [page])).pages[0].startswith(f"{row} 0 a), 0 b) et 0 c)")


def test_a_number_far_before_its_paragraph_stays_on_the_line(tmp_path: Path) -> None:
    page = [(x, 740 - 12 * n, t) for n in range(7) for x, t in ((60, f"{n}."), (110, LEFT[n]))]
    assert read(write_pdf(tmp_path / "a.pdf", [page])).pages[0].startswith(f"0. {LEFT[0]}\n1. {LEFT[1]}")


def test_a_hyphen_at_a_line_end_is_kept_for_cleaning(tmp_path: Path) -> None:
    page = [(70, 700, "un marché du tra-"), (70, 688, "vail plus juste")]
    assert read(write_pdf(tmp_path / "a.pdf", [page])).pages == ("un marché du tra-\nvail plus juste",)


@pytest.mark.skipif(not SHARED_PDFS.is_dir(), reason="the shared corpora are not beside the project")
@pytest.mark.parametrize("name", ["udhr.en", "uy-ley-19848-ess.es", "lu-ess-2016.fr"])
def test_every_character_of_a_known_text(name: str) -> None:
    got = " ".join(" ".join(line.text for line in clean(read(SHARED_PDFS / f"{name}.pdf")).lines).split())
    true = " ".join((SHARED_PDFS / f"{name}.txt").read_text(encoding="utf-8").split())
    assert got == unicodedata.normalize("NFC", true)


# HTML


PAGE = """<!DOCTYPE html><html lang="fr"><head><title>Un  essai</title></head><body>
<nav><a href="/">Accueil</a></nav><header>Bannière</header>
<ul class="breadcrumb"><li><a href="/b">Vous êtes ici</a></li></ul>
<section><h1>Les <em>conclusions</em></h1><p>Un début<sup><a href="#n1">1</a></sup> et
<a href="https://example.org/?a=1&amp;b=2">un lien</a>, n<sup>o</sup> 193.</p></section>
<section><h2>Suite</h2><ol start="15"><li>Quinze.</li><li><p>Seize:</p><ol type="a"><li>un;</li><li>deux.</li></ol></li>
<li>17. Dix-sept.</li></ol><ul><li>puce</li></ul></section>
<table><tr><th>Produit</th><th>Délai</th></tr><tr><td>Étude<br>1.1</td><td>2023</td></tr></table>
<table><tr><td><p>Une boîte.</p><p>À deux alinéas.</p></td></tr></table>
<script>alert(1)</script><footer>Droits réservés</footer></body></html>"""


def test_html_keeps_all_the_text_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(PAGE, encoding="utf-8")
    document = read(path)
    assert [line for line in document.pages[0].split("\n") if line] == [
        *("# Les conclusions", "Un début et un lien, no 193.", "## Suite"),
        *("15. Quinze.", "16. Seize:", "a. un;", "b. deux.", "17. Dix-sept.", "• puce"),
        *("Produit | Délai", "Étude 1.1 | 2023", "Une boîte.", "À deux alinéas."),
    ]
    assert document.links == ("https://example.org/?a=1&b=2",)
    assert (document.title, document.language) == ("Un essai", "fr")


@pytest.mark.parametrize("declared", ["", '<meta charset="windows-1252">'])
def test_html_encoding(tmp_path: Path, declared: str) -> None:
    path = tmp_path / "a.htm"
    path.write_bytes(
        f"<html><head>{declared}</head><p>L’été à Genève</p></html>".encode("cp1252" if declared else "utf-8")
    )
    assert read(path).pages == ("L’été à Genève",)


# Word


def numbered_word_file(path: Path) -> Path:
    """Write a Word file with a heading, automatic numbers on two levels, a table, and a footnote with an address."""
    document = docx.Document()
    document.core_properties.title = "Un essai"
    lists = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
        for level, (start, kind, pattern) in enumerate([(15, "decimal", "%1."), (1, "lowerLetter", "(%2)")])
    )
    lists.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'))
    lists.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    document.add_heading("Contexte", level=2)
    for level, text in [(0, "Quinze."), (0, "Seize:"), (1, "un;"), (1, "deux."), (0, "Dix-sept:"), (1, "encore un.")]:
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        number = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'
        properties.append(parse_xml(number))
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["Produit", "Délai", "Étude 1.1", "2023"], strict=True):
        cell.text = text
    document.add_paragraph("Après le tableau.")
    footnotes = f"<w:footnotes {nsdecls('w')}><w:footnote><w:p><w:r><w:t>Voir https://example.org/n1.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    part = Part(
        PackURI("/word/footnotes.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
        footnotes.encode(),
        document.part.package,
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    document.save(str(path))
    return path


def test_docx_in_order_with_automatic_numbers(tmp_path: Path) -> None:
    document = read(numbered_word_file(tmp_path / "a.docx"))
    assert [line for line in document.pages[0].split("\n") if line] == [
        *("## Contexte", "15. Quinze.", "16. Seize:", "(a) un;", "(b) deux.", "17. Dix-sept:", "(a) encore un."),
        *("Produit | Délai", "Étude 1.1 | 2023", "Après le tableau."),
    ]
    assert document.links == ("https://example.org/n1",)
    assert document.title == "Un essai"


@pytest.mark.parametrize(
    ("number", "kind", "shown"),
    [
        *(
            (27, "lowerLetter", "aa"),
            (3, "upperLetter", "C"),
            (14, "lowerRoman", "xiv"),
            (1999, "upperRoman", "MCMXCIX"),
        ),
        *((7, "decimalZero", "07"), (7, "decimal", "7"), (0, "lowerRoman", "0")),
    ],
)
def test_numerals(number: int, kind: str, shown: str) -> None:
    assert numeral(number, kind) == shown


# What is refused


def refusal(path: Path, limits: Limits | None = None) -> str:
    """Return why a file is refused."""
    with pytest.raises(UnreadableFile) as refused:
        read(path, limits=limits or Limits())
    assert "Traceback" not in str(refused.value)
    return str(refused.value.values["detail"])


def test_unknown_suffix(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedFormat, match=r"\.xlsx.*\.docx"):
        read(tmp_path / "a.xlsx")


def test_not_a_regular_file(tmp_path: Path) -> None:
    folder, device, pipe = tmp_path / "a.pdf", tmp_path / "a.txt", tmp_path / "b.txt"
    folder.mkdir()
    device.symlink_to("/dev/zero")
    os.mkfifo(pipe)
    assert {refusal(path) for path in (folder, device, pipe)} == {"it is not a regular file"}
    assert "No such file" in refusal(tmp_path / "none.md")


def test_empty_and_too_large(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.touch()
    assert "0 bytes" in refusal(path)
    with path.open("wb") as file:
        file.truncate(60_000_000)  # a hole: takes no room on the disk
    assert refusal(path) == "60 MB; the limit is 50 MB"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.pdf", b"<html>hello</html>", "not a PDF"),
        ("a.docx", b"%PDF-1.4 hello", "not a Word file"),
        ("a.docx", b"\xd0\xcf\x11\xe0 old", "old or a password-protected"),
        ("a.docx", b"PK\x03\x04 cut off", "damaged Word file"),
        ("a.txt", b"%PDF-1.4 hello", "not text"),
        ("a.html", b"\x00\x01\x02\x03", "not text"),
        ("a.pdf", b"%PDF-1.4\n1 0 obj << /Type /Catalog", "damaged PDF"),
    ],
)
def test_the_content_is_not_what_the_suffix_says(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert reason in refusal(path)


def test_truncated_pdf(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", [[(70, 700, "hello")]])
    path.write_bytes(path.read_bytes()[:150])
    assert "damaged PDF" in refusal(path)


def test_pdf_with_a_password(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", [[(70, 700, "hello")]])
    writer = pypdf.PdfWriter(clone_from=path)
    writer.encrypt("secret", algorithm="AES-256")
    writer.write(path)
    assert refusal(path) == "it is protected by a password"


def test_a_scan_has_no_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)  # with Tesseract it is read, and its page found blank
    with pytest.raises(EmptyDocument, match="OCR"):
        read(write_pdf(tmp_path / "a.pdf", [[]]))


def test_pdf_bomb_is_stopped(tmp_path: Path) -> None:
    packer = zlib.compressobj(9)
    megabyte = b"BT /F1 9 Tf (aaaaaaaaaaaaaaaa) Tj ET\n" * 27_000
    content = b"".join(packer.compress(megabyte) for _ in range(150)) + packer.flush()
    path = write_objects(
        tmp_path / "bomb.pdf",
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [5 0 R] >>",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(content), content),
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>",
        ],
    )
    assert path.stat().st_size < 3_000_000
    reason = refusal(path, Limits(memory_bytes=200_000_000, seconds=10))
    assert "crashed" in reason or "memory" in reason


def test_zip_bomb_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        for _ in range(31):
            part.write(bytes(10_000_000))
    assert "bomb" in refusal(path)


def test_a_slow_file_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<p>hello</p>", encoding="utf-8")
    assert "more than 0 seconds" in refusal(path, Limits(seconds=0.0001))


def test_an_answer_without_end_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<p>" + "hello " * 10_000, encoding="utf-8")
    assert "too large" in refusal(path, Limits(output_bytes=10_000))


def test_nested_entities_and_elements(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    path.write_text(f'<!DOCTYPE html [<!ENTITY e0 "lol">{entities}]><p>&e11; hello</p>', encoding="utf-8")
    assert len(read(path).pages[0]) < 2_000
    path.write_text("<div>" * 100_000 + "hello", encoding="utf-8")
    assert "nested too deeply" in refusal(path)


def test_the_sandbox_loads_only_what_its_reader_needs(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", [[(70, 700, "Enough letters for a page of text.")]])
    code = "import json, sys; from pathlib import Path; import corpus.sandbox.process;"
    code += "from corpus.readers.raw_text import read_raw; read_raw(Path(sys.argv[1]), 'pdf');"
    code += "print(json.dumps(sorted(m for m in sys.modules if '.' not in m)))"
    result = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    loaded = set(json.loads(result.stdout))
    assert "pypdfium2" in loaded
    assert not loaded & {"torch", "langchain", "pypdf", "docx", "lxml", "numpy", "gradio"}


CALLS = [
    ("37<sup>1</sup> ovens", "37 ovens"),
    ("the ovens.<sup>12</sup> Then", "the ovens. Then"),
    ("30 m<sup>2</sup> and 5 km<sup>3</sup>", "30 m2 and 5 km3"),
    ("the 1<sup>er</sup> and 2<sup>e</sup>", "the 1er and 2e"),
]


@pytest.mark.parametrize(("markup", "kept"), CALLS)
def test_calls_of_footnotes_are_not_read_with_the_number(tmp_path: Path, markup: str, kept: str) -> None:
    for name, text in (("a.md", markup), ("a.html", f"<html><body><p>{markup}</p></body></html>")):
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert "".join(read(tmp_path / name).pages).strip() == kept


def test_the_number_of_a_footnote_itself_stays(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><body><p>End.<br><sup>1</sup> A note.</p></body></html>", encoding="utf-8")
    assert "".join(read(tmp_path / "a.html").pages) == "End.\n1 A note."


def test_calls_of_footnotes_in_word(tmp_path: Path) -> None:
    written = docx.Document()
    paragraph = written.add_paragraph("37")
    for raised, text in (("1", " ovens on 30 m"), ("2", "")):
        paragraph.add_run(raised).font.superscript = True
        paragraph.add_run(text)
    written.save(str(tmp_path / "a.docx"))
    assert "".join(read(tmp_path / "a.docx").pages).strip() == "37 ovens on 30 m2"


def test_what_a_web_page_strikes_out_or_hides_is_left_out(tmp_path: Path) -> None:
    hidden = ["<del>two</del>", "<s>two</s>", "<b hidden>two</b>", '<i style="color:red; display: none">two</i>']
    page = f"<html><body><p>One {' '.join(hidden)} three</p></body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    assert "".join(read(tmp_path / "a.html").pages) == "One three"


def test_half_a_letter_is_a_lost_letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.readers.text.read", lambda path: RawDocument("text", ("a\ud800b",), title="\udfff"))
    document = read_raw(tmp_path / "a.txt", "text")
    assert (document.pages, document.title) == (("a\ufffdb",), "\ufffd")


def test_hidden_text_of_a_word_file_is_left_out_as_in_print_and_told(tmp_path: Path) -> None:
    written = docx.Document()
    paragraph = written.add_paragraph("Ovens are red")
    for words, hidden in ((" (note to the printer)", True), (" and round.", False), (" Draft two.", True)):
        paragraph.add_run(words).font.hidden = hidden
    written.save(str(tmp_path / "a.docx"))
    found = read(tmp_path / "a.docx")
    assert "".join(found.pages).strip() == "Ovens are red and round."
    assert found.noticed == {"hidden": "2"}
