"""Compare two checkouts: the JSON of every command byte for byte, or the time that questions take, in turn.

    python -m tests.builds json BEFORE AFTER --documents ../shared/seeds [--no-notes] [--questions FILE.jsonl …]
    python -m tests.builds speed BEFORE AFTER --documents ../shared/seeds --questions FILE.jsonl … [--most 200]

Each checkout runs in a process of its own, with a library of its own made of the same documents. Timings (`took_ms`)
and the folder of the library are the only things that may differ. Exit code 1 where anything else does.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

GOLD = Path(__file__).parent / "gold"
VERBS = ("ask", "cite", "find")

_OWN = re.compile(r'"took_ms": [\d.e-]+')

# Runs in either checkout: only what both have, the program's own entry and the façade.
WORKER = """
import io, json, os, sys, time
sys.path.insert(0, ".")
import app
out = sys.stdout
def run(arguments):
    sys.argv, sys.stdout = ["app.py", *arguments], io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    try:
        code = app.main()
    except SystemExit as stop:
        code = stop.code
    sys.stdout.flush()
    said, sys.stdout = sys.stdout.buffer.getvalue().decode(), out
    return [code, said]
service = None
def timed(verb, text):
    global service
    if service is None:
        from assistant.service import Assistant
        from assistant.settings import read_settings
        service = Assistant(read_settings())
        service.ask("What is this about?")
    started = time.perf_counter()
    getattr(service, verb)(text)
    return (time.perf_counter() - started) * 1000
for line in sys.stdin:
    task = json.loads(line)
    print(json.dumps(run(task["run"]) if "run" in task else timed(task["verb"], task["text"])), file=out, flush=True)
"""


class Build:
    """One checkout at work on a library of its own."""

    def __init__(self, checkout: Path, home: Path, *, notes: bool) -> None:
        """Start its process."""
        self._home = str(home)
        environment = {"ALINEA_HOME": self._home, "ALINEA_NOTES": "1" if notes else "0", "PATH": "/usr/bin:/bin"}
        self._process = subprocess.Popen(
            [sys.executable, "-c", WORKER],
            cwd=checkout,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def do(self, **task: Any) -> Any:
        """Return what the process answers to one task."""
        assert self._process.stdin and self._process.stdout
        print(json.dumps(task), file=self._process.stdin, flush=True)
        return json.loads(self._process.stdout.readline())

    def start(self, arguments: Sequence[str]) -> None:
        """Begin a command."""
        assert self._process.stdin
        print(json.dumps({"run": [*arguments, "--json"]}), file=self._process.stdin, flush=True)

    def said(self) -> list[str]:
        """Return the exit code and the JSON lines of the command begun, without what is this run's alone."""
        assert self._process.stdout
        code, said = json.loads(self._process.stdout.readline())
        return [str(code), *_OWN.sub("", said).replace(self._home, "HOME").splitlines()]

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait()


def questions(files: Sequence[Path]) -> list[str]:
    """Return the questions of JSON lines, each once, in order."""
    lines = (line for file in files for line in file.read_text(encoding="utf-8").splitlines())
    return list(dict.fromkeys(json.loads(line)["q"] for line in lines if '"q"' in line))


def references() -> list[str]:
    """Return the spellings of references that the golden file holds."""
    with (GOLD / "references.csv").open(encoding="utf-8", newline="") as file:
        return [row["text"] for row in csv.DictReader(file)]


def batches(asked: Sequence[str], folder: Path) -> Iterator[list[str]]:
    """Yield the commands that answer many lines at once, their batch files written to a folder."""
    places = [*references(), "GB.346/INS/4", "GB.346/INS/4, para. 99", "row 3 of output 1.2"]
    quotes = [f"“The strategy costs about US$37.6 million” ({place})" for place in places[::5]]
    for verb, lines, options in (
        ("ask", asked, []),
        ("find", asked, []),
        ("cite", places, []),
        ("links", places, []),
        ("parallel", places, []),
        ("verify", quotes + [f"«\u00a0{each}\u00a0»" for each in asked[::5]], []),
        *((verb, asked[::5], ["--lang", code]) for verb in ("ask", "find") for code in ("en", "fr", "es")),
        *((verb, places[::5], ["--lang", code]) for verb in ("cite", "links") for code in ("en", "fr", "es")),
        ("find", asked[::5], ["--document", "gb346-ins-4", "-k", "3"]),
        ("find", asked[::5], ["--kind", "office_paper"]),
        ("find", ["travail décent", "just transition", "l'emploi AND (", "coopératives", "", "le"], ["--exact"]),
        ("parallel", places[::5], ["--lang", "en", "--lang", "fr"]),
    ):
        file = folder / f"{verb}.jsonl"
        file.write_text("".join(f"{json.dumps({'q': line})}\n" for line in lines), encoding="utf-8")
        yield [verb, "--batch", str(file), *options]


