"""A quiz being played as HTML: a question with native controls, its feedback, the score and what was missed."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from assistant import i18n
from assistant.study.formats.word_question import letter, shuffled
from assistant.study.types import Item, ItemKind
from assistant.ui import templating
from assistant.ui.parts import markup, study_question
from assistant.ui.parts.study_round import LONGEST_RESPONSE, Answered, Round

HEADING = "#study-question"
"""What has the focus when a question, a feedback or the score comes."""

_LONGEST_CHOICE = 60  # characters of a choice in a list that opens
_MARKS = {True: "✓", False: "✗", None: "?"}


def render(language: str, played: Round) -> Markup:
    """Return the question to answer, what became of it, or the end of the round."""
    if played.current is None:
        return _end(played, language)
    if played.told:
        return _told(played, language)
    item = played.current
    return templating.render(
        "study/play.html",
        language,
        key=f"play-{played.at}-{item.id}-{len(played.answered)}",
        place=_place(played, language),
        question=study_question.question(item, language),
        spoken=study_question.spoken(item),
        choices=_choices(item),
        sides=_sides(item),
        whole=item.beside or any(len(pair.right) > _LONGEST_CHOICE for pair in item.pairs),
        box=_box(item),
        longest=LONGEST_RESPONSE,
        immediate=played.immediate,
    )


def _place(played: Round, language: str) -> str:
    """Return where in the round the reader is."""
    count = len(played.items)
    return i18n.text("study.page.play.place", language, number=min(played.at + 1, count), count=count)


def _choices(item: Item) -> list[dict[str, object]]:
    """Return what there is to choose from: the options with their `texts`, or true and false, which have none."""
    if item.options:
        return [{"value": number, "texts": study_question.option(item, number)} for number in range(len(item.options))]
    return [{"value": each, "texts": []} for each in ("true", "false")] if item.kind is ItemKind.TRUE_FALSE else []


def _sides(item: Item) -> list[dict[str, object]]:
    """Return the right sides of a matching question in the order in which they are shown, under their letters."""
    return [
        {
            "number": number,
            "letter": letter(place),
            "short": markup.cut(item.pairs[number].right, _LONGEST_CHOICE),
            "whole": study_question.side(item, number, "right"),
        }
        for place, number in enumerate(shuffled(item) if item.pairs else ())
    ]


def _box(item: Item) -> str:
    """Return what is written into the box of a question."""
    if item.kind is ItemKind.NUMERIC:
        return "number"
    return "place" if item.kind is ItemKind.WHICH_PARAGRAPH else "words"


def _told(played: Round, language: str) -> Markup:
    """Return the verdict on the last answer, its key and its paragraph."""
    return templating.render(
        "study/told.html",
        language,
        place=_place(played, language),
        told=_verdict(played.answered[-1], len(played.answered) - 1, language, "study-question"),
        is_last=played.at + 1 == len(played.items),
    )


def _verdict(answered: Answered, place: int, language: str, ident: str) -> dict[str, object]:
    """Return what became of an answer; of a matching question what was said are `pairs`."""
    item, response = answered.item, answered.response
    pairs = response if isinstance(response, Mapping) else {}
    if item.kind is ItemKind.TRUE_FALSE:
        response = i18n.text(f"study.{'true' if response == 'true' else 'false'}", language)
    return {
        "id": ident,
        "place": place,
        "name": "skipped" if answered.skipped else {True: "right", False: "wrong", None: "open"}[answered.is_right],
        "mark": _MARKS[answered.is_right],
        "question": study_question.question(item, language),
        "lang": study_question.spoken(item),
        "response": response,
        "pairs": pairs,
        "is_open": item.kind is ItemKind.SHORT_ANSWER and answered.is_right is None,
    }


def _end(played: Round, language: str) -> Markup:
    """Return the score, and everything that was missed with its paragraph."""
    missed = [
        _verdict(each, place, language, f"study-missed-{place}")
        for place, each in enumerate(played.answered)
        if each.is_right is not True
    ]
    unjudged = len(played.answered) - played.judged
    return templating.render("study/end.html", language, played=played, missed=missed, unjudged=unjudged)
