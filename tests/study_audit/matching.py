"""Pairs: each left has its right in the library, and no other right of the question."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.study.types import Pair
from tests.study_audit.case import Case
from tests.study_audit.figures import kind_of, stands, values
from tests.study_audit.places import place
from tests.study_audit.reasons import Finding, Reason
from tests.study_audit.shelf import Text
from tests.study_audit.words import fold, holds, plain

_PLAN = "action plan"
_NUMBERED = re.compile(r"\b(?:objective|objectif|objetivo|output|produit|producto)\s+(\d+(?:\.\d+)?)")
_NUMBER = re.compile(r"(\d+)(?:\.(\d+))?")
_NUMERO = re.compile(r"(?:no|n|num) (\d+)")  # folded: No. 193, n° 193, núm. 193

_LONGEST = 8  # words of what is a figure, a date or a name


def check_matching(case: Case) -> Iterator[Finding]:
    """Check that sides are distinct, that each pair is supported, and that no left goes with another right."""
    pairs = case.item.pairs
    for side in ([fold(pair.left) for pair in pairs], [fold(pair.right) for pair in pairs]):
        if len(set(side)) < len(side) or len(side) < 2:
            yield Finding(Reason.PAIR_TWICE, " / ".join(side))
            return
    rights = [pair.right for pair in pairs]
    for pair in pairs:
        supported = _supported(case, pair.left, rights)
        if pair.right not in supported:
            yield Finding(Reason.PAIR_NOT_SUPPORTED, f"{pair.left} = {pair.right}")
        for other in supported - {pair.right}:
            yield Finding(Reason.OTHER_PAIR_SUPPORTED, f"{pair.left} = {other}, beside {pair.right}")


def check_pair_words(pairs: tuple[Pair, ...]) -> Iterator[Finding]:
    """Check that the rights of a question are of one kind."""
    short = [pair.right for pair in pairs if len(pair.right.split()) <= _LONGEST]  # a sentence is of no kind
    kinds = {kind_of(each, "en").replace("period", "year") for each in short} - {"name", "words", "quantity"}
    if len(kinds) > 1:
        yield Finding(Reason.OPTIONS_OF_TWO_KINDS, ", ".join(sorted(kinds)))


def _supported(case: Case, left: str, rights: list[str]) -> set[str]:
    """Return the rights that the library holds for a left: by glossary, plan or place, or as what stands nearest."""
    concepts = [each for each in case.shelf.concepts if each.has(fold(left))]
    if concepts and any(each.has(fold(right)) for each in concepts for right in rights):
        return {right for right in rights if any(each.has(fold(right)) for each in concepts)}
    lines = [text for text in _plan_lines(case) if holds(fold(text.text), fold(left))]
    if lines:
        return {right for right in rights if any(_plan_has(case, line, right) for line in lines)}
    documents = {each.document for each in case.item.evidence}
    here = [each for each in case.shelf.texts if each.document in documents and place(each.locator) == place(left)]
    if here and kind_of(left, case.item.language) in ("place", "number", "words", "name"):
        language = case.item.language
        return {right for right in rights if any(stands(right, _whole(t), language, t.language) for t in here)}
    if all(_NUMERO.fullmatch(fold(right)) for right in rights):
        return {right for right in rights if _numbers(case, left, right)}
    return _nearest(case, left, rights)


def _numbers(case: Case, left: str, right: str) -> bool:
    """Tell whether a text gives an instrument this number: after its title, or between its first word and the rest."""
    documents = {each.document for each in case.item.evidence}
    title, number = fold(left), _NUMERO.sub(r"\1", fold(right))
    kind, _, rest = title.partition(" ")
    spelled = [
        form
        for numero in ("no", "n", "num")
        for form in (f"{title} {numero} {number}", f"{kind} {numero} {number} {rest}")
    ]
    texts = (fold(each.text) for each in case.shelf.texts if each.document in documents)
    return any(holds(text, form) for text in texts for form in spelled)


def _plan_lines(case: Case) -> Iterator[Text]:
    """Yield the lines of the plan that the evidence is of."""
    documents = {each.document for each in case.item.evidence}
    return (each for each in case.shelf.texts if each.document in documents and each.locator.startswith(_PLAN))


def _plan_has(case: Case, line: Text, right: str) -> bool:
    """Tell whether a line of the plan has this: its years, its sum, its output, its objective."""
    language = case.item.language
    versions = case.shelf.at(line.document, line.locator)
    cells = next((each.cells for each in versions if each.cells), None) or {}
    if kind_of(right, language) in ("year", "period"):
        years = {int(each) for each in values(cells.get("years", ""), "en")}
        return bool(years) and years == {int(each) for each in values(right, "en")}
    own = _NUMBER.search(line.locator)
    if own and (numbered := _NUMBERED.search(plain(right))):
        return numbered[1] in (own[1], f"{own[1]}.{own[2]}")
    if any(stands(right, _whole(each), language, each.language) for each in versions):
        return True
    above = [f"{_PLAN}, objective {own[1]}", f"{_PLAN} {own[1]}.{own[2]}"] if own else []
    texts = [text for locator in above for text in case.shelf.at(line.document, locator)]
    return any(holds(fold(each.text), fold(right)) for each in texts)


def _whole(text: Text) -> str:
    return "\n".join([*text.heading, text.text, *(text.cells or {}).values()])


def _nearest(case: Case, left: str, rights: list[str]) -> set[str]:
    """Return, over all texts, the right that stands nearest to each occurrence of the left, in words."""
    found = set()
    sides = {right: fold(right) for right in rights}
    for text in {id(each): each for each in case.shelf.holders(left)}.values():
        words = f" {fold(text.text)} "
        for here in _occurrences(words, fold(left)):
            distances = {
                right: min(_distance(words, here, at) for at in _occurrences(words, folded))
                for right, folded in sides.items()
                if holds(words, folded)
            }
            if distances:
                found.add(min(distances, key=lambda right: distances[right]))
    return found


def _occurrences(words: str, folded: str) -> list[tuple[int, int]]:
    found, wanted = [], f" {folded} "
    at = words.find(wanted) if folded else -1
    while at >= 0:
        found.append((at, at + len(wanted)))
        at = words.find(wanted, at + 1)
    return found


def _distance(words: str, here: tuple[int, int], there: tuple[int, int]) -> int:
    """Return how many words stand between two stretches."""
    first, second = sorted([here, there])
    return len(words[first[1] : second[0]].split())