def commands(asked: Sequence[str]) -> Iterator[list[str]]:
    """Yield the other commands, with the arguments that people give."""
    yield ["library"]
    yield ["check"]
    yield ["fetch", "--list"]
    for question in asked[::10]:
        yield ["compare", question, "--document", "gb346-ins-4"]
    for words in ("travail décent", "just transition", "youth employment"):
        yield ["compare", words]
        yield ["glossary", words, "--lang", "fr"]
    for place in ("GB.346/INS/4, para. 24", "GB.346/INS/4", "row 3 of output 1.2", "R193", "GB.346/INS/4, para. 99"):
        yield ["compare", place, "GB.346/INS/4, para. 15"]
        yield ["cite", place, "--style", "ris"]
        yield ["links", place, "--only", "cited_by"]
    yield ["plan"]
    for filters in (["--point", "9(n)"], ["--objective", "2"], ["--ending", "2028"], ["--programme", "B.1"]):
        yield ["plan", *filters, "--lang", "fr"]
    yield ["glossary"]
    yield ["find", "x", "--document", "nowhere"]
    yield ["remove", "nowhere"]
    yield ["rebuild"]
    yield ["remove", "gb346-ins-4"]
    yield ["library"]
    yield ["ask", "What is the total cost of the strategy?"]


def compare_json(before: Build, after: Build, options: argparse.Namespace) -> int:
    """Run every command in both; return how many of the JSON objects differ."""
    tried = different = 0
    asked = questions(options.questions or [GOLD / name for name in ("questions.jsonl", "plan.jsonl", "links.jsonl")])
    with tempfile.TemporaryDirectory() as folder:
        for arguments in ["add", *map(str, options.documents)], *batches(asked, Path(folder)), *commands(asked):
            for build in (before, after):
                build.start(arguments)
            for one, other in zip_longest(before.said(), after.said(), fillvalue=""):
                tried += 1
                if one != other:
                    different += 1
                    at = next((n for n, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), 0)
                    window = slice(max(0, at - 120), at + 200)
                    print(f"{arguments}\n  before: …{one[window]}\n  after:  …{other[window]}", flush=True)
    print(f"{tried} lines of JSON and exit codes compared, {different} differ")
    return different


def compare_speed(before: Build, after: Build, options: argparse.Namespace) -> int:
    """Time each question in both, in turn; print medians and the median of the ratios."""
    for build in (before, after):
        build.start(["add", *map(str, options.documents)])
        build.said()
    asked = questions(options.questions)
    texts = {"ask": asked, "find": asked, "cite": references()}
    for verb in VERBS:
        pairs = []
        for number, text in enumerate(texts[verb][: options.most]):
            in_turn = (before, after) if number % 2 else (after, before)
            took = {build: build.do(verb=verb, text=text) for build in in_turn}
            pairs.append((took[before], took[after]))
        old, new = (statistics.median(each) for each in zip(*pairs, strict=True))
        ratio = statistics.median(new / old for old, new in pairs)
        p95 = [sorted(each)[int(len(each) * 0.95)] for each in zip(*pairs, strict=True)]
        print(
            f"{verb:5} n={len(pairs)}  median {old:.2f} → {new:.2f} ms, ratio of medians {new / old:.2f},"
            f" median of ratios {ratio:.2f}; 95 % within {p95[0]:.1f} → {p95[1]:.1f} ms"
        )
    return 0


def main() -> int:
    """Read the arguments and compare."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("what", choices=("json", "speed"))
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("--documents", type=lambda text: Path(text).resolve(), nargs="+", required=True)
    parser.add_argument("--questions", type=Path, nargs="+", default=[])
    parser.add_argument("--no-notes", action="store_true")
    parser.add_argument("--most", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        homes = [Path(folder) / name for name in ("before", "after")]
        builds = [
            Build(checkout.resolve(), home, notes=not options.no_notes)
            for checkout, home in zip((options.before, options.after), homes, strict=True)
        ]
        compare = compare_json if options.what == "json" else compare_speed
        different = compare(builds[0], builds[1], options)
        for build in builds:
            build.close()
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
