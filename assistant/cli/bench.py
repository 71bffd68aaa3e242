"""`bench`: measure quality and speed beside other systems."""

from __future__ import annotations

import argparse
from pathlib import Path

from assistant.cli.command import Command, CommandResult, add_json, positive, progress_bar
from assistant.service import Assistant

# The systems of `index.benchmarks.systems` but ours; named here so that no other command imports any of it.
_PEERS = ["langchain", "rank_bm25", "bm25s", "chroma", "fts5"]


def _arguments(bench: argparse.ArgumentParser) -> None:
    bench.add_argument(
        "--corpus", nargs="+", type=Path, default=[], metavar="PATH",
        help="documents, folders of them, or judged folders: the passages of the measurements of speed "
        "(the judged questions' own, else those of the library)",
    )  # fmt: skip
    bench.add_argument(
        "--questions", nargs="+", type=Path, default=[], metavar="FOLDER", help="judged folders, to measure quality on"
    )
    bench.add_argument(
        "--sizes", type=_sizes, default="1000,10000,100000", metavar="N,N…",
        help="how many passages, real ones first, then the same again with words changed (%(default)s; 0: no speed)",
    )  # fmt: skip
    bench.add_argument(
        "--peers", nargs="*", choices=_PEERS, default=_PEERS, help=f"beside which systems ({', '.join(_PEERS)})"
    )
    bench.add_argument(
        "--before", type=Path, metavar="CHECKOUT", help="beside another build of this program too: a checkout of it"
    )
    bench.add_argument("--repeats", type=positive, default=3, help="measure each figure so often (%(default)s)")
    bench.add_argument(
        "--budget", type=positive, default=10, metavar="MINUTES",
        help="leave out what would take longer to index, and say how long it would (%(default)s)",
    )  # fmt: skip
    bench.add_argument(
        "--memory", type=positive, default=8, metavar="GB", help="stop what takes more memory (%(default)s)"
    )
    bench.add_argument(
        "--add", nargs="?", type=positive, const=100_000, metavar="N",
        help="measure adding one document to a library of N paragraphs too (%(const)s)",
    )  # fmt: skip
    bench.add_argument(
        "--ingest", nargs="+", type=Path, metavar="PATH", help="measure only how long reading these documents takes"
    )
    add_json(bench)


def _run(service: Assistant, options: argparse.Namespace) -> CommandResult:
    if options.ingest:
        return _ingestion(options.ingest)
    from assistant.cli.bench_report import benchmark
    from assistant.evaluation.benchmark import bench, ours_missing
    from index.benchmarks.benchmark import BenchmarkPlan
    from index.benchmarks.processes import ROOT
    from index.benchmarks.systems import BEFORE, OURS

    plan = BenchmarkPlan(
        systems=(OURS, *([BEFORE] if options.before else []), *dict.fromkeys(options.peers)),
        before=options.before or ROOT,
        sizes=options.sizes,
        repeats=options.repeats,
        budget=60 * options.budget,
        memory=options.memory * 10**9,
    )
    with progress_bar("measuring") as progress:
        report = bench(
            service, plan, corpus=options.corpus, questions=options.questions, add=options.add, progress=progress
        )
    return CommandResult(report, benchmark(report), failed=ours_missing(report))


def _ingestion(paths: list[Path]) -> CommandResult:
    from assistant.evaluation.ingestion import as_text, measure_ingestion

    with progress_bar("reading") as progress:
        report = measure_ingestion(paths, progress)
    return CommandResult(report, as_text(report))


def _sizes(text: str) -> tuple[int, ...]:
    """Parse sizes separated by commas, ascending, none for “0”. Raises ArgumentTypeError."""
    if text == "0":
        return ()
    return tuple(sorted({positive(part) for part in text.split(",")}))


COMMAND = Command("bench", "measure quality and speed beside other systems, in one run", _arguments, _run)
