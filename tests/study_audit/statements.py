"""Exactly one right answer, where a statement is judged, found, corrected or worded freely."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.study.types import Evidence
from tests.study_audit.case import Case
from tests.study_audit.changes import Change, is_fact, is_single, one_change
from tests.study_audit.figures import stands
from tests.study_audit.places import names
from tests.study_audit.reasons import Finding, Reason
from tests.study_audit.words import collapse, fold, holds


def check_true_false(case: Case) -> Iterator[Finding]:
    """Check that a true statement stands in its paragraph, and that a false one is one fact away from it."""
    item = case.item
    if item.key == "true":
        if not case.is_verbatim(item.passage):
            yield Finding(Reason.TRUE_NOT_VERBATIM, item.passage)
    elif item.key == "false":
        yield from _check_false(case)
    else:
        yield Finding(Reason.TRUTH_VALUE, item.key)


def _check_false(case: Case) -> Iterator[Finding]:
    item = case.item
    language = item.passage_language or item.language
    holder = next(case.shelf.holders(case.body(item.passage)), None)
    if holder:
        yield Finding(Reason.FALSE_STANDS, f"{holder.document} {holder.locator} ({holder.language}, {holder.status})")
        return
    change = one_change(case.body(item.passage), case.readings)
    if change is None or not is_single(change):
        yield Finding(Reason.NOT_ONE_CHANGE, item.passage)
        return
    if not is_fact(change, language):
        yield Finding(Reason.STYLISTIC_CHANGE, f"{change.taken} -> {change.put}")
    yield from _check_versions(case, change, language)


def _check_versions(case: Case, change: Change, language: str) -> Iterator[Finding]:
    """Check that no other version of the paragraph says what was put in, in the place of what was taken out."""
    if fold(change.put) == fold(change.taken):
        return
    for text in case.versions:
        put = stands(change.put, text.text, language, text.language)
        if put and not stands(change.taken, text.text, language, text.language):
            yield Finding(Reason.CHANGE_IN_VERSION, f"{change.put}: {text.locator} ({text.language}, {text.status})")
            return


def check_altered_figure(case: Case) -> Iterator[Finding]:
    """Check that one option, the key, is not in the stored sentence, and that all others are."""
    item = case.item
    language = item.passage_language or item.language
    holder = next(case.shelf.holders(case.body(item.passage)), None)
    change = None if holder else one_change(case.body(item.passage), case.readings)
    if holder:
        yield Finding(Reason.FALSE_STANDS, f"{holder.document} {holder.locator}")
    if change is None or not is_single(change):
        yield Finding(Reason.NOT_ONE_CHANGE, item.passage)
        return
    if not is_fact(change, language):
        yield Finding(Reason.STYLISTIC_CHANGE, f"{change.taken} -> {change.put}")
    strange = [each for each in item.options if not stands(each, change.stored, language, language)]
    if strange != [item.key]:
        yield Finding(Reason.ALTERED_NOT_KEY, f"not in the stored sentence: {strange}; key: {item.key}")
    unseen = [each for each in item.options if collapse(each) not in collapse(item.passage)]
    if unseen:
        yield Finding(Reason.ALTERED_NOT_KEY, f"not in the passage: {unseen}")
    yield from _check_versions(case, change, language)


def check_which_paragraph(case: Case) -> Iterator[Finding]:
    """Check that the passage stands in one paragraph of its document, and that the key names it."""
    item, home = case.item, case.home
    if home is None:
        return
    places = _places(case, home, item.passage) or _places(case, home, case.body(item.passage))
    if places != {home.locator} or not case.is_verbatim(item.passage):
        yield Finding(Reason.PASSAGE_NOT_IN_ONE_PLACE, f"{sorted(places)}, key at {home.locator}")
    known = case.shelf.facts.get(home.document, {"symbol": None, "titles": {}})
    own_names = (known["symbol"] or "", *known["titles"].values())
    for written in (item.key, *item.accepted):
        if not names(written, home.locator, own_names):
            yield Finding(Reason.KEY_NOT_PLACE, f"{written}: not {home.locator}")


def _places(case: Case, home: Evidence, words: str) -> set[str]:
    """Return where words stand in the document, in the language of the passage; not where they only open a list."""
    version = (home.document, case.item.passage_language or case.item.language)
    return {
        text.locator
        for text in case.shelf.holders(words)
        if (text.document, text.language) == version
        and not holds(fold(" ".join(case.shelf.openings(text))), fold(words))
    }


def check_short_answer(case: Case) -> Iterator[Finding]:
    """Check that the key is all of the paragraph's text."""
    if case.home is None:
        return
    texts = [text for text in case.versions if text.language in (case.home.language, case.item.language)]
    if collapse(case.item.key) not in {reading for text in texts for reading in case.shelf.readings(text)}:
        yield Finding(Reason.ANSWER_NOT_TEXT, case.item.key[:80])
