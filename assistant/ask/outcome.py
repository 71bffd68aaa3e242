"""The outcome of a question: its status and its answer."""

from __future__ import annotations

import prompts
from assistant.ask.types import AnswerStatus
from assistant.composition import Composition
from corpus.types import Language

Outcome = tuple[AnswerStatus, Composition]


def refusal(reader: Language, status: AnswerStatus, key: str, /, **values: object) -> Outcome:
    """Return a refusal in the reader's language; `key` is that of its wording in `prompts/`."""
    return status, Composition(reader, blocks=[prompts.render(key, reader, **values)])
