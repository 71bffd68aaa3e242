"""Numbering: locators that are the same in every language, and nothing mistaken for a number."""

from __future__ import annotations

import pytest

from corpus.outline.openings import Numbering
from corpus.types import Role
from tests.corpus.outline.outlines import at, read, texts

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
