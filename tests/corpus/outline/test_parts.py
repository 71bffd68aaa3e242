"""Annexes and parts that number anew, closing words, headings, and numbers that leap or come again."""

from __future__ import annotations

from tests.corpus.outline.outlines import at, read, texts


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
    assert at(found, "3").heading == ("C", "D")


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
