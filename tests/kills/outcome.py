"""What came of a trial: how often something was ended, what was wrong afterwards, and what else was counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Outcome:
    """One kind of trial."""

    kind: str
    kills: int = 0
    faults: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        """Return the line that is printed."""
        besides = ", ".join(f"{count} {what}" for what, count in self.counts.items())
        return f"{self.kind}: {self.kills} kills, {len(self.faults)} faults{f' ({besides})' if besides else ''}"
