"""The columns of a row, read back from our note on it."""

from __future__ import annotations

from corpus import notes
from corpus.notes.cells import row_cells
from corpus.types import Role


def test_a_letter_alone_continues_the_number_before_it() -> None:
    note = (
        "Guidance is renewed. Points of the Conclusions: 6(c), (e) and (f); 8; 16(a). "
        "Programme and budget outputs (2022–23): under outcome 1, 1.1 and 1.2; A.2. Time frame: 2023–2029."
    )
    assert row_cells(note) == {
        "deliverable": "Guidance is renewed.",
        "points": "6(c), 6(e), 6(f), 8, 16(a)",
        "outputs": "1.1, 1.2, A.2",
        "years": "2023-2029",
    }


def test_french_with_its_spaces() -> None:
    note = (
        "Un réseau est créé. Point des conclusions\u00a0: 16\u00a0j). "
        "Produit du programme et budget (2022-23)\u00a0: C.4. Délai\u00a0: 2023."
    )
    cells = row_cells(note)
    assert cells is not None
    assert (cells["points"], cells["outputs"], cells["years"]) == ("16(j)", "C.4", "2023")


def test_a_note_without_columns_has_none() -> None:
    assert row_cells("The Office will help Members. Time frame: soon.") is None


def test_every_bundled_row_states_its_columns_the_same_in_both_languages() -> None:
    cells: dict[str, set[tuple[str, str, str]]] = {}
    for version in notes.bundled():
        for rendition in version.renditions:
            if rendition.role is Role.ROW:
                assert rendition.cells is not None, (version.language, rendition.locator)
                row = (rendition.cells["points"], rendition.cells["outputs"], rendition.cells["years"])
                cells.setdefault(rendition.locator, set()).add(row)
    assert len(cells) == 17
    assert all(len(rows) == 1 for rows in cells.values())
