"""A reading path: a theme followed across documents, one paragraph a stop, with why it is there and how long it takes.

First what defines the theme, then what the documents say of it, the weightiest document first and each in its own
order; what only repeats an earlier stop is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

import prompts
from assistant.errors import BadRequest, NothingGiven
from assistant.session import Session
from assistant.study.chosen import Chosen
from assistant.study.facts import NUMBERS, facts_in
from assistant.study.places import Place, Said
from assistant.study.rules import is_telling
from assistant.study.types import Evidence, StudyRequest
from assistant.study.workshop import cited, label_of
from assistant.types import AsJson
from corpus.phrases import Phrase
from corpus.text.folding import fold, fold_spaces
from corpus.types import Authority, Language, Role
from index.query.topic import topic_of

WORDS_A_MINUTE = 150
"""How fast people read the texts of the ILO and laws, to remember them: slower than a newspaper (about 240)."""

_STOPS = 8
_FEWEST_WORDS = 12  # a signature is no stop
_MOST = 40
_ALIKE = 88
_WEIGHT = {each: number for number, each in enumerate(Authority)}
_DEFINES = (
    "means",
    "is defined",
    "refers to",
    "s'entend",
    "on entend par",
    "designe",
    "comprend",
    "se entiende",
    "significa",
    "encompasses",
    "comprende",
    "englobe",
)


@dataclass(frozen=True, slots=True)
class Stop(AsJson):
    """One stop: the paragraph to read, why it is on the path, and the minutes it takes."""

    citation: str
    title: str
    text: str
    language: str
    why: str
    minutes: float
    evidence: tuple[Evidence, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class ReadingPath(AsJson):
    """Paragraphs on a theme in the order to read them; `minutes` is for all."""

    theme: str
    language: str
    stops: tuple[Stop, ...]
    minutes: int


def make_path(request: StudyRequest, session: Session) -> ReadingPath:
    """Return the path of a theme, with as many stops as `count` says (eight), or as fit into `minutes`.

    Raises BadRequest without a theme, UnknownDocument for a document that is not there.
    """
    if len(request.languages) != 1:
        raise BadRequest(
            value=", ".join(request.languages),
            expected=Phrase("error.expected.one_language", "one language for a reading path"),
        )
    if not request.theme.strip():
        raise NothingGiven(expected=Phrase("error.expected.theme", "a theme to follow, in a few words"))
    wanted = _STOPS if request.count is None else request.count
    if not 1 <= wanted <= _MOST:
        raise BadRequest(value=wanted, expected=Phrase("error.expected.stops", "1 to {most} stops", most=_MOST))
    reader = Language(request.languages[0])
    chosen = Chosen(replace(request, sections=request.sections), session)
    ranking = {(each.document, each.locator): each.score for each in session.search.rank(request.theme)}
    best = sorted(chosen.locators, key=lambda at: -ranking.get(at, 0.0))
    found: list[tuple[Place, Said]] = []
    minutes = 0.0
    spread = len({document for document, _ in best}) > 1
    for document, locator in best:
        if spread and sum(place.document.id == document for place, _ in found) >= -(-wanted // 2):
            continue  # a path leads across documents
        place = chosen.place(document, locator)
        said = _said(place, reader) if place else None
        if place is None or said is None or any(_repeats(said, other) for _, other in found):
            continue
        minutes += _minutes(said)
        if len(found) == wanted or (request.minutes and found and minutes > request.minutes):
            break
        found.append((place, said))
    places = {locator: n for n, locator in enumerate(chosen.locators)}
    found.sort(
        key=lambda each: (
            not _defines(each[1], request.theme),
            _rank(each[0]),
            places[each[0].document.id, each[0].locator],
        )
    )
    stops = tuple(_stop(place, said, request.theme, reader, chosen) for place, said in found)
    return ReadingPath(request.theme, str(reader), stops, max(1, round(sum(each.minutes for each in stops))))


def _said(place: Place, reader: Language) -> Said | None:
    """Return what is read at a stop: a paragraph with its items, or an item with what opens its list."""
    if place.role not in (Role.PARAGRAPH, Role.ITEM):
        return None
    version = place.version(reader)
    whole = place.whole(version)
    if (
        whole is None
        or len(version.text.split()) < _FEWEST_WORDS
        or not any(is_telling(each) for each in (whole.text, *whole.text.split("\n")))
    ):
        return None
    return replace(whole, text=version.text)


def _rank(place: Place) -> tuple[int, str]:
    authority = place.document.authority
    return (_WEIGHT[authority] if authority else len(_WEIGHT)), place.document.id


def _repeats(said: Said, other: Said) -> bool:
    """Tell whether a stop says what another has said: its part, or nearly the same."""
    one, two = fold(said.text), fold(other.text)
    return one in two or two in one or fuzz.token_set_ratio(one, two) >= _ALIKE


def _minutes(said: Said) -> float:
    return max(0.1, round(len(said.passage().split()) / WORDS_A_MINUTE, 1))


def _defines(said: Said, theme: str) -> bool:
    folded = fold_spaces(said.text)
    subject = fold_spaces(topic_of(theme)) or fold_spaces(theme)
    at = folded.find(subject)
    return at >= 0 and any(0 <= folded.find(verb, at) - at - len(subject) < 40 for verb in _DEFINES)


def _stop(place: Place, said: Said, theme: str, reader: Language, chosen: Chosen) -> Stop:
    evidence = place.evidence(replace(said, text=place.version(reader).rendition.text), reader)
    return Stop(
        citation=cited(place, said, reader),
        title=place.document.title(reader),
        text=said.passage(),
        language=str(said.language),
        why=" ".join(_reasons(place, said, theme, reader, chosen)),
        minutes=_minutes(said),
        evidence=evidence,
        label=label_of(evidence, reader),
    )


def _reasons(place: Place, said: Said, theme: str, reader: Language, chosen: Chosen) -> Iterator[str]:
    """Yield why a stop is on the path; each can be seen in its text."""
    if _defines(said, theme):
        yield prompts.render("study.why_defines", reader)
    heading = place.version(reader).rendition.heading or place.headings
    if heading and set(fold_spaces(theme).split()) <= set(fold_spaces(" ".join(heading)).split()):
        yield prompts.render("study.why_heading", reader, heading=heading[-1])
    session = chosen.session
    items = session.holdings.below(place.document.id, place.locator, Role.ITEM)
    if len(items) > 1:
        yield prompts.render("study.why_lists", reader, count=len(items))
    if any(fact.kind in NUMBERS for fact in facts_in(said.text, said.language)):
        yield prompts.render("study.why_figures", reader)
    cited = {each.document for each in session.library.incoming(place.document.id, place.locator)}
    if others := cited - {place.document.id}:
        yield prompts.render("study.why_cited", reader, count=len(others))
    if chosen.share_of_words(place.document.id, place.locator, theme) == 1:
        yield prompts.render("study.why_words", reader)
    else:
        yield prompts.render("study.why_near", reader)
