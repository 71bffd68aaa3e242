"""Cards being learnt as HTML: one side, then the other, and four ways to say how well it was known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from babel.dates import format_timedelta
from markupsafe import Markup

from assistant import i18n
from assistant.study.types import Card, CardKind, Deck
from assistant.ui.parts import markup, study_question
from assistant.ui.parts.study_schedule import RATINGS, Record, counts, next_card, rated

_BACK = "~back"


@dataclass(frozen=True, slots=True)
class Face:
    """A card asked for one way: its name in the record, what is asked, what answers it, in their languages."""

    name: str
    card: Card
    front: tuple[str, str]
    back: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Review:
    """Cards being learnt: the faces of a deck, the one that is asked, whether it is turned, how many were answered.

    `moment` is when it was last looked at, so that a page said again in another language says the same.
    """

    faces: tuple[Face, ...]
    asked: str | None
    turned: bool = False
    done: int = 0
    moment: float = 0.0

    @property
    def face(self) -> Face | None:
        """The face that is asked; None when nothing is left for now."""
        return next((each for each in self.faces if each.name == self.asked), None)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all faces, in the order of the deck."""
        return tuple(each.name for each in self.faces)

    @property
    def now(self) -> datetime:
        """When it was last looked at."""
        return datetime.fromtimestamp(self.moment, UTC)


def faces_of(deck: Deck) -> tuple[Face, ...]:
    """Return the faces of a deck: a term is asked for both ways, the second ways after all first ones."""
    first = [
        Face(card.id, card, (card.front, _front_language(card)), (card.back, card.back_language or card.language))
        for card in deck.cards
    ]
    return (
        *first,
        *(Face(f"{each.name}{_BACK}", each.card, each.back, each.front) for each in first if _two_way(each)),
    )


def begin(deck: Deck, record: Record, now: datetime) -> Review:
    """Return the review of a deck at its first card."""
    faces = faces_of(deck)
    return Review(faces, next_card([each.name for each in faces], record, now), moment=now.timestamp())


def render(language: str, review: Review, record: Record) -> Markup:
    """Return the card asked, with its answer once it is turned, or when the next one is due."""
    due, new = counts(review.names, record, review.now)
    head = Markup(
        '<header><h3>{}</h3><button type="button" class="link" data-event="input" data-action="leave">{}</button>'
        '</header><p class="count">{}</p>'
    ).format(
        i18n.text("study.page.learn.title", language),
        i18n.text("study.page.learn.leave", language),
        i18n.text("study.page.learn.counts", language, due=due, new=new, done=review.done),
    )
    face = review.face
    body = _nothing(review, record, language) if face is None else _face(face, review, record, language)
    keep = Markup(
        '<p class="actions"><button type="button" class="link" data-event="input" data-action="keep">{}</button></p>'
        '<p class="hint">{}</p>'
    ).format(i18n.text("study.page.learn.keep", language), i18n.text("study.page.learn.where", language))
    return Markup('<section class="panel play learn">{}{}{}</section>').format(head, body, keep)


def in_words(seconds: float, language: str) -> str:
    r"""Return a span of time as people say it.

    >>> in_words(600, "fr"), in_words(3 * 86400, "en")
    ('10\xa0minutes', '3 days')
    """
    said = format_timedelta(timedelta(seconds=seconds), granularity="minute", threshold=1.2, locale=language)
    return said.replace(" ", "\u00a0") if language == "fr" else said


def _front_language(card: Card) -> str:
    """Return the language of a front: our own question, the reader's term, or the words of the document."""
    return card.back_language if card.kind is CardKind.CLOZE and card.back_language else card.language


def _two_way(face: Face) -> bool:
    return face.card.kind is CardKind.TERM


def _face(face: Face, review: Review, record: Record, language: str) -> Markup:
    asked = Markup('<h4 id="study-card" tabindex="-1">{}</h4><div class="card-front">{}</div>').format(
        _task(face, language), study_question.passage(*face.front, language)
    )
    if not review.turned:
        return Markup(
            '{}<p class="buttons"><button type="button" class="primary" data-event="input" data-action="turn">{}'
            "</button></p>"
        ).format(asked, i18n.text("study.page.learn.turn", language))
    back = Markup(
        '<h4 id="study-back" tabindex="-1">{}</h4><blockquote class="passage" lang="{}">{}</blockquote>{}{}'
    ).format(
        i18n.text("study.page.learn.back", language),
        markup.lang(face.back[1]),
        face.back[0],
        study_question.label(face.card),
        _place(face.card),
    )
    return Markup('{}{}<fieldset class="ratings"><legend>{}</legend>{}</fieldset>').format(
        asked,
        back,
        i18n.text("study.page.learn.how", language),
        markup.join(_rating(each, face, review, record, language) for each in RATINGS),
    )


def _task(face: Face, language: str) -> str:
    """Return what to do with a card."""
    if face.card.kind is not CardKind.TERM:
        return i18n.text(f"study.page.learn.task.{face.card.kind}", language)
    return i18n.text("study.page.learn.task.term", language, language=i18n.name("language", face.back[1], language))


def _rating(name: str, face: Face, review: Review, record: Record, language: str) -> Markup:
    """Return the button of a rating, with when the card would come again."""
    then = rated(record.get(face.name), RATINGS[name], review.now)
    return Markup(
        '<button type="button" class="plain rating" data-event="input" data-action="rate" data-rating="{}">'
        "<strong>{}</strong> <span>{}</span></button>"
    ).format(
        name,
        i18n.text(f"study.page.learn.{name}", language),
        i18n.text("study.page.learn.in", language, span=in_words(then.due - review.moment, language)),
    )


def _place(card: Card) -> Markup:
    """Return the reference of a card, which opens its paragraph."""
    if not card.evidence:
        return Markup('<p class="muted">{}</p>').format(card.reference)
    first = card.evidence[0]
    return Markup('<p class="actions">{}</p>').format(
        markup.opener(first.document, first.locator, first.language, markup.cut(card.reference))
    )


def _nothing(review: Review, record: Record, language: str) -> Markup:
    """Return that nothing is left for now, and when the next card is due."""
    dues = [record[name].due for name in review.names if name in record]
    said = i18n.text("study.page.learn.nothing", language)
    then = Markup("")
    if dues:
        moment = datetime.fromtimestamp(min(dues), UTC)
        then = Markup("<p>{}</p>").format(
            i18n.text(
                "study.page.learn.then",
                language,
                span=in_words(min(dues) - review.moment, language),
                date=i18n.date(moment.date().isoformat(), language),
            )
        )
    return Markup('<h4 id="study-card" tabindex="-1">{}</h4>{}').format(said, then)
