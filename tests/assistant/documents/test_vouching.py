"""What “official” means: a file that somebody brings is an added text until its source, or a person, vouches for it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from assistant.access.visitor import Role, Visitor
from assistant.citations import Style
from assistant.errors import NotAllowed, NothingToConfirm, ReadOnlyMode
from assistant.service import Assistant
from assistant.settings import Settings
from corpus.errors import UnknownDocument
from corpus.library.sources import Sources
from tests.world.folders import WORKSHOPS

NAME = "bicycle-letter"
QUESTION = "How many bicycles has the bicycle cooperative lent to nurses?"
ADA = Visitor("ada", Role.EDITOR)


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """Give a copy of the letter, with its sidecar, that may be changed."""
    shutil.copy(WORKSHOPS / "letter.en.md.toml", tmp_path)
    return Path(shutil.copy(WORKSHOPS / "letter.en.md", tmp_path))


@pytest.fixture
def added(own_alinea: Assistant, letter: Path) -> Assistant:
    """Give a library whose letter is an added text."""
    own_alinea.remove(NAME)
    own_alinea.add([letter])
    return own_alinea


def version(service: Assistant, document: str = NAME) -> tuple[str, dict[str, str] | None]:
    """Return the status of a document's first version, and what vouches for it but the date."""
    (summary,) = (each for each in service.library() if each.id == document)
    first = summary.to_json()["versions"][0]
    vouched = first["vouched"]
    return first["status"], vouched and {name: value for name, value in vouched.items() if name != "date"}


def changed(letter: Path) -> Path:
    """Change a figure of the letter."""
    letter.write_text(letter.read_text(encoding="utf-8").replace("212 bicycles", "977 bicycles"), encoding="utf-8")
    return letter


# Added ---------------------------------------------------------------------------------------------------------------


def test_a_file_is_an_added_text_whatever_its_sidecar_says(own_alinea: Assistant, letter: Path) -> None:
    own_alinea.remove(NAME)
    with letter.with_name(f"{letter.name}.toml").open("a", encoding="utf-8") as sidecar:
        sidecar.write('status = "official"\n')
    (document,) = own_alinea.add([letter]).documents
    assert (document.change, document.status) == ("added", "added")
    assert version(own_alinea) == ("added", None)


def test_an_added_text_is_found_quoted_and_checked_like_an_official_one(own_alinea: Assistant, letter: Path) -> None:
    def seen(service: Assistant) -> str:
        answer, (checked,) = service.ask(QUESTION), service.verify("212 bicycles").quotes
        results = [each.to_json() for each in (*answer.citations, *service.find(QUESTION).hits, checked)]
        results += service.compare(["bicycles"], [NAME]).to_json()["rows"]
        return f"{answer.status} {answer.answer} {json.dumps(results)}"

    official = seen(own_alinea)
    own_alinea.confirm(NAME, undo=True)
    assert version(own_alinea) == ("added", None)
    alike = official.replace('"status": "official"', '"status": "added"').replace(
        '"official": true', '"official": false'
    )
    assert NAME in official and seen(own_alinea) == alike


def test_its_label_its_footnote_and_its_json_say_what_it_is(added: Assistant) -> None:
    (citation,) = (each for each in added.ask(QUESTION).citations if each.document == NAME)
    assert (citation.status, citation.verified) == ("added", True)
    assert {hit.status for hit in added.find("bicycles", document=NAME).hits} == {"added"}
    cited = added.citations(NAME, "¶2", styles=(Style.ILO, Style.CSL))
    assert cited["ilo"].rstrip(".").endswith("(text added by the user, not checked against the official source)")
    (entry,) = json.loads(cited["csl"])
    assert entry["title"] == "Letter to the friends of the bicycle cooperative"
    assert entry["note"].endswith("Text added by the user, not checked against the official source")
    (checked,) = added.verify("“212 bicycles”").quotes
    assert (checked.status, checked.official, checked.worth) == ("found", False, "added")


