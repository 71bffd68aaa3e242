"""A result as what is exported of it: a search, an answer, a paragraph looked up, or a conversation of answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import prompts
from assistant.ask.authorship import written_by
from assistant.ask.conversation import Conversation, Exchange
from assistant.ask.types import Answer
from assistant.citations.library_sources import SourceFinder
from assistant.cite.types import Cited
from assistant.errors import BadRequest
from assistant.export.content import Content, QuotedItem, Receipt, Result, Sheet
from assistant.find.types import Found
from assistant.text.cited import columns, extract
from corpus.phrases import Phrase
from corpus.types import Language, Status


def content_of(result: Result, sources: SourceFinder, reader: Language, moment: datetime) -> Content:
    """Return what is exported of a result; `reader` is used where the result has no language.

    Raises BadRequest for a conversation without a question.
    """
    language = _language(result, reader)
    if isinstance(result, Conversation):
        if not result.exchanges:
            raise BadRequest(
                value=result.title, expected=Phrase("error.expected.asked", "a conversation with a question")
            )
        sheets, title = tuple(_exchange(each, sources, language) for each in result.exchanges), result.title
        verified, notes, unverified = zip(*(each.numbers for each in sheets), strict=True)
    else:
        sheets = (_sheet(result, sources, language),)
        title = sheets[0].title
        verified, notes, unverified = sheets[0].numbers
    asked = result.query if isinstance(result, Found) else title
    date = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    receipt = Receipt(asked, date, result.language, sources.fingerprint, verified, notes, unverified)
    return Content(title, language, sheets, receipt, result)


def _language(result: Result, reader: Language) -> Language:
    return Language(result.language) if result.language in set(Language) else reader


def _exchange(exchange: Exchange, sources: SourceFinder, reader: Language) -> Sheet:
    """Return an exchange of a conversation: its answer, or what was told in its place."""
    if exchange.answer is None:
        return Sheet(exchange.question, reader, tuple(exchange.told.splitlines()), ())
    return replace(_sheet(exchange.answer, sources, _language(exchange.answer, reader)), title=exchange.question)


def _sheet(result: Found | Answer | Cited, sources: SourceFinder, language: Language) -> Sheet:
    if isinstance(result, Found):
        return _search(result, sources, language)
    return _answer(result, sources, language) if isinstance(result, Answer) else _paragraphs(result, sources, language)


def _search(found: Found, sources: SourceFinder, language: Language) -> Sheet:
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
    return Sheet(prompts.render("export.search", language, query=found.query), language, lines, items)


def _answer(answer: Answer, sources: SourceFinder, language: Language) -> Sheet:
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
    return Sheet(answer.question, language, tuple(line for line in said if line.strip()), items)


def _paragraphs(cited: Cited, sources: SourceFinder, language: Language) -> Sheet:
    """Return a reference looked up: each paragraph it names, or why there is none."""
    if cited.status != "found" or cited.document is None or cited.locator is None:
        said = cited.citation if cited.status == "found" and cited.citation else cited.message
        return Sheet(cited.reference, language, (said,), ())
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
    return Sheet(cited.reference, language, absent, tuple(items))
