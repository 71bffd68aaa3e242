"""The numbering of instruments and laws: articles, sections, and the items below them."""

from __future__ import annotations

import pytest

from tests.corpus.outline.outlines import at, read, texts


def test_articles_hold_numbered_paragraphs_and_items() -> None:
    found = read(
        """
        # Millers Convention

        The General Conference of the International Labour Organization, Having met at the mill, adopts this:

        ## PART I. SCOPE

        ### Article 1

        For these purposes:

        (a) a mill is a house with a wheel;
        (b) a miller includes:

        (i) the owner; and
        (ii) the apprentice.

        ### Article 2

        #### Duties

        1. Each miller shall grind.
        2. Each miller shall:
        (a) sweep; and
        (b) rest.

        ### Article 3

        No miller shall be bound by Article 2 of another Convention.
        """
    )
    assert list(texts(found)) == [
        "Preamble",
        "1",
        "1(a)",
        "1(b)",
        "1(b)(i)",
        "1(b)(ii)",
        "2",
        "2(1)",
        "2(2)",
        "2(2)(a)",
        "2(2)(b)",
        "3",
    ]
    assert at(found, "2(2)(b)").heading == ("Millers Convention", "PART I. SCOPE", "Duties")
    assert at(found, "3").heading == ("Millers Convention", "PART I. SCOPE")
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("lines", "locators"),
    [
        ("Article premier\n\nDu moulin.\n\nArticle 2\n\nDu four.", ["1", "2"]),
        ("Art. 1er.\n\nDu moulin.\n\nArt. 2.\n\nDu four.", ["1", "2"]),
        ("Artículo 1º.- Del molino.\n\nArtículo 2º.- Del horno.", ["1", "2"]),
        ("ARTICLE 1. The mill.\n\nARTICLE 2. The oven.", ["1", "2"]),
        (
            "### Article L110-1\n\nDu moulin.\n\n### Article L. 110-2\n\nDu four.\n\n### Article R111-1\n\nDu pain.",
            ["L110-1", "L110-2", "R111-1"],
        ),
        ("Article I\n\nThe mill.\n\nArticle II\n\nThe oven.", ["I", "II"]),
        ("### Article 5 bis\n\nThe wheel.", ["5 bis"]),
        (
            "### Regulation 1.1\n\nMills.\n\n### Standard A1.1 – Wheels\n\nRound.\n\n### Guideline B1.1.1 – Oil\n\nIt.",
            ["Regulation 1.1", "Standard A1.1", "Guideline B1.1.1"],
        ),
        (
            "### Règle 1.1\n\nMoulins.\n\n### Norme A1.1 – Roues\n\nRondes.\n\n### Principe directeur B1.1.1\n\nHuile.",
            ["Regulation 1.1", "Standard A1.1", "Guideline B1.1.1"],
        ),
    ],
)
def test_the_forms_of_articles(lines: str, locators: list[str]) -> None:
    assert list(texts(read(lines))) == locators


def test_a_reference_to_an_article_is_not_an_article() -> None:
    found = read(
        "1. The oven is old.\n\n2. Under\n\nArticle 4 of the by-laws it may be lit.\n\n"
        "Article 5, paragraph 2, agrees.\n\n3. It is lit."
    )
    assert list(texts(found)) == ["1", "2", "3"]
    assert "Article 4 of the by-laws" in texts(found)["2"]


def test_an_article_title_on_its_line_is_a_heading() -> None:
    found = read("Article 1 – Mills\n\nThey turn.\n\nArticle 2 – Ovens\n\nThey burn.")
    assert [(r.locator, r.heading, r.text) for r in found.renditions] == [
        ("1", ("Mills",), "They turn."),
        ("2", ("Ovens",), "They burn."),
    ]


def test_items_of_laws_in_french_and_spanish() -> None:
    code = """
        ### Article L1

        I. – Le moulin peut :

        1° Moudre ;

        2° Selon le cas :

        a) Vendre ;

        b) Donner.

        II. – Il se repose.

        ### Article L2

        Rien.
    """
    assert list(texts(read(code))) == [
        "L1",
        "L1(i)",
        "L1(i)(1)",
        "L1(i)(2)",
        "L1(i)(2)(a)",
        "L1(i)(2)(b)",
        "L1(ii)",
        "L2",
    ]
    ley = (
        "### Artículo 1\n\nSon molinos:\n\nA) Los de agua.\n\nB) Los de viento, que pueden ser:\n\n"
        "1) altos;\n\n2) bajos."
    )
    assert list(texts(read(ley))) == ["1", "1(a)", "1(b)", "1(b)(1)", "1(b)(2)"]


