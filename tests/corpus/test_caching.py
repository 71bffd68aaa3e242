"""What is asked for often is made once, however many other things are asked for."""

from __future__ import annotations

from corpus.caching import Remembered


def test_what_is_asked_for_again_and_again_is_made_once() -> None:
    made: list[int] = []

    def double(number: int) -> int:
        made.append(number)
        return 2 * number

    remembered = Remembered(double, most=4)
    for number in range(100):
        assert remembered[number] == 2 * number
        assert remembered[-1] == -2
    assert made.count(-1) == 1
    assert len(remembered) <= 4
