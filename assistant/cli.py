"""The command line: one function a command, text for people or one JSON object for programs.

Results go to standard output, logs and progress to standard error. Exit codes: 0 done, 1 failed, 2 usage.
"""

from __future__ import annotations

import argparse
import io
import json
import logging
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from assistant import printing
from assistant.arguments import parser
from assistant.errors import BadRequest
from assistant.service import Assistant
from assistant.settings import read_settings
from assistant.types import AnswerStatus
from corpus.errors import AlineaError

Json = dict[str, Any]

_INTERRUPTED = 130  # 128 + SIGINT, as shells count


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command has to say: the JSON object, the text for people, and whether it failed."""

    json: Json
    text: str
    failed: bool = False


def run(arguments: Sequence[str]) -> int:
    """Run a command and return the exit code."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s", stream=sys.stderr)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # An argument that is not UTF-8 reaches us as half surrogates: told as \udc.., which is JSON as well.
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = parser().parse_args([*arguments] if arguments else ["serve"])
    try:
        return _run(options)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader left: nothing more to say
        return 0
    except KeyboardInterrupt:
        return _INTERRUPTED


def _run(options: argparse.Namespace) -> int:
    """Run a command; a failure is told on standard error, and on standard output too where JSON was asked for."""
    try:
        service = Assistant(read_settings())
        try:
            if options.command == "serve":
                return _serve(service, options)
            if getattr(options, "batch", None) is not None:
                return _batch(service, options)
            outcome = _COMMANDS[options.command](service, options)
        finally:
            service.close()
        print(_json(outcome.json) if options.json else printing.plain(outcome.text), flush=True)
        return 1 if outcome.failed else 0
    except AlineaError as exc:
        if getattr(options, "json", False):
            print(_json({"error": str(exc)}), flush=True)
        print(printing.plain(str(exc)), file=sys.stderr)
        return 1


def _json(said: Json) -> str:
    """Return one JSON object on one line."""
    return json.dumps(said, ensure_ascii=False)


def _serve(service: Assistant, options: argparse.Namespace) -> int:
    """Serve the web app until interrupted."""
    from assistant.ui.app import serve

    serve(service, host=options.host, port=options.port)
    return 0


# One question at a time -------------------------------------------------------------------------------------------


def _find(service: Assistant, options: argparse.Namespace) -> Outcome:
    """Search."""
    found = service.find(
        options.query,
        k=options.k,
        language=options.lang,
        document=options.document,
        kind=options.kind,
        exact=options.exact,
    )
    return Outcome(found.to_json(), printing.found(found))


def _ask(service: Assistant, options: argparse.Namespace) -> Outcome:
    """Answer. A refusal is an answer; a search that cannot be had is a failure."""
    answer = service.ask(options.question, language=options.lang)
    return Outcome(answer.to_json(), printing.answer(answer), failed=answer.status is AnswerStatus.UNAVAILABLE)


def _cite(service: Assistant, options: argparse.Namespace) -> Outcome:
    """Look a reference up; one that leads nowhere is a failure."""
    cited = service.cite(options.reference, language=options.lang)
    return Outcome(cited.to_json(), printing.cited(cited), failed=cited.status != "found")


def _batch(service: Assistant, options: argparse.Namespace) -> int:
    """Answer one JSON object a line, in order; a line that fails says so and does not stop the others.

    Each answer has its question's `id`, or the number of the line where there is none.
    """
    argument = {"find": "query", "ask": "question", "cite": "reference"}[options.command]
    failed = False
    for number, line in _lines(options.batch):
        said: Json = {"id": number}
        try:
            row = _batch_row(line, number)
            said["id"] = row.get("id", number)
            setattr(options, argument, row["q"])
            outcome = _COMMANDS[options.command](service, options)
            said |= outcome.json
            failed |= outcome.failed
        except AlineaError as exc:
            failed = True
            said["error"] = str(exc)
        print(_json(said), flush=True)
    return 1 if failed else 0


