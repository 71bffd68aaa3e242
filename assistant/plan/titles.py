"""Objectives named by words of their titles: “the budget for coherence” is that of the one whose title has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.plan import patterns
from assistant.plan.conditions import has_translated_words
from assistant.plan.question_parser import Aim, PlanQuestion
from corpus.plan import Objective, Plan
from corpus.text.folding import fold
from corpus.types import Language
from index.query.stems import stems_of

_OF_ONE = (Aim.RESOURCES, Aim.SHARE)


def by_title(plan: Plan, question: PlanQuestion) -> PlanQuestion | None:
    """Return a question for a sum as one for the objective that its words name.

    Words that all objectives say name none, and neither do words that none says: a question for the total stays one,
    and one for the sum of an objective is then not for this plan (None).
    """
    if question.wanted is not Aim.TOTAL and (question.wanted not in _OF_ONE or question.conditions.objective):
        return question
    words = [word for word in question.unread if not patterns.DOING.match(word)]
    named = [each for each in plan.objectives if words and _has_words(each, words, plan.language)]
    if len(named) == 1:
        wanted = question.wanted if question.wanted in _OF_ONE else Aim.RESOURCES
        return replace(
            question, wanted=wanted, conditions=replace(question.conditions, objective=named[0].number), unread=()
        )
    return question if question.wanted is Aim.TOTAL else None


def _has_words(objective: Objective, words: Sequence[str], language: Language) -> bool:
    """Tell whether the title of an objective has all of some words, as they stand or translated from `language`."""
    return all(
        any(
            _has(title, word, spoken) or has_translated_words(title, word, language, spoken) for spoken, title in titles
        )
        for titles in [objective.titles.items()]
        for word in words
    )


def _has(title: str, word: str, language: Language) -> bool:
    """Tell whether a title in a language has a word, in any of its forms."""
    own = stems_of(word, language)
    said = {*stems_of(title, language), *stems_of(fold(title), language)}  # a question is read without accents
    return bool(own) and said.issuperset(own)
