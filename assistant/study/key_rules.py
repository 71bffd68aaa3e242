"""Whether a key is what its paragraph says: checked when an item is made, edited by hand, or read from a file.

A gap filled with the key, a true statement and a paragraph to be found are verbatim; a false statement and an altered
figure differ from the text in one fact; a number is the one of the text, a reference leads to the paragraph, and each
pair stands in its evidence, in the glossary or in the plan.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from assistant.session import Session
from assistant.study.alternatives import as_number, numbers_in
from assistant.study.facts import facts_in
from assistant.study.grading import names_the_place
from assistant.study.types import GAP, Evidence, Item, ItemKind, Pair
from assistant.text.quotes import is_verbatim, words
from corpus.glossary.glossary import Glossary
from corpus.text.folding import fold, fold_spaces
from corpus.text.typography import years_written
from corpus.types import Language

_FEWEST_AROUND = 3  # words beside a gap, in its line
_MOST_OFF = 0.1  # of a number, that a tolerance may be
_MARKERS = 3  # words of the number of an item, “(iv)”, and what joins it


def key_holds(item: Item, session: Session) -> bool:
    """Tell whether the key of an item, and of the one beside it, is what the library says."""
    quotes = [each.quote for each in item.evidence]
    if item.language not in set(Language) or not item.evidence:
        return False
    held = _CHECKS[item.kind](item, quotes, session)
    return held and (item.beside is None or key_holds(item.beside, session))


def _filled(item: Item, quotes: Sequence[str]) -> bool:
    """Tell whether the passage with the key in its gap is verbatim, and more than the gap."""
    own = item.passage.split("\n")
    around = next((line for line in own if GAP in line), "").replace(GAP, " ")
    return len(words(around)) >= _FEWEST_AROUND and all(_is_quoted(line.replace(GAP, item.key), quotes) for line in own)


def _choice(item: Item, quotes: Sequence[str], session: Session) -> bool:
    if GAP in item.passage:
        return _filled(item, quotes)
    return _all_quoted(item, quotes) and item.key in _told_by_plan(item, session)


def _gap(item: Item, quotes: Sequence[str], session: Session) -> bool:
    known = {fold_spaces(item.key)}
    for form in Glossary.bundled().named(item.key):
        known |= {fold_spaces(each) for each in form.term.spellings(form.language)}
    return _filled(item, quotes) and all(fold_spaces(each) in known for each in item.accepted)


def _numeric(item: Item, quotes: Sequence[str], session: Session) -> bool:
    number = as_number(item.key)
    if number is None or item.number is None or float(number) != item.number:
        return False
    return _filled(item, quotes) and 0 <= item.tolerance <= _MOST_OFF * abs(item.number)


def _statement(item: Item, quotes: Sequence[str], session: Session) -> bool:
    if item.key == "true":
        return _all_quoted(item, quotes)
    return any(_changed_fact(item, quotes))


def _altered(item: Item, quotes: Sequence[str], session: Session) -> bool:
    """Tell whether one figure of the passage is another than the text's, and the key names it."""
    others = [each for each in item.options if each != item.key]
    shown = item.passage
    return words(item.key) in list(_changed_fact(item, quotes)) and all(is_verbatim(each, shown) for each in others)


def _which(item: Item, quotes: Sequence[str], session: Session) -> bool:
    named = all(names_the_place(item, each, session) for each in (item.key, *item.accepted))
    return _all_quoted(item, quotes) and named


def _open(item: Item, quotes: Sequence[str], session: Session) -> bool:
    """Tell whether the key is the text of its paragraphs and no more than the numbers of their items."""
    spare = len(words(item.key)) - sum(len(words(each)) for each in quotes)
    passage = not item.passage or _all_quoted(item, quotes)
    return passage and spare <= _MARKERS * len(quotes) and all(is_verbatim(each, item.key) for each in quotes)


def _matching(item: Item, quotes: Sequence[str], session: Session) -> bool:
    return all(_pair_holds(pair, item, session) for pair in item.pairs)


