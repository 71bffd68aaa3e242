"""The plot says what it shows, leaves out what was not run, and is the same each time."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

pytest.importorskip("matplotlib", reason="the plot is drawn with the requirements of development")

from assistant.evaluation.plot import draw


def figures(measure: str, value: float) -> dict[str, Any]:
    """Return a figure with an interval around it."""
    return {measure: value, f"{measure}_ci": [value - 0.05, value + 0.05]}


def run(key: str, measure: str) -> dict[str, Any]:
    """Return the report of a run, of every ranking."""
    alone = ("keywords_alone", "vectors_alone", "late_interaction_alone")
    return {key: figures(measure, 0.8)} | {name: {key: figures(measure, 0.5)} for name in alone}


def test_a_plot_of_two_sets_and_a_curve(tmp_path: Path) -> None:
    curve = {"auroc": 0.9, "curve": [0.5 - number / 100 for number in range(50)]}
    runs = {"seeds-dev": run("all", "recall@1"), "piaf-dev": run("metrics", "ndcg@10")}
    runs["piaf-dev"]["refusal"] = curve | {"bm25_score": curve}
    draw(runs, tmp_path / "docs" / "one.svg")
    draw(runs, tmp_path / "two.svg")
    drawn = (tmp_path / "two.svg").read_bytes()
    assert (tmp_path / "docs" / "one.svg").read_bytes() == drawn
    assert ElementTree.fromstring(drawn).tag.endswith("svg")


def test_a_plot_without_refusals(tmp_path: Path) -> None:
    draw({"seeds-dev": run("all", "recall@1")}, tmp_path / "plot.svg")
    assert (tmp_path / "plot.svg").stat().st_size > 1000
