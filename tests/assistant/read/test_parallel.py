"""The same paragraph in several languages, row by row; and what is said where versions do not agree."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.cite.types import Cited
from assistant.cli import parallel as command
from assistant.errors import BadRequest, NoSuchParagraph
from assistant.read.types import Parallel
from assistant.service import Assistant
from assistant.types import PlaceId
from corpus.errors import UnknownDocument
from corpus.library.library import Library
from corpus.types import Language, Status
from tests.world.docks import BAKERY, CHARTER, CHARTER_EN, CHARTER_FR
from tests.world.versions import home_with, version

Make = Callable[..., Assistant]

FERRY_EN = [
    ("1", "The ferry crosses the river six times a day, except on Sundays."),
    ("2", "Bicycles and prams travel free of charge; motor vehicles are not carried."),
    ("3", "The crew elects its captain every second spring, by secret ballot."),
    ("4", "Half of the fares are set aside for repairs to the hull and the engine."),
    ("5", "Children under seven years of age are accompanied by an adult."),
    ("6", "A passenger who falls ill is taken to the nearest hospital at once."),
]
# The same rules, but the French text has no rule on the captain and counts on: its 3 is 4 of the English text.
FERRY_FR = [
    ("1", "Le bac traverse le fleuve six fois par jour, sauf le dimanche."),
    ("2", "Les vélos et les poussettes voyagent gratuitement ; les véhicules à moteur ne sont pas transportés."),
    ("3", "La moitié des recettes est réservée aux réparations de la coque et du moteur."),
    ("4", "Les enfants de moins de sept ans sont accompagnés d’un adulte."),
    ("5", "Un passager qui tombe malade est conduit aussitôt à l’hôpital le plus proche."),
]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Give assistants over libraries of one document, whose versions are given by language and status."""
    made: list[Assistant] = []

    def build(*versions: tuple[Language, Status, list[tuple[str, str]]]) -> Assistant:
        """Build one; of the bundled notes there are none."""
        texts = ((CHARTER, version(CHARTER, *each)) for each in versions)
        made.append(Assistant(home_with(tmp_path / str(len(made)), texts)))
        return made[-1]

    yield build
    for each in made:
        each.close()


def texts(found: Parallel) -> list[tuple[str, dict[str, str]]]:
    """Return locators and the first words in each language."""
    return [(row.locator, {code: text.text.split()[0] for code, text in row.texts.items()}) for row in found.rows]


def test_a_paragraph_comes_with_its_items_in_every_language(docks: Assistant) -> None:
    found = docks.parallel(PlaceId("dock-charter", "3"), language="fr")
    assert texts(found) == [
        ("3", {"fr": "Le", "en": "The"}), ("3(a)", {"fr": "publier", "en": "publish"}),
        ("3(b)", {"fr": "garder", "en": "keep"}),
    ]  # fmt: skip
    assert found.languages == ("fr", "en")
    assert found.citation == "DC/7, paragr.\u00a03"
    assert [row.label for row in found.rows] == ["paragr.\u00a03", "paragr.\u00a03\u00a0a)", "paragr.\u00a03\u00a0b)"]
    assert [row.depth for row in found.rows] == [0, 1, 1]
    assert {text.status for row in found.rows for text in row.texts.values()} == {"official"}
    assert found.mismatches == ()


def test_a_whole_document_is_all_its_paragraphs_in_order(docks: Assistant) -> None:
    found = docks.parallel(PlaceId("dock-charter"))
    assert [row.locator for row in found.rows] == [locator for locator, _ in CHARTER_EN]
    assert found.citation == "Charter of the dock cooperatives (DC/7)"


def test_columns_are_those_asked_for_in_that_order_and_what_is_missing_is_said(docks: Assistant) -> None:
    found = docks.parallel(PlaceId("dock-charter", "2"), languages=["fr", "es", "fr"])
    assert (found.languages, found.missing) == (("fr",), ("es",))
    assert found.rows[0].texts.keys() == {"fr"}
    assert docks.parallel(PlaceId("dock-charter", "2"), languages=["es"]).languages == ()


def test_the_official_text_stands_before_the_note_of_its_language(make: Make) -> None:
    alinea = make(
        (Language.FR, Status.NOTE, [("1", "Note sur le premier."), ("5", "Note seule.")]),
        (Language.FR, Status.OFFICIAL, CHARTER_FR),
        (Language.EN, Status.MACHINE_TRANSLATION, CHARTER_EN),
    )
    found = alinea.parallel(PlaceId("dock-charter", "1"))
    assert {code: text.status for code, text in found.rows[0].texts.items()} == {
        "en": "machine_translation", "fr": "official",
    }  # fmt: skip


