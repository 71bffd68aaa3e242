"""The documents Alinéa knows of, whether or not it holds them: facts to recognise, name and fetch them by.

The facts are in `catalogue.toml`. International labour Conventions and Recommendations are known by number
alone: `c087` and `r206` are entries although no line of the file describes them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from corpus.catalogue.entry import CONFERENCE, Address, Entry, Evidence, Holds, instrument
from corpus.catalogue.recognition import Recogniser, Sign
from corpus.errors import BadSidecar
from corpus.text.folding import symbol_key
from corpus.types import Authority, Document, Language

CATALOGUE_FILE = Path(__file__).with_name("catalogue.toml")
_TOPIC_WORDS = 3  # a shorter title of a user's document is a topic, not a name


class Catalogue:
    """Entries by id, and the ways to recognise a document as one of them."""

    def __init__(self, entries: Iterable[Entry], held: Iterable[Document] = ()) -> None:
        """Index the entries by id and by symbol; `held` are the documents of the library, found by their own names."""
        self.held = tuple(held)
        self.entries: Mapping[str, Entry] = MappingProxyType({entry.id: entry for entry in entries})
        self.symbols = {symbol_key(e.symbol): e for e in self.entries.values() if e.symbol}
        self._extended: tuple[object, Catalogue] | None = None
        self._asked: tuple[object, Catalogue] = (None, self)

    def __iter__(self) -> Iterator[Entry]:
        """Iterate over the entries in the order of the file."""
        return iter(self.entries.values())

    def get(self, document_id: str) -> Entry | None:
        """Return the entry of that id; `c087` and `r206` need no line of their own."""
        return self.entries.get(document_id) or instrument(document_id)

    def including(self, documents: Iterable[Document]) -> Catalogue:
        """Return a catalogue that also knows the documents given (those of the library, say), by symbol and title.

        Asked again for the same documents, it gives the same catalogue, so that names are compiled once.
        """
        asked, catalogue = self._asked  # read once: another thread may put another pair there
        if documents is asked:  # the very same tuple, as a library gives it until it changes
            return catalogue
        held = sorted(documents, key=lambda document: document.id)
        if not held:
            return self
        key = [(d.id, d.symbol, d.kind, d.date, sorted(d.titles.items())) for d in held]
        extended = self._extended  # read once: another thread may put another one there
        if extended is None or extended[0] != key:
            new = [_of_document(document) for document in held if document.id not in self.entries]
            extended = self._extended = (key, Catalogue([*self, *new], held))
        if isinstance(documents, tuple):
            self._asked = (documents, extended[1])
        return extended[1]

    def recognise(
        self, head: str, language: Language | None, *, title: str | None = None, filename: str | None = None
    ) -> Entry | None:
        """Return the document whose beginning this is, or None; never a guess.

        `head` is the beginning of the text; `title` what the file declares. A document is recognised by its own
        symbol (printed alone on a line, or before the title), by its markers, by its title on a line of its own,
        or by a file name that the text bears out. Citing a document does not make a text that document.
        """
        found = self.recognised(head, language, title=title, filename=filename)
        return found[0] if found else None

    def recognised(
        self, head: str, language: Language | None, *, title: str | None = None, filename: str | None = None
    ) -> tuple[Entry, Sign] | None:
        """Return what `recognise` returns, and by what the document is known."""
        return self._recogniser.recognise(head, language, title, filename)

    @cached_property
    def _recogniser(self) -> Recogniser:
        """The recogniser, made when first needed: a search needs none."""
        return Recogniser(self.entries, self.symbols)


@lru_cache(maxsize=4)
def load(path: Path = CATALOGUE_FILE) -> Catalogue:
    """Return the catalogue kept in a file.

    Raises BadSidecar where the file says something that is not understood.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        if unknown := sorted(data.keys() - {"document", "instruments"}):
            raise ValueError(f"unknown keys {unknown}")
        entries = [_entry(table) for table in data.get("document", [])]
        entries += [_convention(*row) for row in data.get("instruments", [])]
        if len({entry.id for entry in entries}) < len(entries):
            raise ValueError("two documents have the same id")
    except (ValueError, TypeError) as error:
        raise BadSidecar(path=path.name, detail=str(error)) from error
    return Catalogue(entries)


def _of_document(document: Document) -> Entry:
    """Return an entry for a document of the library; a title of few words names a topic, not one document."""
    topic = any(len(title.split()) < _TOPIC_WORDS for title in document.titles.values())
    return Entry(
        document.id,
        document.kind,
        document.authority,
        document.symbol,
        document.body,
        document.session,
        document.date,
        titles=document.titles,
        generic_title=topic,
    )


def _convention(code: str, title: str, year: int, *others: str) -> Entry:
    """Build the entry of a Convention or Protocol from its line in the table; `others` are its titles in fr and es."""
    kind = "protocol" if code.startswith("P") else "convention"

    def dated(name: str) -> str:
        return (name if str(year) in name else f"{name}, {year}").replace("'", "’")

    titles = {"en": dated(title)} | {code: dated(name) for code, name in zip(("fr", "es"), others, strict=False)}
    unverified = frozenset(f"titles.{code}" for code in titles if code != "en")
    aliases: dict[str, tuple[str, ...]] = {}
    if kind == "protocol":
        aliases = {Language.EN: (f"Protocol of {year}",)}
        aliases |= {Language.FR: (f"Protocole de {year}",), Language.ES: (f"Protocolo de {year}",)}
    return Entry(
        code.lower(),
        kind,
        Authority.CONVENTION,
        code,
        CONFERENCE,
        date=str(year),
        titles=titles,
        aliases=aliases,
        unverified=unverified,
    )


def _entry(table: dict[str, Any]) -> Entry:
    """Build an entry from its table; ValueError or TypeError says what is wrong with it."""
    values = dict(table)
    values["authority"] = Authority(str(values.get("authority")))
    for name in ("aliases", "loose_names", "markers"):
        values[name] = {Language(code): tuple(texts) for code, texts in values.get(name, {}).items()}
    values["titles"] = {Language(code).value: title for code, title in values.get("titles", {}).items()}
    values["urls"] = tuple(Address(Language(a), b, Evidence(c), Holds(d)) for a, b, c, d in values.get("urls", ()))
    values["unverified"] = frozenset(values.get("unverified", ()))
    fields = {"symbol", "session", "date", *(f"titles.{code.value}" for code in Language)}
    if unknown := sorted(values["unverified"] - fields):
        raise ValueError(f"{table.get('id')}: unverified names unknown fields {unknown}")
    return Entry(**values)
