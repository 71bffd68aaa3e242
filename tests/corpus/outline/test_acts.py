"""Several acts in one file: the longest is the main text, the numbers of the others name their act."""

from __future__ import annotations

import pytest

from tests.corpus.outline.outlines import at, read, texts


def act(title: str, article: str, count: int, thing: str) -> str:
    """Return an act with a title and so many articles about a thing."""
    return "\n\n".join([title, *(f"{article} {number}\n\n{thing} {number}." for number in range(1, count + 1))])


@pytest.mark.parametrize(
    ("one", "other", "article"),
    [
        ("Loi sur les fours", "Règlement sur les moulins", "Article"),
        ("LOI du 3 mai 2031 sur les fours", "ARRÊTÉ du 4 mai 2031 sur les moulins", "Art."),
        ("Ley de los hornos", "Decreto sobre los molinos", "Artículo"),
        ("Recommendation on ovens", "Decision on mills", "Article"),
        ("Ovens Act, 2031", "Mills Order, 2032", "Article"),
        ("# Ley de los hornos", "# Reglamento de los molinos", "## Artículo"),
    ],
)
def test_the_longest_of_two_acts_is_the_main_text(one: str, other: str, article: str) -> None:
    second_longest = f"{act(one, article, 3, 'Four')}\n\n{act(other, article, 4, 'Moulin')}"
    assert texts(read(second_longest)) == {
        **{f"Act 1, {number}": f"Four {number}." for number in (1, 2, 3)},
        **{f"{number}": f"Moulin {number}." for number in (1, 2, 3, 4)},
    }
    first_longest = f"{act(one, article, 4, 'Four')}\n\n{act(other, article, 3, 'Moulin')}"
    assert texts(read(first_longest)) == {
        **{f"{number}": f"Four {number}." for number in (1, 2, 3, 4)},
        **{f"Act 2, {number}": f"Moulin {number}." for number in (1, 2, 3)},
    }


def test_no_number_of_one_act_is_told_as_another_s() -> None:
    found = read(f"{act('Ley de hornos', 'Artículo', 3, 'Pan')}\n\n{act('Ley de molinos', 'Artículo', 4, 'Harina')}")
    assert found.warnings == ()


def test_three_acts_are_counted_in_the_order_of_the_file() -> None:
    found = read(
        "\n\n".join(
            act(f"# Decreto {number} del valle", "## Artículo", count, "Pan")
            for number, count in ((1, 2), (2, 5), (3, 3))
        )
    )
    first, main, third = [["1", "2"], ["1", "2", "3", "4", "5"], ["1", "2", "3"]]
    assert list(texts(found)) == [*(f"Act 1, {n}" for n in first), *main, *(f"Act 3, {n}" for n in third)]


def test_the_paragraphs_of_an_act_have_its_title_above_them() -> None:
    found = read(f"{act('# Loi sur les fours', '## Article', 4, 'Four')}\n\n{act('# Décret', '## Article', 2, 'Pain')}")
    assert at(found, "4").heading == ("Loi sur les fours",)
    assert at(found, "Act 2, 2").heading == ("Décret",)


def test_a_law_that_approves_a_convention() -> None:
    found = read(
        """
        # Loi portant approbation de la Convention sur les fours

        ## Article unique

        Est approuvée la Convention sur les fours, faite au moulin.

        # Convention sur les fours

        ## Article premier

        Les fours sont allumés.

        ## Article 2

        Les fours sont balayés.

        ## Article 3

        Les fours sont fermés.
        """
    )
    assert list(texts(found)) == ["Act 1, 1", "1", "2", "3"]
    assert at(found, "Act 1, 1").text.startswith("Est approuvée la Convention")
    assert at(found, "1").heading == ("Convention sur les fours",)


def test_items_and_annexes_of_an_act_stand_under_it() -> None:
    found = read(
        f"{act('# Loi sur les fours', '## Article', 4, 'Four')}\n\n"
        "# Décret sur les moulins\n\n## Article 1\n\nLes moulins :\n\na) tournent ;\n\nb) grincent.\n\n"
        "## Article 2\n\nIls dorment.\n\n## Annexe I\n\n1. Roues.\n\n2. Meules."
    )
    assert list(texts(found))[4:] == [
        *("Act 2, 1", "Act 2, 1(a)", "Act 2, 1(b)", "Act 2, 2", "Act 2, Annex I, 1", "Act 2, Annex I, 2"),
    ]
    assert at(found, "Act 2, 1(a)").parent == "Act 2, 1"


def test_one_act_alone_has_no_prefix() -> None:
    assert list(texts(read(act("Loi sur les fours", "Article", 4, "Four")))) == ["1", "2", "3", "4"]


def test_a_title_that_no_articles_follow_makes_no_act() -> None:
    found = read(f"{act('Loi sur les fours', 'Article', 3, 'Four')}\n\nLoi sur les moulins\n\nVoir la page du moulin.")
    assert [locator for locator in texts(found) if locator.startswith("Act")] == []
