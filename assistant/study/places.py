"""The places that questions are made of: which were chosen, in which order, and what each says in each language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from assistant.permalinks import permalink
from assistant.study.types import Evidence
from assistant.text.drafts import draft_heading
from corpus.references import format_citation, format_locator, numbered_by
from corpus.text.one_line import shortened
from corpus.text.sentences import sentence_spans
from corpus.text.typography import in_marks
from corpus.types import Document, Language, Role, Status
from index.search import preferred
from index.types import Placed

_LONGEST = 20_000  # characters of a paragraph that questions are made of: what is longer was not told apart
_LONGEST_OPENING = 1_000
_LONGEST_TITLE = 90  # characters, in a question
_ILO = re.compile(r"\b(?:ILO|OIT|BIT|GB\.|ILC\.|TFSSE|convention|recommendation)(?!\w)|International Labour")
_OPENS = re.compile(r"[:—–]\s*$")
_THEME_PLACES = 80  # paragraphs that a theme brings, at most
_NEAR_PLACES = 12  # and where none has its words
_THEME_SHARE = 0.6  # of the best score, where no paragraph has all the words: what is below is about other things


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a place in one version: a sentence, or an item with what opens its list.

    `text` is verbatim; `opening` are the lines that open the list, outermost first, verbatim as well.
    """

    text: str
    language: Language
    status: Status
    opening: tuple[str, ...] = ()

    def passage(self, text: str | None = None) -> str:
        """Return the words as they are shown, with another text in the place of their own where one is given."""
        return "\n".join((*self.opening, self.text if text is None else text))


@dataclass(frozen=True)
class Place:
    """One paragraph with its versions: `placed` by language, official ones before notes."""

    document: Document
    locator: str
    placed: Mapping[str, Placed]
    above: tuple[Mapping[str, Placed], ...]

    @property
    def role(self) -> Role:
        """What part it plays in its document."""
        return next(iter(self.placed.values())).rendition.role

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """Its headings, in the first language that has any."""
        return next((each.rendition.heading for each in self.placed.values() if each.rendition.heading), ())

    @property
    def is_of_the_ilo(self) -> bool:
        """Tell whether its document is of the ILO, or about it."""
        document = self.document
        told = " ".join(filter(None, (document.body, document.symbol, document.kind, *document.titles.values())))
        return bool(_ILO.search(told))

    def version(self, language: Language) -> Placed:
        """Return the version to show a reader: in their language, official or a note, else the official one."""
        return self.placed.get(language) or preferred(self.placed, language)

    def label(self, language: Language) -> str:
        """Return the place alone, as a reader of a language writes it."""
        return format_locator(self.locator, language, numbered_by(self.document))

    def citation(self, language: Language) -> str:
        """Return its reference, as a reader of a language writes it."""
        if self.document.symbol:
            return format_citation(self.document, self.locator, language)
        return f"{self._title(language)}, {self.label(language)}"

    def named(self, language: Language) -> str:
        """Return the document's symbol, else its title between quotation marks, as it is named in a question."""
        return self.document.symbol or in_marks(self._title(language), str(language))

    def _title(self, language: Language) -> str:
        """Return the title, cut where it would fill a question."""
        return shortened(self.document.title(language), _LONGEST_TITLE)

    def sentences(self, version: Placed) -> tuple[Said, ...]:
        """Return the sentences of a version; an item is one whole, with the lines that open its list."""
        text, language, status = version.rendition.text, version.language, version.status
        if len(text) > _LONGEST:
            return ()
        if self.role is Role.ITEM:
            opening = self._opening(language, status)
            return () if opening is None else (Said(text, language, status, opening),)
        return tuple(Said(text[start:end], language, status) for start, end in sentence_spans(text))

    def whole(self, version: Placed) -> Said | None:
        """Return all of a place's own words; None for an item whose opening the version lacks."""
        opening = self._opening(version.language, version.status) if self.role is Role.ITEM else ()
        if opening is None or len(version.rendition.text) > _LONGEST:
            return None
        return Said(version.rendition.text, version.language, version.status, opening)

    def _opening(self, language: Language, status: Status) -> tuple[str, ...] | None:
        """Return the words that open the lists an item stands in; None where they are not in its version.

        They are the last sentence above it, if that does not end: “The grant stops if the society”. What ends there, or
        is empty, opens nothing.
        """
        found: list[str] = []
        for above in self.above:
            parent = above.get(language)
            if parent is None or parent.status is not status:
                return None
            if _lists(parent.rendition.text) > 1:  # nothing tells which of them the item stands in
                return None
            text = parent.opening
            spans = sentence_spans(text)
            last = text[spans[-1][0] : spans[-1][1]] if spans else ""
            if not last or last.endswith((".", "!", "?", ".»", ".”")):
                break
            if len(last) > _LONGEST_OPENING or last.count("«") != last.count("»"):
                return None  # new text that an amending act quotes
            found.append(last)
        return tuple(reversed(found))

    def evidence(self, said: Said, reader: Language) -> tuple[Evidence, ...]:
        """Return what proves words of this place, the place itself first, then what opens its lists."""
        own = self._evidence(self.locator, self.placed[said.language], said.text, reader)
        opened = zip(reversed(said.opening), self.above, strict=False)
        return (own, *(self._evidence(_locator(up), up[said.language], words, reader) for words, up in opened))

    def _evidence(self, locator: str, placed: Placed, quote: str, reader: Language) -> Evidence:
        return Evidence(
            document=self.document.id,
            symbol=self.document.symbol,
            title=self.document.title(reader),
            locator=locator,
            citation=format_citation(self.document, locator, reader),
            language=str(placed.language),
            status=str(placed.status),
            quote=quote,
            link=permalink(self.document.id, locator, str(placed.language)),
            draft=self._draft(placed),
            section=self._section(reader),
        )

    def _section(self, reader: Language) -> str:
        own = self.placed.get(reader)
        heading = own.rendition.heading if own else ()
        return (heading or self.headings or ("",))[-1]

    def _draft(self, placed: Placed) -> str | None:
        """Return the heading that says that the words are a draft; a law speaks of the drafts of others."""
        if numbered_by(self.document) in ("law", "act", "convention", "recommendation"):
            return None
        return draft_heading(placed.rendition.heading or self.headings)


def _lists(text: str) -> int:
    """Return how many lists a paragraph opens: some open a second one below the items of the first."""
    return sum(_OPENS.search(line) is not None for line in text.split("\n"))


def _locator(placed: Mapping[str, Placed]) -> str:
    return next(iter(placed.values())).rendition.locator
