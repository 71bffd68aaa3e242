"""`app.py move` ended at random moments, from a folder to the server and back, and given again."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path

from assistant.settings import Settings
from assistant.upkeep.places import in_folder, on_server
from corpus.library.library import Library
from tests.kills import papers
from tests.kills.commands import Command
from tests.kills.outcome import Outcome
from tests.kills.truth import content, differences, texts_of
from tests.postgres import PostgresServer

_ACTS = 20


class MovingTrial:
    """A library in a folder, moved to the server; and one on the server, moved to a folder."""

    def __init__(self, server: PostgresServer, folder: Path, seed: int) -> None:
        """Make the library, with an act that was replaced and one that was removed."""
        self._server, self._folder, self._draw = server, folder, random.Random(seed)
        self._questions = papers.questions(range(0, _ACTS, 3))
        self._home = Settings(folder / "home", notes=False)
        acts = folder / "acts"
        for number in range(_ACTS):
            papers.write(acts, number)
        for arguments in (["add", acts], ["remove", "act5"], ["add", papers.write(folder / "new", 6, 2)]):
            Command(self._home, arguments).end()
        self._right = content(self._home, self._questions)
        self._stored = Settings(folder / "process", store=server.new_database(), notes=False)
        begun = time.monotonic()
        self._moved(self._home, self._stored).end()
        self._takes = time.monotonic() - begun

    def to_server(self, times: int) -> Outcome:
        """End moves from the folder to an empty database."""
        outcome = Outcome("“move” from a folder to the server")
        while outcome.kills < times:
            store = self._server.new_database()
            home = self._folder / f"process-{store.rpartition('library_')[2].partition('?')[0]}"
            self._once(self._home, Settings(home, store=store, notes=False), outcome)
        return outcome

    def to_folder(self, times: int) -> Outcome:
        """End moves from the server to an empty folder."""
        outcome = Outcome("“move” from the server to a folder")
        while outcome.kills < times:
            self._once(
                self._stored,
                Settings(self._folder / f"back-{outcome.kills}-{self._draw.random()}", notes=False),
                outcome,
            )
        return outcome

    def _once(self, source: Settings, target: Settings, outcome: Outcome) -> None:
        process = self._moved(source, target)
        time.sleep(self._draw.uniform(0, self._takes))
        outcome.kills += process.kill()
        outcome.faults += self._half_wrong(target, outcome)
        _, out, err = self._moved(source, target).end()
        if "Copied and verified" not in out:
            outcome.faults.append(f"resumed, it said {(out + err)[-300:]}")
        outcome.faults += differences(content(target, self._questions), self._right)

    def _half_wrong(self, target: Settings, outcome: Outcome) -> Iterator[str]:
        """Yield what is wrong where a move was ended: each text that is there is one of the source's, whole."""
        if not target.store and not target.library.exists():
            return
        place = on_server(target) if target.store else in_folder(target)
        library: Library = place.library
        try:
            yield from (str(each) for each in library.examine())
            there = texts_of(library)
            outcome.counts["texts copied before"] += len(there["versions"])
            yield from (f"not of the source: {each}" for each in set(there["files"]) - set(self._right["files"]))
            right = {(each[0], each[1]): each for each in self._right["paragraphs"]}
            copied = there["paragraphs"]
            yield from (f"not of the source: {each}" for each in copied if right.get((each[0], each[1])) != each)
            of = {document for document, *_ in there["files"]}
            if len(copied) != sum(document in of for document, *_ in (each[0] for each in self._right["paragraphs"])):
                yield f"{len(copied)} paragraphs of {len(of)} documents"
        finally:
            library.close()

    def _moved(self, source: Settings, target: Settings) -> Command:
        places = ["--from", source.store or source.home, "--to", target.store or target.home]
        return Command(target if target.store else source, ["move", *places])


def trials(server: PostgresServer, folder: Path, times: int, seed: int) -> Iterator[Outcome]:
    """Yield what came of moves in each direction."""
    trial = MovingTrial(server, folder, seed)
    yield trial.to_server(times)
    yield trial.to_folder(times)
