"""Checks on callers' values: an error says what would be right."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from assistant.errors import BadRequest
from corpus.errors import UnknownDocument
from corpus.phrases import Phrase
from corpus.types import Language

if TYPE_CHECKING:  # it brings the whole library along, and arguments are read without it
    from corpus.library.holdings import Holdings

LONGEST_QUESTION = 2_000  # characters


def no_such_document(named: str, holdings: Holdings) -> UnknownDocument:
    """Return the error for a document that is not there, naming those that are."""
    return UnknownDocument(document=named, known=", ".join(holdings.document_ids()) or "none")


def language_of(code: str | None) -> Language | None:
    """Return a language by its code. Raises BadRequest."""
    if code is None:
        return None
    with suppress(ValueError):
        return Language(code)
    raise BadRequest(value=code, expected=Phrase("error.expected.language", "a language: en, fr or es"))


def languages_of(codes: Sequence[str]) -> tuple[Language, ...]:
    """Return languages by their codes. Raises BadRequest."""
    return tuple(language for code in codes if (language := language_of(code)))


def milliseconds(started: float) -> float:
    """Return the time since `started`, in milliseconds."""
    return round((time.perf_counter() - started) * 1000, 2)
