"""What the buttons of the page “Study” do: each takes the desk as it is, and gives it as it is then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from assistant import i18n
from assistant.service import Assistant
from assistant.study.editing import item_of
from assistant.study.session_plan import SessionPlan
from assistant.study.types import Deck, Quiz
from assistant.ui.parts import study_edit, study_play, study_review, study_round, study_take_along
from assistant.ui.parts.study_desk import Desk
from assistant.ui.parts.study_preview import PAGE
from assistant.ui.parts.study_round import Round
from assistant.ui.parts.study_schedule import RATINGS, Record, next_card, rated
from assistant.ui.parts.study_take_along import File
from corpus.errors import AlineaError

_MOST_PAGES = 100
_QUESTION, _TITLE, _CARD = study_play.HEADING, "#study-title", "#study-card"


@dataclass(frozen=True, slots=True)
class Done:
    """What an action comes to: the desk, what is said of it, what has the focus then, a file, a changed record."""

    desk: Desk
    said: str = ""
    focus: str = ""
    file: File | None = None
    record: Record | None = None

    @property
    def after(self) -> dict[str, object]:
        """What the page's script does then: save a file, set the focus, bring what begins anew to the top."""
        return {"file": self.file, "focus": self.focus, "top": self.focus in (_QUESTION, _TITLE, _CARD)}


@dataclass(frozen=True, slots=True)
class Call:
    """What an action goes by: the service, the desk, what the button carries, the reader's language and record."""

    service: Assistant
    desk: Desk
    data: Mapping[str, object]
    language: str
    record: Record
    now: datetime
    address: str = ""

    def text(self, name: str) -> str:
        """Return a text that the button carries, an empty one if it is something else."""
        value = self.data.get(name)
        return value if isinstance(value, str) else ""

    def values(self) -> Mapping[str, object]:
        """Return the fields of a form, none if they are something else."""
        value = self.data.get("values")
        return value if isinstance(value, dict) else {}

    def say(self, key: str, **values: object) -> str:
        """Return what is said, in the reader's language."""
        return i18n.text(f"study.page.{key}", self.language, **values)


def act(call: Call) -> Done:
    """Return what a button does; an error leaves the desk as it was, and is said."""
    name = call.text("action")
    try:
        if isinstance(call.desk.made, Quiz) and name in _ON_A_QUIZ:
            return _ON_A_QUIZ[name](call, call.desk.made)
        if name in _ON_ANY:
            return _ON_ANY[name](call)
    except AlineaError as problem:
        return Done(call.desk, i18n.error(problem, call.language))
    return Done(call.desk)


# A quiz being made ---------------------------------------------------------------------------------------------------


def _swap(call: Call, quiz: Quiz) -> Done:
    number = _number(quiz, call.text("item"))
    made = call.service.study.swap(quiz, call.text("item"))
    return Done(_with(call.desk, made), call.say("swap.done", number=number), f"#study-item-{number} h4")


