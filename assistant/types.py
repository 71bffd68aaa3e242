"""What the service returns to the web app, the command line and any other caller.

Field names and values are those of the command line's JSON contracts; `to_json` on each object gives the
contract's object, ready for `json.dumps`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from corpus.types import Status


class AsJson:
    """Mixin: a dataclass as a JSON object."""

    def to_json(self) -> dict[str, Any]:
        """Return the object as plain dictionaries, lists, strings and numbers."""
        return asdict(self)  # type: ignore[call-overload, no-any-return]


class PlaceId(NamedTuple):
    """Where a paragraph is, by the document's id and the locator; a whole document without one."""

    document: str
    locator: str | None = None

    @property
    def locators(self) -> tuple[str, ...]:
        """The locator, if there is one."""
        return () if self.locator is None else (self.locator,)


class Use(StrEnum):
    """What a source is quoted for: it answers, it says on which condition, or it stands around what answers."""

    ANSWER = "answer"
    CONDITION = "condition"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class Citation(AsJson):
    """One numbered source of an answer. `citation` is the reference written out in the reader's language.

    `columns` are those of a table row beside its `quote` (`points`, `outputs`, `years`), each as printed; `cut` tells
    of an extract whether words are left out before it, and after; `draft` is the heading that says it is a draft; `use`
    tells what it is quoted for. `verified`: the words were found in the text they are quoted from. A note never is:
    it is our own summary, no quotation, whoever says otherwise.
    """

    n: int
    document: str
    symbol: str | None
    title: str
    locator: str
    citation: str
    language: str
    status: str
    quote: str
    verified: bool
    page: int | None = None
    url: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    cut: tuple[bool, bool] = (False, False)
    draft: str | None = None
    use: Use = Use.ANSWER

    def __post_init__(self) -> None:
        if self.status == Status.NOTE:
            object.__setattr__(self, "verified", False)  # frozen


class PointedAt(Protocol):
    """What a follow-up question can point at: a place of a document, and its reference written out."""

    @property
    def locator(self) -> str:
        """The place in its document."""

    @property
    def citation(self) -> str:
        """The reference."""


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier exchange of the conversation, as far as a follow-up question needs it."""

    question: str
    citations: tuple[PointedAt, ...] = ()
