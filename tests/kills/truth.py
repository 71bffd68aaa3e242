"""All that a library says, however it came to say it: compared with one that was never killed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from assistant.service import Assistant
from assistant.settings import Settings
from corpus.library.library import Library
from tests.kills import papers

_FIRST = 5


def texts_of(library: Library) -> dict[str, Any]:
    """Return the documents, versions with their digests, paragraphs and references of a library."""
    with library.reading():
        return {
            "documents": [each.id for each in library.documents()],
            "versions": sorted(library.contents()),
            "files": sorted(library.files()),
            "paragraphs": [(each.key, each.ordinal, each.rendition) for each in library.renditions()],
            "references": [library.outgoing(each.id) for each in library.documents()],
            "removed": sorted(library.removed()),
        }


def content(settings: Settings, questions: Sequence[str]) -> dict[str, Any]:
    """Return all that a library says, what its own examination finds wrong, and the first hits of some questions."""
    service = Assistant(settings)
    try:
        found = texts_of(service._library)
        found["hits"] = [
            [(hit.document, hit.locator, hit.score) for hit in service.find(each, k=_FIRST).hits] for each in questions
        ]
        checked = service.check()
        found["damage"] = [each.reason for each in checked.damage]
        found["unkept"] = checked.unkept
        return found
    finally:
        service.close()


def differences(found: dict[str, Any], wanted: dict[str, Any]) -> Iterator[str]:
    """Yield in what a library differs from the one that it should be."""
    for part, right in wanted.items():
        if found[part] != right:
            there = found[part] if isinstance(found[part], list) else [found[part]]
            other = next((each for each in there if each not in right), f"{len(there)} for {len(right)}")
            yield f"{part}: {str(other)[:160]}"


def halves(library: Library, document: str) -> Iterator[str]:
    """Yield what shows that a document is not one edition, whole and once."""
    rows = list(library.renditions(document))
    editions = Counter(papers.edition_of(each.rendition.text) for each in rows)
    if len(editions) > 1 or (rows and len(rows) != papers.ARTICLES):
        yield f"{document}: articles by edition {dict(editions)}"
