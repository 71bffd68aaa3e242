"""The table of bars on made-up figures."""

from __future__ import annotations

from assistant.evaluation.quality_bars import BARS, Bar, markdown
from index.evaluation.runner import Report

RUNS: dict[str, Report] = {
    "piaf-dev": {
        "metrics": {"ndcg@10": 0.8451},
        "keywords_alone": {"metrics": {"ndcg@10": 0.7}},
        "refusal": {"false_answers@10%error": 0.2},
    },
    "bitext/en-fr.ntrex128": {"accuracy": {"forward": 0.98, "backward": 0.99}},
}


def rows(table: str) -> dict[str, list[str]]:
    """Return the cells of each line after the header, by the first."""
    lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]
    return {first: cells for first, *cells in lines}


def test_values_bars_and_peers() -> None:
    found = rows(markdown(RUNS))
    assert found["French retrieval, nDCG@10 (PIAF)"] == [
        "0.845", "≥ 0.83", "yes", "keywords 0.700, vectors –, late interaction –", "`python app.py evaluate piaf-dev`"
    ]  # fmt: skip
    assert found["EN and FR form reach the same place (gold, notes on)"][-1] == (
        "`ALINEA_NOTES=1 python app.py evaluate tests/gold/questions.jsonl`"
    )
    assert found["nearest sentence EN-FR, NTREX-128"][-1] == "`python app.py evaluate bitext/en-fr.ntrex128.tsv`"
    assert found["nearest sentence EN-FR, NTREX-128"][:3] == ["0.985", "≥ 0.98", "yes"]
    assert found["false answers where 10% are wrongly refused"][:3] == ["0.200", "≤ 0.15", "no"]


def test_what_was_not_measured_is_neither_met_nor_missed() -> None:
    found = rows(markdown({}))
    assert len(found) == len(BARS)
    assert all(cells[0] == cells[2] == "–" for cells in found.values())


def test_half_a_figure_is_none() -> None:
    half = Bar("half", "run", [("a",), ("b",)], 0.5)
    assert rows(markdown({"run": {"a": 1.0}}, [half]))["half"][0] == "–"
