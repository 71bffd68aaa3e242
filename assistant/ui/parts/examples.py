"""Questions to start with: only such as the documents loaded answer."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence

from cachetools import LRUCache

from assistant import i18n
from assistant.ask.types import AnswerStatus
from assistant.documents.types import DocumentSummary
from assistant.service import Assistant
from corpus.errors import AlineaError

GENERAL = ("ask.example.1", "ask.example.2", "ask.example.3", "ask.example.4")
"""Questions that the documents known from the start answer, once they are loaded."""

_MOST = 4
_TRIED = 8  # documents


class Examples:
    """The questions offered, tried once for each state of the library and each language."""

    def __init__(self, service: Assistant) -> None:
        """Ask a service whether it answers them."""
        self._service = service
        self._known: LRUCache[object, list[str]] = LRUCache(16)
        self._lock = threading.Lock()

    def offered(self, language: str) -> list[str] | None:
        """Return the questions in a language of the interface; None where nothing is loaded that could answer any."""
        try:
            documents = self._service.library(language)
        except AlineaError:
            return []  # whoever asks is told why
        if not documents:
            return None
        state = language, tuple((each.id, each.versions) for each in documents)
        with self._lock:
            found = self._known.get(state)
        if found is None:
            found = self._tried(documents, language)
            with self._lock:
                self._known[state] = found
        return found

    def _tried(self, documents: Sequence[DocumentSummary], language: str) -> list[str]:
        answered: list[str] = []
        for question in _candidates(documents, language):
            if len(answered) == _MOST:
                break
            if self._is_answered(question, language):
                answered.append(question)
        return answered

    def _is_answered(self, question: str, language: str) -> bool:
        try:
            answer = self._service.ask(question, interface=language, written=False)
        except AlineaError:
            return False
        return answer.status == AnswerStatus.ANSWERED and answer.sure


def _candidates(documents: Sequence[DocumentSummary], language: str) -> Iterator[str]:
    for key in GENERAL:
        yield i18n.text(key, language)
    for each in documents[:_TRIED]:
        yield i18n.text("ask.example.summary", language, document=each.symbol or each.title)