_CHECKS: dict[ItemKind, Callable[[Item, Sequence[str], Session], bool]] = {
    ItemKind.MULTIPLE_CHOICE: _choice,
    ItemKind.TRUE_FALSE: _statement,
    ItemKind.MATCHING: _matching,
    ItemKind.GAP: _gap,
    ItemKind.NUMERIC: _numeric,
    ItemKind.WHICH_PARAGRAPH: _which,
    ItemKind.ALTERED_FIGURE: _altered,
    ItemKind.SHORT_ANSWER: _open,
}


def _all_quoted(item: Item, quotes: Sequence[str]) -> bool:
    return all(_is_quoted(line, quotes) for line in item.passage.split("\n"))


def _is_quoted(line: str, quotes: Sequence[str]) -> bool:
    return any(is_verbatim(line, quote) for quote in quotes)


def _changed_fact(item: Item, quotes: Sequence[str]) -> Iterator[list[str]]:
    """Yield the words that stand in a passage for one fact of its text, where all the rest is the text's."""
    lines = [line for line in item.passage.split("\n") if not _is_quoted(line, quotes)]
    if len(lines) != 1:
        return
    said = words(lines[0])
    for evidence in item.evidence:
        language = Language(evidence.language) if evidence.language in set(Language) else Language.EN
        for start, end in _stretches(evidence, len(said)):
            stretch = evidence.quote[start:end]
            for fact in facts_in(stretch, language):
                before, after = words(stretch[: fact.start]), words(stretch[fact.end :])
                middle = said[len(before) : len(said) - len(after)]
                if said[: len(before)] == before and (not after or said[-len(after) :] == after) and middle:
                    yield middle


def _stretches(evidence: Evidence, length: int) -> Iterator[tuple[int, int]]:
    """Yield the whole quotation, and its lines: what a statement may be made of."""
    yield 0, len(evidence.quote)
    at = 0
    for line in evidence.quote.split("\n"):
        if len(line) != len(evidence.quote):
            yield at, at + len(line)
        at += len(line) + 1


def _pair_holds(pair: Pair, item: Item, session: Session) -> bool:
    """Tell whether a pair is a place and its words, a term in two languages, lines of a plan, or a cited instrument."""
    words_of_place = pair.right.split("\n")[-1]  # before them stands what opens their list
    if any(each.citation.endswith(pair.left) and is_verbatim(words_of_place, each.quote) for each in item.evidence):
        return True
    sides = {fold_spaces(pair.left), fold_spaces(pair.right)}
    for term in Glossary.bundled().terms:
        if sides <= {fold_spaces(each) for language in Language for each in term.spellings(language)}:
            return True
    return (pair.left, pair.right) in _pairs_of_plans(item, session) or _is_cited(pair, item)


def _is_cited(pair: Pair, item: Item) -> bool:
    """Tell whether a quotation has the title and the number of an instrument."""
    title, number = set(words(fold(pair.left.rpartition(",")[0]))[1:]), set(numbers_in(pair.right))
    return bool(title and number) and any(
        number <= set(numbers_in(each.quote)) and title <= set(words(fold(each.quote))) for each in item.evidence
    )


def _told_by_plan(item: Item, session: Session) -> set[str]:
    """Return what the plan of an item's document says of the row that it asks about."""
    at, reader = item.evidence[0], Language(item.language)
    for plan in session.plans.plans(reader, [at.document]):
        for row in plan.rows:
            if row.locator == at.locator:
                titles = [each.title for each in plan.outputs if each.number == row.output]
                return {years_written(row.first, row.last, item.language), *titles} - {""}
    return set()


def _pairs_of_plans(item: Item, session: Session) -> set[tuple[str, str]]:
    """Return the pairs that the plan of an item's document makes: outputs and objectives, rows and years."""
    found: set[tuple[str, str]] = set()
    for plan in session.plans.plans(Language(item.language), [item.evidence[0].document]):
        objectives = {each.number: each.title for each in plan.objectives}
        found |= {(each.title, objectives.get(each.objective, "")) for each in plan.outputs}
        found |= {(row.deliverable, years_written(row.first, row.last, item.language)) for row in plan.rows}
    return found
