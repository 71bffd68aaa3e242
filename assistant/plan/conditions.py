"""Conditions on the rows of a plan, by its columns.

A point contains its letters. A row that lists point 9 whole answers 9(n), which is part of it; a row that lists 9(n)
answers point 9, in part. `only` asks that a row answer to these points and to no other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.plan import Plan, Row
from corpus.text.language import detect
from corpus.types import Language
from index.query.lexicon import Lexicon
from index.query.stems import stems_of


@dataclass(frozen=True, slots=True)
class Conditions:
    """What is asked of a row; what is None or empty asks nothing. All conditions must hold.

    So must all values of one kind, but any of them will do where `either` is set. `points` are canonical (`9(n)`), as
    are those that a row is `without`; `programme` holds outputs as printed (`A.1`). `active` is a year within the time
    frame, `starting` its first; `ends_from` and `ends_to` are the bounds, both included, of its last.
    """

    objective: str | None = None
    output: str | None = None
    points: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    only: bool = False
    either: bool = False
    programme: tuple[str, ...] = ()
    active: int | None = None
    starting: int | None = None
    ends_from: int | None = None
    ends_to: int | None = None
    words: str = ""

    def __bool__(self) -> bool:
        """Tell whether anything is asked."""
        return self != Conditions()

    def rows(self, plan: Plan) -> tuple[Row, ...]:
        """Return the rows of a plan that meet every condition, in its order."""
        rows = _rows_with_words(plan, self.words) if self.words else plan.rows
        return tuple(row for row in rows if self._holds(row))

    def _holds(self, row: Row) -> bool:
        """Tell whether a row meets the conditions on its numbers."""
        if self.objective not in (None, row.objective) or self.output not in (None, row.output):
            return False
        enough = any if self.either else all
        if self.points and not enough(_answered(row, point) for point in self.points):
            return False
        if self.only and not all(any(answers(listed, point) for point in self.points) for listed in row.points):
            return False
        if any(_answered(row, point) for point in self.without):
            return False
        if self.programme and not enough(each.upper() in row.programme for each in self.programme):
            return False
        return self._in_time(row)

    def _in_time(self, row: Row) -> bool:
        """Tell whether a row's years are those asked for; a row without years meets no condition on them."""
        if (self.active, self.starting, self.ends_from, self.ends_to) == (None, None, None, None):
            return True
        if row.first is None or row.last is None:
            return False
        return (
            (self.active is None or row.first <= self.active <= row.last)
            and self.starting in (None, row.first)
            and (self.ends_from is None or row.last >= self.ends_from)
            and (self.ends_to is None or row.last <= self.ends_to)
        )


def answers(listed: str, point: str) -> bool:
    """Tell whether a row that lists one point answers to another: the same, its whole, or a part of it.

    >>> answers("9(n)", "9(n)"), answers("9", "9(n)"), answers("9(n)", "9"), answers("9(m)", "9(n)")
    (True, True, True, False)
    """
    return listed == point or listed == point.partition("(")[0] or point == listed.partition("(")[0]


def _answered(row: Row, point: str) -> bool:
    return any(answers(listed, point) for listed in row.points)


def _rows_with_words(plan: Plan, words: str) -> Sequence[Row]:
    """Return the rows whose deliverable has all of some words, in any form or in translation.

    The words are read in the language they are recognised as, else in the reader's, else in any that finds a row.
    """
    languages = dict.fromkeys(each for each in (detect(words), plan.language, *Language) if each)
    found = ([row for row in plan.rows if _has_words(row, words, language)] for language in languages)
    return next(filter(None, found), [])


def _has_words(row: Row, words: str, language: Language) -> bool:
    """Tell whether a deliverable has all of some words: as it stands in their language, else in translation."""
    if language in row.texts:
        sought, found = stems_of(words, language), set(stems_of(row.texts[language], language))
        return bool(sought) and found.issuperset(sought)
    return any(has_translated_words(text, words, language, target) for target, text in row.texts.items())


def has_translated_words(text: str, words: str, source: Language, target: Language) -> bool:
    """Tell whether a text in `target` says the words of another language, each by one of its likeliest translations."""
    found = set(stems_of(text, target))
    sought = [_translations(stem, source, target) for stem in stems_of(words, source)]
    return bool(sought) and all(found & options for options in sought)


def _translations(stem: str, source: Language, target: Language) -> set[str]:
    """Return the stems for one in another language at least half as likely as the likeliest; itself if none.

    A name is the same in both.
    """
    shares = Lexicon.bundled().translations(stem, source, target)
    return {each for each, share in shares.items() if share >= max(shares.values()) / 2} or {stem}
