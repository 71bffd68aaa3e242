"""Reading paths, session plans and hand-outs."""

from __future__ import annotations

import pytest

from assistant import i18n
from assistant.errors import BadRequest, LanguageNotLoaded, NothingGiven
from assistant.service import Assistant
from assistant.study.types import StudyRequest


def test_a_path_follows_a_theme_and_says_why_each_stop_is_there(alinea: Assistant) -> None:
    path = alinea.study.path(StudyRequest(theme="just transition", count=3))
    assert "GB.346/INS/4, para. 24(c)" in [stop.citation for stop in path.stops]
    assert len(path.stops) <= 3
    assert all(stop.why and stop.minutes > 0 and stop.text and stop.label for stop in path.stops)
    assert path.minutes >= 1


def test_a_path_leads_across_documents(alinea: Assistant) -> None:
    path = alinea.study.path(StudyRequest(theme="coopératives", languages=("fr",), count=6))
    documents = [stop.evidence[0].document for stop in path.stops]
    assert len(set(documents)) >= 2
    assert max(map(documents.count, documents)) <= 3


def test_a_path_needs_a_theme(alinea: Assistant) -> None:
    with pytest.raises(NothingGiven) as refused:
        alinea.study.path(StudyRequest())
    assert i18n.error(refused.value, "en") == "Nothing was entered here: type a theme to follow, in a few words."
    assert "un thème à suivre" in i18n.error(refused.value, "fr")


@pytest.mark.parametrize("minutes", [30, 60, 90, 180])
def test_the_parts_of_a_session_fill_its_time_one_after_the_other(alinea: Assistant, minutes: int) -> None:
    plan = alinea.study.session(StudyRequest(documents=("gb346-ins-4",), minutes=minutes))
    assert plan.minutes == minutes
    start = 0
    for part in plan.parts:
        assert part.start == start
        assert part.minutes > 0
        start += part.minutes
    assert start == minutes
    kinds = [part.kind for part in plan.parts]
    assert (kinds[0], kinds[-1]) == ("opening", "debriefing")
    assert {"reading", "exercise"} <= set(kinds)
    asked = [each for part in plan.parts for each in part.questions]
    assert asked == [item.id for item in plan.quiz.items]
    assert plan.objectives


def test_a_session_shorter_than_a_session_is_refused(alinea: Assistant) -> None:
    with pytest.raises(BadRequest):
        alinea.study.session(StudyRequest(minutes=10))


def test_a_hand_out_has_its_paragraphs_side_by_side_its_figures_and_its_terms(grants: Assistant) -> None:
    handout = grants.study.handout(StudyRequest(sections=("3-4",), languages=("en", "fr")))
    (part,) = handout.parts
    assert [row.locator for row in part.rows] == ["3", "4", "4(a)", "4(b)"]
    assert all(set(row.texts) == {"en", "fr"} for row in part.rows)
    assert handout.figures[0][1] == "GR/1, para. 3"
    assert "45 per cent" in handout.figures[0][0]
    terms = grants.study.handout(StudyRequest(sections=("6",), languages=("en", "fr"))).glossary
    assert "social and solidarity economy" in [term.names["en"].name for term in terms]


def test_a_hand_out_of_nothing_is_refused(grants: Assistant) -> None:
    with pytest.raises(BadRequest):
        grants.study.handout(StudyRequest(sections=("77",)))


def test_a_hand_out_in_a_language_that_is_not_there_says_which_are(grants: Assistant) -> None:
    with pytest.raises(LanguageNotLoaded, match=r"in this language: es\. Choose one of these: en, fr\."):
        grants.study.handout(StudyRequest(languages=("es",)))
