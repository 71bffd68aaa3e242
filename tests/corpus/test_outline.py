"""The numbering grammar on small made-up texts in three languages: locators, headings, words, and what is refused."""

from __future__ import annotations

import textwrap
import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.cleaning import clean
from corpus.numbering import Numbering
from corpus.outline import Outline, outline
from corpus.types import RawDocument, Rendition, Role


def read(*pages: str) -> Outline:
    """Return the outline of a text; several pages are those of a paginated file."""
    texts = tuple(textwrap.dedent(page).strip("\n") for page in pages)
    return outline(clean(RawDocument("text", texts, paginated=len(texts) > 1)).lines)


def texts(found: Outline) -> dict[str, str]:
    """Return the text at each locator, in order."""
    return {rendition.locator: rendition.text for rendition in found.renditions}


def at(found: Outline, locator: str) -> Rendition:
    """Return the rendition at a locator."""
    return next(rendition for rendition in found.renditions if rendition.locator == locator)


# Numbered papers ---------------------------------------------------------------------------------------------------

ORCHARD_EN = """
    This note is about orchards that their growers own together, and about how they may be counted in the valley.

    ■ Background

    1. The orchards of the valley have been worked in common since the mill was built, and they still feed the whole
    town from the first frost to the last, as the register of the parish shows.

    2. The plan rests on two ideas:

    (a) Growers first. Nobody who works among the trees may be left out of the meeting, whatever the season, and the
    meeting is held in the barn.

    (b) The trees are to be:

    (i) counted each spring; and

    (ii) pruned each autumn, as said in paragraph
    1. above and nowhere else in this note, whatever the old almanac may have to say.

    ■ Better tools for the growers who work in
    the upper orchards

    3. The tools are listed in the shed, next to the ladders that were bought in the year
    2019. The list is kept by the youngest grower.
"""
ORCHARD_FR = """
    Cette note porte sur les vergers que leurs cultivateurs possèdent ensemble et sur la façon de les compter ici.

    ■ Contexte

    1. Les vergers de la vallée sont travaillés en commun depuis que le moulin existe, et ils nourrissent encore toute
    la ville, de la première gelée à la dernière, comme le montre le registre.

    2. Le plan repose sur deux idées:

    a) Les cultivateurs d’abord. Nul de ceux qui travaillent sous les arbres ne peut être écarté de la réunion, qui
    se tient dans la grange.

    b) Les arbres doivent être:

    i) comptés au printemps;

    ii) taillés à l’automne, comme il est dit au paragraphe
    1. ci-dessus et nulle part ailleurs dans cette note, quoi qu’en dise le vieil almanach.

    ■ De meilleurs outils pour ceux qui travaillent dans
    les vergers du haut

    3. Les outils sont rangés dans la remise, à côté des échelles achetées en l’an
    2019. La liste est tenue par le plus jeune.
"""
ORCHARD_ES = """
    Esta nota trata de los huertos que sus cultivadores poseen juntos, y de la manera de contarlos en todo el valle.

    ■ Contexto

    1. Los huertos del valle se trabajan en común desde que existe el molino, y todavía alimentan a toda la villa, de
    la primera helada a la última, como muestra el registro.

    2. El plan descansa en dos ideas:

    a) Los cultivadores primero. Nadie que trabaje bajo los árboles puede quedar fuera de la reunión, que se celebra
    en el granero.

    b) Los árboles deben ser:

    i) contados en primavera;

    ii) podados en otoño, como se dice en el párrafo
    1. anterior y en ninguna otra parte de esta nota, diga lo que diga el viejo almanaque.

    ■ Mejores herramientas para quienes trabajan en
    los huertos de arriba

    3. Las herramientas están en el cobertizo, junto a las escaleras compradas en el año
    2019. La lista la lleva el más joven.
"""
ORCHARD = ["¶1", "1", "2", "2(a)", "2(b)", "2(b)(i)", "2(b)(ii)", "3"]


@pytest.mark.parametrize("text", [ORCHARD_EN, ORCHARD_FR, ORCHARD_ES], ids=["en", "fr", "es"])
def test_a_paper_has_the_same_locators_in_every_language(text: str) -> None:
    found = read(text)
    assert list(texts(found)) == ORCHARD
    assert found.numbering is Numbering.DOTTED
    assert found.warnings == ()


