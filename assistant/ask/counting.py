"""How many: whether a number in a sentence counts what is asked for, and not days, shares, or something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.ask.met_words import is_met
from assistant.ask.question.answer_type import after_quantities
from corpus.text.folding import fold
from corpus.types import Language
from index.query.stems import stem_set
from index.query.terms import Word
from index.ranking.evidence import Words
from index.types import Placed

_UNIT = re.compile(
    r"\b(?:days?|weeks?|months?|years?|hours?|minutes?|jours?|semaines?|mois|ans?|annees?|heures?|dias?|semanas?|meses|mes|anos?|horas?|"
    r"dollars?|francs?|euros?|per ?cent|pour cent|por ciento)\b|%"
)
_MEASURE = re.compile(
    rf"(?<![\w.,-])[\w.,-]{{1,24}}(?:\s(?:millions?|milliards?|millones|thousand|mille|mil))?(?:\sde)?\s?(?:{_UNIT.pattern})|\(\d[\w.]*\)|§\s?\d+"
)
# One of what is counted: in French and Spanish “one” is also the article, and counts in some turns alone.
_ONE = re.compile(
    r"\b(?:one|a single|1|une? seule?|un solo|una sola|dispose d'une?|n'a qu'une?|droit a une?|derecho a una?|"
    r"solo (?:tiene|tendra) una?)(?= )(?! or more| ou plusieurs| o mas)"
)
_HOW_MANY = re.compile(
    r"\b(?:how many|number of|(?:combien|nombre(?: \w+)?)(?: de| d['’])?|cu[aá]nt[oa]s|n[uú]mero(?: \w+)? de)\s*(\w+)?",
    re.IGNORECASE,
)
_NOT_COUNTED = frozenset(
    """
    of us them we you must should do does did are is can will to people persons
    faut faudra doit doivent sommes etes sont serons peut personnes
    debe deben debemos hay somos son hace hacen personas
    """.split()
)
_PERSONS = {Language.EN: "persons", Language.FR: "personnes", Language.ES: "personas"}
_NEAR = 4  # words after a number: “three or more directors”
_NUMBER_OF = re.compile(r"\b(?:number|nombre|numero)\b")


def what_is_counted(question: str, language: Language) -> str | None:
    """Return the word after “how many”; “persons” where none says what; None for days, shares and sums.

    >>> what_is_counted("How many of us must there be?", Language.EN)
    'persons'
    """
    if _UNIT.search(fold(question)):
        return None
    match = _HOW_MANY.search(question)
    word = match[1] if match and match[1] else ""
    return word if word and fold(word) not in _NOT_COUNTED else _PERSONS[language]


def counts(sentence: str, counted: Sequence[tuple[Word, float]], language: Language) -> bool:
    """Tell whether a sentence has a number of what is counted: “three or more directors”, “has one vote”."""
    following = (stem_set(" ".join(each.split()[:_NEAR]), language) for each in _after_numbers(sentence))
    return any(is_met(word, each) for each in following for word, _ in counted)


def is_headed_by(placed: Placed, counted: Words) -> bool:
    """Tell whether the heading of a paragraph is for the number of what is counted: “Number of directors”."""
    heading = " ".join(placed.rendition.heading[-1:])
    said = stem_set(heading, placed.language)
    return _NUMBER_OF.search(fold(heading)) is not None and any(
        is_met(word, said) for word, _ in counted.get(placed.language, ())
    )


@lru_cache(maxsize=4096)
def without_measures(sentence: str) -> str:
    """Return a sentence without its numbers of days, months and sums, which count nothing else.

    >>> without_measures("Within thirty days, two members may ask.")
    'Within , two members may ask.'
    """
    kept, position = [], 0
    for match in _MEASURE.finditer(fold(sentence)):
        kept.append(sentence[position : match.start()])
        position = match.end()
    return "".join([*kept, sentence[position:]])


@lru_cache(maxsize=4096)
def _after_numbers(sentence: str) -> tuple[str, ...]:
    return (*after_quantities(sentence), *(sentence[match.end() :] for match in _ONE.finditer(fold(sentence))))
