"""A hand-out, a session plan and a reading path as HTML, as they will be on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

import prompts
from assistant import i18n
from assistant.glossary.types import TermEntry
from assistant.study.handout import Handout
from assistant.study.reading_path import ReadingPath, Stop
from assistant.study.session_plan import SessionPart, SessionPlan
from assistant.ui.parts import markup, renditions, study_question

_SHOWN = 60  # paragraphs of a hand-out; the file has all of them


def handout(language: str, made: Handout) -> Markup:
    """Return the paragraphs of a hand-out side by side, its figures and its terms."""
    pieces: list[Markup] = []
    left = _SHOWN
    for part in made.parts:
        if left <= 0:
            break
        shown = replace(part, rows=part.rows[:left])
        left -= len(shown.rows)
        name = f"{part.symbol} – {part.title}" if part.symbol else part.title
        pieces.append(Markup("<h4>{}</h4>{}").format(markup.cut(name), renditions.table(shown, language)))
    count = sum(len(part.rows) for part in made.parts)
    if count > _SHOWN:
        more = i18n.text("study.page.handout.more", language, shown=_SHOWN, count=count)
        pieces.append(Markup('<p class="hint">{}</p>').format(more))
    if made.figures:
        rows = markup.join(
            Markup('<li><span lang="{}">{}</span> <span class="muted">{}</span></li>').format(
                markup.lang(made.languages[0]), figure, reference
            )
            for figure, reference in made.figures
        )
        pieces.append(
            Markup('<h4>{}</h4><ul class="figures">{}</ul>').format(i18n.text("study.handout.figures", language), rows)
        )
    if made.glossary:
        pieces.append(Markup("<h4>{}</h4>").format(i18n.text("study.handout.glossary", language)))
        pieces.append(_terms(made.glossary, made.languages, language))
    return markup.join(pieces)


def _terms(terms: Sequence[TermEntry], languages: Sequence[str], language: str) -> Markup:
    heads = markup.join(
        Markup('<th scope="col">{}</th>').format(i18n.name("language", code, language)) for code in languages
    )
    rows = markup.join(
        Markup("<tr>{}</tr>").format(
            markup.join(
                Markup('<td lang="{}">{}</td>').format(
                    markup.lang(code), term.names[code].name if code in term.names else "–"
                )
                for code in languages
            )
        )
        for term in terms
    )
    return Markup('<table class="study-table"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>').format(heads, rows)


def session(language: str, plan: SessionPlan) -> Markup:
    """Return the plan of a session: its objectives, and its parts with their times."""
    numbers = {item.id: number for number, item in enumerate(plan.quiz.items, 1)}
    objectives = markup.join(Markup("<li>{}</li>").format(each) for each in plan.objectives)
    heads = markup.join(
        Markup('<th scope="col">{}</th>').format(i18n.text(f"study.session_{each}", language))
        for each in ("time", "part", "doing")
    )
    rows = markup.join(_part(part, numbers, plan.language, language) for part in plan.parts)
    return Markup(
        '<h4>{}</h4><ul lang="{lang}">{}</ul><h4>{}</h4><table class="study-table session"><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table>"
        '<p class="buttons"><button type="button" class="plain" data-event="input" data-action="questions">{}'
        "</button></p>"
    ).format(
        i18n.text("study.session_objectives", language),
        objectives,
        i18n.text("study.session_course", language),
        heads,
        rows,
        i18n.text("study.page.session.quiz", language),
        lang=markup.lang(plan.language),
    )


def _part(part: SessionPart, numbers: dict[str, int], spoken: str, language: str) -> Markup:
    stops = markup.join(Markup("<li>{}</li>").format(_opener(stop)) for stop in part.stops)
    asked = ", ".join(str(numbers[each]) for each in part.questions if each in numbers)
    more = Markup("")
    if part.stops:
        more += Markup('<ul class="stops">{}</ul>').format(stops)
    if asked:
        more += Markup("<p>{}</p>").format(i18n.text("study.session_answer", language, numbers=asked))
    return Markup(
        '<tr><td class="time">{}–{}</td><th scope="row" lang="{lang}">{}</th><td><span lang="{lang}">{}</span>{}</td>'
        "</tr>"
    ).format(part.start, part.start + part.minutes, part.title, part.doing, more, lang=markup.lang(spoken))


def path(language: str, made: ReadingPath) -> Markup:
    """Return the stops of a path in their order, each with why it is there."""
    if not made.stops:
        return Markup('<p class="hint">{}</p>').format(i18n.text("study.page.path.none", language))
    stops = markup.join(
        Markup('<li class="study-item"><h4>{}</h4>{}{}<p class="muted" lang="{}">{}</p></li>').format(
            _opener(stop),
            study_question.passage(stop.text, stop.language, language),
            Markup('<p class="label" lang="{}">{}</p>').format(markup.lang(made.language), stop.label)
            if stop.label
            else Markup(""),
            markup.lang(made.language),
            prompts.render("study.path_why", made.language, why=stop.why, minutes=f"{stop.minutes:g}"),
        )
        for stop in made.stops
    )
    return Markup('<ol class="study-items stops">{}</ol>').format(stops)


def _opener(stop: Stop) -> Markup:
    """Return the reference of a stop, which opens its paragraph."""
    if not stop.evidence:
        return Markup.escape(stop.citation)
    first = stop.evidence[0]
    return markup.opener(first.document, first.locator, first.language, markup.cut(stop.citation))
