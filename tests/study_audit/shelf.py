"""The library as the audit reads it: straight from its database, every text folded once."""

from __future__ import annotations

import csv
import json
import sqlite3
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.study_audit.words import collapse, fold

GLOSSARY = Path(__file__).parents[2] / "corpus" / "glossary" / "glossary.csv"
_ROWS = """SELECT v.document, r.locator, v.language, v.status, r.role, r.text, r.marker, r.heading, r.parent, r.cells
           FROM renditions r JOIN versions v ON v.id = r.version
           ORDER BY v.document, v.status <> 'official', v.status, v.language, r.ordinal"""
_LONGEST_FILLING = 12  # words
_REPEATED = 3  # times: what stands so often in one version is no statement of a paragraph


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph in one version."""

    document: str
    locator: str
    language: str
    status: str
    role: str
    text: str
    marker: str
    heading: tuple[str, ...]
    parent: str | None
    cells: dict[str, str] | None

    @property
    def version(self) -> tuple[str, str, str]:
        """The version it stands in."""
        return self.document, self.language, self.status


@dataclass(frozen=True, slots=True)
class Concept:
    """A row of the glossary: all forms of the term by language, folded."""

    forms: dict[str, frozenset[str]]

    def has(self, folded: str, language: str | None = None) -> bool:
        """Tell whether this is a form of the term, in a language or in any."""
        return any(folded in forms for code, forms in self.forms.items() if language in (None, code))


class Shelf:
    """Every text of a library, to be asked whether words stand in it."""

    def __init__(self, database: Path, glossary: Path = GLOSSARY) -> None:
        """Read the database and the glossary."""
        with sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True) as connection:
            self.texts = [self._text(*row) for row in connection.execute(_ROWS)]
            facts = list(connection.execute("SELECT id, facts FROM documents"))
        connection.close()
        self.facts = {document: json.loads(each) for document, each in facts}
        self.concepts = list(_concepts(glossary))
        self._at: dict[tuple[str, str], list[Text]] = defaultdict(list)
        self._below: dict[tuple[tuple[str, str, str], str], list[Text]] = defaultdict(list)
        for each in self.texts:
            self._at[each.document, each.locator].append(each)
            if each.parent:
                self._below[each.version, each.parent].append(each)

    @staticmethod
    def _text(*row: Any) -> Text:
        document, locator, language, status, role, text, marker, heading, parent, cells = row
        above, columns = tuple(json.loads(heading)), json.loads(cells) if cells else None
        return Text(document, locator, language, status, role, text, marker, above, parent, columns)

    def at(self, document: str, locator: str) -> list[Text]:
        """Return the texts at a place, official first."""
        return self._at[document, locator]

    def find(self, document: str, locator: str, language: str, status: str) -> Text | None:
        """Return one text."""
        wanted = (document, language, status)
        return next((each for each in self.at(document, locator) if each.version == wanted), None)

    def above(self, text: Text) -> list[Text]:
        """Return the parents of a text in its version, outermost first."""
        found: list[Text] = []
        here: Text | None = text
        while here and here.parent and len(found) < 8:
            here = self.find(here.document, here.parent, here.language, here.status)
            if here:
                found.insert(0, here)
        return found

    def openings(self, text: Text) -> list[str]:
        """Return what opens the list that a text stands in, where it ends with a colon: outermost first."""
        if text.role != "item":
            return []
        found: list[str] = []
        for each in reversed(self.above(text)):  # the nearest first; what ends in a stop opens nothing
            if not each.text.strip() or each.text.rstrip().endswith((".", "!", "?", "»", "”")):
                break
            found.append(each.text)
        return found[::-1]

    def below(self, text: Text) -> list[Text]:
        """Return the items of a text, in its version."""
        return self._below[text.version, text.locator]

    def readings(self, text: Text) -> list[str]:
        """Return the ways to print a paragraph: alone, after what opens it, and with its items."""
        opening = collapse(" ".join(self.openings(text)))
        items = [(each.marker, each.text) for each in self.below(text)]
        alone = [
            text.text,
            f"{text.marker} {text.text}",
            " ".join([text.text, *(words for _, words in items)]),
            " ".join([text.text, *(f"{marker} {words}" for marker, words in items)]),
        ]
        return [collapse(each) for each in alone] + [collapse(f"{opening} {each}") for each in alone if opening]

    @cached_property
    def _joined(self) -> tuple[str, list[int], list[Text]]:
        """All that can be read, folded, one line each; where each begins; whose it is."""
        lines: list[str] = []
        owners: list[Text] = []
        for each in self.texts:
            opening = " ".join(self.openings(each))
            for words in (each.text, f"{opening} {each.text}" if opening else ""):
                if words:
                    lines.append(f" {fold(words)} ")
                    owners.append(each)
        starts = [0]
        for line in lines:
            starts.append(starts[-1] + len(line) + 1)
        return "\n".join(lines), starts[:-1], owners

    def holders(self, words: str) -> Iterator[Text]:
        """Yield the texts, in any language and status, that hold these words in a row; folded, whole words."""
        joined, starts, owners = self._joined
        wanted = f" {fold(words)} "
        at = joined.find(wanted) if wanted.strip() else -1
        while at >= 0:
            yield owners[bisect_right(starts, at) - 1]
            at = joined.find(wanted, at + 1)

    def fillings(self, before: str, after: str) -> Iterator[tuple[Text, list[str]]]:
        """Yield what stands anywhere between these words, folded: up to twelve words, the nearest if one is empty."""
        joined, starts, owners = self._joined
        left, right = fold(before).split(), fold(after).split()
        backwards = len(left) < len(right)
        wanted = f" {' '.join(right if backwards else left)} "
        at = joined.find(wanted) if wanted.strip() else -1
        while at >= 0:
            line = bisect_right(starts, at) - 1
            if backwards:
                found = _until(joined[starts[line] : at].split()[::-1], left[::-1])[::-1]
            else:
                end = joined.find("\n", at)
                found = _until(joined[at + len(wanted) : len(joined) if end < 0 else end].split(), right)
            if found:
                yield owners[line], found
            at = joined.find(wanted, at + 1)

    @cached_property
    def repeated(self) -> frozenset[tuple[tuple[str, str, str], str]]:
        """What stands as a paragraph of its own three times or more in a version: the heads of pages."""
        often = Counter((each.version, fold(each.text)) for each in self.texts)
        return frozenset(key for key, count in often.items() if count >= _REPEATED)


def _until(words: list[str], stop: list[str]) -> list[str]:
    """Return the words before the first stop; none where there is no stop within reach."""
    if not stop:
        return words[:_LONGEST_FILLING]
    reach = range(1, min(_LONGEST_FILLING, len(words) - len(stop)) + 1)
    return next((words[:at] for at in reach if words[at : at + len(stop)] == stop), [])


def _concepts(path: Path) -> Iterator[Concept]:
    """Yield the terms of a glossary file, each with its abbreviations and other forms."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            forms = {}
            for code in ("en", "fr", "es"):
                written = [row[code], row[f"abbr_{code}"], *row[f"also_{code}"].split("|")]
                forms[code] = frozenset(fold(each) for each in written if fold(each))
            yield Concept(forms)
