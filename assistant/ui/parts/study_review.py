"""Cards being learnt as HTML: one side, then the other, and four ways to say how well it was known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from babel.dates import format_timedelta
from markupsafe import Markup

from assistant import i18n
from assistant.study.types import Card, CardKind, Deck
from assistant.ui import templating
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
    face = review.face
    shown = {"next": _next(review, record, language)} if face is None else _face(face, review, record, language)
    return templating.render("study/review.html", language, review=review, due=due, new=new, face=face, **shown)


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


def _face(face: Face, review: Review, record: Record, language: str) -> dict[str, object]:
    """Return what is shown of a card, turned or not; each rating with when the card would come again."""
    card = face.card
    again = {name: rated(record.get(face.name), rating, review.now).due for name, rating in RATINGS.items()}
    return {
        "task": _task(face, language),
        "front": study_question.passage(*face.front),
        "back": study_question.Wording(face.back[0], markup.lang(face.back[1])),
        "label": study_question.label(card),
        "opener": study_question.opener(card.evidence[0], card.reference) if card.evidence else "",
        "ratings": [(name, in_words(due - review.moment, language)) for name, due in again.items()],
    }


def _task(face: Face, language: str) -> str:
    """Return what to do with a card."""
    if face.card.kind is not CardKind.TERM:
        return i18n.text(f"study.page.learn.task.{face.card.kind}", language)
    return i18n.text("study.page.learn.task.term", language, language=i18n.name("language", face.back[1], language))


def _next(review: Review, record: Record, language: str) -> dict[str, str] | None:
    """Return when the next card is due; None where no card of the deck was ever answered."""
    dues = [record[name].due for name in review.names if name in record]
    if not dues:
        return None
    moment = datetime.fromtimestamp(min(dues), UTC)
    return {"span": in_words(min(dues) - review.moment, language), "date": moment.date().isoformat()}
