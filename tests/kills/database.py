"""The server killed while one process adds, replaces and removes documents, and another asks."""

from __future__ import annotations

import multiprocessing
import random
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from assistant.service import Assistant
from assistant.settings import Settings
from corpus.errors import AlineaError
from tests.kills import papers
from tests.kills.commands import asked
from tests.kills.outcome import Outcome
from tests.kills.truth import content, differences, halves
from tests.postgres import PostgresServer

_ACTS = range(1, 10)  # that come, change and go
_LONGEST = 2.5  # seconds before a kill
_PATIENCE = 30.0  # seconds that anybody may wait for an answer or a message

# What may be told while a server is away. That something is damaged may not.
_TELLING = {"ServerAway", "BusyLibrary", "BusyIndex"}


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the library: an act in an edition, or no longer there."""

    number: int
    edition: int  # 0: removed


def _write(settings: Settings, folder: Path, ends: Connection) -> None:
    """Make the changes that are asked for, one by one; say that each is done, or why not."""
    service: Assistant | None = None
    with suppress(EOFError):
        while True:
            change: Change = ends.recv()
            try:
                service = service or Assistant(settings)
                if change.edition:
                    service.add([papers.write(folder, change.number, change.edition)])
                elif papers.name(change.number) in {each.id for each in service.library()}:
                    service.remove(papers.name(change.number))
                ends.send(("", ""))
            except AlineaError as error:
                ends.send((type(error).__name__, str(error)))
            except Exception as error:
                ends.send(("traceback", repr(error)))
                raise


def _read(settings: Settings, over: Any, told: Any) -> None:
    """Ask without pause; tell at the end how often, what was said of a server that is away, and what was wrong."""
    draw, outcome = random.Random(1), Outcome("asked")
    service: Assistant | None = None
    while not over.is_set():
        started = time.monotonic()
        try:
            service = service or Assistant(settings)
            outcome.faults += _wrong(service, draw)
            outcome.counts["questions answered"] += 1
        except AlineaError as error:
            outcome.counts[f"told {type(error).__name__}"] += 1
            outcome.faults += _badly_told(type(error).__name__, str(error))
            time.sleep(0.1)
        except Exception as error:
            outcome.faults.append(f"a reader met {error!r}")
        if (took := time.monotonic() - started) > _PATIENCE:
            outcome.faults.append(f"a reader waited for {took:.0f} s")
    told.put((outcome.counts, outcome.faults))


def _wrong(service: Assistant, draw: random.Random) -> Iterator[str]:
    """Yield what is wrong with an answer: the act that is always there is found, every other is whole or not there."""
    if not _is_found(service, papers.KEEPER, 0):
        yield "the act that is always there was not found"
    yield from halves(service._library, papers.name(draw.choice(_ACTS)))


def _is_found(service: Assistant, number: int, patience: float) -> bool:
    """Tell whether an act is the first hit for its own word, at once or after some seconds."""
    until = time.monotonic() + patience
    while True:
        hits = service.find(f"What does the mill {papers.rare(number)} keep?", k=1).hits
        if hits and hits[0].document == papers.name(number):
            return True
        if time.monotonic() >= until:
            return False
        time.sleep(0.1)


def _badly_told(kind: str, message: str) -> Iterator[str]:
    if kind not in _TELLING or "secret-word" in message or "\n" in message:
        yield f"told {kind}: {message}"


class DatabaseTrial:
    """One server, its library, one process that writes and one that reads."""

    def __init__(self, server: PostgresServer, folder: Path, seed: int) -> None:
        """Make the library with the act that is always there."""
        self._server, self._folder, self._draw = server, folder, random.Random(seed)
        self._store = server.new_database()
        self._there = {papers.KEEPER: 1}  # the edition of each act as acknowledged
        self._gone: set[int] = set()
        self.outcome = Outcome("the server, while documents are added, replaced and removed and questions are asked")
        self._looking = Assistant(self._settings("look"))
        self._looking.add([papers.write(folder / "acts", papers.KEEPER)])

    def run(self, times: int) -> Outcome:
        """Kill the server so many times."""
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        over, told = context.Event(), context.Queue()
        acts = self._folder / "acts"
        writer = context.Process(target=_write, args=(self._settings("writer"), acts, theirs), daemon=True)
        reader = context.Process(target=_read, args=(self._settings("reader"), over, told), daemon=True)
        for process in (writer, reader):
            process.start()
        for _ in range(times):
            self._kill_once(ours)
        over.set()
        counts, faults = told.get(timeout=2 * _PATIENCE)
        for process in (writer, reader):
            process.terminate()
            process.join()
        self._looking.close()
        self.outcome.counts.update(counts)
        self.outcome.faults += [*faults, *self._compared()]
        return self.outcome

    def _kill_once(self, writer: Connection) -> None:
        """Change the library until the server is killed; look at it, and give the change under way again."""
        killer = threading.Timer(self._draw.uniform(0.05, _LONGEST), self._server.kill)
        killer.start()
        while True:
            change = self._next()
            kind, message = self._made(writer, change)
            if kind:
                break
            self._acknowledged(change)
        killer.join()
        self.outcome.kills += 1
        self.outcome.faults += [*_badly_told(kind, message), *asked(self._settings("command"))]
        self._server.start()
        self.outcome.faults += [f"kill {self.outcome.kills}: {each}" for each in self._looked_at(change)]
        kind, message = self._made(writer, change)
        if kind:
            self.outcome.faults.append(f"the server is back, and the writer was told {kind}: {message}")
        self._acknowledged(change)
        self.outcome.faults += [f"kill {self.outcome.kills}, resumed: {each}" for each in self._looked_at(change)]

    def _made(self, writer: Connection, change: Change) -> tuple[str, str]:
        """Ask for a change, and return what is said: nothing where it is done."""
        writer.send(change)
        if not writer.poll(_PATIENCE * 3):
            return "silence", f"nothing was said of {change}"
        kind, message = writer.recv()
        return str(kind), str(message)

    def _next(self) -> Change:
        number = self._draw.choice(_ACTS)
        removed = number in self._there and self._draw.random() < 0.3
        return Change(number, 0 if removed else self._there.get(number, 0) + 1)

    def _acknowledged(self, change: Change) -> None:
        self.outcome.counts["changes acknowledged"] += 1
        if change.edition:
            self._there[change.number] = change.edition
            self._gone.discard(change.number)
        else:
            self._there.pop(change.number, None)
            self._gone.add(change.number)

    def _looked_at(self, under_way: Change) -> Iterator[str]:
        """Yield what is wrong: all that was acknowledged is there, the change under way is made or not."""
        service = self._looking
        for number in (papers.KEEPER, *_ACTS):
            name, there = papers.name(number), {self._there.get(number, 0)}
            may_be = there | ({under_way.edition} if number == under_way.number else set())
            rows = list(service._library.renditions(name))
            edition = papers.edition_of(rows[0].rendition.text) if rows else 0
            if edition not in may_be:
                yield f"{name} is of edition {edition}, not {may_be}"
            yield from halves(service._library, name)
            # Another process may be at work on the index at this moment: it finds what was acknowledged before.
            patience = _PATIENCE if number == under_way.number else 0
            if edition and not _is_found(service, number, patience):
                yield f"{name}, edition {edition}, is not found"
        yield from (each.reason for each in service.check().damage)

    def _compared(self) -> Iterator[str]:
        """Yield in what the library differs from one that came to the same state without a kill."""
        untouched = Settings(self._folder / "untouched", notes=False)
        for settings in (untouched, self._settings("last")):
            service = Assistant(settings)
            if settings is untouched:
                acts = self._folder / "acts"
                all_there = self._there | dict.fromkeys(self._gone, 1)
                service.add([papers.write(acts, number, edition) for number, edition in all_there.items()])
                for number in self._gone:
                    service.remove(papers.name(number))
            service.rebuild()
            service.close()
        questions = papers.questions(range(papers.KEEPER, _ACTS.stop))
        yield from differences(content(self._settings("last"), questions), content(untouched, questions))

    def _settings(self, process: str) -> Settings:
        return Settings(self._folder / process, store=self._store, notes=False)


def trials(server: PostgresServer, folder: Path, times: int, seed: int) -> Iterator[Outcome]:
    """Yield what came of killing the server."""
    yield DatabaseTrial(server, folder, seed).run(times)
