"""What kind of thing a question expects, and which passages hold one: a date, an amount, a person.

“When …?” is better answered by a passage with a date than by one without, all else being equal. The forms are
those of the three languages; the gain is small and measured
(docs/decisions/0011-what-each-step-brings.md).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum

import numpy as np
import numpy.typing as npt

_MONTHS = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre january february march "
    "april may june july august september october november december enero febrero marzo abril mayo junio julio "
    "agosto septiembre octubre noviembre diciembre"
).split()


class Expected(IntEnum):
    """A kind of answer; the value is its column in the table of traits."""

    DATE = 0
    AMOUNT = 1
    PERSON = 2


_ASKS = {
    Expected.DATE: re.compile(
        r"\b(?:when|which years?|what years?|dates?|years|"
        r"quand|quelles? années?|annee|cuándo|cuando|qué años?|fecha)\b",
        re.I,
    ),
    Expected.AMOUNT: re.compile(
        r"\b(?:how much|costs?|amounts?|budget|"
        r"coûte|coute|coût|montant|estimée?|cuánto|cuesta|importe|coste|recursos)\b",
        re.I,
    ),
    Expected.PERSON: re.compile(r"\b(?:who|whom|whose|qui|quién|quiénes|quien|quienes)\b", re.I),
}

# Each begins with a character, and then looks back: the search skips to where one stands, three times as quick as with
# `\b` in front.
_HOLDS = {
    Expected.DATE: re.compile(rf"\d(?<!\w\d)(?:(?:(?<=1)9|(?<=2)0)\d\d\b|\d?(?:er)? (?:{'|'.join(_MONTHS)})\b)", re.I),
    Expected.AMOUNT: re.compile(
        r"[$€\d](?:(?<=[$€])\s?\d|(?<=\d)(?<!\w\d)[\d.,\u00a0]*\s?"
        r"(?:millions?|milliards?|millones|billions?|dollars|%|experts?|personnes))",
        re.I,
    ),
    Expected.PERSON: re.compile(
        r"[A-ZÉ](?:(?<=M)(?<!\wM)(?:\.|me|s\.?|r\.?)\s[A-Z]|(?:(?<=^.)|(?<=[a-z,;.’»] .))"
        r"[a-zà-ÿ]+ (?:(?:Van|de|del|da) )?[A-ZÉ][a-zà-ÿ]+)"
    ),
}


def expected(question: str) -> list[Expected]:
    """Return what a question asks for; empty where its form does not tell.

    >>> expected("Combien coûte la stratégie, et jusqu’à quand ?")
    [<Expected.DATE: 0>, <Expected.AMOUNT: 1>]
    """
    return [kind for kind, pattern in _ASKS.items() if pattern.search(question)]


def traits(texts: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Return which kinds of thing each text holds: (n, 3), a column for each `Expected`."""
    return np.array([[bool(_HOLDS[kind].search(text)) for kind in Expected] for text in texts], bool).reshape(-1, 3)
