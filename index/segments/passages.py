"""Paragraphs to passages: what is embedded and matched, each with the context it would lose by being cut out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from corpus.library.library import StoredRendition
from corpus.text.sentences import opening, split_sentences
from corpus.types import Document, Role
from index.switches import ALL, Steps
from index.types import Passage

# Longer texts are also matched in part: the mean of two hundred words says little about any of them.
_WINDOW_WORDS = 90
_WINDOW_FROM = 130


def passages_of(document: Document, renditions: Iterable[StoredRendition], steps: Steps = ALL) -> Iterator[Passage]:
    """Yield the passages of one version: its renditions, their windows, and each chapeau with its items.

    `renditions` are those of a single version, in document order.
    """
    rows = list(renditions)
    by_locator = {row.rendition.locator: row for row in rows}
    children: dict[str, list[StoredRendition]] = {}
    for row in rows:
        if row.rendition.parent is not None and row.rendition.role is Role.ITEM:
            children.setdefault(row.rendition.parent, []).append(row)
    for row in rows:
        context = _context(document, row, by_locator) if steps.headings else ""
        below = children.get(row.rendition.locator, [])
        for number, text in enumerate(_texts(row, below, steps)):
            yield Passage(
                id=f"{document.id}/{row.rendition.locator}/{row.language}/{row.status}/{number}",
                document=document.id,
                locator=row.rendition.locator,
                language=row.language,
                status=row.status,
                kind=document.kind,
                text=text,
                context=context,
            )


def _texts(row: StoredRendition, below: Sequence[StoredRendition], steps: Steps) -> list[str]:
    """Return the texts under which a paragraph can be found."""
    own = row.rendition.text
    texts = in_parts(own, steps)
    if below:  # a list is found by what its items are, each item by what it says
        texts.append("\n".join([own, *(opening(child.rendition.text) for child in below)]).strip())
    return [text for text in dict.fromkeys(texts) if text]


def in_parts(text: str, steps: Steps = ALL) -> list[str]:
    """Return a text, followed by its windows where it is long."""
    return [text, *windows(text)] if steps.windows and len(text.split()) > _WINDOW_FROM else [text]


def windows(text: str, words: int = _WINDOW_WORDS) -> list[str]:
    """Cut a text into runs of whole sentences, about `words` words each, that overlap by one sentence."""
    found: list[str] = []
    current: list[str] = []
    count = 0
    for sentence in split_sentences(text):
        length = len(sentence.split())
        if current and count + length > words:
            found.append(" ".join(current))
            current = current[-1:] if len(current) > 1 else []
            count = sum(len(kept.split()) for kept in current)
        current.append(sentence)
        count += length
    if current:
        found.append(" ".join(current))
    return found


def _context(document: Document, row: StoredRendition, by_locator: Mapping[str, StoredRendition]) -> str:
    """Return the words around a paragraph that say what it is about: title, headings, and the chapeau of an item."""
    parts = [document.title(row.language), *row.rendition.heading]
    parent = by_locator.get(row.rendition.parent or "")
    if parent is not None and row.rendition.role is Role.ITEM:
        parts.append(parent.rendition.text)
    return "\n".join(dict.fromkeys(part for part in parts if part))
