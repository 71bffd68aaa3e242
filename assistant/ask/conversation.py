"""A conversation as its reader keeps it: the questions, and what came of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assistant.ask.types import Answer
from assistant.types import AsJson
from corpus.types import Language


@dataclass(frozen=True, slots=True)
class Exchange(AsJson):
    """A question and its answer, which may be a refusal; or `told`, the words of the error told in its place."""

    question: str
    answer: Answer | None = None
    told: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the question, the object of `ask --json` or null, and what was told."""
        return {
            "question": self.question,
            "answer": self.answer.to_json() if self.answer else None,
            "told": self.told,
        }


@dataclass(frozen=True, slots=True)
class Conversation(AsJson):
    """Exchanges, oldest first; `language` is that of the words around them, `name` what the reader calls it."""

    exchanges: tuple[Exchange, ...]
    language: Language = Language.EN
    name: str = ""

    @property
    def title(self) -> str:
        """Its name, else its first question."""
        return self.name or next((each.question for each in self.exchanges), "")

    def to_json(self) -> dict[str, Any]:
        """Return the title, the language and each exchange."""
        return {
            "title": self.title,
            "language": self.language,
            "exchanges": [each.to_json() for each in self.exchanges],
        }
