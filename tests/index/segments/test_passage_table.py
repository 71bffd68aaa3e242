"""The table of passages gives back what was put in, and filters as a loop over the passages would."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus.types import Language, Status
from index.query.answer_type import Expected, traits
from index.segments.passage_table import PassageTable
from index.types import Filters, Passage

PASSAGES = [
    Passage("a/1/en", "a", "1", Language.EN, Status.OFFICIAL, "law", "Signed on 3 May 1998."),
    Passage(
        "a/1/fr", "a", "1", Language.FR, Status.OFFICIAL, "law", "Signé le 3 mai 1998 pour 40 millions de dollars."
    ),
    Passage("b/24(e)/en", "b", "24(e)", Language.EN, Status.NOTE, None, "Mr. Alvar Brook took the chair."),
    Passage("c/¶1/es", "c", "¶1", Language.ES, Status.OFFICIAL, "report", "El presupuesto."),
]


@pytest.fixture
def table(tmp_path: Path) -> PassageTable:
    """Give the table of four passages, as it comes back from disk."""
    bits = np.packbits(traits([passage.text for passage in PASSAGES]), axis=1, bitorder="little").reshape(-1)
    PassageTable.build(PASSAGES, bits).save(tmp_path)
    return PassageTable.load(tmp_path)


def test_places_and_identifiers_come_back(table: PassageTable) -> None:
    assert [table.place(row) for row in range(len(PASSAGES))] == [(each.document, each.locator) for each in PASSAGES]
    assert list(table.ids) == [passage.id for passage in PASSAGES]


@pytest.mark.parametrize("language", [None, *Language])
@pytest.mark.parametrize("document", [None, "a", "b", "nowhere"])
@pytest.mark.parametrize("kind", [None, "law", "report", "letter"])
def test_filters_let_through_what_fits(
    table: PassageTable, language: Language | None, document: str | None, kind: str | None
) -> None:
    expected = [
        language in (None, passage.language) and document in (None, passage.document) and kind in (None, passage.kind)
        for passage in PASSAGES
    ]
    assert table.fitting(Filters(language, document, kind)).tolist() == expected


@pytest.mark.parametrize("wanted", [[], [Expected.DATE], [Expected.AMOUNT, Expected.PERSON], list(Expected)])
def test_what_a_passage_holds_is_counted(table: PassageTable, wanted: list[Expected]) -> None:
    holds = traits([passage.text for passage in PASSAGES])
    expected = [sum(bool(row[each]) for each in wanted) for row in holds]
    assert table.holding(np.arange(len(PASSAGES)), wanted).tolist() == expected
    assert holds.any(axis=0).all()  # else the passages above show nothing
