"""What gives an answer away, and what is not worth asking or cannot be answered as it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.study.types import GAP, ItemKind
from tests.study_audit.case import Case
from tests.study_audit.figures import is_figure, kind_of, stands
from tests.study_audit.reasons import Finding, Reason
from tests.study_audit.words import fold, holds, long_words, plain, sentences

_TOO_LONG = 1.5  # times the mean of the others
_ABSOLUTE = {"always", "never", "toujours", "jamais", "siempre", "nunca"}
_ASKED_FOR = {ItemKind.MULTIPLE_CHOICE, ItemKind.GAP, ItemKind.NUMERIC, ItemKind.WHICH_PARAGRAPH}
_SHARE = 0.15  # of what is shown: an address in a longer text is not what is asked for
_ADDRESSES = {
    "an address of e-mail": re.compile(r"[\w.+-]+@[\w-]+\.\w+"),
    "an address of a site": re.compile(r"\w+://|\bwww\.\w"),
    "a telephone": re.compile(
        r"(?:\+|\b00)\d{1,3}[\s\d().-]{7,}\d|\b(?:tel|fax|telephone|telefono)\b\.?\s*:?\s*[+(\d]"
    ),
    "an address": re.compile(
        r"\b\d{1,4},? (?:bis )?(?:rue|avenue|route|boulevard|chemin|quai|calle|avenida|[a-z]+ (?:street|road|avenue))\b"
        r"|\b(?:p\.? ?o\.? box|case postale|apartado)\b|\bch-\d{4}\b"
    ),
}
_FORMULAS = {
    "a salutation": re.compile(r"^\W*(?:dear|cher|chere|estimad[oa])s?\b.{0,50}$"),
    "a signature": re.compile(
        r"^\W*(?:signed|signe|signature|firmado|fdo|yours (?:sincerely|faithfully)|sincerely|cordialement|atentamente"
        r"|solidairement)\b"
    ),
    "a running head": re.compile(r"^\W*(?:page|pagina)\s+\d+(?:\s*(?:/|of|sur|de)\s*\d+)?\W*$|\b(?:isbn|issn)\b"),
}


def check_giveaways(case: Case) -> Iterator[Finding]:
    """Check what is shown for what it should not show."""
    item = case.item
    if item.kind is ItemKind.MULTIPLE_CHOICE:
        yield from _check_options(case)
    judged = item.passage if item.kind is ItemKind.TRUE_FALSE else ""
    absolute = set(fold(" ".join((item.stem, judged, *item.options))).split()) & _ABSOLUTE
    if absolute:
        yield Finding(Reason.ALWAYS_NEVER, ", ".join(sorted(absolute)))
    if item.kind in _ASKED_FOR and _shows(item.stem, case):
        yield Finding(Reason.STEM_HAS_KEY, item.key)
    if item.kind in _ASKED_FOR and _shows(item.passage.replace(GAP, " | "), case):
        yield Finding(Reason.PASSAGE_HAS_KEY, item.key)
    yield from _check_trivia(case)
    yield from _check_opening(case)


def _check_options(case: Case) -> Iterator[Finding]:
    """Check that the right option is neither much longer nor the only one to echo the question."""
    key, others = case.item.key, case.others
    if others and len(key) > _TOO_LONG * sum(map(len, others)) / len(others):
        yield Finding(Reason.KEY_LONGEST, key)
    asked = long_words(f"{case.item.stem} {case.item.passage}")
    shared = asked & long_words(key) - set().union(*(long_words(each) for each in others))
    if shared:
        yield Finding(Reason.SHARED_WORD, ", ".join(sorted(shared)))


def _shows(text: str, case: Case) -> bool:
    """Tell whether a text has the key: its words, or its figure."""
    language = case.text_language
    if case.item.kind is ItemKind.WHICH_PARAGRAPH and len(fold(case.item.key).split()) < 2:
        return f" {plain(case.item.key)} " in f" {plain(text)} "  # «¶3»: a number alone names no place
    if holds(fold(text), fold(case.item.key)):
        return True
    return is_figure(kind_of(case.item.key, language)) and stands(case.item.key, text, language, language)


def _check_trivia(case: Case) -> Iterator[Finding]:
    """Check that nobody is asked for addresses, telephones, signatures and heads of pages."""
    item = case.item
    is_text = item.kind is ItemKind.SHORT_ANSWER
    asked = [item.key, *item.options, *(side for pair in item.pairs for side in (pair.left, pair.right))]
    for words in (*asked, item.passage):
        bare = plain(words)
        hits = [(name, pattern.search(bare)) for name, pattern in _ADDRESSES.items()]
        named = [name for name, hit in hits if hit and len(hit[0]) >= _SHARE * len(bare)]
        if words == item.passage or is_text:
            named += [name for name, pattern in _FORMULAS.items() if pattern.search(bare)]
        if named:
            yield Finding(Reason.TRIVIA, f"{named[0]}: {words[:80]}")
            return
    for text in case.versions:
        if (text.version, fold(text.text)) in case.shelf.repeated:
            yield Finding(Reason.TRIVIA, f"stands again and again: {text.text[:80]}")
            return


def _check_opening(case: Case) -> Iterator[Finding]:
    """Check that what is taken from a list shows what opens the list, whole or its last sentence."""
    item = case.item
    if not item.passage:
        return
    seen = fold(f"{item.passage} {item.stem}")
    for opening in case.shelf.openings(case.taken_from[0]) if case.taken_from else []:
        if not holds(seen, fold(sentences(opening)[-1])) and not holds(seen, fold(opening)):
            yield Finding(Reason.OPENING_CUT, opening[-80:])
