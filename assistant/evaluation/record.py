"""Evaluate on every set, and keep the figures that a change of the search is measured against.

    python -m assistant.evaluation.record ../shared/eval --seeds ../shared/seeds

The first folder holds question files, judged collections and aligned sentences as `app.py evaluate` reads them; the
documents of `--seeds` make the library that the question files are about, in a temporary home, once without the
bundled notes and once with them. Writes the figures of every run to tests/gold/results/COMMIT.json (no text of any
question) and a plot of them to docs/quality.svg, and prints the table of quality bars.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.errors import BadRequest
from assistant.evaluation.plot import draw
from assistant.evaluation.quality_bars import markdown
from assistant.evaluation.runner import evaluate
from assistant.service import Assistant
from assistant.settings import read_settings
from corpus.errors import AlineaError
from index.evaluation.runner import Report

_ROOT = Path(__file__).parents[2]
_GOLD = _ROOT / "tests" / "gold" / "questions.jsonl"
_RESULTS = _ROOT / "tests" / "gold" / "results"
_PLOT = _ROOT / "docs" / "quality.svg"
_DIGITS = 5


def evaluate_sets(folder: Path, seeds: Path) -> Iterator[tuple[str, Report]]:
    """Yield the name of each run and its figures. Raises BadRequest where a set or a document cannot be read."""
    questions = [*sorted(folder.glob("*.jsonl")), _GOLD]
    for notes in (False, True):
        with _library(seeds, notes=notes) as service:
            for path in questions:
                yield f"{_name(path)}{', notes' if notes else ''}", evaluate(service, path)
    with _library(None, notes=False) as service:
        for path in sorted(each.parent for each in folder.glob("*/qrels.tsv")):
            yield _name(path), evaluate(service, path)
        for path in sorted(folder.glob("*/*.tsv")):
            if path.name != "qrels.tsv":
                yield f"{path.parent.name}/{path.stem}", evaluate(service, path)


@contextmanager
def _library(seeds: Path | None, *, notes: bool) -> Iterator[Assistant]:
    """Give the assistant over a temporary library of these documents. Raises BadRequest for one that is not added."""
    with tempfile.TemporaryDirectory(prefix="alinea-record-") as home:
        service = Assistant(replace(read_settings(), home=Path(home), notes=notes))
        try:
            for error in service.add([seeds]).errors if seeds else ():
                raise BadRequest(value=error.file, expected=f"a document ({error.reason})")
            yield service
        finally:
            service.close()


def _name(path: Path) -> str:
    """Return the name of a set: that of its file or folder, `gold` for the project's own questions."""
    return "gold" if path == _GOLD else path.stem


def rounded(value: Any) -> Any:  # noqa: ANN401 - whatever JSON has
    """Return a report with its figures rounded: further digits are noise, and would make every record differ."""
    if isinstance(value, dict):
        return {key: rounded(each) for key, each in value.items()}
    if isinstance(value, list):
        return [rounded(each) for each in value]
    return round(value, _DIGITS) if isinstance(value, float) else value


def commit(folder: Path = _ROOT) -> str:
    """Return the short name of the commit that is checked out, marked where files have changed since.

    Raises BadRequest where there is none, or no Git to ask.
    """
    git = shutil.which("git") or "git"
    described = [git, "-C", str(folder), "describe", "--always", "--abbrev=12", "--exclude=*", "--dirty=-changed"]
    try:
        return subprocess.run(described, check=True, capture_output=True, text=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError) as exc:
        raise BadRequest(value=folder, expected=f"a Git checkout, as results are kept by commit ({exc})") from exc


def main() -> None:
    """Evaluate, write, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="the sets")
    parser.add_argument("--seeds", type=Path, required=True, help="the documents that the question files are about")
    options = parser.parse_args()
    runs: dict[str, Report] = {}
    try:
        name = commit()  # first: it is of the code that is measured
        for run, report in evaluate_sets(options.folder, options.seeds):
            sys.stderr.write(f"{run}\n")
            runs[run] = rounded(report)
    except AlineaError as exc:
        raise SystemExit(str(exc)) from exc
    _RESULTS.mkdir(parents=True, exist_ok=True)
    kept = {"commit": name, "embedder": read_settings().embedder or "bundled", "runs": runs}
    results = json.dumps(kept, ensure_ascii=False, indent=1)
    (_RESULTS / f"{name}.json").write_text(results + "\n", encoding="utf-8")
    draw(runs, _PLOT)
    sys.stdout.write(markdown(runs))


if __name__ == "__main__":
    main()
