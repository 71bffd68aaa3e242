"""Libraries from numbered texts, without a file to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from assistant.settings import Settings
from corpus.library.library import Library
from corpus.types import Document, Language, Rendition, Role, Status, Version


def version(
    document: Document,
    language: Language,
    status: Status,
    texts: Sequence[tuple[str, str]],
    heading: tuple[str, ...] = ("Part I",),
) -> Version:
    """Return a version of numbered paragraphs; `3(a)` is an item of `3`."""
    renditions = tuple(
        Rendition(
            locator,
            Role.ITEM if "(" in locator else Role.PARAGRAPH,
            text,
            marker=locator[locator.index("(") :] if "(" in locator else f"{locator}.",
            heading=heading,
            parent=locator.partition("(")[0] if "(" in locator else None,
        )
        for locator, text in texts
    )
    source = "\n".join(text for _, text in texts)
    return Version(document.id, language, status, source, f"{language}{status}", f"{language}.txt", 1, renditions)


def hold(library: Library, texts: Iterable[tuple[Document, Version]]) -> None:
    """Have a library hold these versions and nothing else; what it held before does not come back by itself."""
    for document in library.documents():
        library.remove(document.id)
    for document, each in texts:
        library.add(document, each)


def home_with(home: Path, texts: Iterable[tuple[Document, Version]]) -> Settings:
    """Make a home with these versions, and return its settings: without the bundled notes."""
    settings = Settings(home, notes=False)
    home.mkdir()
    with Library(settings.library) as library:
        hold(library, texts)
    return settings