def test_a_reference_at_the_start_of_a_line_opens_nothing() -> None:
    found = texts(read(ORCHARD_EN))
    assert "as said in paragraph 1. above and nowhere else" in found["2(b)(ii)"]
    assert found["3"].endswith("in the year 2019. The list is kept by the youngest grower.")


def test_headings_broken_over_two_lines_are_one_and_parents_are_known() -> None:
    found = read(ORCHARD_EN)
    assert at(found, "3").heading == ("Better tools for the growers who work in the upper orchards",)
    assert at(found, "2(b)(ii)").heading == ("Background",)
    assert [at(found, locator).parent for locator in ("2", "2(b)", "2(b)(i)")] == [None, "2", "2(b)"]
    assert at(found, "2(b)(i)").role is Role.ITEM
    assert [at(found, locator).marker for locator in ("2", "2(b)", "2(b)(i)")] == ["2.", "(b)", "(i)"]


def test_gaps_and_only_gaps_are_told() -> None:
    found = read("1. One thing.\n\n2. Another thing.\n\n5. A late thing.")
    assert [str(notice) for notice in found.warnings] == ["numbering jumps from 2 to 5: 3-4 not found"]


def test_a_table_of_contents_loses_to_the_text() -> None:
    found = texts(read("1. Mills\n2. Ovens\n3. Bread\n\n1. Mills turn.\n\n2. Ovens burn.\n\n3. Bread feeds."))
    assert (found["1"], found["2"], found["3"]) == ("Mills turn.", "Ovens burn.", "Bread feeds.")


def test_a_number_alone_on_its_line_opens_a_paragraph_of_subparagraphs() -> None:
    found = texts(
        read(
            "1. Bees are kept.\n\n2.\n\n(1) They are fed.\n\n(2) They are named.\n\n"
            "3. (1) Honey is sold.\n(2) Wax is kept."
        )
    )
    assert list(found) == ["1", "2", "2(1)", "2(2)", "3", "3(1)", "3(2)"]


def test_a_paragraph_and_an_item_go_on_over_the_page() -> None:
    first = """
        1. The first thing that the meeting of the valley decided was that every grower should have a key to the barn.

        2. The second thing that it decided was longer, for it had to do with the two great presses and with those who
    """
    second = """
        may turn them, as follows, in the order in which they were named by the oldest of the growers at the meeting:

        (a) in the morning, those who came first to the yard and who have brought with them their own baskets and their
    """
    third = """
        own horses, if they have any horses at all;

        (b) in the evening, everybody else who wishes to turn a press and who has been seen in the yard before noon.
    """
    found = texts(read(first, second, third))
    assert list(found) == ["1", "2", "2(a)", "2(b)"]
    assert "with those who may turn them, as follows" in found["2"]
    assert "their own baskets and their own horses" in found["2(a)"]


# Articles ----------------------------------------------------------------------------------------------------------


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
        ("Article I\n\nThe mill.\n\nArticle II\n\nThe oven.", ["1", "2"]),
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


# Sections of laws --------------------------------------------------------------------------------------------------


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


# Parts -------------------------------------------------------------------------------------------------------------


def test_annexes_number_anew() -> None:
    found = read(
        "1. The barn.\n\n2. The shed.\n\nAnnex I\n\n1. Doors.\n\n2. Keys.\n\n(a) Iron.\n\n(b) Brass.\n\n"
        "Annex II. Roofs\n\nTiles."
    )
    assert list(texts(found)) == [
        "1",
        "2",
        "Annex I, 1",
        "Annex I, 2",
        "Annex I, 2(a)",
        "Annex I, 2(b)",
        "Annex II, ¶1",
    ]
    assert at(found, "Annex II, ¶1").heading == ("Annex II. Roofs",)
    french = read("1. Grange.\n\n2. Remise.\n\nANNEXE I\n\n1. Portes.\n\n2. Clés.")
    assert list(texts(french)) == ["1", "2", "Annex I, 1", "Annex I, 2"]


def test_parts_in_roman_numerals() -> None:
    found = read("ANNEX\n\nI\n\nThe meeting says:\n\n(a) bread;\n\n(b) wine.\n\nII\n\nThe meeting adds salt.")
    assert list(texts(found)) == ["I", "I(a)", "I(b)", "II"]


