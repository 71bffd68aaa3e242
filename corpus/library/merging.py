"""What the versions of a document make together: one set of facts, and one list of paragraphs in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from corpus.library.rows import facts_of
from corpus.types import Document


def merged_facts(facts: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Merge what versions say of their document: the first that knows a field, a title or an address is believed."""
    merged = facts_of(Document(id=""))
    for each in facts:
        for name, value in each.items():
            if isinstance(value, dict):
                merged[name] = value | merged[name]
            elif merged[name] is None:
                merged[name] = value
    return merged


def reading_order(versions: Iterable[Sequence[str]]) -> list[str]:
    """Merge the locators of several versions: the order of the first; what others add stays beside its neighbours.

    An added locator follows the known one before it, or else goes before the known one after it, or else to the end.
    """
    order: list[str] = []
    for locators in versions:
        following: dict[str, list[str]] = {locator: [] for locator in order}
        leading: list[str] = []
        place = leading
        for locator in dict.fromkeys(locators):
            if locator in following:
                place = following[locator]
            else:
                place.append(locator)
        first_known = next((locator for locator in locators if locator in following), None)
        order = [
            each for known in order for each in (*(leading if known == first_known else ()), known, *following[known])
        ] + (leading if first_known is None else [])
    return order
