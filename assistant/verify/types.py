"""What the check of quotations returns; field names and values are those of the command line's JSON."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.text.word_diff import Difference
from assistant.types import AsJson
from corpus.types import Status


class Verdict(StrEnum):
    """The verdict on a quotation.

    `found`: its words stand in a text of the library, official or added, where it says if it says where.
    `misattributed`: they stand elsewhere than it says. `found_in_note`: they stand in our own notes alone, so no text
    is quoted, wherever they are said to be from. `altered`: they are nearly those of a paragraph. `not_found`: none of
    these.
    """

    FOUND = "found"
    FOUND_IN_NOTE = "found_in_note"
    MISATTRIBUTED = "misattributed"
    ALTERED = "altered"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class QuotePlace(AsJson):
    """Where words stand: a paragraph in one version, or, with `last`, several in a row. `locator` is the first's.

    `status` is the version's: words that stand only in a `note` are ours, not those of the official text.
    """

    document: str
    symbol: str | None
    title: str
    locator: str
    last: str | None
    citation: str
    language: str
    status: str
    page: int | None
    url: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Attribution(AsJson):
    """Where the words around a quotation say that it stands.

    `reference` is how they say it; `citation` the same as we write it, where the place exists. `status` is how that
    resolves (`corpus.references.ResolutionStatus`). `holds` is None where it cannot be told: the document is not
    loaded, the quotation was not found, or only our note on that place has its words.
    """

    reference: str
    document: str | None
    locators: tuple[str, ...]
    citation: str | None
    status: str
    holds: bool | None = None


@dataclass(frozen=True, slots=True)
class CheckedQuote(AsJson):
    """One quotation and its verdict.

    `places` are where it stands, official texts first; where it is altered, the one where it nearly does, and after it
    the notes that have its very words. `official`: one of them is an official text, not one that was only added.
    `differences` are the words that differ, `comparison` the same with the equal ones between them. `nearest` is the
    paragraph that a quotation not found may have been taken from: a suggestion, never its source.
    """

    quote: str
    status: Verdict
    places: tuple[QuotePlace, ...] = ()
    official: bool = False
    more_places: bool = False
    attributed: Attribution | None = None
    differences: tuple[Difference, ...] = ()
    comparison: tuple[Difference, ...] = ()
    nearest: QuotePlace | None = None

    @property
    def worth(self) -> str | None:
        """What is to be said of what has the words: `ours`, or `added` where no official text has them; else None."""
        status = self.places[0].status if self.places else None
        if status == Status.NOTE:
            return "ours"
        return "added" if status == Status.ADDED and not self.official else None


@dataclass(frozen=True, slots=True)
class Verified(AsJson):
    """What `verify` returns: the quotations of a text in order. `unchecked` counts those beyond the most we check.

    `read_as` is how the text was read: as one `quote`, by its quotation `marks`, or by its `sentences`. `language`
    is the reader's: the one asked for, else that of the text.
    """

    quotes: tuple[CheckedQuote, ...]
    took_ms: float
    read_as: str = "quote"
    unchecked: int = 0
    language: str = "en"

    @property
    def all_found(self) -> bool:
        """Tell whether there are quotations, and every one stands in a text, where it says."""
        return bool(self.quotes) and not self.unchecked and all(each.status is Verdict.FOUND for each in self.quotes)
