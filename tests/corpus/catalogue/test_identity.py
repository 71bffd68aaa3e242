"""Which document a file is: what is said of it comes first, and nothing is guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.catalogue.catalogue import Catalogue, load
from corpus.catalogue.identity import Identity, identify, slug
from corpus.catalogue.recognition import printed_symbol
from corpus.catalogue.sidecar import Sidecar
from corpus.errors import UnknownLanguage
from corpus.types import Authority, Language, RawDocument, Status

KNOWN: Catalogue = load()
ENGLISH = ["The ovens of the valley are lit by those who own them together, and the bread is for everybody who comes."]
FRENCH = [
    "Les fours de la vallée sont allumés par ceux qui les possèdent ensemble, et le pain est pour ceux qui viennent."
]


def identity(name: str, texts: list[str], *, sidecar: Sidecar | None = None, **raw: object) -> Identity:
    """Say which document a file with that name and those lines is."""
    document = RawDocument("markdown", ("\n".join(texts),), **raw)  # type: ignore[arg-type]
    return identify(Path(name), document, texts, sidecar or Sidecar(), KNOWN)


def test_a_file_that_nobody_knows_is_named_after_itself() -> None:
    found = identity("Fours à pain (2).fr.txt", FRENCH)
    assert (found.document.id, found.language, found.status) == ("fours-a-pain-2", Language.FR, Status.ADDED)
    assert found.document.titles == {}
    assert (found.document.symbol, found.document.authority, found.document.date) == (None, None, None)


def test_two_languages_of_one_file_are_one_document() -> None:
    assert identity("ovens.en.md", ENGLISH).document.id == identity("ovens.fr.md", FRENCH).document.id == "ovens"


def test_the_front_matter_says_what_a_law_is() -> None:
    metadata = {"title": "Ley de hornos", "identifier": "UY-ley-1", "rank": "ley", "publication_date": "2019-12-20",
                "source": "https://example.org/ley-1"}  # fmt: skip
    document = identity("a.md", ENGLISH, metadata=metadata).document
    assert (document.id, document.authority, document.kind, document.date) == (
        "uy-ley-1",
        Authority.LAW,
        "law",
        "2019-12-20",
    )
    assert (document.titles, document.urls) == ({"en": "Ley de hornos"}, {"en": "https://example.org/ley-1"})


def test_an_address_that_is_not_one_is_left_out() -> None:
    assert identity("a.md", ENGLISH, metadata={"source": "javascript:alert(1)"}).document.urls == {}


def test_the_first_heading_is_the_title() -> None:
    assert identity("a.md", ["# Ovens of the valley", *ENGLISH]).document.titles == {"en": "Ovens of the valley"}


def test_a_known_document_is_recognised_by_its_symbol() -> None:
    title = KNOWN.entries["gb346-ins-4"].titles["en"]
    found = identity("paper.txt", ["GB.346/INS/4", title, *ENGLISH])
    assert (found.document.id, found.document.authority) == ("gb346-ins-4", Authority.OFFICE_PAPER)


def test_the_sidecar_has_the_last_word() -> None:
    sidecar = Sidecar(
        id="ovens-9", language=Language.ES, status=Status.MACHINE_TRANSLATION, title="Hornos", date="2001"
    )
    found = identity("paper.txt", ["GB.346/INS/4", *ENGLISH], sidecar=sidecar)
    assert (found.document.id, found.document.date, found.document.titles) == ("ovens-9", "2001", {"es": "Hornos"})
    assert (found.language, found.status) == (Language.ES, Status.MACHINE_TRANSLATION)


def test_the_sidecar_names_a_known_document() -> None:
    found = identity("x.txt", ENGLISH, sidecar=Sidecar(id="r193"))
    assert (found.document.symbol, found.document.authority) == ("R193", Authority.RECOMMENDATION)


def test_the_name_of_the_file_tells_the_language_of_a_text_too_short_to_tell() -> None:
    assert identity("x.es.txt", ["12"]).language is Language.ES
    assert identity("x.txt", ["12"], language="fr-CA").language is Language.FR
    with pytest.raises(UnknownLanguage, match=r"x\.txt"):
        identity("x.txt", ["12"])


@pytest.mark.parametrize(
    ("name", "expected"), [("Loi n° 2016-12 (ÉSS)", "loi-n-2016-12-ess"), ("…", ""), ("a" * 99, "a" * 80)]
)
def test_identifiers(name: str, expected: str) -> None:
    assert slug(name) == expected


@pytest.mark.parametrize("name", ["GB346-INS-4.txt", "r193.txt", "R193.pdf"])
def test_the_name_of_a_file_alone_makes_no_official_document(name: str) -> None:
    found = identity(name, ENGLISH).document
    assert (found.id.endswith("-file"), found.symbol, found.authority) == (True, None, None)
    assert identity("a.md", ENGLISH, metadata={"identifier": "R193"}).document.id == "r193-file"


def test_names_in_other_letters_stay_apart() -> None:
    one, two = (identity(f"{name}.txt", ENGLISH).document.id for name in ("отчёт", "報告"))
    assert one != two
    assert one.startswith("document-") and len(one) == len("document-") + 8


def test_the_title_printed_wins_over_what_the_file_declares() -> None:
    lines = ["Ovens of the valley", "", *ENGLISH]
    assert identity("a.txt", lines, title="wp-src.html").document.titles == {"en": "Ovens of the valley"}
    assert identity("a.txt", ENGLISH, title="wp-src.html").document.titles == {}
    assert identity("a.txt", ENGLISH, title="Ovens").document.titles == {"en": "Ovens"}


def test_a_title_is_one_line_that_shows_what_it_says() -> None:
    titles = identity("a.md", ENGLISH, metadata={"title": "An\noven\u202e" + "n" * 999}).document.titles
    assert titles["en"].startswith("An ovennn")
    assert len(titles["en"]) <= 1_000 and titles["en"].endswith("…")


def test_a_long_title_is_kept_whole() -> None:
    title = "Loi portant création des fours de la vallée et modifiant " + "l’impôt sur le revenu, " * 20 + "fin"
    assert identity("a.md", ENGLISH, metadata={"title": title}).document.titles == {"en": title}


@pytest.mark.parametrize(
    ("head", "symbol"),
    [
        ("# General comment No. 1\n\nCMW/C/GC/1 — 23 February 2011\n\n1. Domestic work …", "CMW/C/GC/1"),
        ("E/C.12/GC/18\n\nThe right to work", "E/C.12/GC/18"),
        ("A title\n\nRelated documents:\nE/C.12/GC/18\n\nText", None),
        ("A title\n\nand/or\n\nAC/DC\n\nhttps://example.org/a/1", None),
        ("As E/C.12/GC/18 says, work is a right.", None),
    ],
)
def test_the_symbol_that_a_document_prints_is_its_own(head: str, symbol: str | None) -> None:
    assert printed_symbol(head) == symbol
