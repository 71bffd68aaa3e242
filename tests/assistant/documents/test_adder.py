"""Bringing documents in, seeing what is there, taking them out; the bundled notes follow their documents."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant.cli.documents import ADD
from assistant.cli.parser import build_parser
from assistant.documents.wording import notice_texts, warnings_of
from assistant.errors import BadRequest
from assistant.service import Assistant
from assistant.settings import Settings
from corpus.errors import AlineaError, BadFact, UnknownDocument
from corpus.notices import Notice
from tests.world.folders import ROOT, WORKSHOPS

LETTER = WORKSHOPS / "letter.en.md"
GERMAN = (
    "Die Öfen der Gemeinde werden von den Bäckern geheizt, und das Brot ist nicht nur für die Dörfer, sondern auch für "
    "die Reisenden, die mit dem Boot oder mit der Bahn kommen und nach einer warmen Mahlzeit suchen. "
)
BUNDLED = ("gb346-ins-4", "ilo-coop-solidarity-letter-2020")


def ids(service: Assistant) -> set[str]:
    """Return the documents there are."""
    return {document.id for document in service.library()}


def statuses(service: Assistant, document: str) -> set[tuple[str, str]]:
    """Return language and status of each version of a document."""
    (summary,) = (each for each in service.library() if each.id == document)
    return {(version.language, version.status) for version in summary.versions}


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """Give a copy of the letter, with its sidecar, that may be changed."""
    shutil.copy(WORKSHOPS / "letter.en.md.toml", tmp_path)
    return Path(shutil.copy(LETTER, tmp_path))


def test_the_report_says_what_was_found(own_alinea: Assistant, letter: Path) -> None:
    own_alinea.remove("bicycle-letter")
    (document,) = own_alinea.add([letter]).documents
    assert document.to_json() == {
        "id": "bicycle-letter",
        "language": "en",
        "file": str(letter),
        "pages": 1,
        "paragraphs": 4,
        "locators": ("¶1", "¶2", "¶3", "¶4"),
        "warnings": (),
        "change": "added",
        "dropped": {},
        "title": "Letter to the friends of the bicycle cooperative",
        "told_by": "sidecar",
        "notices": (),
        "status": "added",
        "sign": "",
    }


def test_the_same_file_twice_changes_nothing(own_alinea: Assistant, letter: Path) -> None:
    state = own_alinea.engine.opened().state
    assert [document.change for document in own_alinea.add([letter, letter]).documents] == ["unchanged", "unchanged"]
    assert own_alinea.engine.opened().state == state


def test_a_changed_file_replaces_the_old_text(own_alinea: Assistant, letter: Path) -> None:
    letter.write_text(LETTER.read_text(encoding="utf-8").replace("212 bicycles", "977 tandems"), encoding="utf-8")
    assert [document.change for document in own_alinea.add([letter], official=True).documents] == ["replaced"]
    assert "977 tandems" in own_alinea.ask("How many tandems has the bicycle cooperative lent to nurses?").answer
    assert own_alinea.find("212 bicycles", exact=True).hits == ()
    assert own_alinea.find("977 tandems", exact=True).hits[0].locator == "¶2"


def test_the_sidecar_has_the_last_word(own_alinea: Assistant, letter: Path) -> None:
    sidecar = letter.with_name(letter.name + ".toml")
    sidecar.write_text('id = "other"\ntitle = "Another title"\nsymbol = "L.77"\ndate = "2030"\n', encoding="utf-8")
    assert own_alinea.add([letter]).documents[0].id == "other"
    (summary,) = (each for each in own_alinea.library() if each.id == "other")
    assert (summary.title, summary.symbol, summary.date) == ("Another title", "L.77", "2030")


def test_a_wrong_sidecar_is_an_error_that_names_it(own_alinea: Assistant, letter: Path) -> None:
    letter.with_name(letter.name + ".toml").write_text('colour = "red"\n', encoding="utf-8")
    added = own_alinea.add([letter])
    assert added.documents == ()
    assert "letter.en.md.toml: unknown key “colour”" in added.errors[0].reason


def test_facts_given_with_files_go_before_the_sidecar(own_alinea: Assistant, letter: Path) -> None:
    own_alinea.add([letter], facts={"title": "A letter on bicycles", "date": "2031"})
    (summary,) = (each for each in own_alinea.library() if each.id == "bicycle-letter")
    assert (summary.title, summary.date) == ("A letter on bicycles", "2031")


def test_facts_that_are_not_understood_bring_nothing_in(own_alinea: Assistant, letter: Path) -> None:
    before = own_alinea.library()
    with pytest.raises(BadFact, match="“language” is 'de'; expected one of en, fr, es"):
        own_alinea.add([letter], facts={"language": "de"})
    assert own_alinea.library() == before


def test_why_a_file_is_refused_is_told_in_each_language_and_its_json_in_english(
    own_alinea: Assistant, tmp_path: Path
) -> None:
    (tmp_path / "scan.pdf").write_bytes(b"no pdf at all")
    (problem,) = own_alinea.add([tmp_path / "scan.pdf"]).errors
    path = tmp_path / "scan.pdf"
    english = f"{path} could not be read (it is not a PDF: the PDF signature is missing)."
    assert problem.to_json() == {
        "file": str(path),
        "reason": f"{english} Check that it opens elsewhere, then add it again.",
    }
    assert "(ce n’est pas un PDF" in problem.told("fr").reason
    assert "(no es un PDF" in problem.told("es").reason


def test_a_text_in_another_language_is_refused_with_the_name_of_its_language_in_the_readers(
    own_alinea: Assistant, tmp_path: Path
) -> None:
    (tmp_path / "satzung.txt").write_text(f"1. {GERMAN * 4}\n\n2. {GERMAN * 4}\n", encoding="utf-8")
    (problem,) = own_alinea.add([tmp_path / "satzung.txt"]).errors
    assert "is in German." in problem.reason
    assert "allemand" in problem.told("fr").reason
    assert "alemán" in problem.told("es").reason


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", ["numbers", "NOT ADDED"]), ("fr", ["numéros", "NON AJOUTÉ"]), ("es", ["números", "NO AÑADIDO"])],
)
def test_a_terminal_reports_in_the_language_asked_for(
    language: str, expected: list[str], own_alinea: Assistant, letter: Path, tmp_path: Path
) -> None:
    (tmp_path / "scan.pdf").write_bytes(b"no pdf at all")
    asked = build_parser().parse_args(["add", str(letter), str(tmp_path / "scan.pdf"), "--lang", language])
    outcome = ADD.run(own_alinea, asked)
    assert all(each in outcome.text for each in expected)
    assert ("the PDF signature" in outcome.text) is (language == "en")
    assert "the PDF signature" in outcome.json["errors"][0]["reason"]


def test_where_texts_disagree_is_told_in_each_language(own_alinea: Assistant, letter: Path, tmp_path: Path) -> None:
    french = tmp_path / "lettre.fr.md"
    french.write_text("# Lettre\n\nNous avons acheté un ferry bleu pour tous les membres.\n", encoding="utf-8")
    (added,) = own_alinea.add([french], facts={"id": "bicycle-letter", "language": "fr"}).documents
    assert any("text added, in English" in each or "English" in each for each in added.warnings)
    assert not any("English" in each for each in warnings_of(added, "fr"))


def test_bad_files_do_not_stop_the_good_ones(own_alinea: Assistant, letter: Path, tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(b"no pdf at all")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    (tmp_path / "table.xlsx").write_bytes(b"PK\x03\x04")
    (tmp_path / "nothing").mkdir()
    letter.write_text("# Letter\n\nWe have bought a blue ferry for the members of the cooperative.\n", encoding="utf-8")
    names = ["scan.pdf", "empty.txt", "table.xlsx", "nothing", "missing.pdf", letter.name, "x" * 5_000, "\x00"]
    added = own_alinea.add([tmp_path / name for name in names], official=True)
    assert [document.id for document in added.documents] == ["bicycle-letter"]
    assert len(added.errors) == 7
    for error in added.errors:
        assert error.file in error.reason
    assert own_alinea.find("blue ferry", exact=True).hits


def test_folders_are_searched_at_any_depth(own_alinea: Assistant, tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b"
    shutil.copytree(WORKSHOPS, deep)
    (tmp_path / "a" / "README.md").write_text("Not a document", encoding="utf-8")
    added = own_alinea.add([tmp_path])
    assert len(added.documents) == 3
    assert added.errors == ()


def test_progress_goes_from_nothing_to_all(own_alinea: Assistant, letter: Path) -> None:
    steps: list[float] = []
    letter.write_text(LETTER.read_text(encoding="utf-8") + "\nOne more line.\n", encoding="utf-8")
    own_alinea.add([letter], official=True, progress=lambda done, label: steps.append(done))
    assert steps == sorted(steps)
    assert steps[0] == 0.0
    assert steps[-1] == 1.0


# Taking out --------------------------------------------------------------------------------------------------------


def test_a_removed_document_is_gone_at_once_here_and_elsewhere(own_alinea: Assistant, own_home: Path) -> None:
    other = Assistant(Settings(own_home))
    question = "When is the next general meeting of the bicycle cooperative?"
    assert other.ask(question).citations[0].document == "bicycle-letter"
    own_alinea.remove("bicycle-letter")
    for service in (own_alinea, other):
        assert "bicycle-letter" not in ids(service)
        assert all(hit.document != "bicycle-letter" for hit in service.find("bicycle cooperative", k=100).hits)
        assert all(citation.document != "bicycle-letter" for citation in service.ask(question).citations)
        with pytest.raises(UnknownDocument):
            service.find("bicycle", document="bicycle-letter")
        with pytest.raises(UnknownDocument):
            service.context("bicycle-letter", "¶1")
    other.close()


def test_removing_what_is_not_there_names_what_is(own_alinea: Assistant) -> None:
    with pytest.raises(UnknownDocument, match=r"no document “nothing” .*bicycle-letter"):
        own_alinea.remove("nothing")


@pytest.mark.parametrize("document", ["", "' OR 1=1; --", "../library", "\x00", "BICYCLE-LETTER"])
def test_only_the_exact_name_removes(own_alinea: Assistant, document: str) -> None:
    before = ids(own_alinea)
    with pytest.raises(AlineaError):
        own_alinea.remove(document)
    assert ids(own_alinea) == before


# The bundled notes -------------------------------------------------------------------------------------------------


def test_the_bundled_notes_are_there_from_the_start(tmp_path: Path) -> None:
    service = Assistant(Settings(tmp_path))
    assert set(BUNDLED) < ids(service)
    assert statuses(service, "gb346-ins-4") == {("en", "note"), ("fr", "note")}
    service.close()


def test_without_notes_nothing_of_them_is_seen(own_home: Path) -> None:
    service = Assistant(Settings(own_home, notes=False))
    assert ids(service) == {"gb912-ins-4", "bicycle-letter"}
    assert statuses(service, "gb912-ins-4") == {("fr", "official")}
    for hit in service.find("objectives of the strategy", k=100).hits:
        assert {rendition.status for rendition in hit.renditions.values()} == {"official"}
    assert service.find("Objective 1 is to count the workshops", exact=True).hits == ()
    service.close()


def test_a_removed_document_takes_its_notes_along_and_they_stay_away(own_alinea: Assistant, own_home: Path) -> None:
    own_alinea.remove("gb346-ins-4")
    again = Assistant(Settings(own_home))
    assert "gb346-ins-4" not in ids(again)
    again.add([LETTER])  # another document coming in brings nothing back
    assert "gb346-ins-4" not in ids(again)
    again.close()


def test_the_document_coming_back_brings_its_notes_back(own_alinea: Assistant, letter: Path) -> None:
    own_alinea.remove("ilo-coop-solidarity-letter-2020")
    letter.with_name(letter.name + ".toml").write_text('id = "ilo-coop-solidarity-letter-2020"\n', encoding="utf-8")
    own_alinea.add([letter])
    found = statuses(own_alinea, "ilo-coop-solidarity-letter-2020")
    assert found == {("en", "added"), ("en", "note"), ("fr", "note")}


def test_a_note_that_was_changed_is_brought_up_to_date(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from corpus import notes

    first, *rest = notes.bundled()
    changed = replace(first, sha256="0" * 64, renditions=first.renditions[:1])
    monkeypatch.setattr(notes, "bundled", lambda: iter([changed, *rest]))
    service = Assistant(Settings(own_home))
    (summary,) = (each for each in service.library() if each.id == first.document)
    counts = {v.language: v.paragraphs for v in summary.versions if v.status == "note"}
    assert counts[first.language] == 1
    service.close()


# Being interrupted -------------------------------------------------------------------------------------------------


def test_an_addition_that_is_killed_leaves_the_old_state_or_the_new(own_home: Path, letter: Path) -> None:
    old = LETTER.read_text(encoding="utf-8")
    new = old.replace("212 bicycles", "977 tandems")
    letter.write_text(new, encoding="utf-8")
    command = [sys.executable, str(ROOT / "app.py"), "add", str(letter)]
    environment = os.environ | {"ALINEA_HOME": str(own_home)}
    for delay in (0.3, 0.6, 0.9):
        with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as adding:
            time.sleep(delay)
            adding.send_signal(signal.SIGKILL)
        service = Assistant(Settings(own_home))
        found = {count: len(service.find(count, exact=True).hits) for count in ("212 bicycles", "977 tandems")}
        assert sorted(found.values()) == [0, 1]
        assert service.check().ok
        letter.write_text(old if found["977 tandems"] else new, encoding="utf-8")
        service.close()


# What is listed ------------------------------------------------------------------------------------------------------


def test_documents_are_listed_by_title_in_the_language_of_the_reader(alinea: Assistant) -> None:
    for language in ("en", "fr"):
        titles = [document.title for document in alinea.library(language)]
        assert titles == sorted(titles, key=str.casefold)
    assert "Stratégie et plan d’action pour les ateliers coopératifs de réparation" in titles


def test_warnings_are_told_in_the_language_of_the_reader() -> None:
    stored = (Notice("lost_letters", {"count": "3"}).encode(),)
    assert "3" in notice_texts(stored, "en")[0]
    assert notice_texts(stored, "en") != notice_texts(stored, "fr")
    share = [Notice("left_out", {"share": "2.1", "sample": "Gazette"}).encode()]
    assert [
        figure in notice_texts(share, each)[0] for each, figure in (("en", "2.1"), ("fr", "2,1"), ("es", "2,1"))
    ] == [True] * 3
    assert notice_texts(stored, "es") == ("3 letras se perdieron en el propio archivo (se muestran como �).",)


def test_no_language_but_ours(alinea: Assistant) -> None:
    for call in (alinea.find, alinea.ask, alinea.cite):
        with pytest.raises(BadRequest, match="“de” cannot be used here: expected a language: en, fr or es"):
            call("cooperatives", language="de")
    with pytest.raises(BadRequest):
        alinea.ask("cooperatives", interface="de")


# Files of one name, and names of all sorts --------------------------------------------------------------------------


def test_two_files_of_one_name_do_not_replace_one_another(own_alinea: Assistant, tmp_path: Path) -> None:
    for folder, word in (("a", "red"), ("b", "blue")):
        (tmp_path / folder).mkdir()
        text = f"The {word} ferry takes the members of the cooperative over the river."
        (tmp_path / folder / "report.txt").write_text(text, encoding="utf-8")
    added = own_alinea.add([tmp_path / "a", tmp_path / "b"])
    assert [document.id for document in added.documents] == ["report"]
    assert 'id = "report-2"' in added.errors[0].reason
    assert own_alinea.find("red ferry", exact=True).hits


def test_a_text_replaced_by_a_file_of_another_name_is_told(own_alinea: Assistant, tmp_path: Path) -> None:
    for name, word in (("report.txt", "red"), ("Report.md", "blue")):
        text = f"The {word} ferry takes the members of the cooperative over the river."
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert own_alinea.add([tmp_path / "report.txt"]).documents[0].warnings == ()
    assert "report.txt" in own_alinea.add([tmp_path / "Report.md"]).documents[0].warnings[0]


def test_names_that_are_long_or_no_text_stop_nothing(own_alinea: Assistant, tmp_path: Path) -> None:
    for name in ("b" * 248 + ".txt", "caf\udce9.txt", "plain.txt"):
        text = f"The {name[:1]} ferry takes the members of the cooperative over the river."
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "nested.txt").write_text("The ferry takes the members over the river.", encoding="utf-8")
    (tmp_path / "nested.txt.toml").write_text("id = " + "[" * 5_000, encoding="utf-8")
    added = own_alinea.add([tmp_path])
    assert len(added.documents) == 3
    assert [Path(error.file).name for error in added.errors] == ["nested.txt"]


STATUTES = "# Statuts de la coopérative\n\nArticle 1\n\n{first}\n\nArticle 2\n\n{second}\n"
OVEN = STATUTES.format(
    first="Le four est rouge et il appartient à tous les habitants du village.",
    second="Le pain est cuit chaque jour par les membres qui le souhaitent.",
)
MILL = STATUTES.format(
    first="Le moulin tourne avec le vent des collines voisines.",
    second="La farine est partagée entre les familles selon leur travail.",
)


def test_another_document_of_the_same_title_does_not_take_its_place(own_alinea: Assistant, tmp_path: Path) -> None:
    oven, mill = tmp_path / "four.fr.md", tmp_path / "moulin.fr.md"
    oven.write_text(OVEN, encoding="utf-8")
    mill.write_text(MILL, encoding="utf-8")
    assert own_alinea.add([oven]).documents[0].id == "four"
    (error,) = own_alinea.add([mill]).errors
    assert "has the title of “four.fr.md” (four), but other words" in error.reason
    assert own_alinea.cite("four, article 1").text == OVEN.splitlines()[4]
    mill.with_name("moulin.fr.md.toml").write_text('id = "four-2"\n', encoding="utf-8")
    assert own_alinea.add([mill]).documents[0].id == "four-2"
    assert own_alinea.cite("four, article 1").text == OVEN.splitlines()[4]


def test_a_new_version_in_a_file_of_another_name_takes_its_place_and_is_told(
    own_alinea: Assistant, tmp_path: Path
) -> None:
    oven, newer = tmp_path / "four.fr.md", tmp_path / "four-2031.fr.md"
    oven.write_text(OVEN, encoding="utf-8")
    newer.write_text(OVEN.replace("rouge", "vert"), encoding="utf-8")
    own_alinea.add([oven])
    (document,) = own_alinea.add([newer]).documents
    assert (document.id, document.change) == ("four", "replaced")
    assert (document.told_by, document.sign) == ("library", "title")
    assert document.warnings == ("takes the place of the text brought in from “four.fr.md”",)
