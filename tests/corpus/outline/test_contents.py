"""Tables of contents: what they name is found where it stands, and not in the table."""

from __future__ import annotations

import pytest

from corpus.outline.cleaning import clean
from corpus.outline.contents import contents_of
from corpus.types import RawDocument
from tests.corpus.outline.outlines import at, read, texts

CONTENTS_EN = """
    Contents

    1. The common oven 2

    2. The wood 5

    Annex A. Loaves 7

    Annex B 8

    # The common oven

    1. The oven is lit on Mondays.

    2. The wood is stacked in the yard.

    # Annex A. Loaves

    1. A loaf weighs a pound.

    # Annex B

    1. A cake weighs nothing.
"""

CONTENTS_FR = """
    Sommaire

    1. Le four commun ........ 2

    2. Le bois ........ 5

    Annexe A. Les pains ........ 7

    Annexe B ........ 8

    # Le four commun

    1. Le four s’allume le lundi.

    2. Le bois est rangé dans la cour.

    # Annexe A. Les pains

    1. Un pain pèse une livre.

    # Annexe B

    1. Un gâteau ne pèse rien.
"""

CONTENTS_ES = """
    Índice

    1. El horno común 2

    2. La leña 5

    Anexo A. Los panes 7

    Anexo B 8

    # El horno común

    1. El horno se enciende los lunes.

    2. La leña se guarda en el patio.

    # Anexo A. Los panes

    1. Un pan pesa una libra.

    # Anexo B

    1. Un pastel no pesa nada.
"""


def contents(text: str) -> list[str]:
    """Return the lines of a text that belong to a table of contents."""
    lines = clean(RawDocument("text", (text,))).lines
    return [lines[position].text for position in sorted(contents_of(lines))]


@pytest.mark.parametrize("text", [CONTENTS_EN, CONTENTS_FR, CONTENTS_ES], ids=["en", "fr", "es"])
def test_a_table_of_contents_opens_no_number_and_no_annex(text: str) -> None:
    found = read(text)
    assert list(texts(found)) == ["¶1", "1", "2", "Annex A, 1", "Annex B, 1"]
    assert found.warnings == ()


def test_its_words_are_kept_entry_by_entry() -> None:
    found = read(CONTENTS_EN)
    assert at(found, "¶1").text.split("\n") == [
        *("Contents", "1. The common oven 2", "2. The wood 5", "Annex A. Loaves 7", "Annex B 8"),
    ]
    assert at(found, "Annex B, 1").heading == ("Annex B",)
    assert at(found, "1").heading == ("The common oven",)


def test_its_articles_are_not_those_of_the_text() -> None:
    found = read(
        """
        TABLE OF CONTENTS

        Article 1 Boats 3

        Article 2 Oars 3

        Article 3 Nets 4

        Article 4 Buoys 4

        Article 1

        A boat floats.

        Article 2

        An oar is wet.

        Article 3

        A net has holes.

        Article 4

        A buoy is red.
        """
    )
    assert list(texts(found)) == ["¶1", "1", "2", "3", "4"]
    assert at(found, "3").text == "A net has holes."


@pytest.mark.parametrize("leader", [" ........ ", "........", " . . . . . ", " …… ", " ______ "])
def test_five_entries_with_leaders_need_no_title(leader: str) -> None:
    names = ["Boats", "Oars", "Nets", "Buoys", "Annex B"]
    found = read(
        "\n\n".join(
            [*(f"{name}{leader}{page}" for page, name in enumerate(names, 3)), "1. Boats float.", "2. Oars do."]
        )
    )
    assert list(texts(found)) == ["¶1", "1", "2"]
    assert at(found, "¶1").text.startswith(f"Boats{leader}3\nOars")


def test_four_entries_with_leaders_need_one() -> None:
    four = "Boats ........ 3\n\nOars ........ 4\n\nNets ........ 5\n\nBuoys ........ 6\n\n"
    assert contents(four) == []
    assert len(contents(f"Contents\n\n{four}")) == 5


def test_a_paragraph_holds_at_most_forty_entries() -> None:
    entries = "\n\n".join(f"Boat number {number} ........ {number}" for number in range(2, 101))
    found = read(f"Contents\n\n{entries}\n\n1. Boats float.\n\n2. They are counted.")
    assert list(texts(found)) == ["¶1", "¶2", "¶3", "1", "2"]
    assert [len(at(found, f"¶{n}").text.split("\n")) for n in (1, 2, 3)] == [40, 40, 20]


def test_a_title_broken_over_lines_belongs_to_the_table() -> None:
    lines = contents(
        "Contents\n\nThe boats ........ 2\n\nThe oars that are kept in the shed behind\n\n"
        "the church, and their owners ........ 4\n\nThe nets ........ 9\n\nThe boats float."
    )
    assert lines[2:4] == ["The oars that are kept in the shed behind", "the church, and their owners ........ 4"]
    assert lines[-1] == "The nets ........ 9"


def test_articles_under_each_other_without_a_title_are_no_contents() -> None:
    text = "\n\n".join(f"Article {number}\n\nBoat {number} floats." for number in range(1, 9))
    assert contents(text) == []
    assert contents("\n".join(f"Article {number}" for number in range(1, 9))) == []
    assert list(texts(read(text))) == [str(number) for number in range(1, 9)]


def test_the_word_contents_alone_makes_no_table() -> None:
    found = read("Contents\n\n1. A basket holds bread.\n\n2. A jug holds milk.")
    assert list(texts(found)) == ["1", "2"]
    assert at(found, "1").heading == ("Contents",)
