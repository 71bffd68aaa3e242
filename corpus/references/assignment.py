"""Several documents in one text, each with its own places: “C87, Art. 2; C98, Art. 1”, «C29 et P29, art. 1».

A place is never given to another document than the one it stands with.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.references.types import Mention, Place

_OF = re.compile(r"\s*,?\s*(?:of|in|from|du|des|de|dans|del|en)\s+(?:the|les|la|le|l'|las|los|el)?\s*")
_LISTED = re.compile(r"(?:\s|[,;&+/]|\b(?:and|et|y|e|ou|or|o|u|with|avec|con|as well as|ainsi que|asi como)\b)*")

Shared = list[tuple[Mention, list[Place]]]


def shared_out(folded: str, named: Sequence[Mention], found: Sequence[Place]) -> Shared:
    """Return each document named, in order, with its places; documents in a row share those of the last, or first.

    Under a document named twice all its places stand together.
    """
    if not named:
        return []
    places_first = bool(found) and found[0].span < named[0].span and named[-1].span > found[-1].span
    own: dict[int, list[Place]] = {index: [] for index in range(len(named))}
    for place in found:
        own[_owner(folded, named, place, places_first)].append(place)
    order = list(own) if places_first else list(reversed(own))
    for index, nearer in zip(order[1:], order, strict=False):
        if not own[index] and own[nearer] and _in_a_row(folded, named[index], named[nearer]):
            own[index] = own[nearer]
    together: dict[tuple[str | None, str], tuple[Mention, list[Place]]] = {}
    for index, mention in enumerate(named):
        known = together.setdefault(
            (mention.document, "" if mention.document else mention.instrument or mention.named), (mention, [])
        )
        known[1].extend(place for place in own[index] if place not in known[1])
    return list(together.values())


def _owner(folded: str, named: Sequence[Mention], place: Place, places_first: bool) -> int:
    """Return which document a place is of: the one named after “of”, else the one before, else the one after."""
    start, end = place.span
    after = next((i for i, mention in enumerate(named) if mention.span[0] >= end), None)
    before = max((i for i, mention in enumerate(named) if mention.span[1] <= start), default=None)
    if after is not None and (before is None or places_first or _OF.fullmatch(folded[end : named[after].span[0]])):
        return after
    return before if before is not None else after or 0


def _in_a_row(folded: str, one: Mention, other: Mention) -> bool:
    """Tell whether two documents are named in a row, with nothing but a comma or “and” between."""
    first, second = sorted((one.span, other.span))
    return bool(_LISTED.fullmatch(folded[first[1] : second[0]]))
