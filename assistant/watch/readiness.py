"""Whether questions can be answered: the library and the index are open, and of one state."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from assistant.service import Assistant
from assistant.watch import metrics
from corpus.errors import AlineaError

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether it is ready; else the reason, the name of an error."""

    ready: bool
    reason: str = ""
    generation: int = 0
    documents: int = 0
    paragraphs: int = 0


def look(service: Assistant) -> Readiness:
    """Open the library and the index, or see that they are; the first time this may take long, for the index is built.

    What is wrong goes to the log, with its path; outside only its name is told.
    """
    try:
        with service.engine.session() as session:
            documents = len(session.library.documents())
    except AlineaError as error:
        _log.warning("Not ready: %s", error)
        return Readiness(False, type(error).__name__)
    metrics.GENERATION.set(session.generation_number)
    metrics.DOCUMENTS.set(documents)
    metrics.PARAGRAPHS.set(session.passages)
    return Readiness(True, "", session.generation_number, documents, session.passages)
