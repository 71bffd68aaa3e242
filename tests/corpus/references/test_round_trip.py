"""What is written reads back, in every language, at every place, of every document; and no text is too wild to read."""

from __future__ import annotations

import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from corpus.catalogue.catalogue import load
from corpus.references import documents, format_citation, format_locator, format_places, parse, resolve
from corpus.types import Document, Language
from tests.corpus.references.holdings import SHELF

KNOWN = load()
LANGUAGES = [language.value for language in Language]
KINDS = [None, "convention", "conclusions", "recommendation", "act", "law"]

_numbers = st.integers(1, 199).map(str)
_letters = st.sampled_from("abcdefghjklmnopqrstuwyz")
_romans = st.sampled_from(["i", "ii", "iii", "iv", "vi"])
_items = st.one_of(
    st.just(""),
    st.builds("({})".format, _letters),
    st.builds("({})({})".format, st.integers(1, 12), _letters),
    st.builds("({})({})({})".format, st.integers(1, 12), _letters, _romans),
    st.builds("({})({})".format, _letters, _romans),
    st.builds("({})({})".format, st.integers(1, 12), st.integers(1, 12)),
)
_counted = st.one_of(
    st.builds("{}{}".format, _numbers, _items),
    st.builds("{} {}{}".format, _numbers, st.sampled_from(["bis", "ter", "quater"]), _items),
    st.builds("{}{}-{}".format, st.sampled_from("LRD"), st.integers(100, 999), st.integers(1, 40)),
)
_ours = st.builds("¶{}{}".format, _numbers, _items)
_plain = st.one_of(_counted, _ours)
_several = st.one_of(*(st.lists(each, min_size=1, max_size=6, unique=True) for each in (_counted, _ours)))
_prefixes = st.sampled_from(["Annex, ", "Annex I, ", "Annex III, ", "Annex 2, ", "Annex A5-II, ", "Recommendation, "])
_locators = st.one_of(
    st.just("Preamble"),
    _plain,
    st.builds("{}{}".format, _prefixes, st.one_of(_plain, st.just("Preamble"))),
    st.builds("{}{}".format, st.sampled_from(["I", "II", "III", "IV", "IX"]), st.sampled_from(["", "(a)", "(e)"])),
    st.builds("Regulation {}.{}".format, st.integers(1, 5), st.integers(1, 9)),
    st.builds("Standard A{}.{}({})".format, st.integers(1, 5), st.integers(1, 9), st.integers(1, 9)),
    st.builds("Guideline B{}.{}.{}({})".format, *[st.integers(1, 5)] * 3, st.integers(1, 9)),
    st.builds("action plan {}.{}".format, st.integers(1, 9), st.integers(1, 9)),
    st.builds("action plan {}.{}({})".format, st.integers(1, 9), st.integers(1, 9), st.integers(1, 30)),
    st.builds("action plan, objective {}".format, st.integers(1, 9)),
)
# A title in our own words, or one that is a topic, names no document by itself: no citation is made of one alone.
DOCUMENTS = [
    document
    for entry in KNOWN
    if (document := entry.document()).symbol or not (entry.title_ours or entry.generic_title)
]


def _read(written: str) -> tuple[str, ...]:
    """Return the places that a text names."""
    reference = parse(written, KNOWN)
    assert reference is not None, written
    return reference.locators


@given(_locators, st.sampled_from(LANGUAGES), st.sampled_from(KINDS))
def test_a_place_reads_back_and_is_written_alike_again(locator: str, language: str, kind: str | None) -> None:
    assume(kind in (None, "convention") or locator[0] not in "IV")  # a Roman numeral is an article or a part
    written = format_locator(locator, language, kind)
    named = f"C189, {written}" if locator[:1] in "IV" or locator.startswith("Recommendation") else written
    (read,) = _read(named)
    assert read == locator, named
    assert format_locator(read, language, kind) == written


@given(_locators, st.sampled_from(LANGUAGES), st.sampled_from(DOCUMENTS))
def test_a_citation_reads_back(locator: str, language: str, document: Document) -> None:
    written = format_citation(document, locator, language)
    reference = parse(written, KNOWN)
    assert reference is not None, written
    assert reference.locators == (locator,), written
    if not locator.startswith("action plan"):  # the plan is the strategy's, whatever else is named
        assert (reference.document, reference.unread) == (document.id, ""), written


@given(_several, st.sampled_from(LANGUAGES), st.sampled_from(KINDS))
def test_several_places_read_back(locators: list[str], language: str, kind: str | None) -> None:
    written = format_places(locators, language, kind)
    assert _read(written) == tuple(locators), written


@given(st.integers(1, 90), st.integers(1, 30), st.sampled_from(LANGUAGES), st.sampled_from(KINDS))
def test_a_run_of_places_reads_back(first: int, more: int, language: str, kind: str | None) -> None:
    locators = [str(n) for n in range(first, first + more)]
    assert _read(format_places(locators, language, kind)) == tuple(locators)


@given(st.text(max_size=400))
def test_any_text_can_be_parsed(text: str) -> None:
    reference = parse(text, KNOWN, misspelt=True)
    documents(text, KNOWN)
    assert reference is None or 0 <= reference.span[0] <= reference.span[1] <= len(text)


@given(st.text(alphabet="0123456789 aenIVx()[],.-–¶§par.de R°/\x00\u00ad\u200bGBart\n", max_size=80))
def test_anything_like_a_reference_can_be_parsed(text: str) -> None:
    reference = parse(text, KNOWN)
    assert reference is None or 0 <= reference.span[0] <= reference.span[1] <= len(text)
    resolve(reference, SHELF)


@pytest.mark.parametrize(
    "unit",
    [
        "1", "(a)", "para. ", "7, ", "24(e), ", "art. 3, par. 1, ", "of the ", "1-", "annex ", "GB.346/", "n° ", "i",
        "ii) ", "recommandation ", "Recommendation on ", "al. a) du ", "produit 1.1, ", "part I ", "\u00ad", "un ",
        "2022 ", ", ", "  ", "conclusions concerning ", "C87", "\x00", "é", "[a] ", "the 2022 ", "A/RES/", "res. ",
        "1.1.", "§ ", "paragraph (a) of ", "art. 3, al. 1, let. a, ", "de la ", "un (", "resolution on the ", "Ley Nº ",
    ],
)  # fmt: skip
def test_time_grows_with_the_length_of_a_hostile_text(unit: str) -> None:
    text = (unit * (100_000 // len(unit) + 1))[:100_000]
    started = time.process_time()
    parse(text, KNOWN, misspelt=True)
    documents(text, KNOWN)
    assert time.process_time() - started < 2
