"""The places that a text names are found in one pass over it, and are the same as by looking anew after each."""

from __future__ import annotations

import re
import time

from hypothesis import given
from hypothesis import strategies as st

from corpus.references import grammar
from corpus.text.folding import fold

PIECES = st.sampled_from(
    [
        "para. 5",
        "article 3",
        "alinéa a) du paragraphe 1",
        "Preamble",
        "Annex I",
        "Part III(e)",
        "of",
        ",",
        "standard A2.3",
    ]
)


class _Anew:
    """All patterns, looked for again from every position."""

    def __init__(self, folded: str) -> None:
        self._folded = folded

    def next(self, position: int) -> re.Match[str] | None:
        found = [match for pattern, _ in grammar._ANNOUNCING if (match := pattern.search(self._folded, position))]
        return min(found, key=lambda match: (match.start(), -match.end()), default=None)


@given(st.lists(PIECES, max_size=12).map(" ".join))
def test_one_pass_finds_what_looking_anew_finds(text: str) -> None:
    folded = fold(text)
    announced, anew, position = grammar._Announced(folded), _Anew(folded), 0
    while match := announced.next(position):
        again = anew.next(position)
        assert again is not None
        assert (match.re, match.span()) == (again.re, again.span())
        position = match.end()
    assert anew.next(position) is None


def test_a_text_with_thousands_of_places_is_read_in_one_pass() -> None:
    folded = fold("See para. 5 of the text; " * 4_000)
    started = time.process_time()
    assert len(list(grammar.places(folded))) == 4_000
    assert time.process_time() - started < 2  # looking anew takes more than ten seconds