def _lines(path: str) -> Iterator[tuple[int, str]]:
    """Yield the numbers and the non-empty lines of a batch file, “-” for standard input. Raises BadRequest."""
    try:
        with open(0 if path == "-" else path, encoding="utf-8-sig", closefd=path != "-") as file:
            yield from ((number, line) for number, line in enumerate(file, 1) if line.strip())
    except (OSError, ValueError) as exc:
        raise BadRequest(value=path, expected=f"a readable file of JSON lines ({exc})") from exc


def _batch_row(line: str, number: int) -> Json:
    """Return a line as an object with a question. Raises BadRequest, naming the line."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as exc:
        raise BadRequest(value=line.strip()[:80], expected=f"a JSON object on line {number} ({exc})") from exc
    if not isinstance(row, dict) or not isinstance(row.get("q"), str):
        raise BadRequest(value=line.strip()[:80], expected=f'an object with a text "q" on line {number}')
    return row


# The library ------------------------------------------------------------------------------------------------------


def _add(service: Assistant, options: argparse.Namespace) -> Outcome:
    """Bring documents in; a file that cannot be read makes the command fail, the others are added."""
    with _progress("adding") as progress:
        added = service.add(options.paths, progress=progress)
    return Outcome(added.to_json(), printing.added(added), failed=bool(added.errors))


def _library(service: Assistant, options: argparse.Namespace) -> Outcome:
    """List what is there."""
    summaries = service.library()
    return Outcome({"documents": [summary.to_json() for summary in summaries]}, printing.library(summaries))


def _remove(service: Assistant, options: argparse.Namespace) -> Outcome:
    """Remove a document."""
    noted = any(
        version.status == "note" for each in service.library() if each.id == options.id for version in each.versions
    )
    service.remove(options.id)
    kept_away = " Its bundled notes are left out too, until you add a file of it again." if noted else ""
    return Outcome({"removed": options.id}, f"Removed {options.id}.{kept_away}")


def _rebuild(service: Assistant, options: argparse.Namespace) -> Outcome:
    """Build the index anew."""
    with _progress("indexing") as progress:
        service.rebuild(progress)
    return Outcome({"rebuilt": True}, "The index was rebuilt.")


def _check(service: Assistant, options: argparse.Namespace) -> Outcome:
    """Verify library and index."""
    verified = service.check()
    return Outcome({"ok": True, "verified": list(verified)}, f"Verified: {', '.join(verified)}. All is well.")


def _evaluate(service: Assistant, options: argparse.Namespace) -> Outcome:
    """Measure retrieval on a set of questions."""
    from assistant.evaluation import evaluate

    with _progress("evaluating") as progress:
        report = evaluate(service, options.path, progress, by_step=options.ablation)
    return Outcome(report, printing.evaluation(report))


def _bench(service: Assistant, options: argparse.Namespace) -> Outcome:
    """Measure side by side."""
    from assistant.benchmark import bench, ours_missing
    from assistant.printing_benchmark import benchmark
    from index.benchmarks.benchmark import Plan
    from index.benchmarks.systems import OURS

    plan = Plan(
        systems=(OURS, *dict.fromkeys(options.peers)),
        sizes=options.sizes,
        repeats=options.repeats,
        budget=60 * options.budget,
        memory=options.memory * 10**9,
    )
    with _progress("measuring") as progress:
        report = bench(
            service, plan, corpus=options.corpus, questions=options.questions, add=options.add, progress=progress
        )
    return Outcome(report, benchmark(report), failed=ours_missing(report))


_COMMANDS: dict[str, Callable[[Assistant, argparse.Namespace], Outcome]] = {
    "find": _find,
    "ask": _ask,
    "cite": _cite,
    "add": _add,
    "library": _library,
    "remove": _remove,
    "rebuild": _rebuild,
    "check": _check,
    "evaluate": _evaluate,
    "bench": _bench,
}


@contextmanager
def _progress(label: str) -> Iterator[Callable[[float, str], None]]:
    """Show a progress bar on standard error where it is a terminal."""
    if not sys.stderr.isatty():
        yield lambda done, what: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=1.0)
        yield lambda done, what: bar.update(task, completed=done, description=f"{label}: {what}")
