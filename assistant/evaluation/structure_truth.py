"""What stands at which number of a real document, and how much of it was read there.

A truth is a file beside the document, `FILE.truth.tsv`: locator, first words, kind (`par`, `item`, `recital`, `head`),
`sure` or `unsure`, title, `main` or `annex`, separated by tabs, after a line of facts that begins with `#`.

A place is *found* if its locator is there and its text begins with the words of the truth, or with its title and then
them; *wrong* if other text stands there, unless the words only come later in it. Letters and digits alone are
compared. A place without text begins with that of the places in it. *Extra* is a number that the truth does not know,
or one place more of a number than it knows. Numbered headings and unsure places are neither asked for nor extra.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from assistant.errors import BadRequest

SUFFIX = ".truth.tsv"

_COLUMNS = 6
_SUFFIXES = "bis ter quater quinquies sexies septies octies novies decies".split()
_SUFFIX_OF_NUMBER = re.compile(rf"(\d)\s?({'|'.join(_SUFFIXES)})\b")
_COPY = re.compile(r" \[(\d+)\]$")
_RECITAL = re.compile("considérant|considerando")
_WITHOUT_NUMBER = re.compile(r"(?:.*, )?(?:¶|Preamble|Préambule|Objective|Output|action plan)", re.IGNORECASE)
# The act that a consolidated text has a passage from, before its words: “(Loi du 27 août 1986)”, “(L. 3.6.1999)”.
_AMENDED_BY = re.compile(
    r"^[\s«“\"]*\(\s*(?:Loi|L|Règlement|Règl|Rgd|R\.g\.d|A\.?g\.?d|Arr)\b[^()]{0,120}\)\s*[.:]?\s*"
)
_READ = 400  # characters of a text that are looked at
_ENOUGH = 90  # letters: no words of a truth are longer
_TELLING = 8  # letters: fewer stand in any text by chance


class Place(NamedTuple):
    """A numbered place that a reader found, and its text without that of the places in it."""

    locator: str
    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One place of a truth; `words` and `title` are letters alone, `asked` tells whether it counts."""

    locator: str
    words: str
    title: str
    asked: bool
    annex: bool


@dataclass(frozen=True, slots=True)
class Truth:
    """The places of one document. Of a file with `several` acts, those of one of them."""

    facts: tuple[Fact, ...]
    several: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """How one document was read: places asked for, found, read with other text, and those that are not in it."""

    places: int = 0
    found: int = 0
    wrong: int = 0
    extra: int = 0

    @property
    def recall(self) -> float:
        """Return the share of the places that were found, 0 where there are none."""
        return self.found / max(1, self.places)


class _Address(NamedTuple):
    """A locator in its parts: what it is within (`annexi`), its number (`3(a)`), and which one of that number."""

    within: str
    number: str
    copy: int


class _Read(NamedTuple):
    """A place as it is compared: its address, how its text opens, and whether it has a number in the document."""

    address: _Address
    opening: str
    numbered: bool


def read_truth(path: Path) -> Truth:
    """Return the truth in a file. Raises BadRequest, naming the line, where it is none."""
    facts, several = [], False
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as exc:
        raise BadRequest(value=path, expected=f"a readable file of text in UTF-8 ({exc})") from exc
    for number, line in enumerate(lines, 1):
        if line.startswith("#"):
            several = several or "acts=several" in line.split("\t")
        elif line:
            columns = line.split("\t")
            if len(columns) != _COLUMNS:
                raise BadRequest(value=path, expected=f"{_COLUMNS} columns separated by tabs, on line {number}")
            locator, words, kind, sure, title, part = columns
            asked = sure == "sure" and kind != "head"
            facts.append(Fact(locator, letters(words), letters(title), asked, part == "annex"))
    return Truth(tuple(facts), several)


def letters(text: str) -> str:
    """Return the letters and digits of a text, in small letters without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join(char for char in plain if char.isascii() and char.isalnum())


def score(truth: Truth, places: Sequence[Place]) -> Score:
    """Compare the places that a reader found, in reading order, with those of the truth."""
    read = list(_openings(places))
    at: Mapping[str, list[_Read]] = defaultdict(list)
    for each in read:
        if each.numbered:
            at[each.address.number].append(each)
    found = wrong = 0
    asked = [fact for fact in truth.facts if fact.asked]
    for fact in asked:
        here = _candidates(fact, truth, at)
        if any(_begins(each.opening, fact) for each in here):
            found += 1
        elif here and not any(len(fact.words) >= _TELLING and fact.words in each.opening for each in here):
            wrong += 1
    return Score(len(asked), found, wrong, 0 if truth.several else _extra(truth, at))


def _openings(places: Sequence[Place]) -> Iterator[_Read]:
    """Yield each place with how it opens: with its own text, and where that is short, with that of places in it."""
    addresses = [_address(place.locator) for place in places]
    openings = [letters(_AMENDED_BY.sub("", place.text)[:_READ]) for place in places]
    for index, address in enumerate(addresses):
        opening = openings[index]
        for later in range(index + 1, len(places)):
            number = addresses[later].number
            inside = number != address.number and number.startswith(address.number)
            if len(opening) >= _ENOUGH or not inside:
                break
            opening += openings[later]
        yield _Read(address, opening, not _WITHOUT_NUMBER.match(places[index].locator))


def _address(locator: str) -> _Address:
    """Return the parts of a locator, in one spelling whatever the language: “1 bis” is “1a”, “§ 3°” is “3”."""
    copy = _COPY.search(locator)
    within, _, number = _COPY.sub("", locator).rpartition(", ")
    number = _RECITAL.sub("recital", number.casefold())
    number = _SUFFIX_OF_NUMBER.sub(lambda found: found[1] + chr(ord("a") + _SUFFIXES.index(found[2])), number)
    return _Address(
        re.sub(r"\W", "", within.casefold()), re.sub(r"[\s°º]", "", number).rstrip("."), int(copy[1]) if copy else 1
    )


def _candidates(fact: Fact, truth: Truth, at: Mapping[str, list[_Read]]) -> list[_Read]:
    """Return the places that may be the one of a fact: whose annex, or whose act, it is, is not compared."""
    asked = _address(fact.locator)
    same = at.get(asked.number, [])
    if truth.several:
        return same
    if not fact.annex:
        return [each for each in same if not each.address.within and each.address.copy == 1]
    firsts = [each for each in same if each.address.copy == 1] or same
    return [each for each in firsts if each.address.within or not asked.within]


def _begins(opening: str, fact: Fact) -> bool:
    """Tell whether a text begins with the words of a fact, perhaps after its title."""
    return opening.startswith((fact.words, fact.title + fact.words))


def _extra(truth: Truth, at: Mapping[str, list[_Read]]) -> int:
    """Return how many places the truth does not know; those within an annex only count if it knows any annex."""
    addresses = [_address(fact.locator) for fact in truth.facts]
    known = Counter(each.number for each in addresses)
    annexes = any(each.within for each in addresses)
    counted = Counter(
        {number: sum(annexes or not each.address.within for each in those) for number, those in at.items()}
    )
    return sum((counted - known).values())
