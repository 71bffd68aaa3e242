"""What `ask` returns; field names and values are those of the command line's JSON."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.types import AsJson, Citation


class AnswerStatus(StrEnum):
    """How a question ended: answered, or one of the four refusals."""

    ANSWERED = "answered"
    NOT_IN_DOCUMENTS = "not_in_documents"
    OUT_OF_SCOPE = "out_of_scope"
    LANGUAGE_MISSING = "language_missing"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True)
class Answer(AsJson):
    """An answer: text with [n] markers and its citations, or a refusal saying why and what to do.

    `sure` tells that it answers without reserve: false where it says that it may not, and for a refusal.
    """

    question: str
    language: str
    mode: str
    status: AnswerStatus
    answer: str
    citations: tuple[Citation, ...] = ()
    took_ms: float = 0.0
    sure: bool = False
