"""Themes by documents, and two places side by side, over the workshops and the made-up library."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.compare.theme import theme_of
from assistant.errors import BadRequest, NoSuchPlace
from assistant.service import Assistant
from assistant.text.word_diff import differences
from corpus.errors import UnknownDocument
from corpus.types import Language


def cells(alinea: Assistant, theme: str, *documents: str, language: str = "fr") -> list[list[str]]:
    """Return the places of each cell of a theme."""
    (row,) = alinea.compare([theme], documents, language=language).rows
    return [[each.locator for each in cell.paragraphs if cell.sure] for cell in row.cells]


def test_each_document_has_a_cell_and_what_says_nothing_is_empty(alinea: Assistant) -> None:
    workshops, letter = cells(alinea, "registre des prêts", "gb912-ins-4", "bicycle-letter")
    assert workshops[0] == "4"
    assert letter == []
    assert cells(alinea, "nurses who work at night", "gb912-ins-4", "bicycle-letter", language="en") == [[], ["¶2"]]
    assert cells(alinea, "nuclear submarines", "gb912-ins-4", "bicycle-letter") == [[], []]


def test_a_word_in_common_does_not_make_a_paragraph_certain(alinea: Assistant) -> None:
    assert cells(alinea, "register of births", "gb912-ins-4", language="en") == [[]]


def test_what_is_not_found_in_another_language_may_be_there(alinea: Assistant) -> None:
    (row,) = alinea.compare(["submarinos nucleares"], ["gb912-ins-4"], language="es").rows
    assert (row.cells[0].paragraphs, row.cells[0].sure) == ((), False)
    assert row.cells[0].other_languages == ("en", "fr")
    (row,) = alinea.compare(["registro de préstamos"], ["gb912-ins-4"], language="es").rows
    assert (row.cells[0].paragraphs[0].locator, row.cells[0].sure) == ("4", True)


def test_texts_are_verbatim_in_the_language_of_the_reader_with_the_others_beside(alinea: Assistant) -> None:
    (row,) = alinea.compare(["registre des prêts"], ["gb912-ins-4"], language="fr").rows
    best = row.cells[0].paragraphs[0]
    cited = alinea.cite("GB.912/INS/4, paragr. 4", language="fr")
    assert (best.text, best.citation, best.status) == (cited.text, cited.citation, "official")
    assert set(best.renditions) == {"en", "fr"}
    assert best.said
    assert best.said in best.text
    assert len(row.cells[0].paragraphs) <= 3


def test_a_paragraph_has_the_sentence_that_bears_the_theme() -> None:
    text = "Workshops are open to all. The register of loans is kept by two members. Dues are low."
    loans = theme_of("register of loans", Language.EN)
    assert loans.sentence(text, Language.EN) == "The register of loans is kept by two members."
    assert theme_of("registre des prêts", Language.FR).sentence(text, Language.EN) == loans.sentence(text, Language.EN)
    assert (
        loans.sentence("Dues are low. A loan is free.", Language.EN) == "A loan is free."
    )  # a part, nowhere the whole
    assert loans.sentence("Dues are low. Meetings are long.", Language.EN) == ""


def test_a_part_and_its_whole_are_not_both_in_a_cell(alinea: Assistant) -> None:
    (found,) = cells(alinea, "former les réparateurs et les réparatrices", "gb912-ins-4")
    assert not ({"3", "3(b)"} <= set(found))


def test_a_reference_is_set_beside_the_closest_paragraph_of_each_other_document(alinea: Assistant) -> None:
    found = alinea.compare(["GB.912/INS/4, para. 4"], ["bicycle-letter", "gb912-ins-4"], language="fr")
    assert [each.document for each in found.documents] == ["gb912-ins-4", "bicycle-letter"]
    own, other = found.rows[0].cells
    assert ([each.locator for each in own.paragraphs], own.sure) == (["4"], True)
    assert own.paragraphs[0].text == alinea.cite("GB.912/INS/4, paragr. 4", language="fr").text
    assert not (other.paragraphs and other.sure)  # what is close is never said to be certain
    assert found.rows[0].theme == "GB.912/INS/4, para. 4"


def test_the_document_of_a_reference_stands_first_though_not_chosen(alinea: Assistant) -> None:
    found = alinea.compare(["paragraph 4 of GB.912/INS/4", "tools"], ["bicycle-letter"], language="en")
    assert [each.document for each in found.documents] == ["gb912-ins-4", "bicycle-letter"]
    assert [len(row.cells) for row in found.rows] == [2, 2]
    everything = alinea.compare(["bicycle-letter, ¶2"]).documents
    assert everything[0].document == "bicycle-letter"
    assert "gb912-ins-4" in {each.document for each in everything}


def test_two_paragraphs_on_one_subject_find_each_other(alinea: Assistant) -> None:
    """Both are on getting governments and agencies to work together; the cell says that it is the closest only."""
    for place, document, closest in (
        ("untfsse-origins, ¶3", "gb346-ins-4", "25"),
        ("GB.346/INS/4, para. 25", "untfsse-origins", "¶3"),
    ):
        cell = alinea.compare([place], [document]).rows[0].cells[1]
        assert ([each.locator for each in cell.paragraphs], cell.sure) == ([closest], False)
        assert cell.paragraphs[0].said in cell.paragraphs[0].text


def test_a_reference_that_leads_nowhere_says_why(alinea: Assistant) -> None:
    with pytest.raises(NoSuchPlace, match="99"):
        alinea.compare(["GB.912/INS/4, para. 99"])
    with pytest.raises(NoSuchPlace, match="R193"):
        alinea.compare(["R193 paragraph 4"])
    with pytest.raises(NoSuchPlace, match="paragraph 4"):
        alinea.compare(["paragraph 4"])  # of which document is not said


def test_documents_are_named_by_id_symbol_or_title_and_all_are_taken_where_none_is(alinea: Assistant) -> None:
    named = alinea.compare(["tools"], ["GB.912/INS/4", "gb912-ins-4", "bicycle-letter"])
    assert [each.document for each in named.documents] == ["gb912-ins-4", "bicycle-letter"]
    everything = alinea.compare(["tools"])
    assert {"gb912-ins-4", "bicycle-letter"} <= {each.document for each in everything.documents}
    with pytest.raises(UnknownDocument):
        alinea.compare(["tools"], ["nowhere"])


@pytest.mark.parametrize("themes", [[], [" "], ["?!"], ["x" * 501], [f"theme {n}" for n in range(13)]])
def test_what_is_no_theme_is_refused(alinea: Assistant, themes: list[str]) -> None:
    with pytest.raises(BadRequest):
        alinea.compare(themes)


def test_two_paragraphs_in_one_language_have_their_words_compared(alinea: Assistant) -> None:
    places = ("GB.912/INS/4, plan d’action, produit 2.1", "GB.912/INS/4, plan d’action, produit 3.1")
    (pair,) = alinea.differences(*places, language="fr").pairs
    assert pair.left is not None
    assert pair.right is not None
    assert (pair.left.citation.replace("\u00a0", " "), pair.right.citation.replace("\u00a0", " ")) == places
    assert "".join(each.text + each.text_after for each in pair.comparison) == pair.left.text
    assert "".join(each.quoted + each.quoted_after for each in pair.comparison) == pair.right.text
    assert pair.likeness is not None
    assert 0 < pair.likeness < 1


def test_two_languages_are_shown_but_not_compared_word_by_word(docks: Assistant) -> None:
    (pair,) = docks.differences("DC/7, para. 2, in English", "DC/7, paragr. 2, en français").pairs
    assert (pair.left and pair.left.language, pair.right and pair.right.language) == ("en", "fr")
    assert (pair.comparison, pair.likeness) == ((), None)


def test_the_same_place_twice_is_its_two_versions(alinea: Assistant) -> None:
    (pair,) = alinea.differences("GB.912/INS/4, para. 4", "GB.912/INS/4, para. 4").pairs
    assert pair.left is not None
    assert pair.right is not None
    assert (pair.left.status, pair.right.status) == ("official", "note")
    with pytest.raises(BadRequest):
        alinea.differences("bicycle-letter", "bicycle-letter")


def test_two_documents_are_paired_place_by_place(docks: Assistant) -> None:
    pairs = docks.differences("DC/7", "BR/2", language="fr").pairs
    assert [(p.left and p.left.locator, p.right and p.right.locator) for p in pairs] == [
        ("1", "1"), ("2", "2"), ("3", None), ("3(a)", None), ("3(b)", None), ("4", None)
    ]  # fmt: skip


def test_a_place_beside_a_document_is_the_same_place_there(docks: Assistant) -> None:
    (pair,) = docks.differences("DC/7, paragr. 2", "BR/2", language="fr").pairs
    assert pair.right is not None
    assert pair.right.text.startswith("Son four à bois")


def test_references_that_lead_nowhere_say_why(docks: Assistant) -> None:
    with pytest.raises(NoSuchPlace, match="paras 1 to 4"):
        docks.differences("DC/7, para. 99", "R193, para. 6", language="en")
    with pytest.raises(NoSuchPlace, match="not among the documents loaded"):
        docks.differences("R193, para. 6", "DC/7, para. 99", language="en")
    with pytest.raises(BadRequest):
        docks.differences("wooden ovens", "DC/7, para. 2")


def test_where_one_reference_leads_nowhere_the_other_is_shown(docks: Assistant) -> None:
    found = docks.differences("R193, para. 6", "DC/7, para. 2", language="en")
    assert "not among the documents loaded" in (found.missing or "")
    (pair,) = found.pairs
    assert pair.left is None
    assert pair.right is not None
    assert pair.right.locator == "2"


def test_doubtful_cells_are_counted_apart(alinea: Assistant) -> None:
    found = alinea.compare(["registre des prêts", "submarines"], ["gb912-ins-4", "bicycle-letter"], language="en")
    filled = [cell for row in found.rows for cell in row.cells if cell.paragraphs]
    counts = found.counts()
    assert (counts["sure"], counts["cells"]) == (sum(cell.sure for cell in filled), 4)
    assert counts["unsure"] == sum(not cell.sure for cell in filled)


def test_the_command_speaks_the_language_of_the_reader(command: Any) -> None:
    _, out, _ = command("compare", "sous-marins", "--document", "gb912-ins-4", "--lang", "fr")
    assert "Rien à ce sujet." in out
    _, out, _ = command("compare", "submarinos", "--document", "gb912-ins-4", "--lang", "es")
    assert "El documento está en inglés y francés" in out


def test_the_command_takes_two_references_or_themes(json_of: Any, tmp_path: Path) -> None:
    sides = json_of("compare", "GB.912/INS/4, para. 3(a)", "GB.912/INS/4, para. 3(b)")
    assert set(sides) == {"references", "language", "pairs", "took_ms", "missing"}
    file = tmp_path / "grid.csv"
    themes = json_of("compare", "registre des prêts", "submarines", "--document", "gb912-ins-4", "--output", str(file))
    assert [row["theme"] for row in themes["rows"]] == ["registre des prêts", "submarines"]
    read = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    assert (read[0]["locator"], read[-1]["theme"], read[-1]["text"]) == ("4", "submarines", "")
    json_of("compare", "registre", "--document", "nowhere", code=1)


def runs_of(document: Any) -> list[Any]:
    """Return the runs of the first text beside another."""
    return [run for paragraph in document.tables[0].rows[1].cells[0].paragraphs for run in paragraph.runs]


def test_word_files_mark_the_words_that_differ(alinea: Assistant) -> None:
    docx = pytest.importorskip("docx")
    sides = alinea.differences("GB.912/INS/4, para. 4", "GB.912/INS/4, para. 4", language="fr")
    (pair,) = sides.pairs
    marked = replace(sides, pairs=(replace(pair, comparison=differences("Un outil neuf.", "Un outil."), likeness=0.7),))
    document = docx.Document(io.BytesIO(alinea.export(marked, "docx")))
    assert [run.text for run in runs_of(document) if run.font.strike] == ["neuf"]


def test_word_files_hold_the_texts(alinea: Assistant) -> None:
    docx = pytest.importorskip("docx")
    found = alinea.compare(["registre des prêts", "sous-marins"], ["gb912-ins-4", "bicycle-letter"], language="fr")
    document = docx.Document(io.BytesIO(alinea.export(found, "docx")))
    table = document.tables[0]
    assert [cell.text for cell in table.rows[0].cells][:2] == ["Thème", "GB.912/INS/4"]
    assert found.rows[0].cells[0].paragraphs[0].text in table.rows[1].cells[1].text
    assert table.rows[2].cells[1].text == "Rien à ce sujet."
    assert "Le document est en anglais" in table.rows[2].cells[2].text
    assert "français · Texte officiel" in table.rows[1].cells[1].text
    assert "Thèmes\u00a0: registre des prêts; sous-marins." in [each.text for each in document.paragraphs]
    assert "w:footnoteReference" in table.rows[1].cells[1]._tc.xml
    sides = alinea.differences("GB.912/INS/4, paragr. 3 a)", "GB.912/INS/4, paragr. 3 b)", language="fr")
    document = docx.Document(io.BytesIO(alinea.export(sides, "docx")))
    (pair,) = sides.pairs
    assert not pair.is_marked
    assert "Peu en commun, mot pour mot." in document.tables[0].rows[1].cells[0].text
    assert not [run for run in runs_of(document) if run.font.strike]
    assert json.loads(alinea.export(sides, "json")) == json.loads(json.dumps(sides.to_json()))
