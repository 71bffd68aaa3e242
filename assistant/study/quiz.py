"""A quiz put together: places drawn by lot, at each a question of the kind most wanted, if no rule drops it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import prompts
from assistant.errors import BadRequest
from assistant.session import Session
from assistant.study.chosen import Chosen
from assistant.study.makers import (
    altered_figure,
    from_facts,
    gap,
    instrument_matching,
    matching,
    plan_choice,
    short_answer,
    which_paragraph,
)
from assistant.study.places import Place
from assistant.study.quoted import is_quoted, key_holds
from assistant.study.rules import Reason, faults
from assistant.study.support import Support
from assistant.study.types import Item, ItemKind, Quiz, StudyRequest
from assistant.study.wording import ITEM_NAMES
from assistant.study.workshop import Maker, Workshop
from assistant.validation import languages_of
from corpus.text.folding import fold_spaces
from corpus.text.typography import listed
from corpus.types import Language

MAKERS: Mapping[ItemKind, tuple[Maker, ...]] = {
    ItemKind.MULTIPLE_CHOICE: (plan_choice.make, from_facts.multiple_choice),
    ItemKind.TRUE_FALSE: (from_facts.true_false,),
    ItemKind.MATCHING: (instrument_matching.make, matching.make),
    ItemKind.GAP: (gap.make,),
    ItemKind.NUMERIC: (from_facts.numeric,),
    ItemKind.WHICH_PARAGRAPH: (which_paragraph.make,),
    ItemKind.ALTERED_FIGURE: (altered_figure.make,),
    ItemKind.SHORT_ANSWER: (short_answer.make,),
}

MINUTES: Mapping[ItemKind, float] = {
    ItemKind.MULTIPLE_CHOICE: 1.0,
    ItemKind.TRUE_FALSE: 0.5,
    ItemKind.MATCHING: 2.0,
    ItemKind.GAP: 1.0,
    ItemKind.NUMERIC: 1.0,
    ItemKind.WHICH_PARAGRAPH: 1.5,
    ItemKind.ALTERED_FIGURE: 1.5,
    ItemKind.SHORT_ANSWER: 4.0,
}
"""What a trainer allows for each question, in minutes: an estimate, to be changed by hand."""

# How often each kind comes in a mix that nobody chose.
_SHARES: Mapping[ItemKind, int] = {
    ItemKind.MULTIPLE_CHOICE: 5,
    ItemKind.TRUE_FALSE: 4,
    ItemKind.WHICH_PARAGRAPH: 3,
    ItemKind.GAP: 3,
    ItemKind.NUMERIC: 2,
    ItemKind.MATCHING: 1,
    ItemKind.SHORT_ANSWER: 1,
    ItemKind.ALTERED_FIGURE: 1,
}
_COUNT = 10
MOST = 500
"""Questions of one quiz, at most."""

Progress = Callable[[float, str], None]


@dataclass
class _Kept:
    """What was made so far."""

    items: list[Item] = field(default_factory=list)
    made: Counter[str] = field(default_factory=Counter)
    dropped: dict[str, Counter[str]] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)

    def drop(self, kind: ItemKind, reason: Reason) -> None:
        """Count an item that was dropped."""
        self.dropped.setdefault(kind, Counter())[reason] += 1

    def count(self, kind: ItemKind) -> int:
        """Return how many items of a kind were kept."""
        return sum(each.kind is kind for each in self.items)


def make_quiz(request: StudyRequest, session: Session, progress: Progress | None = None) -> Quiz:
    """Return a quiz; what was asked for and cannot be had is told in `missing`.

    Raises BadRequest for a request that cannot be understood, UnknownDocument for a document that is not there.
    """
    wanted = _wanted(request)
    chosen = Chosen(request, session)
    shop = Workshop(session, request, chosen, Support(session))
    kept = _Kept()
    _fill(wanted, shop, kept, progress or (lambda done, what: None))
    reader = Language(request.languages[0])
    order = {at: number for number, at in enumerate(chosen.locators)}
    items = sorted(kept.items, key=lambda each: order.get((each.evidence[0].document, each.evidence[0].locator), 0))
    return Quiz(
        title=_title(chosen, reader, items),
        language=str(reader),
        request=request,
        items=tuple(items),
        made=dict(kept.made),
        dropped={kind: dict(reasons) for kind, reasons in kept.dropped.items()},
        missing=tuple(_missing(wanted, kept, chosen, reader)),
        minutes=minutes_of(items),
        library=session.state,
    )


def _fill(wanted: Counter[ItemKind], shop: Workshop, kept: _Kept, progress: Progress) -> None:
    """Draw places until every kind has what is wanted of it, a place once for a kind, another kind at each."""
    total = sum(wanted.values())
    rounds = 0
    used: set[tuple[str, str]] = set()
    for again in (False, True):  # a place that has a question already has a second one only where others run out
        for place in shop.chosen.shuffled("places"):
            rounds += 1
            open_kinds = [kind for kind in wanted if kept.count(kind) < wanted[kind]]
            if not open_kinds:
                return
            at = place.document.id, place.locator
            if at in used and not (again and _has_more(place, shop, kept)):
                continue
            if rounds % 16 == 0:
                progress(len(kept.items) / total, f"{len(kept.items)}/{total}")
            open_kinds.sort(key=lambda kind: kept.count(kind) / wanted[kind])
            for kind in open_kinds:
                if item := _first(kind, place, shop, kept):
                    kept.items.append(item)
                    used.add(at)
                    break


def _has_more(place: Place, shop: Workshop, kept: _Kept) -> bool:
    """Tell whether a place has words that no question is made of yet."""
    asked = {each.quote for item in kept.items for each in item.evidence}
    version = place.version(shop.languages[0])
    return any(said.text not in asked for said in place.sentences(version))


def _first(kind: ItemKind, place: Place, shop: Workshop, kept: _Kept) -> Item | None:
    """Return the first question of a kind at a place that breaks no rule; what was dropped is counted."""
    level = shop.request.level
    for make in MAKERS[kind]:
        for candidate in make(place, shop):
            if isinstance(candidate, Reason):
                kept.made[kind] += 1
                kept.drop(kind, candidate)
                continue
            if level is not None and candidate.difficulty != level:
                continue
            kept.made[kind] += 1
            if reason := _fault(candidate, shop, kept):
                kept.drop(kind, reason)
                continue
            kept.asked |= set(_stems(candidate))
            return candidate
    return None


def _fault(item: Item, shop: Workshop, kept: _Kept) -> Reason | None:
    if any(item.id == each.id or _is_told(item, each) for each in kept.items):
        return Reason.SAME_STEM  # one question of a kind for a paragraph, and none that tells another's answer
    if any(each in kept.asked for each in _stems(item)):
        return Reason.SAME_STEM
    if item.kind is ItemKind.GAP and any(item.key == each.key for each in kept.items if each.kind is ItemKind.GAP):
        return Reason.SAME_KEY
    if found := next(faults(item), None):
        return found
    return None if is_quoted(item, shop.session) and key_holds(item) else Reason.NOT_VERBATIM


def _is_told(item: Item, other: Item) -> bool:
    """Tell whether one question shows what the other asks for: both are made of the same words."""
    return {(each.document, each.locator, each.quote) for each in item.evidence[:1]} <= {
        (each.document, each.locator, each.quote) for each in other.evidence
    }


def _stems(item: Item) -> Iterator[str]:
    for each in (item, item.beside):
        if each is not None:
            pairs = " ".join(sorted(f"{pair.left} {pair.right}" for pair in each.pairs))
            yield fold_spaces(f"{each.kind} {each.passage or each.stem} {pairs}")


def _wanted(request: StudyRequest) -> Counter[ItemKind]:
    """Return how many of each kind are wanted. Raises BadRequest."""
    if not 1 <= len(request.languages) <= 2 or len(set(request.languages)) != len(request.languages):
        raise BadRequest(value=", ".join(request.languages), expected="one language, or two different ones")
    languages_of(request.languages)
    if request.level not in (None, 1, 2, 3):
        raise BadRequest(value=request.level, expected="a level from 1 to 3")
    wanted: Counter[ItemKind] = Counter()
    for name, count in request.kinds.items():
        if name not in set(ItemKind):
            raise BadRequest(value=name, expected=f"a kind of question: {', '.join(ItemKind)}")
        wanted[ItemKind(name)] = count
    if not wanted:
        wanted = _mix(_count(request))
    if any(each < 0 for each in wanted.values()) or not 1 <= sum(wanted.values()) <= MOST:
        raise BadRequest(value=sum(wanted.values()), expected=f"1 to {MOST} questions")
    return wanted


def _count(request: StudyRequest) -> int:
    if request.count is not None:
        return request.count
    if request.minutes is None:
        return _COUNT
    each = sum(MINUTES[kind] * share for kind, share in _SHARES.items()) / sum(_SHARES.values())
    return max(1, int(request.minutes / each))


def _mix(count: int) -> Counter[ItemKind]:
    """Return a mix of a number of questions: each next one is of the kind furthest behind its share."""
    wanted: Counter[ItemKind] = Counter()
    for _ in range(min(count, MOST + 1)):
        wanted[min(_SHARES, key=lambda kind: (wanted[kind] + 1) / _SHARES[kind])] += 1
    if count < 1:
        raise BadRequest(value=count, expected=f"1 to {MOST} questions")
    return wanted


def _title(chosen: Chosen, reader: Language, items: list[Item]) -> str:
    """Return a title: the theme, else the documents asked about."""
    if chosen.request.theme:
        return prompts.render("study.title", reader, about=chosen.request.theme)
    documents = dict.fromkeys(chosen.request.documents or (each.evidence[0].document for each in items))
    held = [chosen.session.library.document(each) for each in documents]
    names = [each.symbol or each.title(reader) for each in held[:3]]
    about = (
        listed(names, str(reader))
        if len(held) <= 3
        else prompts.render("study.several_documents", reader, count=len(held))
    )
    return prompts.render("study.title", reader, about=about)


def _missing(wanted: Counter[ItemKind], kept: _Kept, chosen: Chosen, reader: Language) -> Iterator[str]:
    if not chosen.locators:
        yield prompts.render("study.nothing_chosen", reader)
        return
    for kind, count in wanted.items():
        if (had := kept.count(kind)) < count:
            name = prompts.render(ITEM_NAMES[kind], reader)
            yield prompts.render("study.fewer", reader, kind=name, had=had, wanted=count)


def with_item(quiz: Quiz, old: str, new: Item | None) -> Quiz:
    """Return a quiz with another item in the place of one, or without it."""
    items = tuple(each for item in quiz.items for each in ([item] if item.id != old else [new] if new else []))
    return replace(quiz, items=items, minutes=minutes_of(items))


def minutes_of(items: Sequence[Item]) -> int:
    """Return how many minutes a trainer allows for items, one at least."""
    return max(1, round(sum(MINUTES[each.kind] for each in items)))
