"""The figures of a record as a plot: the product beside each way of matching alone, and the cost of refusing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from index.evaluation.refusal import ERRORS
from index.evaluation.runner import Report

if TYPE_CHECKING:  # matplotlib is for those who work on the project, and slow to load
    from matplotlib.axes import Axes

# Colours that the colour-blind distinguish (Okabe and Ito 2008), and marks for those who see none.
_RANKINGS = {
    "": ("Alinéa", "#0072B2", "o"),
    "keywords_alone": ("keywords", "#D55E00", "s"),
    "vectors_alone": ("vectors", "#009E73", "^"),
    "late_interaction_alone": ("late interaction", "#CC79A7", "D"),
}

# Each row of the plot: what it is, its run, the way to its figures, and the measure.
_SETS = (
    ("five documents, EN FR ES", "seeds-dev", ("all",), "recall@1"),
    ("the same, harder questions", "gold", ("all",), "recall@1"),
    ("PIAF, encyclopedia, FR", "piaf-dev", ("metrics",), "ndcg@10"),
    ("public services, FR", "fr-admin", ("metrics",), "ndcg@10"),
    ("laws, EN → EN", "laws-dev", ("directions", "en>en"), "ndcg@10"),
    ("laws, FR → FR", "laws-dev", ("directions", "fr>fr"), "ndcg@10"),
    ("laws, EN → FR", "laws-dev", ("directions", "en>fr"), "ndcg@10"),
    ("laws, FR → EN", "laws-dev", ("directions", "fr>en"), "ndcg@10"),
)
_AIM = (10, 15)  # DESIGN.md, section 7: of ten questions one wrongly refused, 15% false answers
_STEP = 0.17  # between the marks of one row
_INK, _GRID = "#222222", "#dddddd"


def draw(runs: Mapping[str, Report], path: Path) -> None:
    """Write the plot as SVG. The same figures give the same bytes. Sets that were not run are left out."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    with rc_context({"svg.hashsalt": "alinea", "font.size": 10, "text.color": _INK, "axes.labelcolor": _INK}):
        figure = Figure(figsize=(10.5, 5.6), layout="constrained", facecolor="white")
        ranking, refusing = figure.subplots(1, 2, width_ratios=(1.75, 1))
        _draw_rankings(ranking, runs)
        _draw_refusals(refusing, runs.get("piaf-dev", {}).get("refusal", {}))
        figure.legend(*ranking.get_legend_handles_labels(), loc="outside lower center", ncols=4, frameon=False)
        path.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(path, format="svg", metadata={"Date": None})


def _draw_rankings(axes: Axes, runs: Mapping[str, Report]) -> None:
    """Draw a row for each set: a mark for each ranking, with its 95% interval."""
    rows = [each for each in _SETS if each[1] in runs]
    for number, (name, (label, colour, mark)) in enumerate(_RANKINGS.items()):
        heights = [row + _STEP * (number - 1.5) for row in range(len(rows))]
        figures = [_at(runs[run], (name, *way) if name else way) for _, run, way, _ in rows]
        values = [found[measure] for found, (*_, measure) in zip(figures, rows, strict=True)]
        bounds = [found[f"{measure}_ci"] for found, (*_, measure) in zip(figures, rows, strict=True)]
        spread = [[v - low for v, (low, _) in zip(values, bounds, strict=True)]]
        spread.append([high - v for v, (_, high) in zip(values, bounds, strict=True)])
        axes.errorbar(values, heights, xerr=spread, fmt=mark, color=colour, label=label, markersize=6, elinewidth=1.4)
    axes.set_yticks(range(len(rows)), [f"{title}\n{measure.replace('ndcg', 'nDCG')}" for title, *_, measure in rows])
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlim(0, 1.02)
    for row in range(1, len(rows)):
        axes.axhline(row - 0.5, color=_GRID, linewidth=0.8)
    _dress(axes, "Is the right paragraph found?", "share, with 95% interval")


def _draw_refusals(axes: Axes, refusal: Report) -> None:
    """Draw the share of questions without an answer that are answered, against that of refused ones with an answer."""
    curves = {"": refusal, "keywords_alone": refusal.get("bm25_score", {})}
    for name, label, style in (("", "Alinéa", "-"), ("keywords_alone", "BM25 score", "--")):
        _, colour, _ = _RANKINGS[name]
        if "curve" in curves[name]:
            points = [100 * value for value in curves[name]["curve"]]
            axes.plot([100 * error for error in ERRORS], points, style, color=colour, linewidth=2)
            said = f"{label}, AUROC {curves[name]['auroc']:.2f}"
            axes.annotate(
                said, (0.97, 0.97 - 0.07 * (name != "")), xycoords="axes fraction", color=colour, ha="right", va="top"
            )
    axes.plot(*_AIM, marker="x", color=_INK, markersize=8, markeredgewidth=2)
    axes.annotate("aim", _AIM, xytext=(7, -3), textcoords="offset points", color=_INK)
    axes.set_xlim(0, 50)
    axes.set_ylim(0, 100)
    axes.set_ylabel("answered, though the article is gone (%)")
    _dress(axes, "Refused when absent? (PIAF)", "refused, though the article is there (%)")


def _dress(axes: Axes, title: str, label: str) -> None:
    """Set a drawing's title, label, grid and frame."""
    axes.set_title(title, loc="left", fontweight="bold", fontsize=11)
    axes.set_xlabel(label)
    axes.grid(axis="x", color=_GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(length=0)


def _at(report: Report, way: tuple[str, ...]) -> Report:
    for name in way:
        report = report[name]
    return report
