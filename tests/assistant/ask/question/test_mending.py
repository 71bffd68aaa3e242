"""Typing errors are mended where only one word can be meant; names and numbers never are."""

from __future__ import annotations

import pytest

from assistant.ask.question.mending import mended
from assistant.session import Session


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("the leter of the pilots", "the letter of the pilots"),
        ("whcih paragraph", "which paragraph"),
        ("the coopratives act", "the cooperatives act"),
        ("a meeting of the RVM", "a meeting of the RVM"),  # the initials of no title
        ("the FCA on goats", "the Ferry Cooperatives Act on goats"),
        # words that are right, or nobody's
        ("lanterns and goats on the pier", "lanterns and goats on the pier"),
        ("GB346 and R193", "GB346 and R193"),
        ("Zyxtrum", "Zyxtrum"),
        ("", ""),
    ],
)
def test_mended(on_the_river: Session, typed: str, meant: str) -> None:
    assert mended(typed, on_the_river) == meant
