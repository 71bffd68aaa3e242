"""What runs in the sandbox to read a file: its reader, and what holds for the text of all of them."""

from __future__ import annotations

import importlib
import re
from dataclasses import replace
from pathlib import Path

from corpus.errors import EmptyDocument
from corpus.types import RawDocument

_HALF_LETTER = re.compile("[\ud800-\udfff]")  # half of a pair: no letter, and no file or database takes it


def read_raw(path: Path, reader: str) -> RawDocument:
    """Return what a reader, a module beside this one, finds in a file, with U+FFFD in place of lone surrogates.

    Raises EmptyDocument where there is no text, UnreadableFile where the reader cannot read it.
    """
    document: RawDocument = importlib.import_module(f"corpus.readers.{reader}").read(path)
    if not any(page.strip() for page in document.pages):
        raise EmptyDocument(path=path)
    return replace(
        document,
        pages=tuple(map(_sound, document.pages)),
        links=tuple(map(_sound, document.links)),
        title=_sound(document.title) if document.title else document.title,
        language=_sound(document.language) if document.language else document.language,
        metadata={_sound(key): _sound(value) for key, value in document.metadata.items()},
    )


def _sound(text: str) -> str:
    return _HALF_LETTER.sub("\ufffd", text)
