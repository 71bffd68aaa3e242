"""BibTeX, RIS, CSL-JSON and Markdown are read back by libraries that did not write them, whatever the title."""

from __future__ import annotations

import json
import re
import warnings
from pathlib import Path
from typing import Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from citeproc import CitationStylesStyle
from citeproc.source.json import CiteProcJSON
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pylatexenc.latex2text import LatexNodes2Text

from assistant import citations
from assistant.citations import Style, cited_source, written
from corpus.catalogue.catalogue import load
from corpus.text.one_line import as_one_line
from corpus.types import Document, Language, Status

STYLES = sorted(Path(citations.__file__).parent.glob("styles/*.csl"))
PAPER = Document(
    "gb346-ins-4", "GB.346/INS/4", {"fr": "Stratégie & plan d’action"}, "ILO Governing Body", date="2022-11-09",
    urls={"fr": "https://www.ilo.org/gb/GB346.pdf?a=1&b=%20c"},
)  # fmt: skip
SPECIAL = st.text(st.sampled_from("{}\\%$&#_~^<>|-'`?!,\"*[]()@=+:/. aé\u00a0\n") | st.characters(), min_size=1)
TITLES = SPECIAL.map(as_one_line).filter(bool)
HOSTILE = [
    "}, author = {Nobody}",
    "\\input{/etc/passwd} 100% {of} #1_a^b~c",
    "ER  - \nTY  - BOOK\nAU  - Nobody",
    "[x](javascript:alert(1)) <script>alert(1)</script> ![y](https://x.example/p.png)",
    '<span class="nocase">x</span> A.B.C. … “a” «b»',
    "1. Not a list",
    "+ nor this",
    "https://x.example and www.x.example, a@x.example &amp; &lt;",
    "a--b ''c'' ``d``",
]


def titled(title: str, **more: Any) -> Document:
    """Return a document of that title."""
    return Document("x", titles={"en": title}, **more)


def bibtex_fields(text: str) -> dict[str, str]:
    """Return the fields of the one entry of a BibTeX text, as bibtexparser and pylatexenc read them; an address raw."""
    library = parse_string(text)
    assert not library.failed_blocks and len(library.blocks) == 1
    fields = {name: field.value for name, field in library.entries[0].fields_dict.items()}
    return {name: value if name == "url" else _as_read(value) for name, value in fields.items()}


def _as_read(value: str) -> str:
    """Return a value as LaTeX prints it: pylatexenc leaves out some of LaTeX's own commands, and has another “^”."""
    for command, sign in (("braceleft", r"\{"), ("braceright", r"\}"), ("less", "<"), ("greater", ">"), ("bar", "|")):
        value = value.replace(rf"\text{command}{{}}", sign)
    return str(LatexNodes2Text().latex_to_text(value)).replace("\u02c6", "^")


def test_bibtex_is_read_back() -> None:
    text = written(cited_source(PAPER, ["24(e)"], Language.FR), Style.BIBTEX)
    assert text.startswith("@techreport{gb346-ins-4_24-e,\n")
    assert bibtex_fields(text) == {
        "author": "Bureau international du Travail",
        "title": "Stratégie & plan d’action",
        "institution": "Bureau international du Travail",
        "number": "GB.346/INS/4",
        "year": "2022",
        "month": "nov",
        "note": "paragr.\u00a024\u00a0e)",
        "url": "https://www.ilo.org/gb/GB346.pdf?a=1&b=%20c",
        "language": "french",
    }


@given(TITLES)
@example(HOSTILE[0])
@example(HOSTILE[1])
@example(HOSTILE[-1])
def test_no_title_escapes_from_bibtex(title: str) -> None:
    text = written(cited_source(titled(title), ["1"], Language.EN), Style.BIBTEX)
    fields = bibtex_fields(text)
    assert set(fields) == {"title", "note", "language"}
    depth = 0  # BibTeX's own way to find the end of a value
    for sign in text.split("title = ", 1)[1].split("\n")[0].removesuffix(","):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert depth == 0
    if title.isascii():  # pylatexenc reads all of these; what it makes of other letters is its own affair
        assert fields["title"] == title


def test_ris_is_read_back() -> None:
    (entry,) = rispy.loads(written(cited_source(PAPER, ["24(e)"], Language.FR), Style.RIS))
    assert entry == {
        "type_of_reference": "RPRT",
        "id": "gb346-ins-4_24-e",
        "authors": ["Bureau international du Travail"],
        "title": "Stratégie & plan d’action",
        "number": "GB.346/INS/4",
        "year": "2022",
        "date": "2022/11/09/",
        "language": "fr",
        "notes": ["paragr.\u00a024\u00a0e)"],
        "urls": ["https://www.ilo.org/gb/GB346.pdf?a=1&b=%20c"],
    }


@given(TITLES)
@example(HOSTILE[2])
def test_no_title_escapes_from_ris(title: str) -> None:
    text = written(cited_source(titled(title), ["1"], Language.EN), Style.RIS)
    (entry,) = rispy.loads(text)
    assert entry["title"] == as_one_line(title) and set(entry) == {
        "type_of_reference",
        "id",
        "title",
        "language",
        "notes",
    }
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in text.split("\n"))


