"""What a reference points to in the library: the paragraph, or precisely why there is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Protocol

from corpus.references.extent import family, parent_of, valid_range, valid_ranges
from corpus.references.place_words import ROMANS
from corpus.references.types import Reference
from corpus.text.latin_ordinals import ORDINAL


class Holdings(Protocol):
    """What resolving needs to know of the library."""

    def document_ids(self) -> Iterable[str]:
        """Return the ids of the documents held."""

    def locators(self, document_id: str) -> Sequence[str]:
        """Return a document's locators, in reading order."""

    def has(self, document_id: str) -> bool:
        """Tell whether a document is held."""


class ResolutionStatus(StrEnum):
    """How resolving ended."""

    FOUND = "found"
    NO_SUCH_PARAGRAPH = "no_such_paragraph"
    AMBIGUOUS = "ambiguous"
    NOT_LOADED = "not_loaded"
    UNKNOWN_DOCUMENT = "unknown_document"
    NOT_A_REFERENCE = "not_a_reference"


@dataclass(frozen=True, slots=True)
class Resolution:
    """Where a reference leads.

    `locators` are those found, as the document writes them; `missing` those asked for that it does not have;
    `valid` the range there is (`1-30`, `24(a)-24(e)`), `ranges` its ends, to be written out; `candidates` the
    documents that have the place; `opening` those found of which a range has the opening words alone, and then items
    one by one.
    """

    status: ResolutionStatus
    document: str | None = None
    locators: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    valid: str | None = None
    candidates: tuple[str, ...] = ()
    ranges: tuple[tuple[str, str], ...] = ()
    opening: tuple[str, ...] = ()


def resolve(reference: Reference | None, holdings: Holdings) -> Resolution:
    """Find what a reference points to among the documents held. Nothing is guessed and nothing ranked."""
    if reference is None:
        return Resolution(ResolutionStatus.NOT_A_REFERENCE)
    if not reference.explicit:
        return _anywhere(reference.locators, holdings, reference.ranges)
    if reference.document is None and reference.bearers:
        return _anywhere(reference.locators, holdings, reference.ranges, reference.bearers)
    if reference.document is None:
        return Resolution(ResolutionStatus.UNKNOWN_DOCUMENT)
    if not holdings.has(reference.document):
        return Resolution(ResolutionStatus.NOT_LOADED, reference.document, missing=reference.locators)
    asked, ranges = _as_typed(reference, holdings.locators(reference.document)), reference.ranges
    if reference.articles:
        written = _in_its_numerals(asked, holdings.locators(reference.document))
        asked = tuple(written.get(each, each) for each in asked)
        ranges = tuple((written.get(first, first), written.get(last, last)) for first, last in ranges)
    return _inside(reference.document, asked, holdings, ranges)


def _as_typed(reference: Reference, locators: Sequence[str]) -> tuple[str, ...]:
    """Return the places asked for, those with points as they were typed where the document has them so."""
    held = set(locators)
    typed = dict(reference.dotted)

    def spelt(locator: str) -> str:
        start = next((each for each in typed if locator == each or locator.startswith(f"{each}(")), None)
        dotted = typed[start] + locator[len(start) :] if start else locator
        return dotted if dotted in held else locator

    return tuple(map(spelt, reference.locators))


def _anywhere(
    asked: tuple[str, ...],
    holdings: Holdings,
    ranges: Sequence[tuple[str, str]] = (),
    among: Iterable[str] | None = None,
) -> Resolution:
    """Find the documents that have every place asked for: one is the answer, several are a question to the reader."""
    documents = holdings.document_ids() if among is None else filter(holdings.has, among)
    candidates = sorted(document for document in documents if not _match(asked, holdings.locators(document))[1])
    if len(candidates) == 1:
        return _inside(candidates[0], asked, holdings, ranges)
    if candidates:
        return Resolution(ResolutionStatus.AMBIGUOUS, candidates=tuple(candidates))
    return Resolution(ResolutionStatus.NO_SUCH_PARAGRAPH, missing=asked)


def _inside(
    document: str, asked: tuple[str, ...], holdings: Holdings, between: Sequence[tuple[str, str]] = ()
) -> Resolution:
    """Find the places asked for in one document: found if at least one is there, the others listed as missing."""
    locators = holdings.locators(document)
    found, missing = _match(tuple(_signed_as(locators, locator) for locator in asked), locators)
    opening: list[str] = []
    for first, last in between:
        if not {first, last} <= set(asked):
            continue  # they were made others since they were read: those of an annex, or of a document bound with it
        counted_up = asked[asked.index(first) : asked.index(last) + 1]
        counted = _match(tuple(_signed_as(locators, each) for each in counted_up), locators)[0]
        found, opened = _with_all_between(found, counted, locators)
        opening += opened
    valid = valid_range(missing[0], locators) if missing else None
    ranges = valid_ranges(missing[0], locators) if missing else ()
    status = ResolutionStatus.FOUND if found or not asked else ResolutionStatus.NO_SUCH_PARAGRAPH
    return Resolution(status, document, found, missing, valid, ranges=ranges, opening=tuple(opening))


