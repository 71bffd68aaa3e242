"""Which known document a text is, told from its beginning; never a guess, and citing a document is not being it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from corpus.catalogue.entry import Entry, id_of_code, instrument, instrument_id
from corpus.text.folding import fold, fold_spaces, symbol_key, title_forms, title_words
from corpus.types import Language

_HEAD = 4_000  # characters of a document's beginning that markers stand in
_HEAD_LINES = 12  # lines that a document's own symbol or title stands in
_MOST_TYPOS = 2

_OWN_SYMBOL = re.compile(
    r"^((?:GB|ILC)\.?\d{2,3}(?:/[\w.]+)+(?:\(Rev\.?\s?\d\))?|A/(?:RES/)?\d+/\d+|[A-Z]+/LEGAL/\d+|[CR]\d{3})\s*(?:[-–—:|].*)?$"
)
_ANY_SYMBOL = re.compile(
    r"^(?=\S*\d)([A-Z]{1,6}(?:\.\d{1,3})?(?:/(?:[A-Z]{1,6}|\d{1,4})(?:\.[\w.]*\w)?)+(?:\([\w.]+\))?)\s*(?:[-–—:|].*)?$"
)
_NUMBERED_TITLE = re.compile(
    r"(convention|recommandation|recommendation|convenio|recomendacion) \(n(?:o|um)\.? ?(\d{1,3})\) "
    r"(?:concerning|sur|sobre|concernant|relativ)"
)
_RELATED = re.compile(r":$|related|connexes|conexos")


class Sign(StrEnum):
    """By what a text is recognised as a known document."""

    SYMBOL = "symbol"
    WORDS = "words"
    TITLE = "title"
    FILE_NAME = "file_name"


def printed_symbol(head: str) -> str | None:
    """Return the symbol that a document prints near its beginning, alone on a line or before a dash; None without one.

    It may be a symbol of anyone's: `E/C.12/GC/18`, `CMW/C/GC/1`. One in a list of related documents is another's.
    """
    before = ""
    for line in _first_lines(head):
        if (own := _ANY_SYMBOL.match(line)) and not _RELATED.search(fold(before)):
            return own[1]
        before = line
    return None


def _first_lines(head: str) -> list[str]:
    """Return the first lines that say something, without the signs of a heading."""
    lines = [line.strip(" \t#*_") for line in head[:_HEAD].splitlines()]
    return [line for line in lines if line][:_HEAD_LINES]


class Recogniser:
    """Recognises documents among the entries given."""

    def __init__(self, entries: Mapping[str, Entry], symbols: Mapping[str, Entry]) -> None:
        """Keep the entries by id and by folded symbol."""
        self._entries = entries
        self._symbols = symbols

    def recognise(
        self, head: str, language: Language | None, title: str | None, filename: str | None
    ) -> tuple[Entry, Sign] | None:
        """Return the document whose beginning this is, and by what it is known, or None. See `Catalogue.recognise`."""
        lines = _first_lines(head)
        beginning = fold_spaces(head[:_HEAD])
        ways: tuple[tuple[Sign, Callable[[], list[Entry]]], ...] = (
            (Sign.SYMBOL, lambda: self._by_symbol(lines)),
            (Sign.WORDS, lambda: self._by_markers(beginning, language)),
            (Sign.TITLE, lambda: self._by_title([*([title] if title else []), *lines])),
            (Sign.FILE_NAME, lambda: self._by_filename(filename or "", beginning)),
        )
        for sign, way in ways:
            if found := way():
                entry = _only(found)
                return (entry, sign) if entry else None
        return None

    def _get(self, document_id: str) -> Entry | None:
        return self._entries.get(document_id) or instrument(document_id)

    def _by_symbol(self, lines: list[str]) -> list[Entry]:
        """Find the first symbol standing alone on a line, or before a dash and the title, outside a list of others."""
        before = ""
        for line in lines:
            own = _OWN_SYMBOL.match(line)
            if own and not _RELATED.search(fold(before)):
                key = symbol_key(own[1])
                entry = self._symbols.get(key) or self._get(id_of_code(key) or "")
                return [entry] if entry else []
            if (numbered := _NUMBERED_TITLE.match(fold(line))) and not line.endswith("."):
                entry = self._get(instrument_id(numbered[1], numbered[2]))
                return [entry] if entry else []
            before = line
        return []

    def _by_markers(self, head: str, language: Language | None) -> list[Entry]:
        """Find the entries all of whose markers in a language stand in the head."""
        found = []
        for entry in self._entries.values():
            for code, markers in entry.markers.items():
                if language in (None, code) and all(marker in head for marker in markers):
                    found.append(entry)
        return found

    def _by_title(self, lines: list[str]) -> list[Entry]:
        """Find the titles that are a whole line, or two or three lines together, give or take a typing error."""
        joined = [" ".join(lines[i : i + n]) for i in range(len(lines)) for n in (1, 2, 3) if i + n <= len(lines)]
        found: list[Entry] = []
        for line in joined:
            words = title_words(line)
            found += self._titles.get(words) or self._nearly(words)
        return found

    def _nearly(self, words: str) -> list[Entry]:
        """Find a long title that differs by one or two letters, never by a digit."""
        if len(words) < 24 or _shape(words) not in self._shapes:
            return []
        from rapidfuzz.distance import Levenshtein  # takes 50 ms to import, and few callers come this far

        close = (t for t in self._shapes.get(_shape(words), ()) if Levenshtein.distance(t, words) <= _MOST_TYPOS)
        return [entry for title in close for entry in self._titles[title]]

    @cached_property
    def _shapes(self) -> Mapping[tuple[int, str], list[str]]:
        """The titles by what a typing error leaves as it is."""
        shapes: dict[tuple[int, str], list[str]] = {}
        for title in self._titles:
            shapes.setdefault(_shape(title), []).append(title)
        return shapes

    def _by_filename(self, filename: str, head: str) -> list[Entry]:
        """Find the entry a file is named after: by an address we have seen, or by its symbol if the text has it too."""
        stem = Path(filename).name.lower()
        for known in self._entries.values():
            if stem and any(a.evidence.verified and a.url.lower().endswith(f"/{stem}") for a in known.urls):
                return [known]
        key = symbol_key(re.sub(r"([._-](?:en|fr|es))?(\.\w{2,5})?$", "", stem))
        entry = self._symbols.get(key) or self._get(id_of_code(key) or stem.split(".")[0])
        if entry is None:
            return []
        names = [entry.symbol or entry.id, *entry.titles.values()]
        if number := re.fullmatch(r"[cr]0*(\d+)", entry.id):
            names += [f"no {number[1]}", f"núm. {number[1]}"]
        words = f" {title_words(head)} "
        return [entry] if any(f" {title_words(name)} " in words for name in names) else []

    @cached_property
    def _titles(self) -> Mapping[str, list[Entry]]:
        """The entries by the words of their titles, those aside that are topics or our own words."""
        titles: dict[str, list[Entry]] = {}
        for entry in self._entries.values():
            if not entry.generic_title and not entry.title_ours:
                for words in {words for title in entry.titles.values() for words in title_forms(title)}:
                    titles.setdefault(words, []).append(entry)
        return titles


def _shape(words: str) -> tuple[int, str]:
    """Return the number of words and the digits of a title."""
    return words.count(" "), re.sub(r"\D", "", words)


def _only(found: list[Entry]) -> Entry | None:
    """Return the only entry found, None where several fit; of a document and its annex, the annex counts.

    The annex holds the numbered paragraphs.
    """
    parents = {entry.annexed_to for entry in found}
    entries = {entry.id: entry for entry in found if entry.id not in parents}
    return next(iter(entries.values())) if len(entries) == 1 else None
