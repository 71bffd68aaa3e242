"""What `ask` returns; field names and values are those of the command line's JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any

from assistant.read.types import Parallel
from assistant.types import AsJson, Citation, PlaceId


class AnswerStatus(StrEnum):
    """How a question ended: answered, or one of the five refusals."""

    ANSWERED = "answered"
    NOT_IN_DOCUMENTS = "not_in_documents"
    DOCUMENT_NOT_LOADED = "document_not_loaded"
    OUT_OF_SCOPE = "out_of_scope"
    LANGUAGE_MISSING = "language_missing"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True)
class Related(AsJson):
    """The paragraph nearest to a question that no document answers: worth a look, and no answer."""

    document: str
    locator: str
    citation: str


@dataclass(frozen=True, slots=True)
class Answer(AsJson):
    """An answer: text with [n] markers and its citations, or a refusal saying why and what to do.

    `kind` is what was asked for (`assistant.ask.question.kinds`), `scope` the documents that it was confined to, by id.
    `sure`: the answer has no warning that it may be none; false for a refusal. `parallels` has the paragraphs of the
    sources in all their languages, where they were asked for. `related` stands beside a refusal, outside the answer.
    """

    question: str
    language: str
    mode: str
    status: AnswerStatus
    answer: str
    citations: tuple[Citation, ...] = ()
    took_ms: float = 0.0
    sure: bool = False
    kind: str = ""
    scope: tuple[str, ...] = ()
    related: Related | None = None
    parallels: Mapping[PlaceId, Parallel] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return the contract's object: the sources' other languages are for the page that asked for them."""
        said = asdict(replace(self, parallels={}))
        del said["parallels"]
        return said
