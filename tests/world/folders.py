"""Where the documents lie that are read from files: our own made-up workshops, and the seeds where there are any."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
WORKSHOPS = ROOT / "tests" / "data" / "workshops"
SEEDS = ROOT.parent / "shared" / "seeds"