def _delete(call: Call, quiz: Quiz) -> Done:
    number = _number(quiz, call.text("item"))
    made = call.service.study.delete(quiz, call.text("item"))
    desk = replace(_with(call.desk, made), page=min(call.desk.page, max(0, len(made.items) - 1) // PAGE))
    there = min(number, len(made.items))
    return Done(desk, call.say("delete.done", number=number), f"#study-item-{there} h4" if there else _TITLE)


def _edit(call: Call, quiz: Quiz) -> Done:
    number = _number(quiz, call.text("item"))
    desk = replace(call.desk, editing=call.text("item"), draft={}, refused=None)
    return Done(desk, focus=f"#study-edit-{number}")


def _cancel(call: Call, quiz: Quiz) -> Done:
    number = _number(quiz, call.text("item"))
    return Done(replace(call.desk, editing="", draft={}, refused=None), focus=f"#study-item-{number} h4")


def _apply(call: Call, quiz: Quiz) -> Done:
    """Change an item; what is refused stays in the form, with why."""
    item = item_of(quiz, call.text("item"))
    number = _number(quiz, item.id)
    draft = study_edit.written(call.data.get("values"))
    try:
        changes = study_edit.changes(item, draft)
        made = call.service.study.edit(quiz, item.id, changes) if changes else quiz
    except AlineaError as problem:
        return Done(replace(call.desk, draft=draft, refused=problem), focus="#study-refused")
    desk = replace(_with(call.desk, made), editing="", draft={}, refused=None)
    said = call.say("edit.done" if changes else "edit.same", number=number)
    return Done(desk, said, f"#study-item-{number} h4")


def _check(call: Call, quiz: Quiz) -> Done:
    desk = replace(call.desk, outdated=call.service.study.outdated(quiz))
    return Done(desk, focus="#study-outdated")


def _number(quiz: Quiz, item: str) -> int:
    """Return the number of an item. Raises BadRequest where there is no such item."""
    return quiz.items.index(item_of(quiz, item)) + 1


def _with(desk: Desk, made: Quiz) -> Desk:
    """Return the desk with a changed quiz; what was found of the one before is no longer sure."""
    return replace(desk, made=made, outdated=None)


# A quiz being played -------------------------------------------------------------------------------------------------


def _play(call: Call, quiz: Quiz) -> Done:
    return _played(call, Round(quiz.items, immediate=call.text("action") == "play"))


def _answer(call: Call, quiz: Quiz) -> Done:
    if call.desk.round is None:
        return Done(call.desk)
    return _played(call, study_round.answer(call.service, call.desk.round, call.data.get("values")))


def _next(call: Call, quiz: Quiz) -> Done:
    return _played(call, study_round.go_on(call.desk.round)) if call.desk.round else Done(call.desk)


def _judge(call: Call, quiz: Quiz) -> Done:
    place = call.text("place")
    if call.desk.round is None or not (place.isascii() and place.isdecimal() and len(place) < 4):
        return Done(call.desk)
    return _played(call, study_round.judge(call.desk.round, int(place), call.text("right") == "yes"))


def _again(call: Call, quiz: Quiz) -> Done:
    """Play again: everything, or what was missed."""
    played = call.desk.round
    if played is None:
        return Done(call.desk)
    items = tuple(each.item for each in played.missed) if call.text("action") == "missed" else played.items
    return _played(call, Round(items or played.items, played.immediate))


def _played(call: Call, played: Round) -> Done:
    return Done(replace(call.desk, round=played), focus=_QUESTION)


# Anything ------------------------------------------------------------------------------------------------------------


def _leave(call: Call) -> Done:
    return Done(replace(call.desk, round=None, review=None), focus=_TITLE)


def _turn_page(call: Call) -> Done:
    page = call.text("page")
    if not (page.isascii() and page.isdecimal() and int(page[:4]) < _MOST_PAGES):
        return Done(call.desk)
    return Done(replace(call.desk, page=int(page), editing="", draft={}, refused=None), focus=_TITLE)


def _take(call: Call) -> Done:
    made = call.desk.made
    if made is None or isinstance(made, AlineaError):
        return Done(call.desk)
    values = call.values()
    form = values.get("form")
    file, said = study_take_along.take(
        call.service,
        made,
        form if isinstance(form, str) else "",
        large=values.get("large") == "yes",
        address=call.address,
        language=call.language,
    )
    return Done(call.desk, said, file=file)


def _questions(call: Call) -> Done:
    """Take the quiz of a session for itself."""
    made = call.desk.made
    return Done(Desk(made.quiz), focus=_TITLE) if isinstance(made, SessionPlan) else Done(call.desk)


# Cards ---------------------------------------------------------------------------------------------------------------


def _learn(call: Call) -> Done:
    made = call.desk.made
    if not isinstance(made, Deck):
        return Done(call.desk)
    return Done(replace(call.desk, review=study_review.begin(made, call.record, call.now)), focus=_CARD)


def _turn(call: Call) -> Done:
    review = call.desk.review
    if review is None or review.face is None:
        return Done(call.desk)
    shown = replace(review, turned=True, moment=call.now.timestamp())
    return Done(replace(call.desk, review=shown), focus="#study-back")


def _rate(call: Call) -> Done:
    """Keep how well a card was known, and go to the next one."""
    review, rating = call.desk.review, RATINGS.get(call.text("rating"))
    if review is None or review.face is None or rating is None or not review.turned:
        return Done(call.desk)
    name = review.face.name
    record = {**call.record, name: rated(call.record.get(name), rating, call.now)}
    asked = next_card(review.names, record, call.now)
    then = replace(review, asked=asked, turned=False, done=review.done + 1, moment=call.now.timestamp())
    return Done(replace(call.desk, review=then), focus=_CARD, record=record)


def _keep(call: Call) -> Done:
    file = study_take_along.record_file(call.record, call.language)
    return Done(
        call.desk, i18n.plural("study.page.learn.kept", len(call.record), call.language, file=file["name"]), file=file
    )


_ON_A_QUIZ: Mapping[str, Callable[[Call, Quiz], Done]] = {
    "swap": _swap,
    "delete": _delete,
    "edit": _edit,
    "cancel": _cancel,
    "apply": _apply,
    "check": _check,
    "play": _play,
    "play_final": _play,
    "answer": _answer,
    "next": _next,
    "judge": _judge,
    "again": _again,
    "missed": _again,
}
_ON_ANY: Mapping[str, Callable[[Call], Done]] = {
    "leave": _leave,
    "page": _turn_page,
    "take": _take,
    "questions": _questions,
    "learn": _learn,
    "turn": _turn,
    "rate": _rate,
    "keep": _keep,
}
