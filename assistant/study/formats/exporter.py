"""A quiz or a deck as a file of a chosen format, with what the format could not hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from assistant.errors import BadRequest
from assistant.study.formats import naming
from assistant.study.formats.anki_package import deck_package, quiz_package
from assistant.study.formats.csv_table import deck_table, quiz_table
from assistant.study.formats.gift import as_gift
from assistant.study.formats.json_object import as_json
from assistant.study.formats.moodle_xml import as_moodle_xml
from assistant.study.formats.soundness import without_controls
from assistant.study.types import Deck, Quiz, StudyFile


class StudyFormat(StrEnum):
    """The formats that a quiz or a deck is taken along in; each value is the name that a user chooses it by."""

    GIFT = "gift"
    MOODLE = "moodle"
    APKG = "apkg"
    CSV = "csv"
    JSON = "json"


Written = tuple[bytes, Mapping[str, int]]

# Moodle goes by the last part of a name: it imports GIFT from `.txt` alone.
_SUFFIXES = {
    StudyFormat.GIFT: "gift.txt",
    StudyFormat.MOODLE: "moodle.xml",
    StudyFormat.APKG: "apkg",
    StudyFormat.CSV: "csv",
    StudyFormat.JSON: "json",
}
_OF_QUIZZES: Mapping[StudyFormat, Callable[[Quiz, str], Written]] = {
    StudyFormat.GIFT: as_gift,
    StudyFormat.MOODLE: as_moodle_xml,
    StudyFormat.APKG: quiz_package,
    StudyFormat.CSV: lambda quiz, address: (quiz_table(quiz, address), {}),
    StudyFormat.JSON: lambda quiz, _: (as_json(quiz), {}),
}
_OF_DECKS: Mapping[StudyFormat, Callable[[Deck, str], Written]] = {
    StudyFormat.APKG: deck_package,
    StudyFormat.CSV: lambda deck, address: (deck_table(deck, address), {}),
    StudyFormat.JSON: lambda deck, _: (as_json(deck), {}),
}


def exported_quiz(quiz: Quiz, form: str, address: str = "") -> StudyFile:
    """Return a quiz as a file. Raises BadRequest for a format that it has none of.

    `address` is that of the web app, which the references lead to; without one they lead nowhere.
    """
    chosen = _format(form, _OF_QUIZZES)
    clean = without_controls(quiz)
    return _file(quiz.title, chosen, len(quiz.items), _OF_QUIZZES[chosen](clean, address))


def exported_deck(deck: Deck, form: str, address: str = "") -> StudyFile:
    """Return a deck as a file. Raises BadRequest for a format that holds no cards."""
    chosen = _format(form, _OF_DECKS)
    return _file(deck.name, chosen, len(deck.cards), _OF_DECKS[chosen](without_controls(deck), address))


def _format(name: str, offered: Mapping[StudyFormat, object]) -> StudyFormat:
    try:
        chosen = StudyFormat(name)
    except ValueError as exc:
        raise BadRequest(value=name, expected=", ".join(offered)) from exc
    if chosen not in offered:
        raise BadRequest(value=name, expected=", ".join(offered))
    return chosen


def _file(title: str, form: StudyFormat, items: int, written: Written) -> StudyFile:
    content, left_out = written
    name = naming.file_name(title, _SUFFIXES[form])
    return StudyFile(name, content, items - sum(left_out.values()), left_out)
