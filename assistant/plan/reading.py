"""The plans that the library holds, as a question and the page see them: the notes with them where notes are on."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from corpus.library.holdings import Holdings
from corpus.library.library import Library
from corpus.plan import Plan, plan_of
from corpus.types import Language, Role, Status


def plans(library: Library, holdings: Holdings, language: Language, documents: Collection[str] = ()) -> Iterator[Plan]:
    """Yield the plan of each document that has one, or of those of `documents` alone, for a reader of `language`."""
    holding = dict.fromkeys(row.document for row in library.renditions(role=Role.ROW))
    for document in holding:
        if holdings.has(document) and (not documents or document in documents):
            shown = (
                stored for stored in library.renditions(document) if stored.status is not Status.NOTE or holdings.notes
            )
            if plan := plan_of(document, shown, language):
                yield plan
