"""Cleaning: what the page added goes, what was printed stays, and every line knows where it stood."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.outline.cleaning import clean, clean_signs, clean_spaces
from corpus.outline.running_lines import is_page_number
from corpus.types import CleanText, RawDocument


def cleaned(*pages: str, links: tuple[str, ...] = ()) -> CleanText:
    """Clean the pages; several pages are those of a paginated file."""
    return clean(RawDocument(format="pdf", pages=pages, paginated=len(pages) > 1, links=links))


def texts(result: CleanText) -> list[str]:
    """Return the text of each line."""
    return [line.text for line in result.lines]


# Headers, footers, page numbers


def test_running_headers_and_page_numbers_go_and_are_reported() -> None:
    pages = [
        f"GB.1/INS/2\nA plan for the valley {n}\n\n{word} words are here.\n\n{n}"
        for n, word in enumerate(["Few", "Ten", "No"], 7)
    ]
    result = cleaned(*pages)
    assert [text for text in texts(result) if text] == [f"{word} words are here." for word in ("Few", "Ten", "No")]
    assert [(item.reason, item.text, item.page) for item in result.dropped if item.page == 2] == [
        ("header", "GB.1/INS/2", 2),
        ("header", "A plan for the valley 8", 2),
        ("page number", "8", 2),
    ]


def test_headers_of_left_and_right_pages() -> None:
    pages = [f"{'The valley plan' if n % 2 else 'Report of the year'}\nText of page {'abcdefgh'[n]}." for n in range(8)]
    assert [text for text in texts(cleaned(*pages)) if text] == [f"Text of page {letter}." for letter in "abcdefgh"]


def test_articles_and_lists_at_page_tops_are_not_page_numbers() -> None:
    pages = [f"Article {n}\n({n})\nText number {word}." for n, word in enumerate(["one", "two", "three", "four"], 1)]
    result = cleaned(*pages)
    assert result.dropped == ()
    assert texts(result)[:3] == ["Article 1", "(1)", "Text number one."]


def test_a_section_number_equal_to_the_page_number_stays() -> None:
    pages = [f"{n}\n{'3' if n == 3 else 'More'}\nText {'abcd'[n - 1]} here." for n in range(1, 5)]
    assert "3" in texts(cleaned(*pages))


def test_a_sentence_repeated_inside_pages_stays() -> None:
    numbers = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    pages = [
        "\n".join([*(f"{a} {n}." for n in numbers[:5]), "It was agreed.", *(f"{a} {n}." for n in numbers)])
        for a in "ABC"
    ]
    assert texts(cleaned(*pages)).count("It was agreed.") == 3


@pytest.mark.parametrize("text", ["12", "– 12 –", "Page 3 of 12", "3/12", "page 4", "p. 7"])
def test_page_numbers(text: str) -> None:
    assert is_page_number(text)


@pytest.mark.parametrize("text", ["(2)", "2.", "2)", "Article 2", "1.2", "2023-2029", "12 345"])
def test_not_page_numbers(text: str) -> None:
    assert not is_page_number(text)


# Addresses


def test_lines_of_addresses_move_to_the_links() -> None:
    notes = "https://example.org/a\nhttps://example.org/a\n2 https://example.org/b, www.example.org\n"
    raw = f"Some words go on and reach the end of\n\n{notes} a page below."
    result = cleaned(raw, links=("https://example.org/b",))
    assert texts(result) == ["Some words go on and reach the end of", "a page below."]
    assert result.links == ("https://example.org/b", "https://example.org/a", "www.example.org")
    assert {item.reason for item in result.dropped} == {"address"}


def test_an_address_broken_over_lines_is_one_link() -> None:
    result = cleaned("Words.\n\nhttps://example.org/groups/public/\ndocuments/wcms_848645.pdf\n\nMore words.")
    assert result.links == ("https://example.org/groups/public/documents/wcms_848645.pdf",)
    assert texts(result) == ["Words.", "", "More words."]


def test_an_address_in_a_sentence_stays() -> None:
    assert texts(cleaned("See https://example.org/a for more.")) == ["See https://example.org/a for more."]


# Paragraphs over page ends


@pytest.mark.parametrize(
    ("above", "below", "one_paragraph"),
    [
        ("the members of the", "valley met", True),
        ("the members of the valley met in the hall with the", "Mayor and talked", True),
        ("the members met.", "They talked", False),
        ("the members:", "a) talked;", False),
        ("a short title", "The members", False),
        ("the members of the valley met in the hall with the", "12. The members", False),
        ("## a title that is long enough to look like a full line", "the members", False),
    ],
)
def test_blank_lines_at_a_page_end_prove_nothing(above: str, below: str, one_paragraph: bool) -> None:
    lines = texts(cleaned(f"{above}\n\n", f"\n{below}"))
    assert lines == ([above, below] if one_paragraph else [above, "", below])


def test_a_page_end_parts_finished_paragraphs() -> None:
    first = "The members of the valley met in the hall and talked for hours\nabout hay."
    assert texts(cleaned(first, "The mayor left early."))[1:] == ["about hay.", "", "The mayor left early."]


# Words broken at line ends


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("le travail du tra-\nvail, dit-on", ["le travail du travail,", "dit-on"]),
        ("pour le bien-\nêtre de tous", ["pour le bien-être", "de tous"]),
        ("un co-entrepreneur, des co-\nentrepreneurs", ["un co-entrepreneur, des co-entrepreneurs"]),
        ("c’est-\nà-dire ceci", ["c’est-à-dire", "ceci"]),
        ("la non-\ndiscrimination", ["la non-discrimination"]),
        ("small-\nand medium-sized", ["small-", "and medium-sized"]),
        ("en 2022-\n2023 déjà", ["en 2022-2023", "déjà"]),
        ("une phrase -\nune autre", ["une phrase -", "une autre"]),
        ("coopé\u00ad\nratives", ["coopératives"]),
        ("coopé\u00adratives", ["coopératives"]),
        ("du travail et du tra\u0002vail", ["du travail et du travail"]),
        ("du bien\ufffeêtre", ["du bien-être"]),
    ],
)
def test_broken_words(raw: str, kept: list[str]) -> None:
    assert texts(cleaned(raw)) == kept


def test_a_joined_word_keeps_its_place_in_the_source() -> None:
    result = cleaned("le travail; un tra-\nvail, dit-on ici")
    first, second = result.lines
    assert result.source[first.start : first.end] == "le travail; un tra-\nvail,"
    assert result.source[second.start : second.end] == "dit-on ici"


# Signs and spaces


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("e\ufb03cace, 10² m²", "efficace, 10² m²"),
        ("d\u2018intégrer les \u2018coops\u2019", "d\u2019intégrer les \u2018coops\u2019"),
        ("\uf075 Stratégie", "■ Stratégie"),
        ("\uf0b7 un point", "• un point"),
        ("un\uf020point", "unpoint"),
        ("d’ un point", "d’ un point"),
        ("zero\u200bwidth \u202eright", "zerowidth right"),
    ],
)
def test_signs(raw: str, kept: str) -> None:
    assert clean_signs(raw) == kept


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("a  b\t c", "a b c"),
        ("oui\u202f! «\u00a0non\u00a0» 5\u00a0%", "oui\u00a0! «\u00a0non\u00a0» 5\u00a0%"),
        ("no\u00a0193 et 1\u202f000", "no 193 et 1 000"),
        ("oui ! non", "oui ! non"),
    ],
)
def test_spaces(raw: str, kept: str) -> None:
    assert clean_spaces(raw) == kept


def test_decomposed_accents_are_composed_in_the_source_too() -> None:
    result = cleaned("e\u0301tat")
    assert (result.source, texts(result)) == ("état", ["état"])


def test_lost_letters_are_counted() -> None:
    assert cleaned("d\ufffdcent, dÃ©cent, lâ€™emploi, décent, Ã bientôt").replacement_characters == 3


def test_empty_pages_are_named_only_where_there_are_pages() -> None:
    assert cleaned("A page with enough letters on it.", " 2 ").empty_pages == (2,)
    assert cleaned("short").empty_pages == ()


# What holds for any text


def test_blank_lines_collapse() -> None:
    assert texts(cleaned("\n\none\n\n \n\ntwo\n\n")) == ["one", "", "two"]


@given(st.lists(st.text(alphabet="ab1-\n ./:\u00ad\u0002é«»", max_size=60), min_size=1, max_size=4))
def test_offsets_always_point_into_the_source_in_order(pages: list[str]) -> None:
    result = cleaned(*pages)
    assert result.source == "\f".join(pages)
    place = 0
    for line in result.lines:
        assert place <= line.start <= line.end <= len(result.source)
        assert result.source[: line.start].count("\f") + 1 == line.page or not line.text
        place = line.end


@given(st.text(alphabet="abcé ,.\n", max_size=200))
def test_no_word_is_lost_or_changed(text: str) -> None:
    assert " ".join(texts(cleaned(text))).split() == text.split()


def test_lines_that_all_end_in_hyphens_take_no_time() -> None:
    start = time.process_time()
    for line in ("a-\n", "a.b-\n"):
        assert max(map(len, texts(cleaned(line * 10_000)))) <= 80
    assert time.process_time() - start < 5
