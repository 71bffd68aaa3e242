"""Numbers as they really are printed: twice in a row, in ranges, put in later, typed without their stop, in quotes."""

from __future__ import annotations

import pytest

from corpus.types import Role
from tests.corpus.outline.outlines import at, read, texts


def repeated(text: str) -> list[tuple[str, str]]:
    """Return the numbers that a text is told to repeat, with what the second is kept as."""
    notices = [notice for notice in read(text).warnings if notice.code == "repeated"]
    return [(str(notice.values["number"]), str(notice.values["kept"])) for notice in notices]


# Twice in a row


@pytest.mark.parametrize("form", ["Art. {}.", "Article {} –", "Artículo {}.-"])
def test_an_article_printed_twice_is_kept_twice_and_told(form: str) -> None:
    numbers = [8, 9, 9, 10]
    text = "\n\n".join(f"{form.format(number)} Oven {place} is lit." for place, number in enumerate(numbers))
    assert texts(read(text)) == {
        "8": "Oven 0 is lit.",
        "9": "Oven 1 is lit.",
        "9 [2]": "Oven 2 is lit.",
        "10": "Oven 3 is lit.",
    }
    assert repeated(text) == [("9", "9 [2]")]


def test_a_paragraph_printed_twice_is_kept_twice_and_told() -> None:
    text = "7. Ovens are lit.\n\n8. Ovens are swept.\n\n8. Ovens are shut.\n\n9. Ovens rest."
    found = texts(read(text))
    assert list(found) == ["7", "8", "8 [2]", "9"]
    assert (found["8"], found["8 [2]"]) == ("Ovens are swept.", "Ovens are shut.")
    assert repeated(text) == [("8", "8 [2]")]


def test_the_items_of_the_second_stand_under_it() -> None:
    found = read("Art. 9. Ovens are swept.\n\nArt. 9. Ovens are:\n\na) lit;\n\nb) shut.\n\nArt. 10. Ovens rest.")
    assert list(texts(found)) == ["9", "9 [2]", "9(a) [2]", "9(b) [2]", "10"]
    assert at(found, "9(b) [2]").parent == "9 [2]"


# Ranges, and numbers put in later


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("Art. 5 à 7. – (Supprimés)", "(Supprimés)"),
        ("Articles 5 to 7. [Repealed]", "[Repealed]"),
        ("Artículos 5 a 7. (Suprimidos)", "(Suprimidos)"),
        ("Artículos 5 al 7. (Suprimidos)", "(Suprimidos)"),
    ],
)
def test_a_range_of_articles_gives_each_of_them(printed: str, words: str) -> None:
    word = printed.partition(" ")[0].replace("les", "le").replace("los", "lo")
    numbered = [f"{word} {number}. Le four {number} brûle." for number in (1, 2, 3, 4)]
    found = read("\n\n".join([*numbered, printed, f"{word} 8. C’est tout."]))
    assert list(texts(found)) == ["1", "2", "3", "4", "5", "6", "7", "8"]
    assert {texts(found)[number] for number in "567"} == {words}
    assert at(found, "6").marker == printed.removesuffix(words).strip(" –")
    assert found.warnings == ()


def test_articles_put_in_later_stand_between_the_others() -> None:
    numbers = ["1", "2", "2 bis", "2 bis A", "2 bis B", "2 ter", "3"]
    found = read("\n\n".join(f"Article {number}\n\nLe four {number} brûle." for number in numbers))
    assert list(texts(found)) == numbers
    assert at(found, "2 bis A").text == "Le four 2 bis A brûle."
    assert found.warnings == ()


@pytest.mark.parametrize("opening", ["Art. 10.\n\nSont :\n\n1° Les fours ;", "Art. 10. – 1° Les fours ;"])
def test_items_put_in_later_stand_between_the_others(opening: str) -> None:
    found = texts(read(f"{opening}\n\n2° Les moulins ;\n\n2° bis Les granges ;\n\n3° Les puits.\n\nArt. 11. Rien."))
    assert list(found) == ["10", "10(1)", "10(2)", "10(2 bis)", "10(3)", "11"]
    assert found["10(2 bis)"] == "Les granges ;"


# What is missing


def test_a_number_typed_without_its_full_stop_fills_the_gap() -> None:
    found = read(
        "8. Ovens are lit.\n\n9. Ovens are swept.\n\n10 Except on Sundays, ovens rest at night.\n\n11. Ovens smoke."
    )
    assert list(texts(found)) == ["8", "9", "10", "11"]
    assert at(found, "10").text == "Except on Sundays, ovens rest at night."
    assert at(found, "10").marker == "10"


