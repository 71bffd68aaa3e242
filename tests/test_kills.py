"""The trials that end servers and processes work: one kill of each kind leaves no fault."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kills.database import DatabaseTrial
from tests.kills.move import MovingTrial
from tests.kills.outcome import Outcome
from tests.kills.worker import AddingTrial
from tests.postgres import PostgresServer


def once(kind: str, server: PostgresServer, folder: Path) -> Iterator[Outcome]:
    """Yield what comes of one kill of a kind."""
    if kind == "database":
        yield DatabaseTrial(server, folder, 1).run(1)
    elif kind == "worker":
        yield AddingTrial(server, folder, 1).program(1)
    else:
        yield MovingTrial(server, folder, 1).to_folder(1)


@pytest.mark.parametrize("kind", ["database", "worker", "move"])
def test_one_kill_leaves_no_fault(kind: str, postgres_server: PostgresServer, tmp_path: Path) -> None:
    for outcome in once(kind, postgres_server, tmp_path):
        assert (outcome.kills, outcome.faults) == (1, [])
