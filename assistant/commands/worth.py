"""What a text is worth, as people are told it beside a reference: [fr, officiel]."""

from __future__ import annotations

import prompts
from corpus.types import Language

_STATUSES = {
    "official": "told.official",
    "note": "told.note",
    "machine_translation": "told.machine_translation",
}


def spoken(language: str | None) -> Language:
    """Return the language in which a reader is told things: theirs where it is one of ours, else English."""
    return Language(language) if language in set(Language) else Language.EN


def status_name(status: str, reader: str | None) -> str:
    """Return the name of a status in the reader's language."""
    return prompts.render(_STATUSES[status], spoken(reader))


def worth(language: str, status: str, reader: str | None) -> str:
    """Return a text's language and status in brackets.

    >>> worth("fr", "official", "fr")
    '[fr, officiel]'
    """
    return f"[{language}, {status_name(status, reader)}]"
