"""The glossary of the service in memory: the one that ships, all of it explained in one paragraph of the plan."""

from __future__ import annotations

from assistant.glossary.lookup import terms_found
from assistant.glossary.types import GlossaryFound, TermPlace
from corpus.types import Language


class FakeGlossary:
    """Knows the terms; whatever is explained is so in paragraph 13 of the plan."""

    def glossary(self, query: str = "", *, language: str = "en") -> GlossaryFound:
        """Return what the query finds."""
        place = TermPlace("plan", "13", "Plan, para. 13", loaded=True, seen=True)
        return terms_found(query, Language(language), lambda definition, reader: place)
