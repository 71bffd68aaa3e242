"""Matching: places and their words, terms and their equivalents, a plan's outputs and objectives, rows and years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import prompts
from assistant.study.makers.gap import terms_of
from assistant.study.places import Place, Said
from assistant.study.rules import Reason, is_sentence
from assistant.study.terms import TermInText
from assistant.study.types import Item, ItemKind, Pair
from assistant.study.workshop import Candidate, Workshop, corresponding, spoken
from corpus.glossary.glossary import Glossary
from corpus.plan import Plan
from corpus.text.folding import fold_spaces
from corpus.text.typography import years_written
from corpus.types import Language, Role

_PAIRS = 4
_FEWEST = 3
_NEAR = 30  # places looked at for the other pairs
_MOST_WORDS = 45  # of a sentence beside three others


def make(place: Place, shop: Workshop) -> Iterator[Candidate]:
    """Yield matching questions that begin at a place: of its plan where it is a line of one, else of its kind."""
    if place.role in (Role.PARAGRAPH, Role.ITEM):
        if shop.chance(place, ItemKind.MATCHING).random() < 0.5:
            yield from _terms(place, shop)
        yield from _words(place, shop)
    elif place.role is Role.OUTPUT:
        yield from shop.in_languages(lambda reader: _outputs(place, shop, reader))
    elif place.role is Role.ROW:
        yield from shop.in_languages(lambda reader: _years(place, shop, reader))


# Places and their words ------------------------------------------------------------------------------------------


def _words(place: Place, shop: Workshop) -> Iterator[Candidate]:
    """Yield the question which of four numbered places of a document says what."""
    if "¶" in place.locator:
        return
    others = [locator for document, locator in shop.chosen.locators if document == place.document.id]
    shop.chance(place, ItemKind.MATCHING).shuffle(others)
    chosen: list[Place] = [place]
    said: dict[tuple[str, Language], Said] = {}
    for locator in (place.locator, *others[:_NEAR]):
        one = place if locator == place.locator else shop.chosen.place(place.document.id, locator)
        if one is None or one.role is not place.role or (one in chosen and said) or len(chosen) == _PAIRS:
            continue
        own = {(locator, language): words for language, words in _words_of(one, shop).items()}
        alike = {each.text for each in said.values()} & {each.text for each in own.values()}
        if len(own) < len(shop.languages) or alike:
            if one is place:
                return
            continue
        said |= own
        chosen += [one] if one is not place else []
    if len(chosen) < _PAIRS:
        return
    order = {locator: at for at, locator in enumerate(shop.session.holdings.locators(place.document.id))}
    chosen.sort(key=lambda each: order[each.locator])

    def build(reader: Language) -> Item:
        pairs = tuple(Pair(each.label(reader), said[each.locator, reader].passage()) for each in chosen)
        evidence = [each.evidence(said[each.locator, reader], reader)[0] for each in chosen]
        stem = prompts.render("study.stem_match_words", reader, document=place.named(reader))
        return _item(place, shop, reader, evidence, stem, pairs)

    yield from shop.in_languages(build)


def _words_of(place: Place, shop: Workshop) -> dict[Language, Said]:
    """Return words that stand in this place alone, and say the same in each language of the paper."""
    said = corresponding(place, shop, ItemKind.MATCHING)
    fits = all(
        len(each.text.split()) <= _MOST_WORDS
        and (place.role is Role.ITEM or is_sentence(each.text))
        and set(shop.support.where(each.text)) == {(place.document.id, place.locator)}
        for each in said.values()
    )
    return said if fits else {}


# Terms -----------------------------------------------------------------------------------------------------------


def _terms(place: Place, shop: Workshop) -> Iterator[Candidate]:
    """Yield the question how terms are called in another language: those that stand near a place."""
    reader, *rest = shop.languages
    if rest:
        return  # with both languages side by side, the question would answer itself
    at = [each for each in shop.chosen.locators if each[0] == place.document.id]
    start = at.index((place.document.id, place.locator))
    found: dict[str, tuple[Place, TermInText]] = {}
    for document, locator in (at[start:] + at[:start])[:_NEAR]:
        near = shop.chosen.place(document, locator)
        for term in terms_of(near, reader) if near and near.role in (Role.PARAGRAPH, Role.ITEM) else ():
            if near and _is_worth_asking(term):
                found.setdefault(term.term.names[Language.EN], (near, term))
        if len(found) >= _PAIRS:
            break
    chosen = list(found.values())[:_PAIRS]
    if len(chosen) < _FEWEST:
        return
    written = chosen[0][1].said.language
    other = Language.EN if reader is not Language.EN else Language.FR
    target = reader if written is not reader else other
    pairs = tuple(Pair(one.name, one.term.names[target], str(target)) for _, one in chosen)
    if any(one.said.language is not written for _, one in chosen) or not all(each.right for each in pairs):
        return
    if _has_two_answers(pairs, written, target):
        yield Reason.NOT_ONE_ANSWER
        return
    evidence = [near.evidence(one.said, reader)[0] for near, one in chosen]
    stem = prompts.render("study.stem_match_terms", reader, language=spoken(target, reader))
    yield _item(place, shop, reader, evidence, stem, pairs)


def _is_worth_asking(found: TermInText) -> bool:
    names = found.term.names
    written = {fold_spaces(each) for each in names.values() if each}
    return found.term.explained and len(written) == len(Language)


def _has_two_answers(pairs: Sequence[Pair], written: Language, target: Language) -> bool:
    """Tell whether the glossary also gives one of the left sides another of the right ones."""
    ways: dict[str, set[str]] = {}
    for term in Glossary.bundled().terms:
        for name in term.spellings(written):
            ways.setdefault(fold_spaces(name), set()).update(fold_spaces(each) for each in term.spellings(target))
    rights = {fold_spaces(each.right) for each in pairs}
    return any(len(ways.get(fold_spaces(each.left), set()) & rights) != 1 for each in pairs)


# Plans -----------------------------------------------------------------------------------------------------------


def _outputs(place: Place, shop: Workshop, reader: Language) -> Candidate | None:
    """Return the question which objective each output serves: one output an objective."""
    plan = _plan(place, shop, reader)
    if plan is None:
        return None
    chance = shop.chance(place, ItemKind.MATCHING)
    pairs, evidence = [], []
    for objective in plan.objectives:
        served = [each for each in plan.outputs if each.objective == objective.number]
        if not served:
            continue
        output = next((each for each in served if each.locator == place.locator), None) or chance.choice(served)
        pairs.append(Pair(output.title, objective.title))
        evidence += _plan_evidence(shop, place, [output.locator, objective.locator], reader)
    if len(pairs) < _FEWEST:
        return None
    stem = prompts.render("study.stem_match_objectives", reader, document=place.named(reader))
    return _item(place, shop, reader, evidence, stem, tuple(pairs))


def _years(place: Place, shop: Workshop, reader: Language) -> Candidate | None:
    """Return the question which years each row has: no two rows the same."""
    plan = _plan(place, shop, reader)
    rows = [] if plan is None else list(plan.rows)
    shop.chance(place, ItemKind.MATCHING).shuffle(rows)
    rows.sort(key=lambda row: row.locator != place.locator)
    chosen: dict[str, tuple[str, str]] = {}
    for row in rows:
        years = years_written(row.first, row.last, str(reader))
        if years and years not in chosen and len(row.deliverable.split()) <= _MOST_WORDS:
            chosen[years] = row.locator, row.deliverable
    kept = dict(sorted(list(chosen.items())[:_PAIRS]))
    texts = [fold_spaces(deliverable) for _, deliverable in kept.values()]
    if len(kept) < _FEWEST or sum(fold_spaces(row.deliverable) in texts for row in rows) > len(kept):
        return None
    evidence = [each for locator, _ in kept.values() for each in _plan_evidence(shop, place, [locator], reader)]
    stem = prompts.render("study.stem_match_years", reader, document=place.named(reader))
    pairs = tuple(Pair(deliverable, years) for years, (_, deliverable) in kept.items())
    return _item(place, shop, reader, evidence, stem, pairs)


def _plan(place: Place, shop: Workshop, reader: Language) -> Plan | None:
    return next(iter(shop.session.plans.plans(reader, [place.document.id])), None)


def _plan_evidence(shop: Workshop, place: Place, locators: Sequence[str], reader: Language) -> list:  # type: ignore[type-arg]
    found = (shop.chosen.place(place.document.id, each) for each in locators)
    return [
        one.evidence(Said(version.rendition.text, version.language, version.status), reader)[0]
        for one in found
        if one
        for version in [one.version(reader)]
    ]


def _item(
    place: Place, shop: Workshop, reader: Language, evidence: Sequence[object], stem: str, pairs: tuple[Pair, ...]
) -> Item:
    return shop.item(
        ItemKind.MATCHING,
        place,
        reader,
        evidence,  # type: ignore[arg-type]
        stem=stem,
        pairs=pairs,
        difficulty=2,
        feedback=prompts.render("study.feedback_see", reader, place=place.citation(reader)),
    )