def test_the_conclusions_are_the_text_and_the_resolution_stands_before_it() -> None:
    found = read(
        """
        Resolution concerning bread and salt

        The General Conference of the International Labour Organization, meeting in the mill,

        1. Adopts the following conclusions; and

        2. Invites the miller to read them.

        Conclusions concerning bread and salt

        I. Baking

        1. Bread is baked.

        2. Salt is added.

        3. It is eaten.
        """
    )
    assert list(texts(found)) == ["Resolution, Preamble", "Resolution, 1", "Resolution, 2", "1", "2", "3"]
    assert at(found, "3").heading == ("Conclusions concerning bread and salt", "I. Baking")


# Closing words, headings, notes of ours ----------------------------------------------------------------------------


def test_words_after_a_list_close_the_paragraph_that_opens_it() -> None:
    found = texts(
        read(
            """
            ### Article 1

            1. A mill that is

            (a) old; or

            (b) one of these:

            (i) wet;

            (ii) slow,

            and this is still about (b);

            (c) broken,

            shall be mended. It shall be mended at once.

            2. A new mill rests.

            ### Article 2

            Nothing more.
            """
        )
    )
    assert found["1(1)"] == "A mill that is\nshall be mended. It shall be mended at once."
    assert found["1(1)(b)"] == "one of these:\nand this is still about (b);"
    assert found["1(1)(c)"] == "broken,"


def test_i_after_h_is_a_letter_unless_ii_follows() -> None:
    letters = "\n".join(f"({letter}) thing {letter};" for letter in "abcdefgh")
    assert list(texts(read(f"1. All:\n{letters}\n(i) the ninth;\n(j) the tenth.\n\n2. End.")))[9:11] == ["1(i)", "1(j)"]
    nested = list(texts(read(f"1. All:\n{letters}\n(i) first part;\n(ii) second part;\n(i) the ninth.\n\n2. End.")))
    assert nested[9:12] == ["1(h)(i)", "1(h)(ii)", "1(i)"]


def test_text_under_a_new_heading_is_not_part_of_the_paragraph_before_it() -> None:
    found = read("# A\n\n1. One.\n\n2. Two.\n\n# B\n\nUnnumbered words.\n\n# C\n\n# D\n\n3. Three.")
    assert texts(found) == {"1": "One.", "2": "Two.", "¶1": "Unnumbered words.", "3": "Three."}
    assert at(found, "¶1").heading == ("B",)
    assert [line.text for line in found.empty_headings] == ["# C"]


def test_an_unnumbered_page_gets_numbers_of_ours() -> None:
    found = texts(read("A web page about ducks.\n\nDucks do:\n\n( i ) swim;\n\n( ii ) fly.\n\nThat is all."))
    assert list(found) == ["¶1", "¶2", "¶2(i)", "¶2(ii)", "¶3"]


def test_the_preamble_of_an_unnumbered_text_is_its_first_block() -> None:
    found = texts(read("# Charter\n\n## Preamble\n\nWe who bake\n\nhave met.\n\nWe will meet again."))
    assert list(found) == ["Preamble", "¶1", "¶2"]


def test_a_number_used_twice_is_kept_and_told() -> None:
    found = read(
        "## Article 1\n\nOne.\n\n## Article 2\n\nTwo:\n\n(a) x;\n\n(b) y.\n\n## Article 2\n\nAgain:\n\n(a) x;\n\n(b) y."
    )
    assert list(texts(found))[4:] == ["2 [2]", "2(a) [2]", "2(b) [2]"]
    assert at(found, "2(a) [2]").parent == "2 [2]"
    assert [notice.code for notice in found.warnings] == ["repeated"]


# Whatever comes ----------------------------------------------------------------------------------------------------