def test_sections_with_marginal_notes() -> None:
    found = read(
        """
        # Ovens Act

        ## Part I

        ###### Short title

        1 This Act may be cited as the Ovens Act.

        ###### Definitions

        2
        (1) In this Act, an oven is hot.

        (1.1) A cold oven is a cupboard.

        (2) to (4) [Repealed, 1999, c. 3, s. 1]

        (5) Twelve
        12 loaves fit in it.

        ###### Bakers

        3 The baker shall (a) knead; and (b) wait.

        3.1 [Repealed, 2004, c. 1, s. 2]

        4 (1) No baker sleeps.
        """
    )
    assert list(texts(found)) == ["1", "2", "2(1)", "2(1.1)", "2(2)", "2(5)", "3", "3.1", "4"]
    assert at(found, "2(2)").marker == "(2) to (4)"
    assert texts(found)["3"] == "The baker shall (a) knead; and (b) wait."  # a list in the line stays in its paragraph
    assert texts(found)["4"] == "(1) No baker sleeps."  # no second subsection: the number is not a list
    assert at(found, "3").heading == ("Ovens Act", "Part I", "Bakers")
    assert at(found, "3.1").heading == ("Ovens Act", "Part I")  # a marginal note is for one section


def test_plain_titles_before_sections() -> None:
    found = read(
        "Ovens Act\n\nHeat\n\nShort title\n\n1 This is the Act.\n\nLighting\n\n2 Light it.\n\nSmoke\n\n3 Let it out."
    )
    assert [(r.locator, r.heading) for r in found.renditions] == [
        ("1", ("Ovens Act", "Heat", "Short title")),
        ("2", ("Ovens Act", "Lighting")),
        ("3", ("Ovens Act", "Smoke")),
    ]


def test_a_preamble_glued_to_its_title_is_one_and_ends_where_articles_begin() -> None:
    lines = "PREAMBLEWhereas mills turn;\n\n### Article 1\n\nThe mill.\n\n### Article 2\n\nThe oven."
    assert list(texts(read(lines))) == ["Preamble", "1", "2"]
    opening = "*Convention concerning mills.*The General Conference of the International Labour Organisation,"
    assert next(iter(texts(read(f"{opening}\n\n### Article 1\n\nThe mill.\n\n### Article 2\n\nIt.")))) == "Preamble"


def test_parts_glued_to_their_first_words_are_parts() -> None:
    lines = "IThe mill turns.\n\nIIBelieving in ovens.\n\n(a)bread;\n\n(b)cake."
    assert list(texts(read(lines))) == ["I", "II", "II(a)", "II(b)"]


def test_items_whose_numbers_stand_on_lines_of_their_own() -> None:
    found = read(
        "Article 1\n\nThe oven bakes:\n\n(a)\n\nbread;\n\n(b)\n\ncake.\n\nArticle 2\n\nIt rests.\n\nArticle 3\n\nEnd."
    )
    assert texts(found) == {
        "1": "The oven bakes:",
        "1(a)": "bread;",
        "1(b)": "cake.",
        "2": "It rests.",
        "3": "End.",
    }


def test_numbers_of_three_levels_under_an_article_are_read() -> None:
    found = read(
        """
        # Ovens Act, 2031

        Article 1

        Ovens are red.

        Article 2

        2.1. Ovens rest at night.

        2.1.1. They rest longer on Sundays.

        2.1.2. They rest longest in winter.

        Article 3

        Ovens are round.
        """
    )
    assert set(texts(found)) >= {"1", "2", "3"}
    everything = " ".join(texts(found).values())
    for words in ("rest at night", "longer on Sundays", "longest in winter"):
        assert words in everything


def test_a_paragraph_put_in_as_1_bis_stands_between_the_others() -> None:
    found = read(
        """
        # Ovens Act, 2031

        Article 1

        1. Ovens are red.

        1 bis. Ovens are warm.

        2. Ovens are round.

        Article 2

        Ovens rest.
        """
    )
    assert texts(found)["1(1 bis)"] == "Ovens are warm."
    assert texts(found)["1(2)"] == "Ovens are round."


def test_words_under_an_article_that_end_in_a_quoted_stop_are_no_title() -> None:
    found = read(
        """
        # Ovens Order, 2032

        Article 1

        This Order amends the Ovens Act.

        Article 2

        The following is inserted: “Ovens rest.”

        Article 3

        This Order is in force.
        """
    )
    assert texts(found)["2"] == "The following is inserted: “Ovens rest.”"
