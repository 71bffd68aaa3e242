"""A quiz put together: places drawn by lot, at each a question of the kind most wanted, if no rule drops it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import prompts
from assistant.session import Session
from assistant.study.chosen import Chosen
from assistant.study.key_rules import key_holds
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
from assistant.study.mix import minutes_of, wanted_of
from assistant.study.places import Place
from assistant.study.quoted import is_quoted
from assistant.study.rules import Reason, faults
from assistant.study.support import Support
from assistant.study.types import GAP, Item, ItemKind, Quiz, StudyRequest
from assistant.study.wording import ITEM_NAMES
from assistant.study.workshop import Maker, Workshop
from corpus.text.folding import fold_spaces
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

_SHORT = 0.8  # of the minutes asked for
_MOST_FAILED, _MOST_VISITED, _MOST_IN_ALL = 60, 1500, 200

Progress = Callable[[float, str], None]


@dataclass
class _Kept:
    """What was made so far."""

    items: list[Item] = field(default_factory=list)
    made: Counter[str] = field(default_factory=Counter)
    dropped: dict[str, Counter[str]] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    quotes: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    places: set[tuple[str, str, str]] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)

    def keep(self, item: Item) -> None:
        """Keep an item."""
        self.items.append(item)
        self.avoid(item)

    def avoid(self, item: Item) -> None:
        """Keep others from asking what an item asks."""
        self.ids.add(item.id)
        self.asked |= set(_stems(item))
        self.quotes |= {each.quote for each in item.evidence}
        self.places |= {(each.document, each.locator, each.quote) for each in item.evidence}
        self.keys |= _keys(item)

    def drop(self, kind: ItemKind, reason: Reason) -> None:
        """Count an item that was dropped."""
        self.dropped.setdefault(kind, Counter())[reason] += 1

    def count(self, kind: ItemKind) -> int:
        """Return how many items of a kind were kept."""
        return sum(each.kind is kind for each in self.items)


@dataclass
class _Patience:
    """How long one kind of question has been looked for since the last one was found.

    What hundreds of places drawn by lot do not give, thousands of others will not either.
    """

    failed: int = 0
    visited: int = 0

    @property
    def is_over(self) -> bool:
        """Tell whether to give the kind up."""
        return self.failed > _MOST_FAILED or self.visited > _MOST_VISITED

    def count(self, *, failed: int, kept: bool) -> None:
        """Count a place, with how many items were dropped there; one that was kept begins the count anew."""
        self.failed, self.visited = (0, 0) if kept else (self.failed + failed, self.visited + 1)

    def begin_anew(self) -> None:
        """Begin the count anew."""
        self.failed = self.visited = 0


def make_quiz(
    request: StudyRequest, session: Session, progress: Progress | None = None, beside: Sequence[Item] = ()
) -> Quiz:
    """Return a quiz; what was asked for and cannot be had is told in `missing`.

    None of its items asks what one of those `beside` it asks.
    Raises BadRequest for a request that cannot be understood, UnknownDocument for a document that is not there.
    """
    wanted = wanted_of(request)
    chosen = Chosen(request, session)
    shop = Workshop(session, request, chosen, Support(session))
    kept = _Kept()
    for each in beside:
        kept.avoid(each)
    told = progress or (lambda done, what: None)
    _fill(wanted, sum(wanted.values()), shop, kept, told)
    short = sum(wanted.values()) - len(kept.items)
    if short and not request.kinds:  # nobody chose the mix: other kinds make up for those that the texts do not give
        more = {kind: count + short for kind, count in wanted.items() if kept.count(kind) == count}
        _fill(Counter(more), sum(wanted.values()), shop, kept, told)
    reader = Language(request.languages[0])
    order = {at: number for number, at in enumerate(chosen.locators)}
    items = sorted(kept.items, key=lambda each: order.get((each.evidence[0].document, each.evidence[0].locator), 0))
    return Quiz(
        title=prompts.render(
            "study.title", reader, about=chosen.about(reader, [each.evidence[0].document for each in items])
        ),
        language=str(reader),
        request=request,
        items=tuple(items),
        made=dict(kept.made),
        dropped={kind: dict(reasons) for kind, reasons in kept.dropped.items()},
        missing=tuple(_missing(wanted, kept, chosen, reader)),
        minutes=minutes_of(items),
        library=session.state,
    )


def _fill(wanted: Counter[ItemKind], total: int, shop: Workshop, kept: _Kept, progress: Progress) -> None:
    """Draw places until every kind has what is wanted of it, or there are enough in all; another kind at each place."""
    patience = {kind: _Patience() for kind in wanted}
    used: set[tuple[str, str]] = set()
    for again in (False, True):  # a place that has a question already has a second one only where others run out
        for place in shop.chosen.shuffled("places"):
            open_kinds = [kind for kind in wanted if kept.count(kind) < wanted[kind] and not patience[kind].is_over]
            if (
                not open_kinds
                or len(kept.items) >= total
                or sum(each.failed for each in patience.values()) > _MOST_IN_ALL
            ):
                break
            at = place.document.id, place.locator
            if at in used and not (again and _has_more(place, shop, kept)):
                continue
            open_kinds.sort(key=lambda kind: kept.count(kind) / wanted[kind])
            for kind in open_kinds:
                before = kept.made[kind]
                item = _first(kind, place, shop, kept)
                patience[kind].count(failed=kept.made[kind] - before, kept=item is not None)
                if item is not None:
                    kept.keep(item)
                    used.add(at)
                    progress(len(kept.items) / total, f"{len(kept.items)}/{total}")
                    break
        for each in patience.values():
            each.begin_anew()


def _has_more(place: Place, shop: Workshop, kept: _Kept) -> bool:
    """Tell whether a place has words that no question is made of yet."""
    return any(said.text not in kept.quotes for said in place.sentences(place.version(shop.languages[0])))


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
            return candidate
    return None


def _fault(item: Item, shop: Workshop, kept: _Kept) -> Reason | None:
    own = item.evidence[0]
    if item.id in kept.ids or (own.document, own.locator, own.quote) in kept.places:
        return Reason.SAME_STEM  # one question of a kind for a paragraph, and none that tells another's answer
    if any(each in kept.asked for each in _stems(item)):
        return Reason.SAME_STEM
    if _keys(item) & kept.keys:
        return Reason.SAME_KEY
    if found := next(faults(item), None):
        return found
    return None if is_quoted(item, shop.session) and key_holds(item, shop.session) else Reason.NOT_VERBATIM


def _keys(item: Item) -> set[str]:
    """Return what nobody should be asked for twice: the words of a gap, the answer to one and the same question."""
    if item.kind is ItemKind.GAP:
        return {item.key}
    return {f"{item.stem} {item.key}"} if item.kind is ItemKind.MULTIPLE_CHOICE and GAP not in item.passage else set()


def _stems(item: Item) -> Iterator[str]:
    for each in (item, item.beside):
        if each is not None:
            pairs = " ".join(sorted(f"{pair.left} {pair.right}" for pair in each.pairs))
            yield fold_spaces(f"{each.kind} {each.passage or each.stem} {pairs}")


def _missing(wanted: Counter[ItemKind], kept: _Kept, chosen: Chosen, reader: Language) -> Iterator[str]:
    if not chosen.locators:
        yield prompts.render("study.nothing_chosen", reader)
        return
    if not chosen.request.kinds:
        had, count = len(kept.items), sum(wanted.values())
        if had < count:
            yield prompts.render("study.fewer_in_all", reader, had=had, wanted=count)
    for kind, count in wanted.items() if chosen.request.kinds else ():
        if (had := kept.count(kind)) < count:
            name = prompts.render(ITEM_NAMES[kind], reader)
            yield prompts.render("study.fewer", reader, kind=name, had=had, wanted=count)
    asked, given = chosen.request.minutes, minutes_of(kept.items)
    if asked and not chosen.request.kinds and given < _SHORT * asked:
        yield prompts.render("study.shorter", reader, asked=asked, given=given)


def with_item(quiz: Quiz, old: str, new: Item | None) -> Quiz:
    """Return a quiz with another item in the place of one, or without it."""
    items = tuple(each for item in quiz.items for each in ([item] if item.id != old else [new] if new else []))
    return replace(quiz, items=items, minutes=minutes_of(items))