def test_without_a_gap_such_a_number_is_mere_words() -> None:
    assert list(
        texts(read("9. Ovens are lit.\n\n10. Ovens are swept.\n\n10 Except on Sundays.\n\n11. Ovens rest."))
    ) == [
        *("9", "10", "11"),
    ]


@pytest.mark.parametrize("article", [True, False])
def test_a_list_may_begin_at_c_after_a_colon(article: bool) -> None:
    first, second = ("Article 1\n\n", "Article 2\n\n") if article else ("1. ", "2. ")
    found = read(f"{first}The new list says:\n\n(c) ovens rest;\n\n(d) mills rest.\n\n{second}It begins now.")
    assert list(texts(found)) == ["1", "1(c)", "1(d)", "2"]
    assert at(found, "1(c)").role is Role.ITEM


def test_no_list_begins_at_c_without_a_colon() -> None:
    found = texts(read("1. The new list is long.\n\n(c) It has three parts.\n\n2. It begins now."))
    assert list(found) == ["1", "2"]


def test_the_second_paragraph_of_an_article_may_be_the_first_that_is_numbered() -> None:
    found = texts(
        read("Article 1\n\nOvens are lit.\n\n2. Ovens are swept.\n\n3. Ovens rest.\n\nArticle 2\n\nMills turn.")
    )
    assert found == {
        "1": "Ovens are lit.",
        "1(2)": "Ovens are swept.",
        "1(3)": "Ovens rest.",
        "2": "Mills turn.",
    }


# Quotation marks, and large numbers


def test_articles_in_guillemets_open_as_usual() -> None:
    found = texts(
        read("Art. 2. Les moulins tournent.\n\n«Art. 3. Les fours brûlent.»\n\n«Art. 4. Ils fument.\n\nArt. 5. Fin.")
    )
    assert list(found) == ["2", "3", "4", "5"]
    assert found["3"] == "«Les fours brûlent.»"


def test_numbers_in_guillemets_open_as_usual() -> None:
    found = texts(read("Art. 1.\n\n«(1)» Les fours brûlent.\n\n«(2)» Les moulins tournent.\n\nArt. 2.\n\nC’est tout."))
    assert list(found) == ["1", "1(1)", "1(2)", "2"]
    assert found["1(2)"] == "Les moulins tournent."


def test_numbers_have_up_to_five_digits() -> None:
    articles = "\n\n".join(f"Article {number}\n\nTree {number} is pruned." for number in (12344, 12345, 12346))
    assert list(texts(read(articles))) == ["12344", "12345", "12346"]
    numbers = [str(number) for number in range(4, 10_100, 12)]  # no gap is wider than twelve
    assert list(texts(read("\n\n".join(f"{number}. Tree {number} is pruned." for number in numbers)))) == numbers


# References in page-wide lines


PAGE_WIDE = """
    Article 1

    1. The miller may open the mill to those of the valley who bring their grain on the days referred to in paragraph
    (2) of the by-laws, and on no other day, whatever the almanac of the year may have to say about the weather and
    the river.

    2. The miller closes the mill at night, and keeps the key with the priest, who keeps it under the bell, as said in
    (1) of the by-laws, until the morning comes.

    Article 2

    The oven of the valley is lit in the morning by the baker and by nobody else, for nobody else has the key to the
    door of it.
"""


def test_a_reference_at_the_start_of_a_page_wide_line_is_no_item() -> None:
    found = texts(read(PAGE_WIDE))
    assert list(found) == ["1", "1(1)", "1(2)", "2"]
    assert "referred to in paragraph (2) of the by-laws" in found["1(1)"]
    assert "as said in (1) of the by-laws" in found["1(2)"]


@pytest.mark.parametrize(
    "above",
    [
        "The miller may open the mill to those of the valley on the days that are referred to in subsection",
        "Le meunier ouvre le moulin à ceux de la vallée qui apportent du grain les jours prévus à l’alinéa",
        "El molinero abre el molino a los del valle que traen su grano en los días previstos en el apartado",
    ],
    ids=["en", "fr", "es"],
)
def test_a_reference_to_the_number_that_would_come_next_is_no_item(above: str) -> None:
    found = texts(
        read(
            "Article 1\n\n(1) The mill of the valley is open in the morning to those who bring grain and pay for it.\n"
            f"(2) {above}\n(3) of the by-laws, and on no other day, whatever the almanac may say of the river."
            "\n\nArticle 2\n\nThe oven is lit by the baker and by nobody else, for nobody else has the key to the door."
        )
    )
    assert list(found) == ["1", "1(1)", "1(2)", "2"]
    assert found["1(2)"].startswith(f"{above} (3) of the by-laws, and on no other day")
