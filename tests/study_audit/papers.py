"""A quiz read from its JSON, strictly: a field that the contract does not have is an error."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assistant.study.types import Evidence, Item, ItemKind, Pair

_TUPLES = ("options", "accepted", "tags")


def read_paper(path: Path) -> tuple[Item, ...]:
    """Return the items of a quiz, or of the bare list of them. Raises TypeError, ValueError for what is no quiz."""
    paper = json.loads(path.read_text(encoding="utf-8"))
    return tuple(item_from(each) for each in (paper if isinstance(paper, list) else paper["items"]))


def item_from(fields: Mapping[str, Any]) -> Item:
    """Return an item from its JSON."""
    values = dict(fields)
    values["kind"] = ItemKind(values["kind"])
    values["evidence"] = tuple(Evidence(**each) for each in values["evidence"])
    values["pairs"] = tuple(Pair(**each) for each in values.get("pairs", ()))
    values |= {name: tuple(values[name]) for name in _TUPLES if name in values}
    values["beside"] = item_from(values["beside"]) if values.get("beside") else None
    return Item(**values)
