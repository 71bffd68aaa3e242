"""Words of a question are met by their stems, by a translation's, or by one that begins alike."""

from __future__ import annotations

import pytest

from assistant.ask.met_words import is_met, share_met


def test_a_word_is_met_by_any_of_its_stems_or_by_one_that_begins_alike() -> None:
    assert is_met({"lantern": 1.0, "farol": 0.5}, {"farol", "verd"})
    assert is_met({"residenc": 1.0}, {"resident"})
    assert not is_met({"goat": 1.0}, {"goal"})


def test_the_share_counts_rare_words_more_and_words_around_in_part() -> None:
    words = [({"lantern": 1.0}, 1.0), ({"ferry": 1.0}, 0.0)]
    assert share_met(words, {"lantern"}) == pytest.approx(1 / 1.4)
    assert share_met(words, {"lantern"}, {"ferry"}) == pytest.approx((1 + 0.6 * 0.4) / 1.4)
    assert share_met(words, set()) == 0
    assert share_met([], set()) == 1
