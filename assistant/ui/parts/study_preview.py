"""A quiz as its maker sees it: each question with its key and its paragraph, to be swapped, edited or deleted."""

from __future__ import annotations

from markupsafe import Markup

from assistant import i18n
from assistant.study.rules import Reason
from assistant.study.types import Item, ItemKind, Quiz
from assistant.ui.parts import markup, study_edit, study_question
from assistant.ui.parts.study_desk import Desk

PAGE = 20
"""Questions shown at a time."""

_WITH_OPTIONS = (ItemKind.MULTIPLE_CHOICE, ItemKind.ALTERED_FIGURE)


def render(language: str, quiz: Quiz, desk: Desk) -> Markup:
    """Return the questions of a page, what is missing, and what was dropped and why."""
    first = desk.page * PAGE
    lost = {each.item for each in desk.outdated or ()}
    items = markup.join(
        _item(item, number, desk, item.id in lost, language)
        for number, item in enumerate(quiz.items[first : first + PAGE], first + 1)
    )
    return Markup('{}{}<ol class="study-items" start="{}">{}</ol>{}').format(
        _outdated(desk, quiz, language),
        _missing(quiz),
        first + 1,
        items,
        pages(len(quiz.items), desk.page, PAGE, language) + _dropped(quiz, language),
    )


def pages(count: int, page: int, size: int, language: str) -> Markup:
    """Return the buttons that turn to the pages of a long list; nothing where it has one."""
    if count <= size:
        return Markup("")
    buttons = markup.join(
        Markup(
            '<li><button type="button" class="letter" data-event="input" data-action="page" data-page="{}" '
            'aria-pressed="{}">{}–{}</button></li>'
        ).format(number, "true" if number == page else "false", number * size + 1, min(count, (number + 1) * size))
        for number in range(-(-count // size))
    )
    name = i18n.text("study.page.pages", language)
    return Markup('<ul class="letters" aria-label="{}">{}</ul>').format(name, buttons)


def button(action: str, item: str, text: str, name: str, style: str = "link") -> Markup:
    """Return a button for something to be done with an item; `name` is what a screen reader calls it."""
    return Markup(
        '<button type="button" class="{}" data-event="input" data-action="{}" data-item="{}" aria-label="{}">'
        "{}</button>"
    ).format(style, action, item, name, text)


def _item(item: Item, number: int, desk: Desk, is_lost: bool, language: str) -> Markup:
    if desk.editing == item.id:
        return Markup('<li class="study-item" id="study-item-{}">{}</li>').format(
            number, study_edit.form(item, number, desk, language)
        )
    return Markup(
        '<li class="study-item" id="study-item-{number}"><p class="badges">{badges}</p>'
        '<h4 tabindex="-1"><span class="number">{number}</span> <span lang="{lang}">{stem}</span></h4>'
        '{body}{choices}<p class="key"><strong>{right}</strong> {key}</p>{feedback}'
        '<div class="proofs">{proofs}</div><p class="actions">{actions}</p></li>'
    ).format(
        number=number,
        badges=_badges(item, is_lost, language),
        lang=markup.lang(item.language),
        stem=item.stem,
        body=study_question.body(item, language),
        choices=_choices(item, language),
        right=i18n.text("study.page.key", language),
        key=study_question.key(item, language),
        feedback=study_question.feedback(item),
        proofs=study_question.proofs(item, language),
        actions=markup.join(
            button(
                action,
                item.id,
                i18n.text(f"study.page.{action}", language),
                i18n.text(f"study.page.{action}.name", language, number=number),
                "link danger" if action == "delete" else "link",
            )
            for action in ("swap", "edit", "delete")
        ),
    )


def _badges(item: Item, is_lost: bool, language: str) -> Markup:
    said = [
        i18n.text(f"study.kind_{item.kind}", language),
        i18n.text("study.page.level.badge", language, level=item.difficulty),
    ]
    shown = [Markup('<span class="badge">{}</span>').format(each) for each in said]
    if item.edited:
        edited = Markup('<span class="badge status-machine-translation">{}</span>')
        shown.append(edited.format(i18n.text("study.page.edited", language)))
    if is_lost:
        lost = Markup('<span class="badge status-note">{}</span>')
        shown.append(lost.format(i18n.text("study.page.outdated.badge", language)))
    return Markup(" ").join(shown)


def _choices(item: Item, language: str) -> Markup:
    if item.kind not in _WITH_OPTIONS:
        return Markup("")
    right = Markup(' <span class="tick">✓ {}</span>').format(i18n.text("study.page.right_option", language))
    options = markup.join(
        Markup("<li{}>{}{}</li>").format(
            Markup(' class="right"') if text == item.key else Markup(""),
            study_question.option(item, number),
            right if text == item.key else Markup(""),
        )
        for number, text in enumerate(item.options)
    )
    return Markup('<ol class="options" type="A">{}</ol>').format(options)


def _missing(quiz: Quiz) -> Markup:
    if not quiz.missing:
        return Markup("")
    lines = markup.join(Markup("<li>{}</li>").format(each) for each in quiz.missing)
    return Markup('<ul class="study-missing" lang="{}">{}</ul>').format(markup.lang(quiz.language), lines)


def _dropped(quiz: Quiz, language: str) -> Markup:
    """Return how many candidates were dropped and why, folded."""
    count = sum(sum(reasons.values()) for reasons in quiz.dropped.values())
    if not count:
        return Markup("")
    rows = markup.join(
        Markup("<li>{}</li>").format(
            i18n.text(
                "study.page.dropped.row", language, kind=kind_name(kind, language), reason=why(reason, language), n=each
            )
        )
        for kind, reasons in quiz.dropped.items()
        for reason, each in sorted(reasons.items(), key=lambda one: (-one[1], one[0]))
    )
    said = i18n.text("study.quiz_dropped", language, made=sum(quiz.made.values()), dropped=count)
    return Markup('<details class="dropped"><summary>{}</summary><ul>{}</ul></details>').format(said, rows)


def kind_name(kind: str, language: str) -> str:
    """Return the name of a kind of question; of one that there is none of, as it was written."""
    return i18n.name("study", f"kind_{kind}", language) if kind in set(ItemKind) else kind


def why(reason: str, language: str) -> str:
    """Return why an item was dropped, in the reader's language; a reason nobody knows as it was written."""
    names = {str(each): each.name.lower() for each in Reason}
    return i18n.text(f"study.page.reason.{names[reason]}", language) if reason in names else reason


def _outdated(desk: Desk, quiz: Quiz, language: str) -> Markup:
    """Return which questions the library no longer bears out; nothing before anybody has asked."""
    if desk.outdated is None:
        return Markup("")
    if not desk.outdated:
        held = i18n.text("study.all_held", language, count=len(quiz.items))
        return Markup('<p class="notice done" id="study-outdated" tabindex="-1">{}</p>').format(held)
    places = {item.id: number for number, item in enumerate(quiz.items, 1)}
    rows = markup.join(
        Markup("<li>{}{}</li>").format(
            i18n.text("study.page.outdated.row", language, number=places.get(each.item, 0)),
            markup.join(study_question.proof(lost, language) for lost in each.lost)
            or Markup(" ({})").format("; ".join(why(str(rule), language) for rule in each.rules)),
        )
        for each in desk.outdated
    )
    said = i18n.text("study.not_held", language, count=len(desk.outdated), all=len(quiz.items))
    return Markup(
        '<div class="notice warning" id="study-outdated" tabindex="-1"><h4>{}</h4><ul>{}</ul><p>{}</p></div>'
    ).format(said, rows, i18n.text("study.page.outdated.hint", language))
