"""A quiz changed by hand, and a quiz whose texts have changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import BadRequest
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.study.errors import BrokenItem
from assistant.study.formats.json_object import as_json, read_quiz
from assistant.study.rules import Reason
from assistant.study.types import ItemKind, Quiz, StudyRequest
from corpus.library.library import Library
from tests.world.grants import corrected, texts
from tests.world.versions import hold, home_with


@pytest.fixture(scope="module")
def quiz(grants: Assistant) -> Quiz:
    """Give a paper on the charter."""
    return grants.study.quiz(StudyRequest(kinds={"multiple_choice": 2, "which_paragraph": 1}))


def test_an_item_is_swapped_for_another_of_its_kind(grants: Assistant, quiz: Quiz) -> None:
    old = next(item for item in quiz.items if item.kind is ItemKind.MULTIPLE_CHOICE)
    changed = grants.study.swap(quiz, old.id)
    at = quiz.items.index(old)
    assert changed.items[at].kind is old.kind
    assert changed.items[at].passage not in {item.passage for item in quiz.items}
    assert changed.items[:at] + changed.items[at + 1 :] == quiz.items[:at] + quiz.items[at + 1 :]


def test_an_item_is_deleted(grants: Assistant, quiz: Quiz) -> None:
    assert grants.study.delete(quiz, quiz.items[1].id).items == (quiz.items[0], quiz.items[2])


def test_an_edited_item_is_marked_and_its_key_is_checked_again(grants: Assistant, quiz: Quiz) -> None:
    old = next(item for item in quiz.items if item.kind is ItemKind.MULTIPLE_CHOICE)
    changed = grants.study.edit(quiz, old.id, {"stem": "What is it, in the charter?"})
    new = changed.items[quiz.items.index(old)]
    assert (new.stem, new.edited, new.key) == ("What is it, in the charter?", True, old.key)
    for wrong, rule in (
        ({"key": "999"}, Reason.NOT_ONE_ANSWER),
        ({"key": old.options[0] if old.key != old.options[0] else old.options[1]}, Reason.NOT_VERBATIM),
        ({"options": (old.key, old.key)}, Reason.NOT_ONE_ANSWER),
        ({"passage": "The charter says nothing."}, Reason.NOT_VERBATIM),
    ):
        with pytest.raises(BrokenItem) as refused:
            grants.study.edit(quiz, old.id, wrong)
        assert rule in refused.value.rules
    for unknown in ({"evidence": ()}, {"beside": {"stem": "There is no second language."}}):
        with pytest.raises(BadRequest):
            grants.study.edit(quiz, old.id, unknown)


def test_the_second_language_is_edited_too(grants: Assistant) -> None:
    quiz = grants.study.quiz(StudyRequest(languages=("en", "fr"), kinds={"multiple_choice": 1}))
    (old,) = quiz.items
    (new,) = grants.study.edit(quiz, old.id, {"beside": {"stem": "Lequel est juste ?"}}).items
    assert new.beside is not None and old.beside is not None
    assert (new.stem, new.beside.stem, new.beside.key) == (old.stem, "Lequel est juste ?", old.beside.key)
    with pytest.raises(BrokenItem):
        grants.study.edit(quiz, old.id, {"beside": {"options": old.beside.options[::-1]}})


def test_an_item_that_is_not_there_is_told(grants: Assistant, quiz: Quiz) -> None:
    for change in (grants.study.delete, grants.study.swap):
        with pytest.raises(BadRequest, match="nowhere"):
            change(quiz, "nowhere")


def test_after_a_correction_of_the_text_its_items_are_listed(tmp_path: Path) -> None:
    home = tmp_path / "home"
    service = Assistant(home_with(home, texts()))
    made = service.study.quiz(StudyRequest(sections=("3",), kinds={"multiple_choice": 1, "which_paragraph": 1}))
    saved = read_quiz(as_json(made))
    assert saved == made
    assert service.study.outdated(saved) == ()
    service.close()
    settings = Settings(home, notes=False)
    with Library(settings.library) as library:
        hold(library, corrected())
    later = Assistant(settings)
    (lost,) = later.study.outdated(saved)[:1]
    assert lost.item == saved.items[0].id
    assert "90 days" in lost.lost[0].quote
    later.close()
