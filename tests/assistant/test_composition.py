"""Which language a reader is shown, in which order, and how each part is labelled."""

from __future__ import annotations

import pytest

from assistant.composition import Composition, Piece, piece_of
from corpus.types import Document, Language, Rendition, Role, Status
from index.types import Placed

EN, FR, ES = Language.EN, Language.FR, Language.ES
PAPER = Document("paper", symbol="GB.912/INS/4", titles={"en": "Paper"}, urls={"fr": "https://example.org/fr"})
WORDS = {EN: "Twelve sheds.", FR: "Douze hangars.", ES: "Doce naves."}


def placed(language: Language, status: Status = Status.OFFICIAL, role: Role = Role.PARAGRAPH) -> Placed:
    """Return a paragraph in a language."""
    rendition = Rendition("2", role, WORDS[language], marker="a)" if role is Role.ITEM else "2.", page=3)
    return Placed(language, status, rendition, WORDS[language])


def composed(reader: Language, *renditions: Placed) -> Composition:
    """Return the answer that quotes one paragraph to a reader."""
    composition = Composition(reader)
    composition.add([piece_of(PAPER, "2", {each.language: each for each in renditions}, reader)])
    return composition


def test_the_official_text_in_the_readers_language_stands_alone() -> None:
    composition = composed(FR, placed(FR), placed(EN))
    assert composition.text == "GB.912/INS/4, paragr.\u00a02\u00a0:\n«\u00a0Douze hangars.\u00a0» [1]"
    assert [(each.language, each.status) for each in composition.citations] == [("fr", "official")]


def test_a_note_in_the_readers_language_comes_before_the_official_text_in_another() -> None:
    composition = composed(EN, placed(FR), placed(EN, Status.NOTE))
    note, official = composition.blocks
    assert note.startswith("In short (unofficial note on GB.912/INS/4, para. 2; the official text prevails):")
    assert note.endswith("Twelve sheds. [1]")
    assert official == "Official text, in French:\n«\u00a0Douze hangars.\u00a0» [2]"
    assert [(each.n, each.status) for each in composition.citations] == [(1, "note"), (2, "official")]


def test_without_a_note_the_official_text_in_another_language_is_labelled() -> None:
    composition = composed(ES, placed(FR))
    assert composition.text.startswith("GB.912/INS/4, párr. 2 (texto oficial disponible solo en francés):")
    assert composition.text.endswith("«\u00a0Douze hangars.\u00a0» [1]")


@pytest.mark.parametrize(
    ("official", "note", "named", "words"),
    [(FR, EN, "inglés", "Twelve sheds."), (EN, FR, "francés", "Douze hangars.")],
)
def test_a_note_in_a_third_language_stands_beneath_the_official_text(
    official: Language, note: Language, named: str, words: str
) -> None:
    quoted, noted = composed(ES, placed(official), placed(note, Status.NOTE)).blocks
    assert WORDS[official] in quoted
    assert noted == (
        f"Nota no oficial en {named} sobre GB.912/INS/4, párr. 2 (no la hay en español; prevalece el texto oficial):\n"
        f"{words} [2]"
    )


def test_a_note_in_the_language_of_the_official_text_is_the_last_to_be_offered() -> None:
    piece = piece_of(PAPER, "2", {"a": placed(EN), "b": placed(EN, Status.NOTE), "c": placed(FR, Status.NOTE)}, ES)
    assert piece.note == placed(FR, Status.NOTE)
    composition = Composition(ES)
    composition.add([piece_of(PAPER, "2", {"a": placed(EN), "b": placed(EN, Status.NOTE)}, ES)])
    assert [each.status for each in composition.citations] == ["official"]


def test_a_machine_translation_into_a_third_language_is_left_out() -> None:
    composition = composed(ES, placed(FR), placed(EN, Status.MACHINE_TRANSLATION))
    assert [each.language for each in composition.citations] == ["fr"]


def test_a_note_alone_says_that_it_is_one() -> None:
    assert composed(EN, placed(EN, Status.NOTE)).text == (
        "Unofficial note on GB.912/INS/4, para. 2 (the official text is not loaded; it prevails):\nTwelve sheds. [1]"
    )


def test_a_machine_translation_is_never_taken_for_the_official_text() -> None:
    composition = composed(EN, placed(FR), placed(EN, Status.MACHINE_TRANSLATION))
    translation, official = composition.blocks
    assert translation == (
        "GB.912/INS/4, para. 2, machine translation in English (the official text prevails):\nTwelve sheds. [1]"
    )
    assert official == "Official text, in French:\n«\u00a0Douze hangars.\u00a0» [2]"
    alone = composed(EN, placed(FR, Status.MACHINE_TRANSLATION))
    assert alone.text.startswith("GB.912/INS/4, para. 2, machine translation in French (the official text prevails):")
    assert composed(FR, placed(FR), placed(EN, Status.MACHINE_TRANSLATION)).citations[0].status == "official"


def test_a_note_in_another_language_is_better_than_nothing() -> None:
    text = composed(ES, placed(EN, Status.NOTE), placed(FR, Status.NOTE)).text
    assert text.startswith("Nota no oficial en inglés sobre GB.912/INS/4, párr. 2 (no la hay en español")


def test_a_note_is_never_in_quotation_marks() -> None:
    for reader in Language:
        assert not set("«“") & set(composed(reader, placed(EN, Status.NOTE)).text)


def test_a_machine_translation_is_labelled_in_its_citation() -> None:
    (citation,) = composed(ES, placed(ES, Status.MACHINE_TRANSLATION)).citations
    assert citation.status == "machine_translation"


