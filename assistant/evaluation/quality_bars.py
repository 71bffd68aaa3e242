"""The quality bars (DESIGN.md, section 7) as a table: value, bar, the peers of the same run, the command."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from index.evaluation.runner import Report

_HEADER = "| what | value | bar | met | peers, same run | command |\n|---|---|---|---|---|---|\n"
_PEERS = {"keywords_alone": "keywords", "vectors_alone": "vectors", "late_interaction_alone": "late interaction"}
_MISSING = "–"

# Where a run is not called as the file or folder it is of.
_FILES = {"seeds-dev": "seeds-dev.jsonl", "gold": "tests/gold/questions.jsonl"}

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: the run it is measured by, the path to the figure in its report, and the limit.

    The figures at several ways are averaged. `most` says that the limit is the most there may be, not the least.
    `peers` are names and ways of what it is compared with.
    """

    what: str
    run: str
    figure: Sequence[Path]
    limit: float
    most: bool = False
    peers: Mapping[str, Path] | None = None

    def met(self, value: float) -> bool:
        """Tell whether a value meets the bar."""
        return value <= self.limit if self.most else value >= self.limit


def _ranked(run: str, what: str, way: Path, limit: float) -> Bar:
    """Return a bar of ranking: each way of matching alone is a peer."""
    peers = {said: (name, *way) for name, said in _PEERS.items()}
    return Bar(what, run, [way], limit, peers=peers)


_PIAF_BM25 = ("answers", "keywords_alone", "paragraphs")
_BOTH_WAYS = [("accuracy", "forward"), ("accuracy", "backward")]

BARS = (
    _ranked("seeds-dev", "paragraph found first (five documents, notes off)", ("all", "recall@1"), 0.95),
    _ranked("seeds-dev", "paragraph found in the first five", ("all", "recall@5"), 0.99),
    _ranked("piaf-dev", "French retrieval, nDCG@10 (PIAF)", ("metrics", "ndcg@10"), 0.83),
    _ranked("laws-dev", "across languages over within, nDCG@10 (laws)", ("cross_over_mono",), 0.95),
    Bar("nearest sentence EN-FR, FLORES-200", "bitext/en-fr.flores200-devtest", _BOTH_WAYS, 0.995),
    Bar("nearest sentence EN-FR, NTREX-128", "bitext/en-fr.ntrex128", _BOTH_WAYS, 0.98),
    Bar("nearest sentence EN-FR, LASER Tatoeba", "bitext/en-fr.laser-tatoeba", _BOTH_WAYS, 0.93),
    Bar(
        "refusal, AUROC (PIAF, article withheld)",
        "piaf-dev",
        [("refusal", "auroc")],
        0.93,
        peers={"BM25 score": ("refusal", "bm25_score", "auroc")},
    ),
    Bar(
        "false answers where 10% are wrongly refused",
        "piaf-dev",
        [("refusal", "false_answers@10%error")],
        0.15,
        most=True,
        peers={"BM25 score": ("refusal", "bm25_score", "false_answers@10%error")},
    ),
    Bar("quotes that stand in their paragraph (PIAF)", "piaf-dev", [("answers", "verbatim")], 1.0),
    Bar("citations that stand in their place (five documents)", "seeds-dev", [("citations_verified",)], 1.0),
    Bar(
        "answer in the words quoted, first paragraph",
        "piaf-dev",
        [("answers", "first")],
        0.78,
        peers={
            "our whole paragraph": ("answers", "paragraphs", "first"),
            "BM25's whole paragraph": (*_PIAF_BM25, "first"),
        },
    ),
    Bar(
        "answer in the words quoted, first three",
        "piaf-dev",
        [("answers", "three")],
        0.90,
        peers={
            "our whole paragraphs": ("answers", "paragraphs", "three"),
            "BM25's whole paragraphs": (*_PIAF_BM25, "three"),
        },
    ),
    Bar("answer in the language of the question", "gold", [("answer_language",)], 0.995),
    Bar("EN and FR form reach the same place (gold, notes off)", "gold", [("parity",)], 0.95),
    Bar("EN and FR form reach the same place (gold, notes on)", "gold, notes", [("parity",)], 0.95),
    Bar(
        "EN and FR form reach the same provision (laws)",
        "laws-dev",
        [("parity", "en", "@1"), ("parity", "fr", "@1")],
        0.95,
    ),
)


def markdown(runs: Mapping[str, Report], bars: Sequence[Bar] = BARS) -> str:
    """Return the table of bars, in Markdown; a dash for what no run has measured."""
    return _HEADER + "".join(_row(bar, runs.get(bar.run, {})) for bar in bars)


def _row(bar: Bar, report: Report) -> str:
    values = [_figure(report, way) for way in bar.figure]
    known = [value for value in values if value is not None]
    value = fmean(known) if known and len(known) == len(values) else None
    peers = [f"{name} {_said(_figure(report, way))}" for name, way in (bar.peers or {}).items()]
    cells = [
        bar.what,
        _said(value),
        f"{'≤' if bar.most else '≥'} {bar.limit:g}",
        _MISSING if value is None else "yes" if bar.met(value) else "no",
        ", ".join(peers) or _MISSING,
        _command(bar.run),
    ]
    return f"| {' | '.join(cells)} |\n"


def _command(run: str) -> str:
    name, _, notes = run.partition(", ")
    path = f"{name}.tsv" if name.startswith("bitext/") else _FILES.get(name, name)
    setting = f"ALINEA_NOTES={1 if notes else 0} " if name in _FILES else ""  # the others bring their own passages
    return f"`{setting}python app.py evaluate {path}`"


def _figure(report: Report, way: Path) -> float | None:
    """Return the figure at a path of keys in a report; None where there is none."""
    found: object = report
    for name in way:
        found = found.get(name) if isinstance(found, dict) else None
    return float(found) if isinstance(found, int | float) else None


def _said(value: float | None) -> str:
    """Return a figure with three decimals."""
    return _MISSING if value is None else f"{value:.3f}"
