"""Every rule on every item of a paper, and on the paper as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from assistant.study.types import Item, ItemKind
from tests.study_audit.answers import check_gap, check_multiple_choice, check_numeric, check_options
from tests.study_audit.case import Case
from tests.study_audit.giveaways import check_giveaways
from tests.study_audit.matching import check_matching, check_pair_words
from tests.study_audit.options import check_form
from tests.study_audit.reasons import Finding, Reason
from tests.study_audit.shelf import Shelf
from tests.study_audit.sources import check_sources
from tests.study_audit.statements import (
    check_altered_figure,
    check_short_answer,
    check_true_false,
    check_which_paragraph,
)
from tests.study_audit.wording import check_wording
from tests.study_audit.words import fold

_BY_KIND: Mapping[ItemKind, tuple[Callable[[Case], Iterator[Finding]], ...]] = {
    ItemKind.MULTIPLE_CHOICE: (check_options, check_multiple_choice, check_form),
    ItemKind.TRUE_FALSE: (check_true_false,),
    ItemKind.MATCHING: (check_matching,),
    ItemKind.GAP: (check_gap,),
    ItemKind.NUMERIC: (check_numeric,),
    ItemKind.WHICH_PARAGRAPH: (check_which_paragraph,),
    ItemKind.ALTERED_FIGURE: (check_options, check_altered_figure),
    ItemKind.SHORT_ANSWER: (check_short_answer,),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found on one item; `beside` tells that it is the one in the second language."""

    item: Item
    findings: tuple[Finding, ...]
    beside: bool = False


def check_item(item: Item, shelf: Shelf) -> tuple[Finding, ...]:
    """Return every rule that an item breaks by itself."""
    case = Case(item, shelf)
    found = [finding for check in _BY_KIND[item.kind] for finding in check(case)]
    found += [*check_pair_words(item.pairs), *check_sources(case), *check_giveaways(case), *check_wording(item)]
    return tuple(found)


def check_paper(items: tuple[Item, ...], shelf: Shelf) -> list[Verdict]:
    """Return the verdict on each item, and on the one beside it, in the order of the paper."""
    shown = [(item, False) for item in items] + [(item.beside, True) for item in items if item.beside]
    ids = [item.id for item, _ in shown]
    asked = [(_question(item), beside) for item, beside in shown]
    verdicts = []
    for number, (item, beside) in enumerate(shown):
        found = [*check_item(item, shelf), *(_check_beside(item, item.beside) if item.beside else ())]
        if ids.count(item.id) > 1:
            found.append(Finding(Reason.ID_TWICE, item.id))
        if asked.count(asked[number]) > 1:
            found.append(Finding(Reason.SAME_QUESTION, item.stem))
        verdicts.append(Verdict(item, tuple(found), beside))
    return verdicts


def _question(item: Item) -> tuple[str, ...]:
    """Return what is asked, folded: two items that ask the same are one too many."""
    return item.language, fold(item.stem), fold(item.passage), *sorted(fold(pair.left) for pair in item.pairs)


def _check_beside(item: Item, other: Item) -> Iterator[Finding]:
    """Check that the item in the second language is the same question."""
    same = {
        "kind": item.kind == other.kind,
        "language": item.language != other.language,
        "paragraph": _places(item)[:1] == _places(other)[:1],
        "options": len(item.options) == len(other.options),
        "position of the key": _position(item) == _position(other),
        "key": item.kind is not ItemKind.TRUE_FALSE or item.key == other.key,
        "number": item.number == other.number and item.tolerance == other.tolerance,
        "pairs": len(item.pairs) == len(other.pairs),
        "one beside the other": other.beside is None,
    }
    for name, holds in same.items():
        if not holds:
            yield Finding(Reason.BESIDE_DIFFERS, name)


def _places(item: Item) -> list[tuple[str, str]]:
    return [(each.document, each.locator) for each in item.evidence]


def _position(item: Item) -> int | None:
    return item.options.index(item.key) if item.key in item.options else None
