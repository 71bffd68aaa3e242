"""A quiz as its maker sees it: each question with its key and its paragraph, to be swapped, edited or deleted."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from assistant import i18n
from assistant.study.editing import Outdated
from assistant.study.rules import Reason
from assistant.study.types import Item, ItemKind, Quiz
from assistant.ui import templating
from assistant.ui.parts import markup, study_edit, study_question
from assistant.ui.parts.study_desk import Desk

PAGE = 20
"""Questions shown at a time."""

_WITH_OPTIONS = (ItemKind.MULTIPLE_CHOICE, ItemKind.ALTERED_FIGURE)


def render(language: str, quiz: Quiz, desk: Desk) -> Markup:
    """Return the questions of a page, what is missing, and what was dropped and why."""
    first = desk.page * PAGE
    lost = {each.item for each in desk.outdated or ()}
    return templating.render(
        "study/preview.html",
        language,
        made=quiz,
        lang=markup.lang(quiz.language),
        outdated=None if desk.outdated is None else _outdated(desk.outdated, quiz, language),
        first=first + 1,
        questions=[
            _question(item, number, desk, item.id in lost, language)
            for number, item in enumerate(quiz.items[first : first + PAGE], first + 1)
        ],
        longest=study_edit.LONGEST,
        pages=pages(len(quiz.items), PAGE),
        page=desk.page,
        candidates=sum(quiz.made.values()),
        dropped=_dropped(quiz, language),
    )


def pages(count: int, size: int) -> list[dict[str, int]]:
    """Return the pages of a long list, each with its `first` and `last` number."""
    return [{"first": before + 1, "last": min(count, before + size)} for before in range(0, count, size)]


def _question(item: Item, number: int, desk: Desk, is_lost: bool, language: str) -> dict[str, object]:
    """Return a question with its options, or the form in which it is edited."""
    if desk.editing == item.id:
        return {"number": number, "form": study_edit.form(item, number, desk, language)}
    options = [
        {"right": text == item.key, "texts": study_question.option(item, place)}
        for place, text in enumerate(item.options if item.kind in _WITH_OPTIONS else ())
    ]
    return {
        "number": number,
        "form": None,
        "question": study_question.question(item, language),
        "options": options,
        "is_lost": is_lost,
    }


def _dropped(quiz: Quiz, language: str) -> list[dict[str, object]]:
    """Return how many candidates of each kind were dropped for each reason."""
    return [
        {"kind": kind_name(kind, language), "reason": why(reason, language), "n": n}
        for kind, reasons in quiz.dropped.items()
        for reason, n in sorted(reasons.items(), key=lambda one: (-one[1], one[0]))
    ]


def kind_name(kind: str, language: str) -> str:
    """Return the name of a kind of question; of one that there is none of, as it was written."""
    return i18n.name("study", f"kind_{kind}", language) if kind in set(ItemKind) else kind


def why(reason: str, language: str) -> str:
    """Return why an item was dropped, in the reader's language; a reason nobody knows as it was written."""
    names = {str(each): each.name.lower() for each in Reason}
    return i18n.text(f"study.page.reason.{names[reason]}", language) if reason in names else reason


def _outdated(outdated: Sequence[Outdated], quiz: Quiz, language: str) -> list[dict[str, object]]:
    """Return which questions the library no longer bears out: the words that each lost, or the rules that it breaks."""
    places = {item.id: number for number, item in enumerate(quiz.items, 1)}
    return [
        {
            "number": places.get(each.item, 0),
            "lost": [study_question.proof(lost, language) for lost in each.lost],
            "reasons": [why(str(rule), language) for rule in each.rules],
        }
        for each in outdated
    ]
