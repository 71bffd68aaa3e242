"""What `find` returns; field names and values are those of the command line's JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from assistant.renditions import FoundRendition
from assistant.types import AsJson


@dataclass(frozen=True, slots=True)
class FoundHit(AsJson):
    """One ranked paragraph of `find`; `text` is the whole paragraph, table row, or chapeau with its items.

    `language`, `status` and `text` are those of the text to rely on; `reading` says in what languages to show the hit.
    """

    rank: int
    score: float
    document: str
    symbol: str | None
    title: str
    kind: str | None
    locator: str
    citation: str
    language: str
    status: str
    heading: tuple[str, ...]
    page: int | None
    text: str
    url: str | None
    renditions: Mapping[str, FoundRendition]

    def reading(self, language: str) -> tuple[str, ...]:
        """Return the languages to show to a reader of `language`: theirs, be it in a note, and then that of `text`.

        So a note comes first only together with the official text that prevails over it.
        """
        first = (language,) if language in self.renditions else ()
        return tuple(dict.fromkeys((*first, self.language)))


@dataclass(frozen=True, slots=True)
class Unresolved(AsJson):
    """An unresolved reference, or one in part: status and message as in `Cited`, and the document it names."""

    status: str
    message: str
    document: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Found(AsJson):
    """What `find` returns. `language` is that of the query; None when it was not detected.

    `reference` is the error for a query that is nothing but an unresolved reference; without it, the JSON object has
    no such key.
    """

    query: str
    language: str | None
    took_ms: float
    hits: tuple[FoundHit, ...]
    reference: Unresolved | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the contract's object, with `reference` after its fields where there is one."""
        said = asdict(self)
        if self.reference is None:
            del said["reference"]
        return said
