"""The addition of a folder ended at random moments: the program itself, what reads for it, or a worker of a cluster."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psutil

from assistant.settings import Settings
from corpus.reading_pool import SCHEME
from tests.kills import papers
from tests.kills.commands import Command
from tests.kills.outcome import Outcome
from tests.kills.truth import content, differences
from tests.postgres import PostgresServer

_FILES = 20
_OF_ONE_RUN = 3  # workers that are ended while one folder is added
_BETWEEN = 0.4  # seconds
_LONGEST = 300

Victim = Callable[[psutil.Process], psutil.Process | None]


class AddingTrial:
    """A folder added to an empty library on the server, again and again."""

    def __init__(self, server: PostgresServer, folder: Path, seed: int) -> None:
        """Write the files, and add them once without a kill."""
        self._server, self._folder, self._draw = server, folder, random.Random(seed)
        self._acts = folder / "acts"
        for number in range(_FILES):
            papers.write(self._acts, number)
        self._questions = papers.questions(range(0, _FILES, 3))
        untouched = Settings(folder / "untouched", notes=False)
        begun = time.monotonic()
        if wrong := list(self._finished(Command(untouched, ["add", self._acts, "--json"]))):
            raise RuntimeError(wrong[0])
        self._takes = time.monotonic() - begun
        self._right = content(untouched, self._questions)

    def program(self, times: int) -> Outcome:
        """End the program that adds, and give the same command again."""
        outcome = Outcome("the program that adds a folder")
        while outcome.kills < times:
            settings = self._empty()
            process = Command(settings, ["add", self._acts, "--json"])
            time.sleep(self._draw.uniform(0, self._takes))
            family = _family(process)
            outcome.kills += process.kill()
            outcome.counts["documents stored before"] += self._stored(settings)
            begun = time.monotonic()
            outcome.faults += self._again(settings)
            _, left = psutil.wait_procs(family, timeout=max(0.0, 10 - (time.monotonic() - begun)))
            outcome.faults += [f"left running: {' '.join(each.cmdline())}" for each in left if each.is_running()]
        return outcome

    def readers(self, times: int) -> Outcome:
        """End the processes in which the program has files read; a file that its reader dies of twice is refused."""
        return self._bereft("a process that reads files for it", times, self._empty, self._reader, most=1)

    def cluster(self, times: int) -> Outcome:
        """End the workers of a cluster of two processes, each of which is started again by its nurse."""
        from distributed import LocalCluster

        make: Any = LocalCluster
        with ExitStack() as stack:
            cluster = stack.enter_context(
                make(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs=50)
            )
            address = f"{SCHEME}{cluster.scheduler_address}"

            def worker(_: psutil.Process) -> psutil.Process | None:
                numbers = [each.pid for each in cluster.workers.values() if each.pid is not None]
                return psutil.Process(self._draw.choice(numbers)) if numbers else None

            return self._bereft(
                "a worker of a Dask cluster", times, lambda: replace(self._empty(), workers=address), worker
            )

    def _bereft(
        self, kind: str, times: int, empty: Callable[[], Settings], victim: Victim, most: int = _OF_ONE_RUN
    ) -> Outcome:
        """Add the folder, and end some of those who read for it meanwhile; then give the same command again."""
        outcome = Outcome(kind)
        while outcome.kills < times:
            settings, ended = empty(), 0
            process = Command(settings, ["add", self._acts, "--json"])
            until = time.monotonic() + _LONGEST
            while process.runs and ended < min(most, times - outcome.kills):
                time.sleep(self._draw.uniform(_BETWEEN, _BETWEEN + self._takes / most))
                if (found := _found(victim, process)) is not None:
                    found.kill()
                    ended += 1
                if time.monotonic() > until:
                    outcome.faults.append(f"nothing to end in {_LONGEST} s")
                    return outcome
            outcome.kills += ended
            outcome.faults += self._finished(process)
            outcome.faults += self._wrong(settings)
            outcome.faults += [f"again: {each}" for each in self._again(settings)]
        return outcome

    def _reader(self, program: psutil.Process) -> psutil.Process | None:
        """Return one of the processes in which files are read."""
        readers = [each for each in program.children() if "corpus.sandbox.process" in each.cmdline()]
        return self._draw.choice(readers) if readers else None

    def _again(self, settings: Settings) -> Iterator[str]:
        """Give the command again, and yield what is wrong then."""
        yield from self._finished(Command(settings, ["add", self._acts, "--json"]))
        yield from self._wrong(settings)

    def _finished(self, process: Command) -> Iterator[str]:
        """Wait for a command, and yield what is wrong with its report: each file is in it once, none was refused."""
        code, out, err = process.end()
        if code or "Traceback" in err:
            yield f"the command ended with {code}: {(out + err)[-300:]}"
            return
        told = json.loads(out)
        files = sorted(Path(each["file"]).name for each in told["documents"])
        if told["errors"] or files != sorted(path.name for path in self._acts.glob("*.md")):
            yield f"the report has {len(files)} files, {len(set(files))} of them different; errors {told['errors'][:1]}"

    def _wrong(self, settings: Settings) -> Iterator[str]:
        yield from differences(content(replace(settings, workers=""), self._questions), self._right)
        yield from (f"left behind: {path.name}" for path in settings.home.rglob("*.part"))
        if (settings.home / "adding.jsonl").exists():
            yield "the notes of the addition are still there"

    def _stored(self, settings: Settings) -> int:
        ((there,),) = self._rows(settings, "SELECT to_regclass('alinea.versions') IS NOT NULL")
        return int(self._rows(settings, "SELECT count(*) FROM alinea.versions")[0][0]) if there else 0

    def _rows(self, settings: Settings, sql: str) -> list[Any]:
        import psycopg

        with psycopg.connect(settings.store) as connection:
            return connection.execute(sql.encode()).fetchall()

    def _empty(self) -> Settings:
        """Return the settings of an empty library on the server."""
        store = self._server.new_database()
        return Settings(
            self._folder / f"home-{store.rpartition('library_')[2].partition('?')[0]}", store=store, notes=False
        )


def _family(command: Command) -> list[psutil.Process]:
    """Return the processes that a command has started."""
    try:
        return list(psutil.Process(command.pid).children(recursive=True))
    except psutil.Error:  # it has ended
        return []


def _found(victim: Victim, command: Command) -> psutil.Process | None:
    try:
        return victim(psutil.Process(command.pid))
    except psutil.Error:  # it ended meanwhile
        return None


def trials(server: PostgresServer, folder: Path, times: int, seed: int) -> Iterator[Outcome]:
    """Yield what came of each kind of kill; a cluster is tried where its package is installed."""
    trial = AddingTrial(server, folder, seed)
    yield trial.program(times)
    yield trial.readers(times)
    if find_spec("distributed") is None:
        yield Outcome("a worker of a Dask cluster: not tried, distributed is not installed (requirements/scale.txt)")
    else:
        yield trial.cluster(times)
