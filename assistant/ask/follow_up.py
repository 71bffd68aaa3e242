"""Follow-up questions: “and for objective 3?” asks again what the turn before asked, with one thing changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.types import Turn

_OPENING = re.compile(
    r"^\s*(?:and(?: what about| how about| for| in| on| the)?|what about|how about|same (?:question )?for|"
    r"et(?: pour| dans| quant| sur| qu['’]en est-il)?|qu['’]en est-il|même question pour|quant (?:à|au|aux)|"
    r"¿?\s*y(?: para| en| sobre| qué hay)?|¿?\s*qué hay de)\b",
    re.IGNORECASE,
)
_FOLLOW_UP_WORDS = 9

# What may change from one turn to the next: each kind of thing in the three languages, its number last.
_SLOTS = (
    re.compile(r"\b(?:objecti(?:ve|f)|objetivo)s?\s+(?:n[°o.]\s*)?\d+\b", re.IGNORECASE),
    re.compile(r"\b(?:outputs?|produits?|productos?)\s+\d+\.\d+\b", re.IGNORECASE),
    re.compile(
        r"\b(?:para(?:graph)?s?\.?|paragr(?:aphe)?s?\.?|par\.|párr(?:afo)?s?\.?|points?|puntos?)\s+\d+(?:\s?\(?[a-z]\))?",
        re.IGNORECASE,
    ),
    re.compile(r"\b20\d\d\b"),
)


def standalone(
    question: str, history: Sequence[Turn], names_a_document: Callable[[str], bool] = lambda text: False
) -> str:
    """Return the question with what it takes from the previous turns filled in.

    A question that `names_a_document` of its own is no follow-up: its paragraph is not the previous one's.

    >>> standalone("et pour l’objectif 3 ?", [Turn("Quel montant est estimé pour l’objectif 1 ?")])
    'Quel montant est estimé pour l’objectif 3 ?'
    """
    whole = ""
    for asked in (*(turn.question for turn in history), question):
        whole = _continued(whole, asked) if whole and _is_follow_up(asked) and not names_a_document(asked) else asked
    return whole


def _continued(before: str, question: str) -> str:
    """Return the previous question with what the new one changes in it, or followed by what it adds."""
    changes = [(slot, new[0]) for slot in _SLOTS if (new := slot.search(question)) and slot.search(before)]
    for slot, new_words in changes:
        before = slot.sub(new_words, before, count=1)  # letters, digits and brackets: nothing to escape
    if changes:
        return before
    rest = _OPENING.sub("", question).strip(" ?¿.,")
    return f"{before} {rest}".strip() if rest else before


def _is_follow_up(question: str) -> bool:
    """Tell whether a question depends on the previous one: it is short and opens as one."""
    return len(question.split()) <= _FOLLOW_UP_WORDS and bool(_OPENING.match(question))
