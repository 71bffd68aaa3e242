"""Where a text that names itself like a known document is at odds with what the catalogue knows of that document.

Whoever writes three lines under the symbol of a Recommendation has not written that Recommendation. Title, language and
numbering are compared as far as the catalogue has them, and with tolerance: a false alarm takes a real document away
from its readers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.catalogue.entry import Entry
from corpus.notices import Notice
from corpus.text.folding import fold_spaces, title_forms, title_words
from corpus.types import Authority, Language, Rendition

_ALIKE = 0.6  # of the telling words of a title: the act's own heading has them in another order
_TELLING = 4  # letters
_NUMBERED = frozenset({Authority.CONVENTION, Authority.RECOMMENDATION})
_FROM_ONE = "1, 2, 3…"


def what_contradicts(
    entry: Entry, head: str, language: Language, renditions: Sequence[Rendition] | None
) -> Notice | None:
    """Return what speaks against a text being the document it was taken for; None where nothing does.

    `head` is the beginning of the text; without `renditions`, its numbering is not looked at.
    """
    named = {"symbol": entry.symbol or entry.titles.get(language) or entry.id, "id": entry.id}
    return _of_title(entry, head, language, named) or _of_numbering(entry, renditions, named)


def _of_title(entry: Entry, head: str, language: Language, named: dict[str, str]) -> Notice | None:
    """Return that the text lacks the title of the document in its language, or has that of another language alone."""
    wanted = entry.titles.get(language)
    if wanted is None or entry.title_ours or _has_markers(entry, head, language):
        return None
    words = f" {title_words(head)} "
    for code, title in entry.titles.items():
        form = max((each for each in title_forms(title) if f" {each} " in words), key=len, default="")
        # Without the words of that title: languages have many in common.
        if form and code != language and _share(words.replace(form, " "), wanted) < _ALIKE:
            return Notice("apart_language", {**named, "language": language, "other": code})
    return None if _share(words, wanted) >= _ALIKE else Notice("apart_title", {**named, "title": wanted})


def _has_markers(entry: Entry, head: str, language: Language) -> bool:
    markers = entry.markers.get(language, ())
    return bool(markers) and all(marker in fold_spaces(head) for marker in markers)


def _share(words: str, title: str) -> float:
    """Return which share of the telling words of a title stand among others, in any order."""
    telling = {word for word in title_words(title).split() if len(word) >= _TELLING}
    return len(telling & set(words.split())) / max(1, len(telling))


def _of_numbering(entry: Entry, renditions: Sequence[Rendition] | None, named: dict[str, str]) -> Notice | None:
    """Return that most numbers of the text are not those of the document, or that an instrument has none at all."""
    if renditions is None:
        return None
    if entry.numbering:
        first, last = map(int, entry.numbering.split("-"))
        numbers = [int(each.locator) for each in renditions if re.fullmatch(r"\d{1,4}", each.locator)]
        if 2 * sum(first <= number <= last for number in numbers) > len(numbers):
            return None
        found = f"{min(numbers)}–{max(numbers)}" if numbers else "–"
        return Notice("apart_numbering", {**named, "expected": f"{first}–{last}", "found": found})
    if entry.authority in _NUMBERED and all(each.locator.startswith("¶") for each in renditions):
        return Notice("apart_numbering", {**named, "expected": _FROM_ONE, "found": "–"})
    return None
