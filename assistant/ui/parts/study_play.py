"""A quiz being played as HTML: a question with native controls, its feedback, the score and what was missed."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from assistant import i18n
from assistant.study.formats.word_question import letter, shuffled
from assistant.study.types import Item, ItemKind
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
    number = played.at + 1
    return Markup(
        '<section class="panel play" aria-labelledby="study-question">{head}'
        '<form class="study-form" data-event="input" data-action="answer" data-key="{key}">'
        '<h4 id="study-question" tabindex="-1"><span class="visually-hidden">{place}</span> '
        '<span lang="{lang}">{stem}</span></h4>{body}{controls}<p class="buttons">'
        '<button type="submit" class="primary">{check}</button>'
        '<button type="submit" class="plain" name="skip" value="yes" formnovalidate>{skip}</button></p></form>'
        "</section>"
    ).format(
        head=_head(played, language),
        key=f"play-{played.at}-{item.id}-{len(played.answered)}",
        place=i18n.text("study.page.play.place", language, number=number, count=len(played.items)),
        lang=markup.lang(item.language),
        stem=item.stem,
        body=study_question.body(item, language),
        controls=_controls(item, language),
        check=i18n.text("study.page.play.check" if played.immediate else "study.page.play.answer", language),
        skip=i18n.text("study.page.play.skip", language),
    )


def _head(played: Round, language: str) -> Markup:
    """Return where in the round the reader is, and the way out."""
    place = i18n.text(
        "study.page.play.place", language, number=min(played.at + 1, len(played.items)), count=len(played.items)
    )
    return Markup(
        '<header><h3>{}</h3><button type="button" class="link" data-event="input" data-action="leave">{}</button>'
        "</header>"
    ).format(place, i18n.text("study.page.play.leave", language))


def _controls(item: Item, language: str) -> Markup:
    """Return what a question is answered with."""
    if item.kind is ItemKind.MATCHING:
        return _pairs(item, language)
    if item.options:
        options = [study_question.option(item, number) for number in range(len(item.options))]
        return _radios(list(enumerate(options)), language)
    if item.kind is ItemKind.TRUE_FALSE:
        said = [(each, Markup.escape(i18n.text(f"study.{each}", language))) for each in ("true", "false")]
        return _radios(said, language)
    name = i18n.text(f"study.page.play.box.{_box(item)}", language)
    if item.kind is ItemKind.SHORT_ANSWER:
        control = Markup('<textarea id="study-answer" name="answer" rows="4" maxlength="{}"></textarea>')
    else:
        control = Markup(
            '<input type="text" id="study-answer" name="answer" value="" maxlength="{}" autocomplete="off" '
            'spellcheck="false" required>'
        )
    return Markup('<div class="field"><label for="study-answer">{}</label>{}</div>').format(
        name, control.format(LONGEST_RESPONSE)
    )


def _box(item: Item) -> str:
    """Return what is written into the box of a question."""
    if item.kind is ItemKind.NUMERIC:
        return "number"
    return "place" if item.kind is ItemKind.WHICH_PARAGRAPH else "words"


def _radios(options: list[tuple[int, Markup]] | list[tuple[str, Markup]], language: str) -> Markup:
    choices = markup.join(
        Markup(
            '<label class="choice"><input type="radio" name="answer" value="{}" required> <span>{}</span></label>'
        ).format(value, shown)
        for value, shown in options
    )
    return Markup("<fieldset><legend>{}</legend>{}</fieldset>").format(
        i18n.text("study.page.play.choose", language), choices
    )


def _pairs(item: Item, language: str) -> Markup:
    """Return a list to choose from for each left side; long right sides stand whole above, under their letters."""
    order = shuffled(item)
    nothing = Markup('<option value="">{}</option>').format(i18n.text("study.page.play.pick", language))
    sides = markup.join(
        Markup('<option value="{}" lang="{}">{}. {}</option>').format(
            number, study_question.spoken(item), letter(place), markup.cut(item.pairs[number].right, _LONGEST_CHOICE)
        )
        for place, number in enumerate(order)
    )
    whole = Markup("")
    if item.beside or any(len(pair.right) > _LONGEST_CHOICE for pair in item.pairs):
        whole = Markup('<ol class="options" type="A">{}</ol>').format(
            markup.join(Markup("<li>{}</li>").format(study_question.side(item, number, "right")) for number in order)
        )
    rows = markup.join(
        Markup(
            '<div class="pair"><label for="study-pair-{n}">{left}</label><select id="study-pair-{n}" name="pair-{n}" '
            "required>{nothing}{sides}</select></div>"
        ).format(n=number, left=study_question.side(item, number, "left"), nothing=nothing, sides=sides)
        for number in range(len(item.pairs))
    )
    return Markup("{}<fieldset><legend>{}</legend>{}</fieldset>").format(
        whole, i18n.text("study.page.play.match", language), rows
    )


def _told(played: Round, language: str) -> Markup:
    """Return the verdict on the last answer, its key and its paragraph."""
    is_last = played.at + 1 == len(played.items)
    go_on = i18n.text("study.page.play.end" if is_last else "study.page.play.next", language)
    return Markup(
        '<section class="panel play" aria-labelledby="study-question">{}{}<p class="buttons">'
        '<button type="button" class="primary" data-event="input" data-action="next">{}</button></p></section>'
    ).format(
        _head(played, language),
        _verdict(played.answered[-1], len(played.answered) - 1, language, "study-question"),
        go_on,
    )


def _verdict(answered: Answered, place: int, language: str, ident: str) -> Markup:
    """Return what became of an answer, in words and a sign: what was asked, what was said, the key, the paragraph."""
    item = answered.item
    name = "skipped" if answered.skipped else {True: "right", False: "wrong", None: "open"}[answered.is_right]
    judging = Markup("")
    if item.kind is ItemKind.SHORT_ANSWER and answered.is_right is None:
        judging = markup.join(
            Markup(
                '<button type="button" class="plain" data-event="input" data-action="judge" data-place="{}" '
                'data-right="{}">{}</button>'
            ).format(place, value, i18n.text(f"study.page.play.judge.{value}", language))
            for value in ("yes", "no")
        )
        judging = Markup('<p class="buttons">{}</p>').format(judging)
    return Markup(
        '<div class="outcome outcome-{name}"><h4 id="{ident}" tabindex="-1"><span aria-hidden="true">{mark}</span> '
        '{verdict}</h4><p class="asked-again" lang="{lang}">{stem}</p>{body}{response}'
        '<div class="key"><strong>{right}</strong> {key}</div>{feedback}{proofs}{judging}</div>'
    ).format(
        name=name,
        ident=ident,
        mark=_MARKS[answered.is_right],
        verdict=i18n.text(f"study.page.play.{name}", language),
        lang=markup.lang(item.language),
        stem=item.stem,
        body=study_question.body(item, language),
        response=_response(answered, language),
        right=i18n.text("study.page.key", language),
        key=study_question.key(item, language),
        feedback=study_question.feedback(item),
        proofs=study_question.proofs(item, language),
        judging=judging,
    )


def _response(answered: Answered, language: str) -> Markup:
    if answered.skipped:
        return Markup("")
    said: Markup | str
    if isinstance(answered.response, Mapping):
        pairs = (Markup("<li>{} → {}</li>").format(left, right or "–") for left, right in answered.response.items())
        said = Markup('<ul class="pairs" lang="{}">{}</ul>').format(
            study_question.spoken(answered.item), markup.join(pairs)
        )
    elif answered.item.kind is ItemKind.TRUE_FALSE:
        said = i18n.text(f"study.{'true' if answered.response == 'true' else 'false'}", language)
    elif answered.item.options:
        said = Markup('<span lang="{}">{}</span>').format(study_question.spoken(answered.item), answered.response)
    else:
        said = answered.response
    return Markup('<div class="response"><strong>{}</strong> {}</div>').format(
        i18n.text("study.page.play.said", language), said
    )


def _end(played: Round, language: str) -> Markup:
    """Return the score, and everything that was missed with its paragraph."""
    missed = [
        _verdict(each, place, language, f"study-missed-{place}")
        for place, each in enumerate(played.answered)
        if each.is_right is not True
    ]
    if missed:
        review = Markup("<h4>{}</h4>{}").format(
            i18n.text("study.page.play.review", language),
            markup.join(Markup('<div class="missed">{}</div>').format(each) for each in missed),
        )
    else:
        review = Markup("<p>{}</p>").format(i18n.text("study.page.play.all_right", language))
    unjudged = len(played.answered) - played.judged
    waiting = Markup('<p class="hint">{}</p>').format(i18n.plural("study.page.play.unjudged", unjudged, language))
    again = ("missed", "again") if missed else ("again",)
    return Markup(
        '<section class="panel play" aria-labelledby="study-question"><header><h3 id="study-question" tabindex="-1">'
        '{}</h3></header>{}<p class="buttons">{}</p>{}</section>'
    ).format(
        i18n.text("study.page.play.score", language, right=played.right, count=played.judged),
        waiting if unjudged else Markup(""),
        markup.join(_again(each, language) for each in (*again, "leave")),
        review,
    )


def _again(action: str, language: str) -> Markup:
    return Markup('<button type="button" class="plain" data-event="input" data-action="{}">{}</button>').format(
        action, i18n.text(f"study.page.play.{action}", language)
    )
