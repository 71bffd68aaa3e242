"""Wrong answers that the library bears out: in another language, beside the place, in another document."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant.service import Assistant
from assistant.study.chosen import Chosen
from assistant.study.facts import facts_in
from assistant.study.support import Support
from assistant.study.types import StudyRequest
from corpus.types import Document, Language, Status
from tests.world.grants import CHARTER, texts
from tests.world.versions import home_with, version

RIVAL = Document("rival", "RV/1", {"en": "Charter of the other lake"})
SENTENCE = "The grant covers 45 per cent of the price of a boat, and is paid within 90 days of the inspection."


@contextmanager
def library(home: Path, rival: str) -> Iterator[Assistant]:
    beside = version(RIVAL, Language.EN, Status.OFFICIAL, [("1", rival)])
    service = Assistant(home_with(home, [*texts(), (RIVAL, beside)]))
    try:
        yield service
    finally:
        service.close()


@pytest.mark.parametrize(
    ("rival", "is_borne_out"),
    [
        ("Over there the grant covers 60 per cent of the price of a boat.", True),
        ("Là-bas, l’aide couvre soixante pour cent du prix d’un bateau.", True),
        ("Over there the grant covers 55 per cent of the price of a boat.", False),
    ],
)
def test_a_figure_that_another_document_has_is_no_wrong_answer(tmp_path: Path, rival: str, is_borne_out: bool) -> None:
    with library(tmp_path / "home", rival) as service, service.engine.session() as session:
        place = Chosen(StudyRequest(), session).place(CHARTER.id, "3")
        assert place is not None
        fact = facts_in(SENTENCE, Language.EN)[0]
        assert fact.words(SENTENCE) == "45"
        assert Support(session).bears_out(fact, "60", "60", SENTENCE, place) is is_borne_out


def test_a_sentence_with_other_words_in_its_gap_is_found(tmp_path: Path) -> None:
    rival = "Each spring the auditors of the bank publish, for every lake, the number of boats that were lost."
    with library(tmp_path / "home", rival) as service, service.engine.session() as session:
        support = Support(session)
        before, after = "Each spring the auditors of the ", " publish, for every lake, the number of boats"
        assert support.is_filled_otherwise(before, after, "fund")
        assert not support.is_filled_otherwise("Each autumn the auditors of the ", after, "fund")


def test_a_number_in_words_of_another_language_counts(grants: Assistant) -> None:
    with grants.engine.session() as session:
        place = Chosen(StudyRequest(), session).place(CHARTER.id, "2")
        assert place is not None
        sentence = (
            "A cooperative that asks for a grant must have at least seven members, who have sailed for two years."
        )
        fact = facts_in(sentence, Language.EN)[0]
        assert Support(session).bears_out(fact, "2", "two", sentence, place)
        assert not Support(session).bears_out(fact, "9", "nine", sentence, place)
