"""The page “Study” shows whatever it is given harmlessly, and believes nothing that the browser sends."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given

from assistant import i18n
from assistant.errors import BadRequest
from assistant.study.editing import Outdated
from assistant.study.errors import BrokenItem
from assistant.study.files import Material
from assistant.study.reading_path import ReadingPath, Stop
from assistant.study.rules import Reason
from assistant.study.session_plan import SessionPart, SessionPlan
from assistant.study.types import GAP, Card, CardKind, Deck, Evidence, Item, ItemKind, Pair, Quiz, StudyRequest
from assistant.ui.errors import NotText, Unexpected
from assistant.ui.parts import study_bench, study_edit, study_preview, study_review, study_round, study_take_along
from assistant.ui.parts.study_actions import Call, act
from assistant.ui.parts.study_desk import Desk
from assistant.ui.parts.study_request import What, read_form
from assistant.ui.parts.study_round import Answered, Round
from tests.assistant.ui.test_parts import ALLOWED, HOSTILE, LANGUAGES, Page
from tests.world.staged import Staged

pytest.importorskip("gradio", reason="gradio is not installed")

TAGS = ALLOWED | {"fieldset", "form", "h4", "input", "label", "legend", "option", "select", "textarea"}
NOW = datetime(2030, 1, 1, 12, tzinfo=UTC)
FORM: dict[str, object] = {"what": "quiz", "language": "en", "second": "", "count": "4", "seed": "1"}


def evidence(text: str = "Three goals are set.", status: str = "official") -> Evidence:
    """Return a paragraph whose words, title and reference are `text`."""
    return Evidence("plan", "CP.7/2", text, "13", f"Plan, para. 13 {text}", "en", status, text, "/#/p/plan/13", text)


def item(text: str = "Three goals are set.", kind: ItemKind = ItemKind.MULTIPLE_CHOICE, **changes: object) -> Item:
    """Return an item of a kind, with `text` wherever there is text."""
    parts: dict[ItemKind, dict[str, object]] = {
        ItemKind.MULTIPLE_CHOICE: {"options": (text, f"{text} no"), "key": text},
        ItemKind.ALTERED_FIGURE: {"options": (text, f"{text} no"), "key": text},
        ItemKind.TRUE_FALSE: {"key": "false"},
        ItemKind.MATCHING: {"pairs": (Pair(text, f"{text} r"), Pair(f"{text} b", f"{text} s"))},
        ItemKind.NUMERIC: {"key": text, "number": 3.5, "tolerance": 0.5},
    }
    made = Item(
        id=f"{text}-{kind}",
        kind=kind,
        language="en",
        stem=text,
        feedback=text,
        evidence=(evidence(text), evidence(text, "note")),
        passage=f"{text} {GAP} {text}",
        passage_language="en",
        label=text,
        key=text,
    )
    return replace(made, **(parts.get(kind, {}) | changes))  # type: ignore[arg-type]


def quiz(text: str = "Three goals are set.") -> Quiz:
    """Return a quiz with an item of each kind, one in two languages."""
    items = [item(text, kind) for kind in ItemKind]
    items[0] = replace(items[0], beside=replace(items[0], language="fr", passage_language="fr", stem=f"{text} fr"))
    return Quiz(
        text,
        "en",
        StudyRequest(),
        tuple(items),
        {"gap": 3, text: 1},
        {"gap": {str(Reason.TRIVIA): 1}, text: {text: 1}},
        (text,),
        12,
        text,
    )


def deck(text: str = "Three goals are set.") -> Deck:
    """Return a deck with a card of each kind."""
    cards = (
        Card(f"c-{kind}", kind, "en", f"{text} {GAP}", text, text, "/#/p/plan/13", "fr", text) for kind in CardKind
    )
    return Deck("deck", text, "en", tuple(replace(each, evidence=(evidence(text),)) for each in cards), (text,))


def others(text: str) -> list[Material]:
    """Return a session and a path."""
    stop = Stop(text, text, text, "en", text, 2.0, (evidence(text),), text)
    part = SessionPart(0, 5, "reading", text, text, (stop,), (quiz(text).items[0].id,))
    return [SessionPlan(text, "en", 5, (text,), (part,), quiz(text)), ReadingPath(text, "en", (stop,), 2)]


def assert_harmless(source: str) -> None:
    """Only our own tags, no handler, no address but ours."""
    page = Page(source)
    assert set(page.tags) <= TAGS
    for name, value in page.attributes:
        assert re.fullmatch(r"[a-z-]+", name), name
        assert not name.startswith("on")
        assert name not in ("src", "srcset", "style", "formaction", "href", "action")
        assert name != "lang" or re.fullmatch(r"[a-z]{2,3}", value or "")


@given(HOSTILE, LANGUAGES)
def test_what_was_made_is_harmless(text: str, language: str) -> None:
    whole = quiz(text)
    lost = (Outdated(whole.items[1].id, text, (evidence(text),)),)
    for desk in (Desk(whole), Desk(whole, outdated=lost), Desk(deck(text)), *map(Desk, others(text))):
        assert_harmless(study_bench.render(language, desk, {}))
    for each in whole.items:
        refused = BadRequest(value=text, expected=text)
        desk = Desk(whole, editing=each.id, draft={"stem": text, "key": text}, refused=refused)
        assert_harmless(study_bench.render(language, desk, {}))


@given(HOSTILE, LANGUAGES)
def test_what_is_played_is_harmless(text: str, language: str) -> None:
    whole = quiz(text)
    for place, each in enumerate(whole.items):
        said = {pair.left: pair.right for pair in each.pairs} if each.pairs else text
        answered = tuple(Answered(one, said, right) for one, right in ((each, True), (each, False), (each, None)))
        for played in (
            Round(whole.items, at=place),
            Round(whole.items, at=place, answered=answered, told=True),
            Round(whole.items, at=len(whole.items), answered=answered),
        ):
            assert_harmless(study_bench.render(language, Desk(whole, round=played), {}))
    begun = study_review.begin(deck(text), {}, NOW)
    for review in (begun, replace(begun, turned=True), replace(begun, asked=None)):
        assert_harmless(study_bench.render(language, Desk(deck(text), review=review), {}))


def test_what_a_document_says_is_shown_in_its_language() -> None:
    shown = study_bench.render("fr", Desk(quiz()), {})
    assert '<blockquote class="passage" lang="en">' in shown
    assert '<p class="second" lang="fr">' in shown


def test_the_line_breaks_of_a_text_are_its_own() -> None:
    text = "Three goals are set:\nthis one"
    shown = study_bench.render("en", Desk(quiz(text)), {}) + study_bench.render("en", Desk(deck(text)), {})
    passages = re.findall('<blockquote class="passage" lang="..">(.*?)</blockquote>', shown, re.DOTALL)
    gap = '<span class="blank"><span class="visually-hidden" lang="en">gap</span></span>'
    assert f"{text} {gap} {text}" in passages
    assert {each.count("\n") - each.count(text) for each in passages} == {0}
    assert set(re.findall('<p class="back">(.*?)</p>', shown, re.DOTALL)) == {
        f'<span aria-hidden="true">{arrow}</span> <span lang="fr">{text}</span>' for arrow in "→↔"
    }
    edited = study_bench.render("en", Desk(quiz(text), editing=quiz(text).items[0].id), {})
    assert f'lang="en">\n{text}</textarea>' in edited  # of which a browser leaves out the first


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_reason_and_every_kind_has_a_name(language: str) -> None:
    assert all(study_preview.why(str(each), language) for each in Reason)
    assert all(study_preview.kind_name(str(each), language) for each in ItemKind)
    assert study_preview.why("no such reason", language) == "no such reason"


# The form ------------------------------------------------------------------------------------------------------------


def test_the_form_is_read(staged: Staged) -> None:
    asked = read_form(staged, FORM | {"sections": "12-14; Goals", "kinds": ["gap", "numeric"], "level": "2"}, "en")
    assert asked.what is What.QUIZ
    assert asked.request.sections == ("12-14", "Goals")
    assert asked.request.kinds == {"gap": 2, "numeric": 2}
    assert (asked.request.level, asked.request.languages) == (2, ("en",))
    assert read_form(staged, FORM | {"second": "fr"}, "en").request.languages == ("en", "fr")


def test_a_glossary_is_taken_along_whole(staged: Staged) -> None:
    asked = read_form(staged, FORM | {"what": "cards", "card": "term", "count": ""}, "en")
    assert asked.request.count == 1000
    assert asked.cards == (CardKind.TERM,)


def test_a_reference_chooses_its_document(staged: Staged) -> None:
    assert read_form(staged, FORM | {"sections": "Plan, para. 13"}, "en").request.documents == ("plan",)
    assert read_form(staged, FORM | {"sections": "13"}, "en").request.documents == ()


@pytest.mark.parametrize(
    "sent",
    [
        {"what": "everything"},
        {"what": None},
        {"language": "de"},
        {"language": ["en"]},
        {"count": 4},
        {"count": "many"},
        {"count": "0"},
        {"count": "²"},
        {"count": "1" * 9},
        {"few": "plan"},
        {"many": [{"path": "/etc/hostname"}]},
        {"many": ["d"] * 300},
        {"theme": "x" * 400},
        {"sections": ";".join("123456789012345678901234567890")},
        {"kinds": ["essay"]},
        {"card": "song"},
    ],
)
def test_what_no_box_can_hold_is_refused(staged: Staged, sent: dict[str, object]) -> None:
    with pytest.raises((NotText, BadRequest)):
        read_form(staged, FORM | sent, "en")


# Editing -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", list(ItemKind))
def test_a_form_sent_back_as_it_is_changes_nothing(kind: ItemKind) -> None:
    made = item(kind=kind)
    assert study_edit.changes(made, study_edit.fields(made)) == {}


def test_what_is_written_becomes_changes() -> None:
    made = item()
    said = study_edit.fields(made) | {"option-1": "Four goals.", "right": "1", "stem": " Which? ", "difficulty": "3"}
    assert study_edit.changes(made, said) == {
        "stem": "Which?",
        "options": ("Three goals are set.", "Four goals."),
        "key": "Four goals.",
        "difficulty": 3,
    }
    number = item(kind=ItemKind.NUMERIC)
    assert study_edit.changes(number, study_edit.fields(number) | {"number": "1\u202f000,5"}) == {"number": 1000.5}
    with pytest.raises(BadRequest):
        study_edit.changes(number, study_edit.fields(number) | {"number": "many"})


def test_only_texts_of_a_sensible_length_are_taken() -> None:
    for sent in (None, ["stem"], {"stem": 3}, {"stem": {"path": "x"}}):
        with pytest.raises(NotText):
            study_edit.written(sent)
    with pytest.raises(BadRequest):
        study_edit.written({"stem": "x" * 9000})
    assert study_edit.written({"stem": "a\r\nb\x00"}) == {"stem": "a\nb "}


def test_a_refusal_says_the_rules_in_the_language_of_the_reader() -> None:
    problem = BrokenItem(rules=[Reason.TRIVIA, Reason.LENGTH])
    said = study_edit.refusal(problem, "fr")
    assert "une adresse, une signature ou un titre" in said
    assert "plus long que les autres" in said
    assert study_edit.refusal(Unexpected(), "en") == str(Unexpected())


# Playing -------------------------------------------------------------------------------------------------------------


def test_responses_are_places_in_what_was_shown() -> None:
    choice, matching = item(), item(kind=ItemKind.MATCHING)
    assert study_round.response_of(choice, {"answer": "1"}) == choice.options[1]
    for sent in ("2", "-1", "1.0", "²", "", "key"):
        assert study_round.response_of(choice, {"answer": sent}) == ""
    left = [pair.left for pair in matching.pairs]
    assert study_round.response_of(matching, {"pair-0": "1", "pair-1": "9"}) == {
        left[0]: matching.pairs[1].right,
        left[1]: "",
    }
    with pytest.raises(NotText):
        study_round.response_of(choice, {"answer": ["1"]})
    with pytest.raises(BadRequest):
        study_round.response_of(item(kind=ItemKind.GAP), {"answer": "x" * 501})


def test_a_round_counts_what_was_right_and_gives_back_what_was_missed(staged: Staged) -> None:
    items = (item(), item(kind=ItemKind.SHORT_ANSWER), item(kind=ItemKind.TRUE_FALSE))
    played = Round(items, immediate=False)
    for values in ({"answer": "0"}, {"answer": "three goals"}, {"skip": "yes", "answer": "false"}):
        played = study_round.answer(staged, played, values)
    assert played.current is None
    assert (played.right, played.judged) == (1, 2)
    assert [each.item for each in played.missed] == list(items[1:])
    assert played.answered[2].skipped
    judged = study_round.judge(played, 1, is_right=True)
    assert (judged.right, judged.judged) == (2, 3)
    assert study_round.judge(played, 0, is_right=False) == played


def test_feedback_comes_at_once_or_at_the_end(staged: Staged) -> None:
    at_once = study_round.answer(staged, Round((item(), item())), {"answer": "1"})
    assert (at_once.at, at_once.told) == (0, True)
    assert study_round.answer(staged, at_once, {"answer": "0"}) == at_once
    assert study_round.go_on(at_once).at == 1


# Buttons -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("made", [None, quiz(), deck(), *others("x"), Unexpected()])
@pytest.mark.parametrize("sent", [{}, {"item": "x"}, {"page": "999999", "place": "99", "values": [1], "rating": "x"}])
def test_a_button_that_is_none_of_ours_does_nothing(staged: Staged, made: Material, sent: dict[str, object]) -> None:
    names = "swap delete edit cancel apply answer next judge again missed leave page turn rate play_x x".split()
    for name in [*names, None, {"path": "x"}]:
        done = act(Call(staged, Desk(made), {**sent, "action": name}, "en", {}, NOW))
        assert done.desk.made is made
        assert done.record is None


def test_a_form_that_is_refused_keeps_what_was_written(staged: Staged) -> None:
    whole = quiz()
    sent = {"action": "apply", "item": whole.items[0].id, "values": {"stem": "Another question?", "option-1": ""}}
    done = act(Call(staged, Desk(whole, editing=whole.items[0].id), sent, "fr", {}, NOW))
    assert done.desk.made is whole
    assert done.desk.refused is not None
    assert "Another question?" in study_bench.render("fr", done.desk, {})


# Files ---------------------------------------------------------------------------------------------------------------


def test_an_address_of_this_machine_leads_nobody_anywhere() -> None:
    origin = study_take_along.address_of
    assert origin("", {"origin": "http://127.0.0.1:7860"}) == origin("", {"origin": "http://localhost"}) == ""
    assert origin("", {"origin": "http://[::1]:7860"}) == origin("", {}) == origin("", {"origin": "javascript:x"}) == ""
    assert origin("", {"origin": "https://alinea.example"}) == "https://alinea.example"
    assert origin("https://alinea.example/app/", {}) == "https://alinea.example/app"
    for written in ("javascript:alert(1)", "//x", "https://x y", 'https://x"', "https://" + "x" * 300):
        with pytest.raises(BadRequest):
            origin(written, {})


def test_both_languages_of_a_question_are_edited() -> None:
    second = item(language="fr", stem="Lequel ?", options=("un", "deux"), key="un")
    both = item(options=("one", "two"), key="one", beside=second)
    held = study_edit.all_fields(both)
    assert held["second-stem"] == "Lequel ?"
    assert "second-right" not in held
    said = held | {"second-stem": "Lequel des deux ?", "second-option-1": "trois"}
    assert study_edit.changes(both, said) == {
        "beside": {"stem": "Lequel des deux ?", "options": ("un", "trois"), "key": "un"}
    }
    assert study_edit.changes(both, held) == {}
    assert study_edit.changes(both, held | {"right": "1"}) == {
        "options": ("one", "two"),
        "key": "two",
        "beside": {"options": ("un", "deux"), "key": "deux"},
    }
