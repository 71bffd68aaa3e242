"""How the best paragraph speaks to a question, for those who measure it."""

from __future__ import annotations

from assistant.ask.question.reading import QuestionReading
from assistant.service import Assistant
from index.ranking.evidence import Evidence


def evidence_of(service: Assistant, question: str) -> Evidence | None:
    """Return the evidence that a question's best paragraph answers it; None where there is no paragraph."""
    with service.engine.session() as session:
        places = QuestionReading(question, session).places
        return session.search.evidence(question, session.search.rank(question, hints=places))