def test_a_citation_has_all_that_is_needed_to_check_it() -> None:
    (citation,) = composed(FR, placed(FR)).citations
    assert citation.to_json() == {
        "n": 1,
        "document": "paper",
        "symbol": "GB.912/INS/4",
        "title": "Paper",
        "locator": "2",
        "citation": "GB.912/INS/4, paragr.\u00a02",
        "language": "fr",
        "status": "official",
        "quote": "Douze hangars.",
        "verified": True,
        "page": 3,
        "url": "https://example.org/fr",
        "columns": {},
        "cut": (False, False),
        "draft": None,
        "use": "answer",
    }


def test_words_that_the_text_does_not_have_lose_their_quotation_marks() -> None:
    composition = Composition(FR)
    composition.add([Piece(PAPER, "2", placed(FR), None, quote="Treize hangars.")])
    assert not composition.citations[0].verified
    assert not set("«»") & set(composition.text)


def test_items_keep_their_letters_and_numbers_run_on() -> None:
    composition = Composition(FR)
    composition.add(
        [piece_of(PAPER, "2", {"fr": placed(FR)}, FR), Piece(PAPER, "2(a)", placed(FR, role=Role.ITEM), None)]
    )
    composition.add([piece_of(PAPER, "2", {"fr": placed(FR)}, FR)])
    assert "\na) «\u00a0Douze hangars.\u00a0» [2]" in composition.text
    assert [each.n for each in composition.citations] == [1, 2, 3]
    assert len(composition.blocks) == 2


@pytest.mark.parametrize("add", ["add", "add_rows"])
def test_nothing_to_add_adds_nothing(add: str) -> None:
    composition = Composition(EN)
    getattr(composition, add)([])
    assert composition.text == ""


def test_an_answer_goes_on_with_another_one_its_sources_numbered_on() -> None:
    first, second = composed(FR, placed(FR)), Composition(FR)
    quoted = Placed(FR, Status.OFFICIAL, Rendition("3", Role.PARAGRAPH, "Voir [1] et [2]."), "Voir [1] et [2].")
    second.add([piece_of(PAPER, "3", {FR: quoted}, FR)])
    first.append(second)
    assert [citation.n for citation in first.citations] == [1, 2]
    assert first.blocks[1].endswith("«\u00a0Voir [1] et [2].\u00a0» [2]")  # what is quoted stays as it is


def test_a_list_has_a_line_for_each_paragraph_under_its_heading() -> None:
    composition = Composition(FR)
    for locator in ("2", "3"):
        rendition = Rendition(locator, Role.PARAGRAPH, WORDS[FR], heading=("Toits",))
        shown = {str(FR): Placed(FR, Status.OFFICIAL, rendition, WORDS[FR])}
        composition.add_list("Résumé :", [piece_of(PAPER, locator, shown, FR)], lambda place, language: place)
    assert composition.blocks[0] == "Résumé :\n«\u00a0Toits\u00a0»\n2 — «\u00a0Douze hangars.\u00a0» [1]"


def test_a_note_in_a_list_is_said_to_be_one() -> None:
    official = Placed(FR, Status.OFFICIAL, Rendition("2", Role.PARAGRAPH, WORDS[FR]), WORDS[FR])
    note = Placed(EN, Status.NOTE, Rendition("2", Role.PARAGRAPH, WORDS[EN]), WORDS[EN])
    for shown, label in (
        ({"fr": official, "en": note}, "(unofficial note; official text, in French: [2])"),
        ({"en": note}, "(unofficial note; the official text is not loaded)"),
    ):
        composition = Composition(EN)
        composition.add_list("Summary:", [piece_of(PAPER, "2", shown, EN)], lambda place, language: place)
        assert composition.blocks[0].endswith(f"{WORDS[EN]} [1] {label}")


def test_that_an_answer_is_not_sure_is_said_once() -> None:
    first, second = composed(FR, placed(FR)), composed(FR, placed(FR))
    first.hedge()
    second.hedge()
    first.append(second)
    assert first.text.count(first.say("answer.unsure")) == 1


def test_an_extract_shows_where_it_is_cut() -> None:
    words = "First sentence. Second sentence. Third sentence."
    for quote, shown in (
        ("First sentence.", "“First sentence. […]”"),
        ("Second sentence.", "“[…] Second sentence. […]”"),
        (words, f"“{words}”"),
    ):
        composition = Composition(EN)
        rendition = Placed(EN, Status.OFFICIAL, Rendition("2", Role.ITEM, words, marker="b)"), words)
        composition.add([Piece(PAPER, "2", rendition, None, quote, is_extract=True)])
        assert composition.blocks[0].splitlines()[1] == f"b) {shown} [1]"
        assert (composition.citations[0].quote, composition.citations[0].verified) == (quote, True)


def test_a_row_is_quoted_by_its_columns_and_named_once() -> None:
    cells = {"deliverable": "Douze hangars", "points": "9 n)", "outputs": "A.1", "years": "2023"}
    text = " | ".join(cells.values())
    row = Placed(FR, Status.OFFICIAL, Rendition("action plan 1.2(3)", Role.ROW, text, cells=cells), text)
    composition = Composition(FR)
    composition.add([Piece(PAPER, "action plan 1.2(3)", row, None)])
    named, line = composition.text.splitlines()
    assert "ligne\u00a03" in named
    assert line.startswith("«\u00a0Douze hangars\u00a0» — points des conclusions\u00a0: 9 n)\u00a0; ")
    (citation,) = composition.citations
    assert (citation.quote, citation.verified) == ("Douze hangars", True)
    assert citation.columns == {"points": "9 n)", "outputs": "A.1", "years": "2023"}
    composition.add_rows([Piece(PAPER, "action plan 1.2(3)", row, None)])
    assert "ligne\u00a03 — «" in composition.blocks[1]
