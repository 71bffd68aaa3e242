"""From measured sizes to larger ones: what `assistant.evaluation.growth` printed, fitted, as tables and as a plot.

Example: `python -m assistant.evaluation.growth_model growth.json --plot docs/scale.svg`. A figure y of n paragraphs is
taken to be a + b · n, fitted by least squares of relative errors; an interval holds a new measurement in 95 % of cases,
where the line goes on as it began. Nothing here knows what another machine, or a full one, would do.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:  # matplotlib is for those who work on the project, and slow to load
    from matplotlib.axes import Axes

_BEYOND = (10_000_000, 100_000_000)
_ENOUGH = 4  # sizes measured, below which nothing is said of others
_FIGURES = {
    "memory_bytes": ("memory of a process that answers, GB", 1e9),
    "disk_bytes": ("disk of its machine, GB", 1e9),
    "server_bytes": ("disk of the database, GB", 1e9),
    "p50_ms": ("p50 of a question, ms", 1.0),
}

# Quantiles of Student's distribution for 95 %, by degrees of freedom from 1.
_STUDENT = (12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228)

# Machines of one family with their memory in GiB. Prices double with the memory: $0.0816 an hour for m7g.large on
# demand, us-east-1, June 2026 (www.factualminds.com/blog/amazon-ec2-on-demand-pricing-instance-families-2026).
_SIZES = {"": 1, "x": 2, "2x": 4, "4x": 8, "8x": 16, "16x": 32}
_MACHINES = [(f"m7g.{size}large", 8 * times) for size, times in _SIZES.items()]
_HOURS, _PRICE_PER_GIB = 730, 0.0816 / 8
_HEADROOM = 1.25  # for the system, the page cache, and an index that takes the place of another

_COLOURS = {"folder": ("#0072B2", "o"), "postgresql": ("#D55E00", "s"), "milvus-lite": ("#009E73", "^")}


class Estimate(NamedTuple):
    """A figure with the bounds of its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Line:
    """y = a + b · n, with what its interval is worked out from."""

    coefficients: npt.NDArray[np.float64]
    covariance: npt.NDArray[np.float64]
    error: float
    quantile: float

    @classmethod
    def through(cls, sizes: Sequence[float], values: Sequence[float]) -> Line:
        """Fit three measurements or more, all above zero. Raises ValueError for fewer."""
        if len(sizes) < 3 or min(values) <= 0:
            raise ValueError("a line with an interval takes three measurements, all above zero")
        y = np.array(values, float)
        x = np.column_stack([np.ones(len(y)), np.array(sizes, float)]) / y[:, None]
        coefficients, *_ = np.linalg.lstsq(x, np.ones(len(y)), rcond=None)
        freedom = len(y) - 2
        error = float(np.sqrt(((x @ coefficients - 1) ** 2).sum() / freedom))
        covariance = np.linalg.inv(x.T @ x) * error**2
        return cls(coefficients, covariance, error, _STUDENT[min(freedom, len(_STUDENT)) - 1])

    def at(self, size: float) -> Estimate:
        """Return what a new measurement of a size would give."""
        point = np.array([1.0, size])
        value = float(point @ self.coefficients)
        spread = self.quantile * float(np.sqrt(point @ self.covariance @ point + (self.error * value) ** 2))
        return Estimate(value, max(0.0, value - spread), value + spread)


def machine_for(gigabytes: float) -> tuple[str, float] | None:
    """Return the smallest machine with so much memory and room to spare, and its price a month in dollars, or None."""
    for name, gib in _MACHINES:
        if gib * 1.0737 >= gigabytes * _HEADROOM:
            return name, gib * _PRICE_PER_GIB * _HOURS
    return None


def tables(measured: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Yield the lines of Markdown: what was measured in each store, and what follows for larger libraries."""
    for store in dict.fromkeys(row["store"] for row in measured):
        rows = [row for row in measured if row["store"] == store]
        sizes = [row["paragraphs"] for row in rows]
        beyond = _BEYOND if len(rows) >= _ENOUGH else ()
        yield f"**{store}**\n"
        yield "| paragraphs | " + " | ".join(f"{size:,}" for size in (*sizes, *beyond)) + " |"
        yield "|---" * (1 + len(sizes) + len(beyond)) + "|"
        for figure, (title, unit) in _FIGURES.items():
            values = [row[figure] for row in rows]
            if min(values) > 0:
                line = Line.through(sizes, values) if beyond else None
                cells = [_shown(value / unit) for value in values]
                cells += [_interval(line.at(size), unit) for size in beyond if line]
                yield f"| {title} | " + " | ".join(cells) + " |"
        if beyond:
            memory = Line.through(sizes, [row["memory_bytes"] for row in rows])
            machines = [machine_for(memory.at(size).high / 1e9) for size in (*sizes, *beyond)]
            cells = [f"{found[0]}, ${found[1]:,.0f}" if found else "none of the family" for found in machines]
            yield "| a machine for one process, a month | " + " | ".join(cells) + " |"
        yield ""


def _shown(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _interval(found: Estimate, unit: float) -> str:
    return f"{_shown(found.value / unit)} ({_shown(found.low / unit)} to {_shown(found.high / unit)})"


def draw(measured: Sequence[dict[str, Any]], path: Path) -> None:
    """Write the plot as SVG: what was measured, and lines with their intervals. Same figures give the same bytes."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    with rc_context({"svg.hashsalt": "alinea", "font.size": 10}):
        figure = Figure(figsize=(10.5, 4.2), layout="constrained", facecolor="white")
        for axes, name in zip(figure.subplots(1, 3), ("memory_bytes", "disk_bytes", "p50_ms"), strict=True):
            _draw_figure(axes, measured, name)
        figure.legend(*axes.get_legend_handles_labels(), loc="outside lower center", ncols=3, frameon=False)
        figure.savefig(path, format="svg", metadata={"Date": None})


def _draw_figure(axes: Axes, measured: Sequence[dict[str, Any]], name: str) -> None:
    title, unit = _FIGURES[name]
    for store, (colour, mark) in _COLOURS.items():
        rows = [row for row in measured if row["store"] == store]
        if not rows:
            continue
        sizes, values = [row["paragraphs"] for row in rows], [row[name] / unit for row in rows]
        axes.plot(sizes, values, mark, color=colour, label=store)
        if len(rows) >= _ENOUGH:
            line, grid = Line.through(sizes, values), np.geomspace(min(sizes), _BEYOND[-1], 60)
            found = [line.at(size) for size in grid]
            axes.plot(grid, [each.value for each in found], "-", color=colour, linewidth=1)
            axes.fill_between(
                grid, [each.low for each in found], [each.high for each in found], color=colour, alpha=0.15, linewidth=0
            )
    axes.set(xscale="log", yscale="log", xlabel="paragraphs", title=title)
    axes.axvspan(max(row["paragraphs"] for row in measured), _BEYOND[-1], color="#000000", alpha=0.05, linewidth=0)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables; draw the plot where that is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("measured", type=Path, help="what assistant.evaluation.growth printed")
    parser.add_argument("--plot", type=Path, help="an SVG file")
    options = parser.parse_args(arguments)
    measured = json.loads(options.measured.read_text(encoding="utf-8"))["measured"]
    sys.stdout.writelines(line + "\n" for line in tables(measured))
    if options.plot:
        draw(measured, options.plot)


if __name__ == "__main__":
    main()
