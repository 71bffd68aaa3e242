"""The documents known of, and recognising a text as one of them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.catalogue.catalogue import Catalogue, load
from corpus.errors import BadSidecar
from corpus.text.folding import fold, title_forms
from corpus.types import Authority, Document, Language

SHARED = Path(__file__).parents[3].parent / "shared"
EN, FR, ES = Language.EN, Language.FR, Language.ES
KNOWN = load()


def recognised(head: str, language: Language | None = EN, **more: str) -> str | None:
    """Return the id of the document that a text's beginning is recognised as."""
    entry = KNOWN.recognise(head, language, **more)
    return entry.id if entry else None


def test_the_documents_of_the_strategy_are_there() -> None:
    strategy = KNOWN.get("gb346-ins-4")
    assert strategy is not None
    assert (strategy.symbol, strategy.authority, strategy.numbering) == ("GB.346/INS/4", Authority.OFFICE_PAPER, "1-30")
    assert KNOWN.get("nothing-of-the-kind") is None
    replaced = KNOWN.get("r127")
    assert replaced is not None and replaced.replaced_by == "r193"


def test_every_document_has_a_kind_an_authority_and_a_name() -> None:
    assert len(KNOWN.entries) > 130
    for entry in KNOWN:
        assert entry.kind and entry.authority and (entry.titles or entry.symbol), entry.id
        assert entry.replaced_by is None or KNOWN.get(entry.replaced_by), entry.id
        assert entry.annexed_to is None or KNOWN.get(entry.annexed_to), entry.id
        assert all(address.url.startswith(("https://", "http://")) for address in entry.urls), entry.id


def test_markers_are_short_and_folded() -> None:
    for entry in KNOWN:
        for marker in (marker for markers in entry.markers.values() for marker in markers):
            assert marker == fold(marker) and len(marker.split()) <= 7, entry.id


def test_instruments_are_known_by_number() -> None:
    domestic = KNOWN.get("c189")
    assert domestic is not None and domestic.document().title() == "Domestic Workers Convention, 2011"
    untitled = KNOWN.get("c190")
    assert untitled is not None and untitled.symbol == "C190" and untitled.authority is Authority.CONVENTION
    assert KNOWN.get("c000") is None
    assert KNOWN.get("c999") is None


def test_a_document_shows_verified_facts_alone() -> None:
    second = KNOWN.get("a-res-79-213")
    assert second is not None and second.symbol is not None
    shown = second.document()
    assert shown.symbol is None and shown.date is None and "fr" not in shown.titles and "en" in shown.titles
    strategy = KNOWN.get("gb346-ins-4")
    assert strategy is not None and strategy.document().urls == {}, "an address from memory is not an official address"
    cooperatives = KNOWN.get("r193")
    assert cooperatives is not None
    assert set(cooperatives.document().urls) == {"fr"}, "the other languages' addresses are built from a pattern"


@pytest.mark.parametrize(
    ("head", "language", "document"),
    [
        ("GB.346/INS/4\n\nGoverning Body\n346th Session", EN, "gb346-ins-4"),
        ("Governing Body\nGB.341/INS/3/1(Rev.2)\nAgenda", EN, "gb341-ins-3-1"),
        ("R193 - Promotion of Cooperatives Recommendation, 2002 (No. 193)\n\nPreamble", EN, "r193"),
        ("R193 – Recommandation (n° 193) sur la promotion des coopératives, 2002\n", FR, "r193"),
        ("# Domestic Workers Convention, 2011\n\nThe General Conference", EN, "c189"),
        ("Convention (No. 190) concerning violence and harassment\n\nPreamble", EN, "c190"),
        ("Recommandation (n° 193) sur la promotion\ndes coopératives, 2002\nLa Conférence générale", FR, "r193"),
        ("ILO Centenary Declaraton for the Future of Work\n", EN, "centenary-2019"),
        ("A/RES/77/281\n\nPromoting the social economy", EN, "a-res-77-281"),
    ],
)
def test_a_text_is_recognised_by_its_own_symbol_or_title(head: str, language: Language, document: str) -> None:
    assert recognised(head, language) == document


@pytest.mark.parametrize(
    "head",
    [
        "Notes on cooperatives\n\nThe ILO adopted R193 in 2002, and GB.346/INS/4 twenty years later.",
        "A guide to the Promotion of Cooperatives Recommendation, 2002 (No. 193)\n\nWhat it says.",
        "Recommendation (No. 193) concerning the promotion of cooperatives was adopted by a large majority.",
        "Office paper\nRelated documents:\nGB.346/INS/4\n",
        "Decent work and the social and solidarity economy\n\nA lecture.",
        "Promoting the social and solidarity economy for sustainable development\n\nA resolution, but of which year?",
        "",
    ],
)
def test_a_text_that_cites_a_document_is_not_that_document(head: str) -> None:
    assert recognised(head) is None