_PIECES = st.sampled_from(
    [
        "1. ",
        "2. ",
        "3 ",
        "4\n",
        "(a) ",
        "b) ",
        "(i) ",
        "(ii)",
        "1° ",
        "I. – ",
        "Article 1",
        "Article 2. ",
        "### Article 3\n",
        "Annex I\n",
        "## Head\n",
        "■ Title\n",
        "Preamble\n",
        "\n",
        "\n\n",
        "words go on ",
        "Then a sentence ends.\n",
        "; and\n",
        "Objective 1. X\n",
        "Output 1.1. Y\n",
        "Time frame\n",
        "in the conclusions\n",
        "Programme and budget output\n",
        "9(n), 16\n",
        "A.2 2023-2029\n",
        "a | b | 2024\n",
        "- point\n",
        "1 [Repealed]\n",
        "(3) to (5) x\n",
        "«",
        "\f",
        "ﬁ",
        "é",
    ]
)


@given(st.lists(st.one_of(_PIECES, st.text(max_size=12)), max_size=60))
def test_wild_input_is_read_whole_in_order_and_without_clashes(pieces: list[str]) -> None:
    cleaned = clean(RawDocument("text", tuple("".join(pieces).split("\f"))))
    found = outline(cleaned.lines)
    locators = [rendition.locator for rendition in found.renditions]
    assert len(set(locators)) == len(locators)
    starts = [rendition.start for rendition in found.renditions]
    assert starts == sorted(starts)
    assert all(0 <= r.start <= r.end <= len(cleaned.source) for r in found.renditions)
    assert all(r.parent in locators for r in found.renditions if r.parent is not None and r.role is Role.ITEM)
    words = Counter(" ".join(line.text for line in cleaned.lines).split())
    said = Counter(" ".join(r.text for r in found.renditions if r.cells is None).split())
    assert not said - words, "nothing is invented"


@pytest.mark.parametrize(
    "lines",
    [
        ["1" * 100_000],
        ["(" * 100_000],
        ["(a)" * 30_000],
        ["(a) x"] * 10_000,
        ["## Article 5"] * 10_000,
        ["I" * 50_000],
        [f"12.{n} Word" for n in range(10_000)],
        ["word " * 12] * 20_000,
        ["Article " + " " * 50_000 + "x"],
        ["Points correspondants dans les conclusions Délais", "1, 2, " * 20_000 + "x"],
        ["a | " * 20_000],
        ["Annex I"] * 5_000,
    ],
)
def test_no_line_makes_it_slow(lines: list[str]) -> None:
    cleaned = clean(RawDocument("text", ("\n".join(lines),)))
    start = time.process_time()
    outline(cleaned.lines)
    assert time.process_time() - start < 4


# Numbers that are large, leap, or come again ------------------------------------------------------------------------


def test_numbers_of_four_digits_but_not_years() -> None:
    many = "\n\n".join(f"{n}. Tree {n} was counted and pruned." for n in range(990, 1_003))
    found = read(f"{many}\n\n2022. This was the year of the frost.")
    assert list(texts(found)) == [str(n) for n in range(990, 1_003)]
    assert list(texts(read("The year was\n\n2022. It snowed.\n\n2023. It rained."))) == ["¶1", "¶2", "¶3"]


def test_articles_may_leap_and_the_gap_is_told() -> None:
    found = read("Article 1\n\nTrees are counted.\n\nArticle 1200\n\nTrees are pruned.")
    assert list(texts(found)) == ["1", "1200"]
    assert [notice.code for notice in found.warnings] == ["gap"]


def test_a_count_that_begins_anew_is_told() -> None:
    found = read("1. Old oak.\n\n2. Old elm.\n\n1. New oak.\n\n2. New elm.\n\n3. New ash.")
    assert {notice.code for notice in found.warnings} == {"repeated"}
    assert [notice.values["number"] for notice in found.warnings] == ["1", "2"]


def test_a_title_in_ordinary_letters_does_not_hide_the_first_number() -> None:
    assert list(texts(read("Rules of the orchard\n\n1. Count the trees.\n\n2. Prune them."))) == ["1", "2"]


def test_no_two_paragraphs_at_one_locator() -> None:
    head = "Corresponding point in the conclusions\nProgramme and budget output\nTime frame\n"
    row = "Output 1.1. Trees\nCount the trees\n9\nA.1\n2022-2023\n"
    found = read(head + "Objective 1. Orchards\n" + row + row)
    locators = [rendition.locator for rendition in found.renditions]
    assert len(set(locators)) == len(locators)
    assert at(found, "action plan 1.1(1) [2]").parent == "action plan 1.1 [2]"
    assert "repeated" in {notice.code for notice in found.warnings}
