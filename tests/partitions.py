"""Partition the tables of a library on a server of its own, and tell which partitions its statements read.

    python -m tests.partitions [--acts 24]

Each statement that the program sends for a question, an addition and a removal is explained by the server as it is
run (EXPLAIN ANALYZE): how many of the partitions of a table it looked into. Rows are inserted into the partition of
their version by definition. Exit code 1 where the library is not sound afterwards.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from assistant.service import Assistant
from assistant.settings import Settings
from corpus.postgres.connection import ServerConnection
from tests.kills import papers
from tests.postgres import PostgresServer
from tests.world.folders import ROOT

PROCEDURE = ROOT / "docs" / "scale" / "partitions.sql"
PARTITIONS = 8
TABLES = ("renditions", "links", "paragraphs")

_EXPLAINED = "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) "
_SCANNED = re.compile(rf" on ({'|'.join(TABLES)})_(\d+)\b")

Counts = dict[str, dict[str, list[int]]]
"""By statement and table, in how many partitions each run looked."""


def main() -> int:
    """Partition a library, use it, and print what was read."""
    parser = argparse.ArgumentParser(prog="python -m tests.partitions", description=__doc__)
    parser.add_argument("--acts", type=int, default=24, help="documents in the library (24)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="parts-") as folder:
        server = PostgresServer(Path(folder, "pg"))
        try:
            sound = _tried(server, Path(folder), options.acts)
        finally:
            server.stop()
    return 0 if sound else 1


def _tried(server: PostgresServer, folder: Path, acts: int) -> bool:
    settings = Settings(folder / "home", store=server.new_database(), notes=False)
    service = Assistant(settings)
    service.add([papers.write(folder / "acts", number) for number in range(acts)])
    question = f"What does the mill {papers.rare(3)} keep?"
    before = [(hit.document, hit.locator, hit.score) for hit in service.find(question).hits]
    service.close()
    partition(server, settings.store)
    service = Assistant(settings)
    try:
        same = [(hit.document, hit.locator, hit.score) for hit in service.find(question).hits] == before
        tasks: dict[str, Callable[[], object]] = {
            "a question": lambda: service.ask(f"What does the mill {papers.rare(5)} keep for its members?"),
            "a place": lambda: service.cite("Article 3 of Act 4 on mills"),
            "exact words": lambda: service.find("keeps its flour", exact=True),
            "an addition": lambda: service.add([papers.write(folder / "acts", acts)]),
            "a text replaced": lambda: service.add([papers.write(folder / "acts", 2, 2)]),
            "a removal": lambda: service.remove(papers.name(1)),
        }
        for name, task in tasks.items():
            with explained() as counts:
                task()
            print(f"{name}:")
            for line in told(counts):
                print(f"  {line}")
        checked = service.check()
        print(f"check: {'all is well' if checked.ok else checked.damage}; hits as before: {same}")
        return checked.ok and same
    finally:
        service.close()


def partition(server: PostgresServer, address: str) -> None:
    """Run the procedure in a database."""
    server.run(PROCEDURE.read_text(encoding="utf-8"), address.partition("?")[0].rpartition("/")[2])


@contextmanager
def explained() -> Iterator[Counts]:
    """Have each statement of the block explained as it is run, without its effects; give in how many partitions."""
    execute, counts = ServerConnection.execute, Counts()

    def noted(self: ServerConnection, sql: str, values: Sequence[Any] = (), /) -> Any:
        kind = sql.split(None, 1)[0]
        if kind in ("SELECT", "UPDATE", "DELETE") and re.search(rf"\b({'|'.join(TABLES)})\b", sql):
            within = self.in_transaction
            if within:
                execute(self, "SAVEPOINT explained")
            plan = "\n".join(line for (line,) in execute(self, _EXPLAINED + sql, values).fetchall())
            if within:
                execute(self, "ROLLBACK TO explained")
            found = {(table, part) for line in plan.splitlines() if "never executed" not in line
                     for table, part in _SCANNED.findall(line)}  # fmt: skip
            for table in {table for table, _ in _SCANNED.findall(plan)}:
                runs = counts.setdefault(" ".join(sql.split()), {}).setdefault(table, [])
                runs.append(sum(each == table for each, _ in found))
        return execute(self, sql, values)

    ServerConnection.execute = noted  # type: ignore[method-assign]
    try:
        yield counts
    finally:
        ServerConnection.execute = execute  # type: ignore[method-assign]


def told(counts: Counts) -> Iterator[str]:
    """Yield a line for each statement: of each table, in how many partitions it looked at the most, and how often."""
    for sql, tables in counts.items():
        for table, runs in tables.items():
            yield f"{max(runs)} of {PARTITIONS} partitions of {table}, {len(runs)} times: {sql[:150]}"


if __name__ == "__main__":
    sys.exit(main())
