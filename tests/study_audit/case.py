"""An item with what the library holds for it: the ground on which each rule decides."""

from __future__ import annotations

from functools import cached_property

from assistant.study.types import GAP, Evidence, Item
from tests.study_audit.shelf import Shelf, Text
from tests.study_audit.words import collapse, fold, holds, sentences


class Case:
    """One item on trial."""

    def __init__(self, item: Item, shelf: Shelf) -> None:
        self.item = item
        self.shelf = shelf

    @property
    def home(self) -> Evidence | None:
        """The evidence that has the key."""
        return self.item.evidence[0] if self.item.evidence else None

    @cached_property
    def versions(self) -> list[Text]:
        """The paragraph of the key in every language and status."""
        return self.shelf.at(self.home.document, self.home.locator) if self.home else []

    @cached_property
    def shown(self) -> list[Text]:
        """The versions that the passage may be taken from: those in its language, the evidence's own first."""
        language = self.item.passage_language or self.item.language
        status = self.home.status if self.home else ""
        return sorted((each for each in self.versions if each.language == language), key=lambda t: t.status != status)

    @cached_property
    def taken_from(self) -> list[Text]:
        """Those of them that have the longest part of the passage; where none has it whole, the first."""
        longest = max(map(fold, self.item.passage.split(GAP)), key=len)
        whole = [text for text in self.shown if any(holds(fold(each), longest) for each in self.shelf.readings(text))]
        return whole or self.shown[:1]

    @cached_property
    def readings(self) -> list[str]:
        """The ways to print the key's paragraph in the language of the passage."""
        return [reading for text in self.shown for reading in self.shelf.readings(text)]

    @property
    def text_language(self) -> str:
        """The language of what is put into the gap."""
        return (self.item.passage_language if self.has_gap else "") or self.item.language

    @property
    def has_gap(self) -> bool:
        """Whether the passage has a gap."""
        return GAP in self.item.passage

    @property
    def others(self) -> list[str]:
        """The wrong options."""
        return [each for each in self.item.options if each != self.item.key]

    def filled(self, words: str) -> str:
        """Return the passage with these words in its gap."""
        return collapse(self.item.passage.replace(GAP, words))

    def around_gap(self) -> tuple[str, str]:
        """Return the words before and after the gap, within its sentence."""
        passage = self.body(self.item.passage)
        before, _, after = passage.partition(GAP)
        whole = next((each for each in sentences(passage) if GAP in each), passage)
        start, _, end = whole.partition(GAP)
        near = (start, end)
        return near if len(fold(start).split()) + len(fold(end).split()) >= 3 else (before, after)

    def is_verbatim(self, words: str) -> bool:
        """Tell whether words stand in the key's paragraph as the passage's language prints it."""
        shown = {collapse(words), self.body(words)}
        return bool(words) and any(each in reading for reading in self.readings for each in shown)

    def body(self, words: str) -> str:
        """Return what is left of shown words when what opens their list is taken off, with the mark of the item."""
        shown = collapse(words)
        for text in self.shown:
            openings = [collapse(each) for each in self.shelf.openings(text)]
            for opening in (" ".join(openings), *openings[::-1], *(sentences(each)[-1] for each in openings[::-1])):
                if opening and shown.startswith(opening):
                    return shown.removeprefix(opening).strip().removeprefix(text.marker).strip() or shown
        return shown
