"""Measure how the numbers of real documents are read, beside other people's text with a naive outline.

    python -m assistant.evaluation.structure ../shared/corpora/structure --peers

Reads each file of the folder, at any depth, that has a FILE.truth.tsv beside it, and prints one table, by format:
places asked for, the share of them found (in all, and as a mean over files), places read with other text (wrong),
places that are not in the document (extra), and seconds of processor time. What counts as which is said in
`structure_truth.py`. A file that cannot be read counts as one in which nothing was found.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from typing import Any

from assistant.errors import BadRequest
from assistant.evaluation.naive_outline import outline
from assistant.evaluation.structure_peers import Peer, installed, processor_seconds, text_of
from assistant.evaluation.structure_truth import SUFFIX, Place, Score, read_truth, score
from corpus.catalogue.catalogue import Catalogue
from corpus.catalogue.catalogue import load as load_catalogue
from corpus.errors import AlineaError
from corpus.ingest import ingest_file
from corpus.sandbox.client import stop_idle
from index.benchmarks.processes import NotMeasured

OURS = "Alinéa"

_FORMATS = {"htm": "html"}

Report = dict[str, Any]
Progress = Callable[[str], None]
_Reader = Callable[[Path], tuple[list[Place], float]]


def measure(folder: Path, *, peers: bool, progress: Progress) -> Report:
    """Return the figures of every reader by format, with those of each file.

    Raises BadRequest where the folder has no file with a truth, or a truth cannot be read.
    """
    files = list(_files(folder))
    if not files:
        raise BadRequest(value=folder, expected=f"a folder with documents that have a FILE{SUFFIX} beside them")
    by_format: dict[str, list[Path]] = {}
    for path in files:
        suffix = path.suffix.lower().lstrip(".")
        by_format.setdefault(_FORMATS.get(suffix, suffix), []).append(path)
    catalogue = load_catalogue()
    others = installed(progress) if peers else []
    report: Report = {}
    with TemporaryDirectory(prefix="alinea-structure-") as scratch:
        for format_, paths in sorted(by_format.items()):
            readers: dict[str, _Reader] = {OURS: _our_reader(catalogue)}
            for peer in others:
                if format_ in peer.formats:
                    readers[f"{peer.name} {peer.version}"] = _reader_of(peer, Path(scratch))
            report[format_] = {}
            for name, read in readers.items():
                progress(f"{format_}: {name}")
                report[format_][name] = _summary(
                    {path.relative_to(folder).as_posix(): _measured(path, read, progress) for path in paths}
                )
    return report


def markdown(report: Report) -> str:
    """Return the table of a report."""
    lines = [
        "| format | read by | files | places | recall | mean over files | wrong | extra | processor time |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for format_, readers in report.items():
        for name, figures in readers.items():
            lines.append(
                f"| {format_} | {f'**{name}**' if name == OURS else name} | {len(figures['documents'])} "
                f"| {figures['places']:,} | {figures['recall']:.1%} | {figures['mean']:.1%} | {figures['wrong']:,} "
                f"| {figures['extra']:,} | {figures['seconds']:.1f} s |"
            )
    return "\n".join(lines) + "\n"


def _files(folder: Path) -> Iterator[Path]:
    """Yield the documents that have a truth beside them, in order."""
    for truth in sorted(folder.rglob(f"*{SUFFIX}")):
        path = truth.with_name(truth.name.removesuffix(SUFFIX))
        if path.is_file():
            yield path


def _our_reader(catalogue: Catalogue) -> _Reader:
    """Return our own reading, the processor time of its sandbox counted, with its start as with every peer."""

    def read(path: Path) -> tuple[list[Place], float]:
        before = processor_seconds()
        renditions = ingest_file(path, catalogue).version.renditions
        stop_idle()
        seconds = processor_seconds() - before
        return [Place(each.locator, each.text or " ".join((each.cells or {}).values())) for each in renditions], seconds

    return read


def _reader_of(peer: Peer, scratch: Path) -> _Reader:
    """Return the reading of a peer: its text, with a naive outline."""

    def read(path: Path) -> tuple[list[Place], float]:
        text, seconds = text_of(peer, path, scratch)
        return outline(text), seconds

    return read


def _measured(path: Path, read: _Reader, progress: Progress) -> Report:
    """Return the figures of one file by one reader. Raises BadRequest for a truth that cannot be read."""
    truth = read_truth(path.with_name(path.name + SUFFIX))
    try:
        places, seconds = read(path)
    except (AlineaError, NotMeasured) as exc:
        progress(f"{path.name} could not be read: {exc}")
        places, seconds = [], 0.0
    return _figures(score(truth, places)) | {"seconds": seconds}


def _figures(found: Score) -> Report:
    return {name: getattr(found, name) for name in ("places", "found", "recall", "wrong", "extra")}


def _summary(documents: Mapping[str, Report]) -> Report:
    """Return the figures of several files together, with those of each."""
    rows: Sequence[Report] = list(documents.values())
    total = {name: sum(row[name] for row in rows) for name in ("places", "found", "wrong", "extra", "seconds")}
    return total | {
        "recall": total["found"] / max(1, total["places"]),
        "mean": mean(row["recall"] for row in rows),
        "documents": dict(documents),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="documents with their truths")
    parser.add_argument("--peers", action="store_true", help="measure other people's programs and packages too")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures of every file there")
    options = parser.parse_args()
    try:
        report = measure(options.folder, peers=options.peers, progress=lambda said: _say(f"{said}\n"))
    except AlineaError as exc:
        raise SystemExit(str(exc)) from exc
    sys.stdout.write(markdown(report))
    if options.json:
        options.json.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _say(line: str) -> None:
    sys.stderr.write(line)
    sys.stderr.flush()


if __name__ == "__main__":
    main()
