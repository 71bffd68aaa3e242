"""The lines through measured sizes: what they say beyond, and how sure."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path

import pytest

from assistant.evaluation.growth_model import Line, draw, machine_for, tables

SIZES = [10_000, 30_000, 100_000, 300_000, 1_000_000]


def measured(store: str, noise: float = 0.0) -> list[dict[str, object]]:
    drawn = random.Random(1)
    return [
        {
            "store": store,
            "paragraphs": size,
            **{
                name: (a + b * size) * (1 + drawn.uniform(-noise, noise))
                for name, a, b in (("memory_bytes", 2e8, 600.0), ("disk_bytes", 1e6, 900.0), ("p50_ms", 3.0, 1e-5))
            },
            "server_bytes": 0,
        }
        for size in SIZES
    ]


def test_a_line_without_noise_goes_on() -> None:
    found = Line.through(SIZES, [2 + 3e-6 * size for size in SIZES]).at(10_000_000)
    assert found.value == pytest.approx(32)
    assert found.low == pytest.approx(found.high, rel=1e-6)


def test_nineteen_of_twenty_new_measurements_lie_in_the_interval() -> None:
    drawn = random.Random(2)
    inside = 0
    for _ in range(1000):
        line = Line.through(SIZES, [(2 + 3e-6 * size) * drawn.gauss(1, 0.05) for size in SIZES])
        found = line.at(10_000_000)
        inside += found.low <= 32 * drawn.gauss(1, 0.05) <= found.high
    assert 930 <= inside <= 970


@pytest.mark.parametrize(("sizes", "values"), [([1, 2], [1, 2]), ([1, 2, 3], [1, 0, 1])])
def test_too_little_to_go_by_is_refused(sizes: list[float], values: list[float]) -> None:
    with pytest.raises(ValueError, match="three measurements"):
        Line.through(sizes, values)


def test_a_machine_has_room_to_spare_and_the_next_costs_more() -> None:
    found = [machine_for(gigabytes) for gigabytes in (1, 8, 20, 50, 100, 200)]
    names, prices = zip(*(each for each in found if each), strict=True)
    assert names[:2] == ("m7g.large", "m7g.xlarge")
    assert all(cheaper < dearer for cheaper, dearer in pairwise(prices))
    assert machine_for(1000) is None


def test_tables_tell_what_was_measured_and_what_follows(tmp_path: Path) -> None:
    text = "\n".join(tables([*measured("folder", 0.02), *measured("milvus-lite")[:2]]))
    assert "| paragraphs | 10,000 | 30,000 | 100,000 | 300,000 | 1,000,000 | 10,000,000 | 100,000,000 |" in text
    assert "disk of the database" not in text  # there is none
    assert text.endswith("| p50 of a question, ms | 3.1 | 3.3 |\n")  # two sizes: nothing follows
    draw(measured("folder", 0.02), tmp_path / "plot.svg")
    assert "<svg" in (tmp_path / "plot.svg").read_text(encoding="utf-8")
