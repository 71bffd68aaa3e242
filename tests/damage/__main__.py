"""Measure damage: python -m tests.damage --home HOME --changes 200.

The home is left alone: each byte is changed in a copy. Exit code 1 where a wrong text was shown, or damage not named.
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
from pathlib import Path

from tests.damage.changes import Damager, summary


def main() -> int:
    """Run the changes and print what came of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.damage", description=__doc__)
    parser.add_argument("--home", type=Path, required=True, help="a sound home")
    parser.add_argument("--changes", type=int, default=200, help="how many bytes are changed, one at a time (200)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-notes", action="store_true", help="without the bundled notes, as ALINEA_NOTES=0")
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    outcomes = []
    with tempfile.TemporaryDirectory() as folder:
        damager = Damager(options.home, Path(folder), seed=options.seed, notes=not options.no_notes)
        for outcome in damager.change(options.changes):
            outcomes.append(outcome)
            if outcome.wrong or not (outcome.mended and (outcome.named or outcome.harmless)):
                print(outcome, flush=True)
            if len(outcomes) % 25 == 0:
                print(f"{len(outcomes)} changes\n{summary(outcomes)}", file=sys.stderr, flush=True)
    print(summary(outcomes))
    return 1 if any(each.wrong or not (each.named or each.harmless) for each in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
