"""A hand-out, a session plan and a reading path as HTML, as they will be on paper."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

import prompts
from assistant.study.handout import Handout
from assistant.study.reading_path import ReadingPath, Stop
from assistant.study.session_plan import SessionPlan
from assistant.ui import templating
from assistant.ui.parts import markup, renditions, study_question
from corpus.text.typography import numbers_in_a_row

_SHOWN = 60  # paragraphs of a hand-out; the file has all of them


def handout(language: str, made: Handout) -> Markup:
    """Return the paragraphs of a hand-out side by side, its figures and its terms."""
    parts: list[dict[str, object]] = []
    left = _SHOWN
    for part in made.parts:
        if left <= 0:
            break
        shown = replace(part, rows=part.rows[:left])
        left -= len(shown.rows)
        parts.append(
            {"symbol": part.symbol, "title": markup.shortened(part.title), "table": renditions.table(shown, language)}
        )
    return templating.render(
        "study/handout.html",
        language,
        made=made,
        parts=parts,
        shown=_SHOWN,
        count=sum(len(part.rows) for part in made.parts),
        codes=[markup.lang(code) for code in made.languages],
    )


def session(language: str, plan: SessionPlan) -> Markup:
    """Return the plan of a session: its objectives, and its parts with their times."""
    numbers = {item.id: number for number, item in enumerate(plan.quiz.items, 1)}
    parts = [
        {
            "part": part,
            "stops": [_reference(stop) for stop in part.stops],
            "questions": numbers_in_a_row([numbers[each] for each in part.questions if each in numbers], language),
        }
        for part in plan.parts
    ]
    return templating.render("study/session.html", language, plan=plan, lang=markup.lang(plan.language), parts=parts)


def path(language: str, made: ReadingPath) -> Markup:
    """Return the stops of a path in their order, each with why it is there."""
    lang = markup.lang(made.language)
    stops = [
        {
            "reference": _reference(stop),
            "passage": study_question.passage(stop.text, stop.language),
            "label": study_question.Wording(stop.label, lang),
            "why": prompts.render("study.path_why", made.language, why=stop.why, minutes=f"{stop.minutes:g}"),
        }
        for stop in made.stops
    ]
    return templating.render("study/path.html", language, lang=lang, stops=stops)


def _reference(stop: Stop) -> str:
    """Return the reference of a stop, which opens its paragraph."""
    return study_question.opener(stop.evidence[0], stop.citation) if stop.evidence else stop.citation
