"""A small collection that every system of the benchmark indexes."""

from __future__ import annotations

from corpus.types import Language
from index.evaluation.collections import Entry

ENTRIES = [
    Entry("vote", "Every member of the cooperative has one vote in the general assembly.", language=Language.EN),
    Entry("wages", "The treasurer publishes statistics on wages and hours each quarter.", language=Language.EN),
    Entry("nets", "Nets and ropes left on the quay are collected.", "Harbour", ("Night watch",), Language.EN),
    Entry("nets", "Lost oars are kept in the boathouse for a year.", "Harbour", language=Language.EN),
    Entry("ovens", "Neighbours paid for the repair of the wood-fired oven.", language=Language.EN),
]


def silent(done: float, label: str) -> None:
    """Report no progress."""
