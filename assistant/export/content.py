"""What is exported, whatever the format: a title, an answer's lines, the paragraphs with their references, a receipt.

A search, an answer and a paragraph looked up become one `Sheet`. Texts are the library's, letter for letter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import prompts
from assistant.ask.authorship import written_by
from assistant.ask.types import Answer
from assistant.citations import CitedSource
from assistant.citations.library_sources import SourceFinder
from assistant.cite.types import Cited
from assistant.compare.types import Grid, SideBySide
from assistant.composition import columns, extract
from assistant.find.types import Found
from assistant.permalinks import permalink
from assistant.renditions import FoundRendition
from assistant.types import AsJson
from corpus.types import Language, Status

Result = Found | Answer | Cited


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
        if self.status == Status.NOTE:
            return prompts.render("export.summary", reader)
        if self.verified is None:
            return ""
        return prompts.render("export.verified" if self.verified else "export.unverified", reader)


@dataclass(frozen=True, slots=True)
class Receipt(AsJson):
    """The record of an export: what was asked, of which state of the library, and what was checked.

    `date` is the moment of the export, in UTC; `index` the fingerprint of what was searched; `verified` the numbers of
    the quotations found word for word in the stored text, `notes` those of our own summaries, `unverified` the others.
    """

    question: str
    date: str
    language: str | None
    index: str
    verified: tuple[int, ...] = ()
    notes: tuple[int, ...] = ()
    unverified: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that is exported; `language` is that of the words around the texts."""

    title: str
    language: Language
    lines: tuple[str, ...]
    items: tuple[QuotedItem, ...]
    receipt: Receipt
    result: Result


def sheet(result: Result, sources: SourceFinder, reader: Language, moment: datetime) -> Sheet:
    """Return the sheet of a result; `reader` is used where the result has no language."""
    language = Language(result.language) if result.language in set(Language) else reader
    if isinstance(result, Found):
        title, lines, items = _search(result, sources, language)
    elif isinstance(result, Answer):
        title, lines, items = _answer(result, sources, language)
    else:
        title, lines, items = _paragraphs(result, sources, language)
    checked = [item for item in items if item.verified is not None]
    receipt = Receipt(
        question=result.query if isinstance(result, Found) else title,
        date=moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        language=result.language,
        index=sources.fingerprint,
        verified=tuple(item.n for item in checked if item.is_quotation),
        notes=tuple(item.n for item in items if item.status == Status.NOTE),
        unverified=tuple(item.n for item in checked if not item.is_quotation and item.status != Status.NOTE),
    )
    return Sheet(title, language, lines, items, receipt, result)


def status_label(status: str, reader: str) -> str:
    """Return the name of a status, for a reader."""
    keys = {Status.OFFICIAL: "export.official", Status.NOTE: "export.note"}
    return prompts.render(keys.get(Status(status), "export.machine_translation"), reader)


_Parts = tuple[str, tuple[str, ...], tuple[QuotedItem, ...]]


def _search(found: Found, sources: SourceFinder, language: Language) -> _Parts:
    items = tuple(
        QuotedItem(
            hit.rank,
            sources.source(hit.document, [hit.locator], language, Status(hit.status)),
            hit.language,
            hit.status,
            hit.text,
            hit.page,
            hit.heading,
            renditions=hit.renditions,
        )
        for hit in found.hits
    )
    lines = () if items else (prompts.render("export.nothing", language),)
    return prompts.render("export.search", language, query=found.query), lines, items


def _answer(answer: Answer, sources: SourceFinder, language: Language) -> _Parts:
    items = tuple(
        QuotedItem(
            each.n,
            sources.source(each.document, [each.locator], language, Status(each.status)),
            each.language,
            each.status,
            extract(each),
            each.page,
            (each.draft,) if each.draft else (),
            each.verified,
            sources.renditions(each.document, each.locator),
            columns(each, language),
        )
        for each in answer.citations
    )
    said = [*answer.answer.split("\n"), written_by(answer.written, language) if answer.written else ""]
    return answer.question, tuple(line for line in said if line.strip()), items


def _paragraphs(cited: Cited, sources: SourceFinder, language: Language) -> _Parts:
    """Return the parts of a reference looked up: each paragraph it names, or why there is none."""
    if cited.status != "found" or cited.document is None or cited.locator is None:
        said = cited.citation if cited.status == "found" and cited.citation else cited.message
        return cited.reference, (said,), ()
    items: list[QuotedItem] = []
    for locator in sources.places(cited.document, cited.locator):
        renditions = sources.renditions(cited.document, locator)
        spoken = cited.text_language if cited.text_language in renditions else next(iter(renditions), None)
        if spoken is None:
            continue
        shown = renditions[spoken]
        found = sources.source(cited.document, [locator], language, Status(shown.status))
        heading = cited.heading if not items else ()
        items.append(
            QuotedItem(len(items) + 1, found, spoken, shown.status, shown.text, shown.page, heading, None, renditions)
        )
    absent = (cited.message,) if cited.valid else ()
    return cited.reference, absent, tuple(items)


# All that can be exported: a comparison, or what was found, answered or cited.
Exportable = Found | Answer | Cited | Grid | SideBySide