def test_study_items_of_an_added_text_are_labelled(added: Assistant) -> None:
    from assistant.study.types import StudyRequest

    quiz = added.study.quiz(StudyRequest(documents=(NAME,), count=3))
    assert quiz.items
    assert all(item.label == "From an added text, not confirmed as official." for item in quiz.items)


def test_nothing_added_displaces_an_official_text(own_alinea: Assistant, letter: Path) -> None:
    result = own_alinea.add([changed(letter)])
    assert result.documents == ()
    assert "the official text of bicycle-letter (en) is here already, and stays" in result.errors[0].reason
    assert "212 bicycles" in own_alinea.ask(QUESTION).answer


def test_the_very_file_that_was_vouched_for_stays_official(own_alinea: Assistant, letter: Path) -> None:
    assert [(each.change, each.status) for each in own_alinea.add([letter]).documents] == [("unchanged", "official")]


# Vouched for ---------------------------------------------------------------------------------------------------------


def test_a_person_who_answers_for_it_adds_an_official_text(added: Assistant, letter: Path) -> None:
    (document,) = added.add([letter], official=True, by=ADA).documents
    assert (document.change, document.status) == ("vouched", "official")
    assert version(added) == ("official", {"by": "confirmed", "address": "", "name": "ada"})
    (replaced,) = added.add([changed(letter)], official=True).documents
    assert (replaced.change, replaced.status) == ("replaced", "official")


def test_a_text_is_confirmed_with_who_and_when_and_the_word_taken_back(added: Assistant) -> None:
    said = added.confirm(NAME, by=ADA)
    (text,) = said.texts
    assert (said.document, text.language, text.change, text.status) == (NAME, "en", "confirmed", "official")
    assert version(added) == ("official", {"by": "confirmed", "address": "", "name": "ada"})
    assert {each.status for each in added.ask(QUESTION).citations if each.document == NAME} == {"official"}
    assert [each.change for each in added.confirm(NAME).texts] == ["unchanged"]
    assert [each.change for each in added.confirm(NAME, undo=True).texts] == ["withdrawn"]
    assert version(added) == ("added", None)
    added.check()


def test_what_can_repair_a_text_knows_who_vouched_for_it(added: Assistant) -> None:
    added.confirm(NAME, by=ADA)
    records = [each for _, each in Sources(added.settings.sources).records() if each.document == NAME]
    (record,) = records
    assert record.status == "official" and record.vouched_for is not None and record.vouched_for.name == "ada"


def test_who_confirmed_is_in_the_audit_log(added: Assistant, letter: Path) -> None:
    added.confirm(NAME, by=ADA)
    added.confirm(NAME, undo=True, by=ADA)
    added.add([letter], official=True, by=ADA)
    lines = [json.loads(each) for each in (added.settings.home / "audit.jsonl").read_text().splitlines()]
    told = [(each["who"], each["outcome"], each["document"]) for each in lines if each["what"] == "confirm"]
    assert told[-3:] == [("ada", how, "bicycle-letter (en)") for how in ("confirmed", "withdrawn", "official")]


def test_a_note_cannot_be_confirmed(own_alinea: Assistant) -> None:
    with pytest.raises(NothingToConfirm, match="no text of “untfsse-origins” to confirm"):
        own_alinea.confirm("untfsse-origins")
    with pytest.raises(NothingToConfirm, match=r"language: fr; texts here: en"):
        own_alinea.confirm(NAME, language="fr")
    with pytest.raises(UnknownDocument):
        own_alinea.confirm("nothing")


def test_readers_confirm_nothing_and_nobody_does_where_it_is_read_only(added: Assistant, letter: Path) -> None:
    for ask in (lambda: added.confirm(NAME, by=Visitor()), lambda: added.add([letter], official=True, by=Visitor())):
        with pytest.raises(NotAllowed):
            ask()
    home = added.settings.home
    added.close()
    service = Assistant(Settings(home, read_only=True))
    with pytest.raises(ReadOnlyMode):
        service.confirm(NAME)
    assert version(service) == ("added", None)
    service.close()
