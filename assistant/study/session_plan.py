"""A session: what to reach, what to read, which exercises, and when; a template that the trainer changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

import prompts
from assistant.errors import BadRequest
from assistant.session import Session
from assistant.study.chosen import Chosen
from assistant.study.mix import MINUTES
from assistant.study.quiz import make_quiz
from assistant.study.reading_path import WORDS_A_MINUTE, Stop, make_path
from assistant.study.terms import terms_found_in
from assistant.study.types import Item, Quiz, StudyRequest
from assistant.types import AsJson
from corpus.phrases import Phrase
from corpus.text.typography import listed
from corpus.types import Language

_SHORTEST, _LONGEST, _USUAL = 20, 480, 90
# What of a session goes where: people arrive, read, work, and talk about what they did.
_OPENING, _READING, _EXERCISE, _DEBRIEF = 0.08, 0.30, 0.37, 0.25
_TERMS = 4
_MOST_STOPS = 20
_PARTS = {
    "opening": ("study.part_opening", "study.part_opening_doing"),
    "reading": ("study.part_reading", "study.part_reading_doing"),
    "exercise": ("study.part_exercise", "study.part_exercise_doing"),
    "debriefing": ("study.part_debriefing", "study.part_debriefing_doing"),
}

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class SessionPart(AsJson):
    """A part of a session: from which minute, how long, what it is (`opening`, `reading`, `exercise`, `debriefing`).

    `doing` says what people do; `stops` are the paragraphs to read, `questions` the ids of the items to answer.
    """

    start: int
    minutes: int
    kind: str
    title: str
    doing: str
    stops: tuple[Stop, ...] = ()
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SessionPlan(AsJson):
    """A plan of a session with its objectives, its parts in order, and the quiz that its exercises come from."""

    title: str
    language: str
    minutes: int
    objectives: tuple[str, ...]
    parts: tuple[SessionPart, ...]
    quiz: Quiz


def make_session(request: StudyRequest, session: Session) -> SessionPlan:
    """Return a plan for `minutes` (90). Without a theme, the documents chosen are read from their beginning.

    Raises BadRequest or UnknownDocument.
    """
    minutes = request.minutes or _USUAL
    if not _SHORTEST <= minutes <= _LONGEST:
        raise BadRequest(
            value=minutes,
            expected=Phrase("error.expected.minutes", "{least} to {most} minutes", least=_SHORTEST, most=_LONGEST),
        )
    reader = Language(request.languages[0])
    stops = _stops(request, session, round(minutes * _READING))
    quiz = make_quiz(replace(request, minutes=round(minutes * _EXERCISE), count=request.count), session)
    used = [each.document for stop in stops for each in stop.evidence]
    return SessionPlan(
        title=prompts.render("study.session_title", reader, about=Chosen(request, session).about(reader, used)),
        language=str(reader),
        minutes=minutes,
        objectives=tuple(_objectives(request, session, stops, reader)),
        parts=tuple(_parts(minutes, stops, quiz, reader)),
        quiz=quiz,
    )


def _stops(request: StudyRequest, session: Session, minutes: int) -> tuple[Stop, ...]:
    theme = request.theme.strip()
    if not theme:
        chosen = Chosen(request, session)
        about = next((each.headings[-1] for at in chosen.locators if (each := chosen.place(*at)) and each.headings), "")
        theme = about or session.library.document(chosen.documents[0]).title(request.languages[0])
    wanted = replace(request, languages=request.languages[:1], theme=theme, minutes=minutes, count=_MOST_STOPS)
    return make_path(wanted, session).stops


def _objectives(request: StudyRequest, session: Session, stops: tuple[Stop, ...], reader: Language) -> Iterator[str]:
    """Yield what people can do afterwards: find, explain and use what they read."""
    if stops:
        places = listed([each.citation for each in stops[:3]], str(reader))
        yield prompts.render("study.objective_find", reader, places=places)
    terms = [each.term.names[reader] for each in islice(terms_found_in(Chosen(request, session), reader), _TERMS)]
    if terms:
        yield prompts.render("study.objective_terms", reader, terms=listed(terms, str(reader)))
    yield prompts.render("study.objective_cite", reader)


def _parts(minutes: int, stops: tuple[Stop, ...], quiz: Quiz, reader: Language) -> Iterator[SessionPart]:
    """Yield the parts; reading and exercises take turns where there is enough of both."""
    opening = max(5, round(minutes * _OPENING))
    debrief = max(5, round(minutes * _DEBRIEF))
    rest = minutes - opening - debrief
    rounds = 2 if len(stops) > 1 and len(quiz.items) > 1 and rest >= 40 else 1
    start = 0

    def part(kind: str, length: int, **more: object) -> SessionPart:
        nonlocal start
        title, doing = (prompts.render(each, reader) for each in _PARTS[kind])
        made = SessionPart(start, length, kind, title, doing, **more)  # type: ignore[arg-type]
        start += length
        return made

    yield part("opening", opening)
    for number in range(rounds):
        read, asked = _share(stops, number, rounds), _share(quiz.items, number, rounds)
        length = round(rest / rounds) if number < rounds - 1 else minutes - debrief - start
        reading = min(length - 1, max(1, round(length * _reading_share(read, asked)))) if asked else length
        if read:
            yield part("reading", reading, stops=read)
        if asked:
            yield part("exercise", length - (reading if read else 0), questions=tuple(each.id for each in asked))
    yield part("debriefing", minutes - start)


def _reading_share(stops: tuple[Stop, ...], items: tuple[Item, ...]) -> float:
    """Return the share of a round that reading takes, by what there is to read and to answer."""
    reading = sum(len(each.text.split()) for each in stops) / WORDS_A_MINUTE
    answering = sum(MINUTES[each.kind] for each in items)
    return min(0.7, max(0.2, reading / (reading + answering))) if reading + answering else 0.5


def _share(things: tuple[Thing, ...], number: int, rounds: int) -> tuple[Thing, ...]:
    each = -(-len(things) // rounds)
    return things[number * each : (number + 1) * each]
