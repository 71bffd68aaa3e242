"""What stands on the page “Study” under the form: what was made with what can be done with it, or what is played."""

from __future__ import annotations

from markupsafe import Markup

from assistant import i18n
from assistant.study.files import Material
from assistant.study.handout import Handout
from assistant.study.reading_path import ReadingPath
from assistant.study.session_plan import SessionPlan
from assistant.study.types import Deck, Quiz
from assistant.ui import templating
from assistant.ui.parts import (
    markup,
    study_deck,
    study_play,
    study_preview,
    study_review,
    study_sheets,
    study_take_along,
)
from assistant.ui.parts.study_desk import Desk
from assistant.ui.parts.study_schedule import Record
from corpus.errors import AlineaError


def intro(language: str) -> Markup:
    """Return what the page is for."""
    return markup.introduction(i18n.text("study.page.title", language), i18n.text("study.page.intro", language))


def waiting(language: str) -> Markup:
    """Return what stands in the reading panel's place until a paragraph is opened."""
    said = i18n.text("study.page.waiting", language)
    return markup.one_line("panel placeholder", said)


def render(language: str, desk: Desk, record: Record) -> Markup:
    """Return what is on the desk."""
    made = desk.made
    if made is None:
        return markup.hint(i18n.text("study.page.empty", language))
    if isinstance(made, AlineaError):
        return markup.problem(made, language)
    if desk.round is not None:
        return study_play.render(language, desk.round)
    if desk.review is not None:
        return study_review.render(language, desk.review, record)
    return templating.render(
        "study/made.html",
        language,
        lang=markup.lang(made.languages[0] if isinstance(made, Handout) else made.language),
        title=title(made),
        summary=summary(language, desk),
        actions=_actions(made),
        take_along=study_take_along.render(language, made) if count(made) else "",
        sheet=_sheet(language, made, desk),
    )


def title(made: Material) -> str:
    """Return what a thing is called."""
    if isinstance(made, ReadingPath):
        return made.theme
    return made.name if isinstance(made, Deck) else made.title


def count(made: Material) -> int:
    """Return how many questions, cards, paragraphs, parts or stops a thing has."""
    match made:
        case Quiz():
            return len(made.items)
        case Deck():
            return len(made.cards)
        case Handout():
            return sum(len(part.rows) for part in made.parts)
        case SessionPlan():
            return len(made.parts)
        case ReadingPath():
            return len(made.stops)


def summary(language: str, desk: Desk) -> str:
    """Return what was made in one plain line: what a screen reader announces."""
    made = desk.made
    if isinstance(made, AlineaError):
        return i18n.error(made, language)
    match made:
        case Quiz():
            return i18n.text("study.quiz_size", language, count=len(made.items), minutes=made.minutes)
        case Deck():
            return i18n.text("study.deck_size", language, count=len(made.cards))
        case Handout():
            return i18n.plural("library.paragraphs", count(made), language)
        case SessionPlan():
            return i18n.text("study.session_minutes", language, minutes=made.minutes)
        case ReadingPath():
            return i18n.text("study.path_minutes", language, count=len(made.stops), minutes=made.minutes)
        case _:
            return ""


def _actions(made: Material) -> tuple[str, ...]:
    """Return what else can be done with a quiz or a deck, the foremost first."""
    if isinstance(made, Quiz) and made.items:
        return "play", "play_final", "check"
    return ("learn",) if isinstance(made, Deck) and made.cards else ()


def _sheet(language: str, made: Material, desk: Desk) -> Markup:
    match made:
        case Quiz():
            return study_preview.render(language, made, desk)
        case Deck():
            return study_deck.render(language, made, desk.page)
        case Handout():
            return study_sheets.handout(language, made)
        case SessionPlan():
            return study_sheets.session(language, made)
        case ReadingPath():
            return study_sheets.path(language, made)
