"""How long reading takes: files to numbered paragraphs, and PDFs beside pypdf, in one run."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from assistant.errors import BadRequest
from corpus.catalogue.catalogue import load
from corpus.errors import CorpusError
from corpus.ingest import files_in, ingest_file
from index.benchmarks.benchmark import Progress

Report = dict[str, Any]


def measure_ingestion(paths: Sequence[Path], progress: Progress = lambda done, label: None) -> Report:
    """Return what reading files takes, in seconds of the clock; of PDFs, the text alone beside pypdf's.

    Raises BadRequest where there is no file to read.
    """
    files = [file for path in paths for file in files_in(path)]
    if not files:
        raise BadRequest(value=", ".join(map(str, paths)), expected="documents, or folders of them")
    catalogue = load()
    paragraphs = characters = 0
    unread: list[str] = []
    seconds = 0.0
    for number, file in enumerate(files):
        progress(number / len(files), file.name)
        started = time.perf_counter()
        try:
            version = ingest_file(file, catalogue).version
        except CorpusError as error:
            unread.append(str(error))
            continue
        seconds += time.perf_counter() - started
        paragraphs += len(version.renditions)
        characters += len(version.source)
    report: Report = {
        "files": len(files) - len(unread),
        "megabytes": round(sum(file.stat().st_size for file in files) / 1_000_000, 2),
        "characters": characters,
        "paragraphs": paragraphs,
        "seconds": round(seconds, 2),
        "unread": unread,
    }
    if pdfs := [file for file in files if file.suffix.lower() == ".pdf"]:
        report["pdf"] = _beside_pypdf(pdfs)
    return {"ingestion": report}


def _beside_pypdf(files: Sequence[Path]) -> Report:
    """Read the text of PDFs by both, each in this process; files that either cannot read are left out."""
    from pypdf import PdfReader  # both before the clock runs

    from corpus.readers.pdf import read

    def by_us(file: Path) -> str:
        return "".join(read(file).pages)

    def by_pypdf(file: Path) -> str:
        return "".join(page.extract_text() for page in PdfReader(file).pages)

    ours_seconds = pypdf_seconds = 0.0
    ours = theirs = count = 0
    for file in files:
        try:
            own, own_seconds = _timed(by_us, file)
            other, other_seconds = _timed(by_pypdf, file)
        except (CorpusError, ValueError, KeyError, TypeError, AttributeError):
            continue
        count += 1
        ours, theirs = ours + len("".join(own.split())), theirs + len("".join(other.split()))
        ours_seconds, pypdf_seconds = ours_seconds + own_seconds, pypdf_seconds + other_seconds
    return {
        "files": count,
        "seconds": round(ours_seconds, 2),
        "pypdf_seconds": round(pypdf_seconds, 2),
        "times_faster": round(pypdf_seconds / ours_seconds, 2) if ours_seconds else 0.0,
        "letters_over_pypdf": round(ours / theirs, 3) if theirs else 0.0,
    }


def _timed(read: Callable[[Path], str], file: Path) -> tuple[str, float]:
    started = time.perf_counter()
    text = read(file)
    return text, time.perf_counter() - started


def as_text(report: Report) -> str:
    """Return the report as lines."""
    told = report["ingestion"]
    lines = [
        f"{told['files']} files, {told['megabytes']} MB, {told['paragraphs']} paragraphs: {told['seconds']} s",
        *(f"not read: {reason}" for reason in told["unread"]),
    ]
    if pdf := told.get("pdf"):
        lines.append(
            f"text of {pdf['files']} PDFs: {pdf['seconds']} s, pypdf {pdf['pypdf_seconds']} s "
            f"({pdf['times_faster']} times), letters {pdf['letters_over_pypdf']} of pypdf's"
        )
    return "\n".join(lines)