def test_a_digit_is_never_a_typing_error() -> None:
    assert recognised("Programme and Budget for the biennium 2022-23\n") == "pb-2022-23"
    assert recognised("Programme and Budget for the biennium 2028-29\n") is None


def test_conclusions_printed_after_their_resolution_are_the_conclusions() -> None:
    head = (
        "Resolution concerning decent work and the social and solidarity economy\n"
        "(10 June 2022)\n"
        "Conclusions concerning decent work and the social and solidarity economy\n"
    )
    assert recognised(head) == "ilc110-conclusions-sse"


def test_markers_must_all_be_there_and_in_their_language() -> None:
    letter = "Genève, 8 mai 2020\n\nMessage de solidarité\n\nUnité des coopératives\n\nSolidairement vôtre"
    assert recognised(letter, FR) == "ilo-coop-solidarity-letter-2020"
    assert recognised(letter, EN) is None
    assert recognised(letter.replace("8 mai", "9 mai"), FR) is None


def test_a_file_name_counts_only_where_the_text_bears_it_out() -> None:
    text = "The Conference adopts this text, called Recommendation No. 193 hereafter."
    assert recognised(text, filename="r193.en.pdf") == "r193"
    assert recognised("Shopping list", filename="r193.en.pdf") is None
    assert recognised("Nothing to see", filename="wcms_848645.pdf") == "ilc110-resolution-sse"


def test_the_library_adds_its_own_documents() -> None:
    act = Document("coop-act", symbol="C-1.7", titles={"en": "Imaginary Cooperatives Act"}, kind="law")
    known = KNOWN.including([act])
    assert known.get("coop-act") is not None and KNOWN.get("coop-act") is None
    assert known is KNOWN.including([act]), "the same documents give the same catalogue"
    assert list(KNOWN.including([Document("r193")])) == list(KNOWN)
    found = known.recognise("Imaginary Cooperatives Act\n1 This Act", EN)
    assert found is not None and found.id == "coop-act"


@pytest.mark.parametrize(
    "text",
    [
        'colour = "red"',
        '[[document]]\nid = "x"\nkind = "report"\nauthority = "papal"',
        '[[document]]\nid = "x"\nkind = "report"\nauthority = "report"\ncolour = "red"',
        '[[document]]\nid = "x"\nauthority = "report"\nunverified = ["colour"]',
        '[[document]]\nid = "x"\nauthority = "report"\ntitles.de = "Bericht"',
        '[[document]]\nid = "x"\nauthority = "report"\n[[document]]\nid = "x"\nauthority = "report"',
        '[[document]]\nid = "x"',
        "not toml",
    ],
)
def test_a_file_that_is_not_understood_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "catalogue.toml"
    path.write_text(text)
    with pytest.raises(BadSidecar, match=r"catalogue\.toml"):
        load(path)


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@settings(deadline=None)  # the first call indexes the titles
@given(st.text(), st.sampled_from([EN, FR, ES, None]), st.text(max_size=40))
def test_recognising_never_fails(head: str, language: Language | None, name: str) -> None:
    Catalogue(KNOWN).recognise(head, language, title=name, filename=name)


def test_title_forms() -> None:
    assert title_forms("Promotion of Cooperatives Recommendation, 2002 (No. 193)") == {
        "promotion of cooperatives recommendation 2002 no 193",
        "promotion of cooperatives recommendation 2002",
        "promotion of cooperatives recommendation",
    }


@pytest.mark.skipif(not (SHARED / "corpora").is_dir(), reason="the corpora are not beside the project")
def test_real_conventions_are_recognised_and_other_laws_are_not() -> None:
    folder = SHARED / "corpora/ilo-conventions-en"
    codes = {row["id"]: row["instrument"] for row in json.loads((folder / "index.json").read_text())}
    for path in sorted(folder.glob("*.md")):
        code = codes[path.name.split(".")[0]]
        expected = "ilo-constitution" if code == "CONST" else code.lower()
        assert recognised(path.read_text()[:4_000]) == expected, path.name
    for path in sorted([*SHARED.glob("corpora/numbered/*.md"), *SHARED.glob("corpora/sse-law/*.md")]):
        assert recognised(path.read_text()[:4_000], None, filename=path.name) is None, path.name


@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the seed documents are not beside the project")
def test_the_seed_documents_are_recognised() -> None:
    expected = {
        "000": "ilo-coop-solidarity-letter-2020",
        "001": "coop-centenary-webinar-2020",
        "002": "gb346-ins-4",
        "003": "ilo-social-economy-academy",
        "004": "untfsse-origins",
    }
    for path in sorted((SHARED / "seeds").glob("*.txt")):
        number = re.match(r"\d+", path.name)
        assert number and recognised(path.read_text()[:4_000], EN if number[0] == "001" else FR) == expected[number[0]]
