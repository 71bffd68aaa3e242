"""Exactly one right answer, where it is chosen or put into a gap."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.study.types import GAP, ItemKind
from tests.study_audit.case import Case
from tests.study_audit.figures import is_figure, kind_of, single, stands
from tests.study_audit.reasons import Finding, Reason
from tests.study_audit.words import fold, holds

_LEAST = {ItemKind.MULTIPLE_CHOICE: 3, ItemKind.ALTERED_FIGURE: 2}
_LARGEST_TOLERANCE = 0.1  # of the number
_YEAR = re.compile(r"(?:1[5-9]|20|21)\d\d")


def check_options(case: Case) -> Iterator[Finding]:
    """Check that the key is one option, and that no two options say the same."""
    item = case.item
    if item.options.count(item.key) != 1:
        yield Finding(Reason.KEY_NOT_ONE_OPTION, item.key)
    if len(item.options) < _LEAST.get(item.kind, 2):
        yield Finding(Reason.TOO_FEW_OPTIONS, str(len(item.options)))
    folded = [fold(each) for each in item.options]
    if len(set(folded)) < len(folded):
        yield Finding(Reason.OPTIONS_ALIKE, " / ".join(item.options))
    elif item.kind is ItemKind.MULTIPLE_CHOICE:
        known = [
            single(each, case.text_language) for each in item.options if is_figure(kind_of(each, case.text_language))
        ]
        figures = [each for each in known if each is not None]
        if len(set(figures)) < len(figures):
            yield Finding(Reason.OPTIONS_SAME_VALUE, " / ".join(item.options))


def check_multiple_choice(case: Case) -> Iterator[Finding]:
    """Check that the key is right and that nothing in the library makes another option right."""
    item = case.item
    if case.has_gap:
        yield from _gap_is_one(case)
        if not case.is_verbatim(case.filled(item.key)):
            yield Finding(Reason.FILLED_NOT_VERBATIM, case.filled(item.key))
    elif not _is_supported(case):
        yield Finding(Reason.KEY_NOT_IN_PARAGRAPH, item.key)
    visible = item.passage.replace(GAP, " ")
    for option in case.others:
        if case.has_gap and (holder := next(case.shelf.holders(case.body(case.filled(option))), None)):
            yield Finding(Reason.OTHER_OPTION_STANDS, f"{option}: {holder.document} {holder.locator}")
        if any(concept.has(fold(option)) and concept.has(fold(item.key)) for concept in case.shelf.concepts):
            yield Finding(Reason.OPTION_IS_SYNONYM, f"{option} = {item.key}")
        if stands(option, visible, case.text_language, case.text_language):
            continue
        for text in case.versions:
            if stands(option, " ".join([text.text, *(text.cells or {}).values()]), case.text_language, text.language):
                yield Finding(Reason.OPTION_IN_PARAGRAPH, f"{option}: {text.locator} ({text.language}, {text.status})")
                break


def _is_supported(case: Case) -> bool:
    """Tell whether the key stands in the key's paragraph, in any language, its headings or a title; or is a term."""
    item = case.item
    for text in case.versions:
        titles = case.shelf.facts[text.document]["titles"].values()
        around = [*text.heading, *(each.text for each in case.shelf.above(text)), *titles]
        if stands(item.key, " \n ".join([text.text, *around]), item.language, text.language):
            return True
    asked = fold(f"{item.stem} {item.passage}")
    return any(
        concept.has(fold(item.key)) and any(holds(asked, form) for forms in concept.forms.values() for form in forms)
        for concept in case.shelf.concepts
    )


def check_gap(case: Case) -> Iterator[Finding]:
    """Check that the key alone fills the gap, and that nothing shown gives it."""
    item = case.item
    yield from _gap_is_one(case)
    if not case.is_verbatim(case.filled(item.key)):
        yield Finding(Reason.FILLED_NOT_VERBATIM, case.filled(item.key))
    taken = {fold(item.key), *map(fold, item.accepted)}
    before, after = case.around_gap()
    length = len(fold(item.key).split())
    for text, words in case.shelf.fillings(before, after):
        # without words on one side, the filling ends nowhere: as many as the key has are looked at
        nearest = words[-length:] if not fold(before) else words if fold(after) else words[:length]
        if " ".join(nearest) not in taken:
            where = f"{text.document} {text.locator} ({text.language})"
            yield Finding(Reason.ANOTHER_FILLING, f"{' '.join(nearest)}: {where}")
            break


def check_numeric(case: Case) -> Iterator[Finding]:
    """Check a gap whose key is a figure, and that the number is that figure."""
    item = case.item
    yield from check_gap(case)
    figure = single(item.key, item.passage_language or item.language)
    if item.number is None or figure is None or abs(float(figure) - item.number) > 1e-9 * max(1.0, abs(item.number)):
        yield Finding(Reason.NUMBER_NOT_FIGURE, f"{item.key} = {figure}, not {item.number}")
    too_wide = item.tolerance > _LARGEST_TOLERANCE * abs(item.number or 0)
    if item.tolerance < 0 or too_wide or (_YEAR.fullmatch(item.key.strip()) and item.tolerance >= 1):
        yield Finding(Reason.TOLERANCE, f"{item.number} ± {item.tolerance}")


def _gap_is_one(case: Case) -> Iterator[Finding]:
    if case.item.passage.count(GAP) != 1:
        yield Finding(Reason.GAPS, str(case.item.passage.count(GAP)))