def test_csl_json_holds_only_what_a_csl_processor_knows() -> None:
    (item,) = json.loads(written(cited_source(PAPER, ["24(e)"], Language.FR), Style.CSL))
    assert item["issued"] == {"date-parts": [[2022, 11, 9]]} and item["note"] == "paragr.\u00a024\u00a0e)"
    assert item["author"] == [{"literal": "Bureau international du Travail"}] and item["language"] == "fr"
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # citeproc-py warns of a field it does not know
        assert CiteProcJSON([item])["gb346-ins-4_24-e"].type == "report"


@pytest.mark.parametrize(
    "path", sorted(Path(citations.__file__).parent.glob("styles/*.csl")), ids=lambda path: path.stem
)
def test_our_styles_are_valid_csl(path: Path) -> None:
    assert CitationStylesStyle(str(path), validate=True).root.get("version") == "1.0"  # it warns of what is not valid


@pytest.mark.parametrize(
    ("style", "language", "printed"),
    [
        (
            Style.APA, Language.FR,
            "Bureau international du Travail. (2022). Stratégie & plan d’action (GB.346/INS/4). "
            "https://www.ilo.org/gb/GB346.pdf?a=1&b=%20c\n"
            "(Bureau international du Travail, 2022, paragr.\u00a024\u00a0e))",
        ),
        (
            Style.CHICAGO, Language.FR,
            "Bureau international du Travail, Stratégie & plan d’action, GB.346/INS/4 (2022), paragr.\u00a024\u00a0e), "
            "https://www.ilo.org/gb/GB346.pdf?a=1&b=%20c.",
        ),
    ],
)  # fmt: skip
def test_apa_and_chicago(style: Style, language: Language, printed: str) -> None:
    assert written(cited_source(PAPER, ["24(e)"], language), style) == printed


def test_an_instrument_is_dated_by_its_title_where_its_day_is_not_verified_and_has_no_number_of_a_law() -> None:
    entry = load().get("r198")
    assert entry is not None and "date" in entry.unverified
    found = cited_source(entry.document(), ["4"], Language.EN)
    assert written(found, Style.APA) == (
        "International Labour Conference. (2006). Employment Relationship Recommendation, 2006 (No. 198).\n"
        "(International Labour Conference, 2006, para. 4)"
    )
    assert written(found, Style.CHICAGO) == "Employment Relationship Recommendation, 2006 (No. 198), para. 4."
    (item,) = json.loads(written(found, Style.CSL))
    assert item["issued"] == {"date-parts": [[2006]]} and "number" not in item


def test_a_dated_page_in_apa_follows_the_language() -> None:
    page = Document("p", titles={"en": "News"}, body="An office", date="2020-05-08", kind="web-page")
    in_english, in_french = (written(cited_source(page, [], code), Style.APA) for code in (Language.EN, Language.FR))
    assert in_english.startswith("An office. (2020, May 8). News.")
    assert in_french.startswith("An office. (2020, 8 mai). News.")


@given(TITLES, st.sampled_from([Style.APA, Style.CHICAGO]))
@example(HOSTILE[4], Style.APA)
def test_no_title_is_changed_by_a_style(title: str, style: Style) -> None:
    found = cited_source(titled(title, body="A. Body", date="2020"), ["1"], Language.EN)
    assert f"{found.title}" in written(found, style) and "A. Body" in written(found, style)


@given(TITLES)
@example(HOSTILE[3])
@example(HOSTILE[5])
@example(HOSTILE[6])
@example(HOSTILE[7])
def test_markdown_shows_the_title_as_it_is(title: str) -> None:
    found = cited_source(titled(title), ["1"], Language.EN)
    html = MarkdownIt("gfm-like", {"linkify": False}).render(written(found, Style.MARKDOWN))
    shown = re.sub(r"</?(?:p|em)>", "", html).strip()
    for sign, entity in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        shown = shown.replace(sign, entity)
    assert shown == f"{found.title}, para. 1."


def test_markdown_links_to_the_official_address_only() -> None:
    assert written(cited_source(PAPER, ["24(e)"], Language.FR), Style.MARKDOWN) == (
        "[BIT, *Stratégie \\& plan d’action*, GB.346/INS/4, paragr.\u00a024\u00a0e)]"
        "(<https://www.ilo.org/gb/GB346.pdf?a=1&b=%20c>)."
    )
    for address in ("javascript:alert(1)", "https://user@host/", "file:///etc/passwd", "https://"):
        assert address not in written(cited_source(titled("T", urls={"en": address}), [], Language.EN), Style.MARKDOWN)


def test_a_note_is_listed_as_ours_and_not_as_the_body_s() -> None:
    fields = bibtex_fields(written(cited_source(PAPER, ["24(e)"], Language.FR, Status.NOTE), Style.BIBTEX))
    assert fields["author"] == "Alinéa" and set(fields) == {"author", "title", "note", "language"}
    assert fields["title"] == "Note non officielle sur\u00a0: Stratégie & plan d’action (GB.346/INS/4)"
