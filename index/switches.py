"""The steps of a search, each with its own switch, so that what each one brings can be measured.

The product has them all on. Two of them, `headings` and `windows`, are taken when passages are made; the others when
a question is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

from corpus.glossary.glossary import Glossary


@dataclass(frozen=True, slots=True)
class Steps:
    """Which steps are taken.

    `vector`, `late`, `keyword` and `expectation` count in the score (one that is off may still propose candidates);
    `glossary` adds other languages' terms to a question, `lexicon` the translations of its words; `headings` gives
    passages their title and headings; `windows` matches long texts in part too; `references` leads to the places a
    question names; `by_language` gives keywords more weight within a language than across; `weighted_sum` fuses by
    scores, else by reciprocal ranks.
    """

    vector: bool = True
    late: bool = True
    keyword: bool = True
    expectation: bool = True
    glossary: bool = True
    lexicon: bool = True
    headings: bool = True
    windows: bool = True
    references: bool = True
    by_language: bool = True
    weighted_sum: bool = True


ALL = Steps()

# What is looked up where the glossary is off.
NO_TERMS = Glossary(())


def each_off() -> Iterator[tuple[str, Steps]]:
    """Yield the name of each step, and all the others."""
    for field in fields(Steps):
        yield field.name, replace(ALL, **{field.name: False})
