"""A library in memory, for references to be resolved in."""

from __future__ import annotations

from collections.abc import Sequence


class Shelf:
    """A library in memory."""

    def __init__(self, **held: str) -> None:
        """Hold documents, each with its locators separated by semicolons; `_` in a name stands for a hyphen."""
        self._held = {name.replace("_", "-"): locators.split(";") for name, locators in held.items()}

    def document_ids(self) -> Sequence[str]:
        """Return the ids held."""
        return list(self._held)

    def has(self, document_id: str) -> bool:
        """Tell whether a document is held."""
        return document_id in self._held

    def locators(self, document_id: str) -> Sequence[str]:
        """Return a document's locators."""
        return self._held.get(document_id, [])


STRATEGY = ";".join(
    ["¶1", *(str(n) for n in range(1, 31)), "24(a)", "24(b)", "24(c)", "24(d)", "24(e)", "action plan 1.2(3)"]
)
SHELF = Shelf(gb346_ins_4=STRATEGY, letter="¶1;¶2;¶3", act="1;2;3;3.1;12", c087="1;2;3;3(1);3(2)")
