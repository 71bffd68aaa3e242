"""Numbers in words beyond 99, in English, French and Spanish, and ordinals, as folded text has them.

“three hundred and fifty”  «cinq mille quatre cents»  «cinco mil cuatrocientos»
"""

from __future__ import annotations

import re

from corpus.references.number_words import NUMBERS

_HUNDREDS = {
    "doscient": 200, "trescient": 300, "cuatrocient": 400, "quinient": 500, "seiscient": 600, "setecient": 700,
    "ochocient": 800, "novecient": 900,
}  # fmt: skip
_SPANISH = {f"{stem}{ending}": value for stem, value in _HUNDREDS.items() for ending in ("os", "as")}
_TIMES = {"hundred": 100, "cent": 100, "cents": 100, "thousand": 10**3, "mille": 10**3, "mil": 10**3}
_LARGE = {
    "million": 10**6, "millions": 10**6, "millon": 10**6, "millones": 10**6, "milliard": 10**9, "milliards": 10**9,
    "billion": 10**9, "billions": 10**9,
}  # fmt: skip
_PLAIN = {**NUMBERS, **_SPANISH, "cien": 100, "ciento": 100}
_ALL = sorted({*_PLAIN, *_TIMES, *_LARGE}, key=lambda name: (-len(name), name))
_ONE_WORD = "|".join(name.replace(" ", r"[\s-]+") for name in _ALL)
# A scale alone is no number (“per cent”, “millions of people”), but “a hundred” and «mil» are.
RUN = (
    rf"(?<![\w-])(?<!pour )(?<!per )(?:a (?=hundred|thousand))?(?!(?:cents|hundred|thousand|{'|'.join(_LARGE)})(?!\w)"
    rf"(?<!a hundred)(?<!a thousand))(?>(?:{_ONE_WORD})(?!\w)(?:[\s-]+(?:and |et |y )?(?:{_ONE_WORD})(?!\w))*)(?![\w-])"
)
"""What finds a number in words. It never goes back on a word: a long row of numbers takes a time that is its length."""

_TOKEN = re.compile(_ONE_WORD)

ORDINALS = {
    word: value
    for value, words in enumerate(
        (
            "second deuxieme segundo segunda",
            "third troisieme tercero tercera tercer",
            "fourth quatrieme cuarto",
            "fifth cinquieme quinto quinta",
            "sixth sixieme sexto sexta",
            "seventh septieme septimo septima",
            "eighth huitieme octavo octava",
            "ninth neuvieme noveno novena",
            "tenth dixieme decimo decima",
        ),
        start=2,
    )
    for word in words.split()
}
"""The value of each ordinal from the second on."""


def value_of(words: str) -> int:
    """Return the number that words say.

    >>> value_of("five thousand four hundred"), value_of("deux cent trente"), value_of("dos mil millones")
    (5400, 230, 2000000000)
    """
    whole = group = 0
    for token in _TOKEN.findall(words):
        name = " ".join(re.split(r"[\s-]+", token))
        if name in _LARGE:
            whole, group = (
                (whole + max(1, group)) * _LARGE[name]
                if whole % 10**6 == 0 and group
                else ((whole or 1) * _LARGE[name]),
                0,
            )
        elif name in _TIMES and _TIMES[name] == 10**3:
            whole, group = whole + max(1, group) * 10**3, 0
        elif name in _TIMES:
            group = max(1, group) * 100
        else:
            group += _PLAIN[name]
    return whole + group
