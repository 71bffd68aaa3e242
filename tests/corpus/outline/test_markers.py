"""What the beginning of a line can announce."""

from __future__ import annotations

import pytest

from corpus.outline import headings, markers
from corpus.outline.headings import Level


@pytest.mark.parametrize(
    ("line", "number", "rest"),
    [
        ("Article 3", "3", ""),
        ("### Article  12", "12", ""),
        ("Article premier. – Le four", "1", "Le four"),
        ("Art. 1er.", "1", ""),
        ("Artículo 2º.- El horno", "2", "El horno"),
        ("ARTÍCULO ÚNICO", "1", ""),
        ("Article L. 110-1", "L110-1", ""),
        ("Article R*211-2", None, ""),
        ("Article XIV", "XIV", ""),
        ("Article 5 bis. Ovens", "5 bis", "Ovens"),
        ("Article 3 Scope of the oven", "3", "Scope of the oven"),
        ("Article 3 of the Convention", None, ""),
        ("Article 3, paragraph 2", None, ""),
        ("Article 3 (1) applies", None, ""),
        ("article 3", None, ""),
        ("Artículo 1 (Objeto)", "1", "(Objeto)"),
        ("Standard A1.2 – Medical matters", "Standard A1.2", "Medical matters"),
        ("Pauta B2.2.1 – Definiciones", "Guideline B2.2.1", "Definiciones"),
    ],
)
def test_articles(line: str, number: str | None, rest: str) -> None:
    found = markers.article(line)
    assert (found.number if found else None) == number
    if found:
        assert found.rest == rest


@pytest.mark.parametrize(
    ("line", "number", "form"),
    [
        ("(a) bread", "a", "()"),
        ("( ii ) bread", "ii", "()"),
        ("(1.1) bread", "1.1", "()"),
        ("(a.1) bread", "a.1", "()"),
        ("b) pain", "b", ")"),
        ("A) pan", "a", ")"),
        ("2° pain", "2", "°"),
        ("3º) pan", "3", "°"),
        ("II. – pain", "ii", "-"),
        ("c. bread", "c", "."),
        ("(aa) bread", "aa", "()"),
    ],
)
def test_items(line: str, number: str, form: str) -> None:
    found = markers.item(line)
    assert found is not None
    assert (found.number, found.form) == (number, form)


@pytest.mark.parametrize(
    "line", ["(SSE) bread", "(EU) law", "(2019) was dry", "a bread", "e.g. bread", "No. 3", "()", ""]
)
def test_what_is_no_item(line: str) -> None:
    assert markers.item(line) is None


def test_a_range_of_items_is_the_first_with_the_last_known() -> None:
    found = markers.item("(3) à (5) [Abrogés]")
    assert found is not None
    assert (found.number, found.to, found.marker, found.rest) == ("3", "5", "(3) à (5)", "[Abrogés]")


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("15. Bread", "15"),
        ("1.Bread", "1"),
        ("2.1 Bread", "2.1"),
        ("12.", "12"),
        ("2019. Bread", "2019"),
        ("3.5 tonnes", None),
        ("20190. Bread", "20190"),
        ("201900. Bread", None),
        ("71A. Bread", "71A"),
        ("0. Bread", None),
        ("15 Bread", None),
    ],
)
def test_dotted_numbers(line: str, number: str | None) -> None:
    found = markers.dotted(line)
    assert (found.number if found else None) == number


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("15 Bread is", "15"),
        ("12.051 Bread", "12.051"),
        ("241", "241"),
        ("13.1 [Repealed]", "13.1"),
        ("4 (1) Bread", "4"),
        ("12 loaves fit", None),
        ("30% of bread", None),
        ("15. Bread", None),
    ],
)
def test_bare_numbers(line: str, number: str | None) -> None:
    found = markers.bare(line)
    assert (found.number if found else None) == number


@pytest.mark.parametrize(
    ("text", "value"), [("i", 1), ("iv", 4), ("xiv", 14), ("lxxxix", 89), ("iiii", None), ("b", None), ("", None)]
)
def test_roman_numerals(text: str, value: int | None) -> None:
    assert markers.roman(text) == value


@pytest.mark.parametrize(
    ("line", "level", "annex"),
    [
        ("## Bread", 2, None),
        ("■ Bread", Level.PART, None),
        ("Part II", Level.PART, None),
        ("PARTIE I. LE PAIN", Level.PART, None),
        ("CAPÍTULO I - DE LOS HORNOS, Y DE LA SAL", Level.CHAPTER, None),
        ("Chapitre 1er Le pain", Level.CHAPTER, None),
        ("III. Baking bread", Level.CHAPTER, None),
        ("B. Baking bread", Level.OBJECTIVE, None),
        ("Objectif 2: Le pain", Level.OBJECTIVE, None),
        ("Producto 1.2. El pan", Level.OUTPUT, None),
        ("Annex II", Level.PART, "Annex II"),
        ("ANNEXE", Level.PART, "Annex"),
        ("### Appendix A5-I", 3, "Annex A5-I"),
        ("SCHEDULE 1", Level.PART, "Annex 1"),
        ("### SCHEDULE TO PART XI", 3, None),
        ("Preámbulo", Level.PART, None),
    ],
)
def test_headings(line: str, level: int, annex: str | None) -> None:
    found = headings.heading(line)
    assert found is not None
    assert (found.level, found.annex) == (level, annex)


@pytest.mark.parametrize(
    "line",
    [
        "Part II of the Code applies",
        "Part II, paragraph 3",
        "Annex I shall be read",
        "Annexes are kept",
        "Parts fit",
        "Section 5 does not apply",
        "I. The oven is hot.",
        "Bread",
    ],
)
def test_references_and_sentences_are_no_headings(line: str) -> None:
    assert headings.heading(line) is None