def test_places_that_are_not_there_are_told_with_what_is(docks: Assistant) -> None:
    with pytest.raises(UnknownDocument) as unknown:
        docks.parallel(PlaceId("dock-chartre", "1"))
    assert unknown.value.values["nearest"] == (("dock-charter", "Charter of the dock cooperatives"),)
    assert str(unknown.value).endswith("Known documents: Charter of the dock cooperatives; … (+1).")
    with pytest.raises(NoSuchParagraph, match=r"It has: paras 3\(a\) to \(b\)") as unresolved:
        docks.parallel(PlaceId("dock-charter", "3(z)"))
    assert unresolved.value.values["nearest"] == (
        ("3", "para. 3"), ("3(b)", "para. 3(b)"), ("3(a)", "para. 3(a)"),
    )  # fmt: skip
    with pytest.raises(BadRequest):
        docks.parallel(PlaceId("dock-charter"), languages=["de"])


def test_a_reference_leads_to_its_places_or_says_why_not(docks: Assistant) -> None:
    found = docks.parallel("DC/7, paragr. 3 b)")
    assert isinstance(found, Parallel)
    assert ([row.locator for row in found.rows], found.language) == (["3(b)"], "fr")
    several = docks.parallel("DC/7, paras 1 and 2")
    assert isinstance(several, Parallel)
    assert [row.locator for row in several.rows] == ["1", "2"]
    nowhere = docks.parallel("DC/7, para. 9")
    assert isinstance(nowhere, Cited)
    assert nowhere.status == "no_such_paragraph"


# Versions that do not agree --------------------------------------------------------------------------------------


def test_a_missing_paragraph_and_a_missing_item_are_told_where_they_show(make: Make) -> None:
    alinea = make(
        (Language.EN, Status.OFFICIAL, CHARTER_EN),
        (Language.FR, Status.OFFICIAL, [each for each in CHARTER_FR if each[0] not in ("2", "3(b)")]),
    )
    whole = alinea.parallel(PlaceId("dock-charter"))
    assert [(each.kind, each.locators) for each in whole.mismatches] == [("missing", ("2",)), ("items", ("3",))]
    assert [each.message for each in whole.mismatches] == [
        "para. 2: in the official text in English, but not in the official text in French, whose numbering jumps from "
        "1 to 3.",
        "para. 3: subdivisions number 2 in the official text in English, 1 in the official text in French; on one side "
        "only: para. 3(b).",
    ]
    assert [each.kind for each in alinea.parallel(PlaceId("dock-charter", "3")).mismatches] == ["items"]
    assert alinea.parallel(PlaceId("dock-charter", "4")).mismatches == ()
    alone = alinea.parallel(PlaceId("dock-charter", "2"))
    assert (alone.languages, alone.missing) == (("en", "fr"), ())
    assert alone.rows[0].texts.keys() == {"en"}
    french = alinea.parallel(PlaceId("dock-charter", "2"), language="fr").mismatches[0].message
    assert french == (
        "paragr.\u00a02\u00a0: dans le texte officiel en anglais, mais pas dans le texte officiel en français, où la "
        "numérotation passe de 1 à 3."
    )


def test_a_shifted_numbering_is_told_as_one_run(make: Make) -> None:
    alinea = make((Language.EN, Status.OFFICIAL, FERRY_EN), (Language.FR, Status.OFFICIAL, FERRY_FR))
    doubts = [each for each in alinea.parallel(PlaceId("dock-charter")).mismatches if each.kind == "text"]
    assert [each.locators for each in doubts] == [("3",), ("4", "5")]
    assert doubts[0].message == (
        "para. 3: the official text in English and the official text in French have little in common there; one of "
        "them may be of another edition."
    )
    assert doubts[1].message == (
        "paras 4 to 5: the texts may not correspond. What the official text in English says there is nearer to paras 3 "
        "to 4 of the official text in French; check the numbering."
    )


def test_a_note_that_leaves_something_out_warns_of_nothing(make: Make) -> None:
    alinea = make((Language.FR, Status.OFFICIAL, CHARTER_FR), (Language.EN, Status.NOTE, CHARTER_EN[:2]))
    assert alinea.parallel(PlaceId("dock-charter")).mismatches == ()


