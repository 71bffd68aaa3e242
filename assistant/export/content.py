"""What is exported, whatever the format: a title, an answer's lines, the paragraphs with their references, a receipt.

Texts are the library's, letter for letter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import prompts
from assistant.ask.conversation import Conversation
from assistant.ask.types import Answer
from assistant.citations import CitedSource
from assistant.cite.types import Cited
from assistant.compare.types import Grid, SideBySide
from assistant.find.types import Found
from assistant.permalinks import permalink
from assistant.renditions import FoundRendition
from assistant.types import AsJson
from corpus.types import Language, Status

Result = Found | Answer | Cited | Conversation
# The numbers of sources; of a conversation, those of each answer.
Numbers = tuple[int, ...] | tuple[tuple[int, ...], ...]
# All that can be exported: a comparison, or what was found, answered or cited, or asked in a conversation.
Exportable = Result | Grid | SideBySide


@dataclass(frozen=True, slots=True)
class QuotedItem:
    """A paragraph, or a quotation of it, with its reference.

    `verified`: whether the words were compared with the stored text, None where the stored text itself is shown;
    `beside` is what a table row has beside the words quoted; `renditions` are the whole paragraph in each language.
    """

    n: int
    source: CitedSource
    language: str
    status: str
    text: str
    page: int | None
    heading: tuple[str, ...] = ()
    verified: bool | None = None
    renditions: Mapping[str, FoundRendition] = field(default_factory=dict)
    beside: str = ""

    @property
    def is_quotation(self) -> bool:
        """Tell whether the words stand between quotation marks: checked, and not our own summary of the text."""
        return self.verified is True and self.status != Status.NOTE

    @property
    def permalink(self) -> str:
        """The permalink that opens the text as it is shown, in its language."""
        found = self.source
        return permalink(found.id, found.locators[0] if found.locators else None, self.language)

    def status_label(self, reader: str) -> str:
        """Return the name of the text's status."""
        return status_label(self.status, reader)

    def check(self, reader: str) -> str:
        """Return the result of the check of the words; empty where the stored text itself is shown."""
        return check(self.status, self.verified, reader)


@dataclass(frozen=True, slots=True)
class Receipt(AsJson):
    """The record of an export: what was asked, of which state of the library, and what was checked.

    `date` is the moment of the export, in UTC; `index` the fingerprint of what was searched; `verified` the numbers of
    the quotations found word for word in the stored text, `notes` those of our own summaries, `unverified` the others.
    In the receipt of a conversation each of the three is a list for each question.
    """

    question: str
    date: str
    language: str | None
    index: str
    verified: Numbers = ()
    notes: Numbers = ()
    unverified: Numbers = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A result: what was asked, what is said of it, its paragraphs; `language` is that of the words around them."""

    title: str
    language: Language
    lines: tuple[str, ...]
    items: tuple[QuotedItem, ...]

    @property
    def numbers(self) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
        """The numbers of its quotations that were checked, of our own summaries, and of quotations that are not."""
        notes = tuple(item.n for item in self.items if item.status == Status.NOTE)
        unchecked = tuple(item.n for item in self.items if item.verified is False and item.n not in notes)
        return tuple(item.n for item in self.items if item.is_quotation), notes, unchecked


@dataclass(frozen=True, slots=True)
class Content:
    """All that a file holds: the sheet of its result, or one for each question of a conversation, and the receipt."""

    title: str
    language: Language
    sheets: tuple[Sheet, ...]
    receipt: Receipt
    result: Result

    @property
    def is_conversation(self) -> bool:
        """Whether each sheet stands under a question of its own."""
        return isinstance(self.result, Conversation)

    def checked(self) -> list[str]:
        """Return what was checked, in words."""
        verified, notes, unverified = (
            sum(map(len, lists)) for lists in zip(*(each.numbers for each in self.sheets), strict=True)
        )
        said = []
        if total := verified + unverified:
            said.append(prompts.render("export.count", self.language, verified=verified, total=total))
        elif any(each.items for each in self.sheets) and not notes:
            said.append(prompts.render("export.no_quotation", self.language))
        if notes:
            said.append(prompts.render("export.notes_count", self.language, count=notes))
        return said


def status_label(status: str, reader: str) -> str:
    """Return the name of a status, for a reader."""
    return prompts.render(f"export.{Status(status)}", reader)


def check(status: str, verified: bool | None, reader: str) -> str:
    """Return the result of the check of a quotation, for a reader; of a note, that it is none; empty for no check."""
    if status == Status.NOTE:
        return prompts.render("export.summary", reader)
    if verified is None:
        return ""
    return prompts.render("export.verified" if verified else "export.unverified", reader)
