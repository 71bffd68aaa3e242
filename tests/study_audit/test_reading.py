"""How the audit reads numbers, references, changes and small words, by examples."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.study_audit.changes import is_fact, is_single, one_change
from tests.study_audit.figures import dates, kind_of, single, stands, values
from tests.study_audit.places import ends_with, leads_to, names, place
from tests.study_audit.shelf import Shelf
from tests.study_audit.wording import spoken_in
from tests.study_audit.words import fold


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("15,6 millions de dollars", "fr", ["15600000"]),
        ("US$15.6 million", "en", ["15600000"]),
        ("1,250 members in 2023", "en", ["1250", "2023"]),
        ("1 250 membres, 12 000 euros", "fr", ["1250", "12000"]),
        ("2 millones, 1.250 socios, 3,5 %", "es", ["2000000", "1250", "3.5"]),
        ("quatre-vingt-deux pages", "fr", ["82"]),
        ("thirty-five of two hundred", "en", ["35", "200"]),
        ("treinta y cinco; veintiuno", "es", ["35"]),
        ("50 per cent, three million", "en", ["50", "3000000"]),
        ("2022–23", "en", ["2022", "2023"]),
        ("2022-2025", "fr", ["2022", "2025"]),
        ("at once", "en", []),
    ],
)
def test_figures_are_read_in_three_languages(text: str, language: str, expected: list[str]) -> None:
    assert values(text, language) == [Decimal(each) for each in expected]


def test_one_figure_is_one() -> None:
    assert single("37,5", "fr") == Decimal("37.5")
    assert single("one", "en") == 1
    assert single("2 of 3", "en") is None


def test_the_same_fact_is_found_in_another_language() -> None:
    assert stands("15,6 millions de dollars", "It costs US$15.6 million.", "fr", "en")
    assert stands("8 mai 2020", "dated Geneva, 8 May 2020", "fr", "en")
    assert dates("23 March and 8 mai") == {(23, 3), (8, 5)}
    assert stands("2022-2023", "the years 2022–23", "fr", "en")
    assert stands("2022-2023", "de 2022 à 2023", "fr", "fr")
    assert not stands("2022", "2022-2029", "en", "en")
    assert not stands("5", "15.5 million", "en", "en")


@pytest.mark.parametrize(
    ("option", "language", "kind"),
    [
        ("2023", "en", "year"),
        ("2023-2029", "fr", "period"),
        ("4,7 millions de dollars", "fr", "sum"),
        ("12 %", "fr", "percentage"),
        ("15 june 2022", "en", "date"),
        ("convention n° 87", "fr", "instrument"),
        ("R193", "en", "instrument"),
        ("GB.346/INS/4", "en", "symbol"),
        ("para. 24(c)", "en", "place"),
        ("15,6", "fr", "number"),
        ("15.6 million", "en", "number"),
        ("trois", "fr", "number in words"),
        ("200 experts", "en", "quantity"),
        ("Tarn", "en", "name"),
        ("fair finance", "en", "words"),
    ],
)
def test_the_kind_of_an_option_is_told_by_its_form(option: str, language: str, kind: str) -> None:
    assert kind_of(option, language) == kind


@pytest.mark.parametrize(
    ("reference", "locator"),
    [
        ("para. 24(c)", "24(c)"),
        ("paragr.\u00a024\u00a0c)", "24(c)"),
        ("párr. 7, 2), b)", "7(2)(b)"),
        ("art. 7, paragr. 2 b)", "7(2)(b)"),
        ("plan d’action, produit\u00a01.2, ligne\u00a03", "action plan 1.2(3)"),
        ("plan de acción, objetivo 1", "action plan, objective 1"),
        ("préambule,\u00a0b)", "Preamble(b)"),
        ("annexe\u00a0II, paragr.\u00a03\u00a0a)", "Annex II, 3(a)"),
        ("¶3", "¶3"),
        ("paragr. 12 bis", "12 bis"),
    ],
)
def test_a_reference_names_its_place_alone(reference: str, locator: str) -> None:
    assert place(reference) == place(locator)
    assert names(f"GB.346/INS/4, {reference}", locator, ("GB.346/INS/4",))
    assert ends_with(f"GB.346/INS/4, {reference}", locator)
    assert not names(f"{reference} z)", locator, ())


def test_an_address_leads_to_a_place() -> None:
    assert leads_to("/#/p/plan/24%28c%29?lang=fr") == ("plan", "24(c)", "fr")
    assert leads_to("https://example.org/#/p/plan/24") is None


@pytest.mark.parametrize(
    ("shown", "put", "fact", "alone"),
    [
        ("Rosa met 12 sailors in Tarn on 15 March 2020.", "March", True, True),
        ("Rosa met 14 sailors in Tarn on 15 June 2020.", "14", True, True),
        ("Ines met 12 sailors in Tarn on 15 June 2020.", "Ines", True, True),
        ("Rosa saw 12 sailors in Tarn on 15 June 2020.", "saw", False, True),
        ("Rosa met 14 sailors in Brin on 15 June 2020.", "14 sailors in Brin", True, False),
    ],
)
def test_the_one_change_is_found(shown: str, put: str, fact: bool, alone: bool) -> None:
    change = one_change(shown, ["It was spring. Rosa met 12 sailors in Tarn on 15 June 2020. They ate."])
    assert change is not None
    assert (change.put, is_fact(change, "en"), is_single(change)) == (put, fact, alone)
    assert change.stored == "Rosa met 12 sailors in Tarn on 15 June 2020."


@pytest.mark.parametrize(
    ("shown", "stored", "fact"),
    [
        ("Il voit le Bureau international du Travail.", "Il voit le Bureau des activités pour les travailleurs.", True),
        ("Il voit le Département de la recherche.", "Il voit le Département des entreprises.", True),
        ("She heard the General Conference of the ILO.", "She heard the International Labour Conference.", True),
        ("The Office may help the members.", "The Office will help the members.", False),
        ("All goals are reached by then.", "All aims are reached by then.", False),
    ],
)
def test_the_end_of_a_name_is_a_name(shown: str, stored: str, fact: bool) -> None:
    change = one_change(shown, [stored])
    assert change is not None
    assert (is_fact(change, "fr") and is_single(change)) == fact


def test_two_changes_are_not_one() -> None:
    change = one_change("Ines met 14 sailors in Brin.", ["Rosa met 12 sailors in Tarn. Mary met 3 cooks."])
    assert change is None or not (is_fact(change, "en") and is_single(change))


def test_another_sentence_is_no_change() -> None:
    assert one_change("Nobody came.", ["It was spring. Rosa met 12 sailors."]) is None


def test_small_words_tell_the_language() -> None:
    assert spoken_in("Which of the figures is missing?") == {"en"}
    assert spoken_in("Quel est le chiffre qui manque dans la phrase ?") == {"fr"}
    assert spoken_in("¿Cuál es el número que falta en la frase?") == {"es"}
    assert spoken_in("Tarn 1987") == set()
    assert spoken_in("El texto dice Bureau for the Activities of Labour, no otra cosa.") == {"es"}


def test_words_are_folded() -> None:
    assert fold("L’Œuvre : 15,6 % (n° 193)") == "l oeuvre 15.6 % n 193"


def test_what_stands_in_a_gap_is_found_from_both_sides(shelf: Shelf) -> None:
    def found(before: str, after: str) -> list[str]:
        return sorted(" ".join(words) for _, words in shelf.fillings(before, after))

    assert found("A boat may be hired for", "hours on the quay.") == ["nine", "six"]
    assert found("hired", "hours on the quay.") == ["for nine", "for six"]
    assert found("The hall has 40", "") == ["seats for guests of the market"]
    assert found("", "seats for guests of the market") == ["the hall has 40"]
    assert found("A stall may be lent if: the steward,", "has agreed") == ["rosa lind"]
    assert found("no such", "words") == []