def _with_all_between(
    found: tuple[str, ...], counted: Sequence[str], locators: Sequence[str]
) -> tuple[tuple[str, ...], list[str]]:
    """Return the places found, those of a range in the document's own order, and those of which it has the opening.

    «24 c) à 26» is 24 c), d), e), then 25 and 26; “6(b) to 7(b)” is 6(b), 6(c), the opening of 7, 7(a) and 7(b).
    """
    order = {locator: position for position, locator in enumerate(locators)}
    if not counted or order[counted[0]] >= order[counted[-1]]:
        return found, []
    run: list[str] = []
    opening: list[str] = []
    for locator in locators[order[counted[0]] : order[counted[-1]] + 1]:
        above = _all_above(locator)
        if family(locator) != family(counted[0]) or any(each in run and each not in opening for each in above):
            continue
        if locator in _all_above(counted[-1]):
            opening.append(locator)
        run.append(locator)
    start = found.index(counted[0])
    rest = tuple(each for each in found if each not in counted and each not in run)
    before = sum(each in rest for each in found[:start])
    return (*rest[:before], *run, *rest[before:]), opening


def _all_above(locator: str) -> list[str]:
    """Return the locators above one, the nearest first: 24(a)(i) -> 24(a), 24."""
    above = []
    locator, bracket, again = locator.partition(" [")  # `5(a) [2]` is an item of `5 [2]`
    while (shorter := parent_of(locator)) != locator:
        above.append(shorter + bracket + again)
        locator = shorter
    return above


def _signed_as(locators: Sequence[str], locator: str) -> str:
    """Return a locator with the sign ¶ where the document has no other paragraphs, without it where there is none."""
    ours = any(each.startswith("¶") for each in locators)
    numbered = any(each[:1].isdigit() for each in locators)
    if ours and not numbered and locator[:1].isdigit():
        return f"¶{locator}"
    unsigned = numbered and not any(each in locators for each in re.findall(r"^¶\d+", locator))
    return locator.removeprefix("¶") if unsigned else locator


def _match(asked: tuple[str, ...], locators: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the locators found, as the document writes them, and those it does not have.

    Capitals do not matter («literal A)»); an annex as a whole is each of its paragraphs.
    """
    held, in_lower_case = _written(tuple(locators))
    found: list[str] = []
    missing: list[str] = []
    for locator in asked:
        spellings = (locator, *_variants(locator))
        match = next((spelling for spelling in spellings if spelling in held), None)
        if match := match or in_lower_case.get(locator.lower()):
            found.append(match)
            continue
        whole = locator.startswith("Annex") and [
            each for each in locators if each.startswith(f"{locator}, ") and parent_of(each) == each
        ]
        found += whole or []
        missing += [] if whole else [locator]
    return tuple(dict.fromkeys(found)), tuple(missing)


@lru_cache(maxsize=256)  # a place without a document is looked for in all of them
def _written(locators: tuple[str, ...]) -> tuple[frozenset[str], dict[str, str]]:
    """Return the locators of a document, and the first of those that are one in lower case by that."""
    return frozenset(locators), {each.lower(): each for each in reversed(locators)}


@lru_cache(maxsize=256)
def _variants(locator: str) -> tuple[str, ...]:
    """Return other ways in which documents write a place.

    `3(1)` where sections are numbered 3.1, `L110-1` in codes that write L.110-1, `71(a)` where an article 71A, 71a or
    2 bis A was put in later.
    """
    letter = re.match(rf"(\d+(?: {ORDINAL})?)\(([a-z])\)(.*)$", locator)
    put_in = [f"{letter[1]}{sign}{letter[3]}" for sign in _signs(letter[1], letter[2])] if letter else []
    return (
        re.sub(r"^(\d+)\((\d+)\)", r"\1.\2", locator),
        re.sub(r"^([LRD])(?=\d)", r"\1.", locator),
        *put_in,
    )


def _signs(number: str, letter: str) -> tuple[str, ...]:
    """Return how a letter is written after the number of an article that was put in later."""
    return (f" {letter.upper()}",) if " " in number else (letter.upper(), letter)


def _in_its_numerals(asked: tuple[str, ...], locators: Sequence[str]) -> dict[str, str]:
    """Return the articles asked for that a document numbers in the other numerals, and how it writes them.

    “Art. 5” is Article V of the Maritime Labour Convention, and “Article V” Article 5 of the others.
    """
    held = set(locators)
    written = {}
    for locator in asked:
        number = re.match(r"\w+", locator)
        if number and number[0] not in held and (other := _other_numerals(number[0])) in held:
            written[locator] = other + locator[number.end() :]
    return written


def _other_numerals(number: str) -> str:
    """Return an Arabic number in Roman numerals and a Roman one in Arabic; an empty string for neither."""
    if number.lower() in ROMANS:
        return str(ROMANS.index(number.lower()) + 1)
    return ROMANS[int(number) - 1].upper() if number.isdigit() and 0 < int(number) <= len(ROMANS) else ""