def test_the_library_and_the_report_on_a_file_warn(make: Make, tmp_path: Path) -> None:
    alinea = make((Language.EN, Status.OFFICIAL, FERRY_EN), (Language.FR, Status.OFFICIAL, FERRY_FR))
    (summary,) = alinea.library("fr")
    warned = {each.language: each.warnings for each in summary.versions}
    assert warned["en"] == ()
    places = [warning.split("\u00a0:")[0] for warning in warned["fr"]]
    assert places == ["paragr.\u00a06", "paragr.\u00a03", "paragr.\u00a04\u00a0à\u00a05"]
    file = tmp_path / "charter.txt"
    file.write_text("\n\n".join(f"{n}. {text}" for n, text in FERRY_FR[:4]), encoding="utf-8")
    Path(f"{file}.toml").write_text('id = "dock-charter"\nlanguage = "fr"\n', encoding="utf-8")
    (added,) = alinea.add([file], official=True).documents
    assert any(
        warning.startswith("paras 5 to 6: in the official text in English, but not") for warning in added.warnings
    )


def test_documents_in_one_version_or_in_agreement_warn_of_nothing(docks: Assistant) -> None:
    assert {each.id: [version.warnings for version in each.versions] for each in docks.library()} == {
        CHARTER.id: [(), ()], BAKERY.id: [()],
    }  # fmt: skip


def test_a_changed_version_is_compared_anew(make: Make, tmp_path: Path) -> None:
    alinea = make((Language.EN, Status.OFFICIAL, FERRY_EN), (Language.FR, Status.OFFICIAL, FERRY_FR))
    assert alinea.parallel(PlaceId("dock-charter")).mismatches
    with Library(alinea.settings.library) as library:
        library.add(CHARTER, replace(version(CHARTER, Language.FR, Status.OFFICIAL, FERRY_EN), sha256="new"))
    assert alinea.parallel(PlaceId("dock-charter")).mismatches == ()


# The command -----------------------------------------------------------------------------------------------------


def test_two_columns_on_a_wide_terminal_and_one_beneath_the_other_on_a_narrow_one(docks: Assistant) -> None:
    found = docks.parallel(PlaceId("dock-charter", "3"))
    wide = command.text(found, 100).splitlines()
    assert wide[0] == "DC/7, para. 3"
    assert wide[2].split() == ["en", "(official)", "fr", "(official)"]
    assert any("3. The board shall:" in line and "3. Le conseil est tenu de" in line for line in wide)
    assert any(line.startswith("  (a) publish") and "(a) publier" in line for line in wide)
    assert max(map(len, wide)) <= 100
    narrow = command.text(found, 50).splitlines()
    assert "en  3. The board shall:" in narrow
    assert "fr  3. Le conseil est tenu de :" in narrow
    assert max(map(len, narrow)) <= 50


def test_the_command_says_what_is_missing_and_shows_no_control_characters(make: Make) -> None:
    alinea = make(
        (Language.EN, Status.OFFICIAL, [("1", "Red \x1b[31malert [bold]x[/bold]"), ("2", "Two.")]),
        (Language.FR, Status.OFFICIAL, [("1", "Alerte")]),
    )
    shown = command.text(alinea.parallel(PlaceId("dock-charter"), languages=["en", "fr", "es"]))
    assert "Not loaded in: es. Shown: en, fr." in shown
    assert "Red [31malert [bold]x[/bold]" in shown
    assert "\x1b" not in shown
    assert any(line.startswith("2. Two.") and line.endswith("–") for line in shown.splitlines())


def test_the_command_line_prints_one_object(
    json_of: Callable[..., dict[str, object]], command: Callable[..., tuple[int, str, str]]
) -> None:
    found = json_of("parallel", "GB.346/INS/4, para. 28", "--lang", "fr", "--lang", "en")
    assert found["languages"] == ["fr", "en"]
    assert json.dumps(found["rows"]).count('"status": "note"') == 2
    assert json_of("parallel", "GB.346/INS/4, para. 99", code=1)["status"] == "no_such_paragraph"
    code, said, _ = command("parallel", "GB.346/INS/4, paragr. 28", "--lang", "en")
    assert code == 0
    assert said.startswith("GB.346/INS/4, paragr.\u00a028\n\nen (note)\n")


def test_a_row_of_the_plan_is_named_and_told_by_its_columns_in_the_language_of_each_text(alinea: Assistant) -> None:
    found = alinea.parallel("GB.912/INS/4, row 2 of output 1.1", languages=["en", "fr"], language="en")
    assert isinstance(found, Parallel)
    french = found.rows[0].texts["fr"]
    assert french.label == "plan d’action, produit\u00a01.1, ligne\u00a02"
    assert [name for name, _ in french.columns] == [
        "Livrable", "Points des conclusions", "Produits du programme et budget", "Délais",
    ]  # fmt: skip
    assert french.text == " | ".join(content for _, content in french.columns)
    for width in (120, 50):
        told = command.text(found, width)
        assert " | " not in told
        assert "plan d’action, produit" in told
        assert "Livrable\u00a0:" in told
        assert "action plan, output 1.1, row 2" in told  # the citation, for the reader
