"""Makes the short results of `assistant.api.briefs` from those of the façade, within what a model can read."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from assistant.api import briefs
from assistant.api.operations import Reply
from assistant.api.pages import Page
from assistant.api.resources import uri_of
from assistant.ask.types import Answer
from assistant.cite.types import Cited, CitedParagraph
from assistant.documents.coverage import Coverage
from assistant.find.types import Found, FoundHit
from assistant.text.word_diff import Difference
from assistant.verify.types import Attribution, CheckedQuote, Verified
from corpus.references import ResolutionStatus
from corpus.text.one_line import shortened
from corpus.types import Status

MOST_BYTES = 9_000  # of the object; its text for people is about as long again, and both go out
_HIT_BYTES = 430
_EXTRACT = 170  # characters: two lines
_TITLE = 90
_REFERENCE = 140
_QUOTE = 400
_ANSWER = 4_000
_MOST_SOURCES = 12
_MOST_QUOTES = 25
_MOST_PLACES = 60
_LONGEST_PARAGRAPH = 8_000  # characters

Entry = TypeVar("Entry")


def brief_of(reply: Reply) -> briefs.Brief:
    """Return the short form of what an operation returned."""
    result = reply.result
    if isinstance(result, Found):
        return _found(result, reply.page)
    if isinstance(result, Cited):
        return _cited(result)
    if isinstance(result, Answer):
        return _answer(result)
    if isinstance(result, Verified):
        return _verified(result)
    if isinstance(result, Coverage):
        return _coverage(result, reply.page)
    raise TypeError(type(result).__name__)


def _size(value: Any) -> int:  # noqa: ANN401 – whatever goes into an object
    return len(json.dumps(value, ensure_ascii=False, default=lambda each: each.to_json()).encode())


def _fitting(entries: Sequence[Entry], size: Callable[[Entry], int], room: int) -> tuple[Entry, ...]:
    """Return the first entries that fit into so many bytes, at least one."""
    kept = 0
    for number, each in enumerate(entries):
        kept += size(each)
        if number and kept > room:
            return tuple(entries[:number])
    return tuple(entries)


def _found(found: Found, page: Page | None) -> briefs.BriefFound:
    unresolved = found.reference.message if found.reference else ""
    if page is None or not found.hits:
        said = "Nothing was found. Try other words, or see `coverage`."
        return briefs.BriefFound("nothing_found", said, unresolved, total=page.total if page else 0)
    hits = tuple(_hit(each) for each in found.hits)
    after = page.offset + len(hits)
    left_out = max(page.total - after, 0)
    said = f"{left_out} more: call find again with offset {after}." if left_out else ""
    return briefs.BriefFound("found", said, unresolved, hits, page.total, left_out, after if left_out else None)


def _hit(hit: FoundHit) -> briefs.BriefHit:
    """Return a hit; where letters take many bytes, its extract is shorter."""
    extract, longest = " ".join(hit.text.split()), _EXTRACT
    while True:
        brief = briefs.BriefHit(
            reference=shortened(hit.citation, _REFERENCE),
            title=shortened(hit.title, _TITLE),
            language=hit.language,
            status=hit.status,
            extract=shortened(extract, longest),
            uri=uri_of(hit.document, hit.locator),
        )
        if len((brief.reference + brief.title + brief.extract + brief.uri).encode()) <= _HIT_BYTES or longest < 60:
            return brief
        longest -= 20


def _cited(cited: Cited) -> briefs.BriefCited:
    every = (cited, *cited.also)
    places = [_renditions(each, paragraph) for each in every for paragraph in each.paragraphs]
    kept = _fitting(places, lambda each: sum(_size(vars_of(one)) for one in each), MOST_BYTES)
    left_out = len(places) - len(kept)
    after = places[len(kept)][0].reference if left_out else ""
    said = " ".join(dict.fromkeys(each.message for each in every))
    if cited.status == ResolutionStatus.FOUND and not places:
        place = f"{cited.symbol or cited.title}, {cited.places[0]}" if cited.places else cited.reference
        said = f"A whole document: cite places in it for their words, such as “{place}”."
    return briefs.BriefCited(
        status=cited.status,  # type: ignore[arg-type]
        message=said,
        reference=cited.citation or cited.reference,
        title=cited.title or "",
        document=cited.document or "",
        paragraphs=tuple(one for each in kept for one in each),
        valid=cited.valid or "",
        candidates=cited.candidates[:_MOST_PLACES],
        places=cited.places[:_MOST_PLACES],
        languages=tuple(dict.fromkeys([*cited.renditions, *(each.language for each in cited.versions)])),
        left_out=left_out,
        next=after,
    )


def _renditions(cited: Cited, paragraph: CitedParagraph) -> tuple[briefs.BriefParagraph, ...]:
    """Return a paragraph, and beneath it our note in the reader's language, which `cite` announces if there is one."""
    uri = uri_of(cited.document or "", paragraph.locator)
    shown = briefs.BriefParagraph(paragraph.citation, paragraph.language, paragraph.status, _cut(paragraph.text), uri)
    ours = paragraph.renditions.get(cited.language)
    if paragraph.language == cited.language or ours is None or ours.status != Status.NOTE:
        return (shown,)
    return shown, briefs.BriefParagraph(paragraph.citation, cited.language, ours.status, _cut(ours.text), uri)


def vars_of(value: Any) -> dict[str, Any]:  # noqa: ANN401 – any dataclass with slots
    """Return the fields of a dataclass that has no `__dict__`."""
    return {name: getattr(value, name) for name in value.__slots__}


def _cut(text: str) -> str:
    """Return a paragraph, one that is too long with what tells so: the resource has it whole."""
    if len(text) <= _LONGEST_PARAGRAPH:
        return text
    left = len(text) - _LONGEST_PARAGRAPH
    return f"{text[:_LONGEST_PARAGRAPH]} [… {left} characters left out: read the resource for the whole]"


def _answer(answer: Answer) -> briefs.BriefAnswer:
    if answer.status != "answered":
        nearest = answer.related.citation if answer.related else ""
        return briefs.BriefAnswer(str(answer.status), answer.answer, nearest=nearest)  # type: ignore[arg-type]
    sources = tuple(
        briefs.BriefSource(
            each.n,
            each.citation,
            each.language,
            each.status,
            shortened(" ".join(each.quote.split()), _QUOTE),
            uri_of(each.document, each.locator),
        )
        for each in answer.citations[:_MOST_SOURCES]
    )
    text = shortened(answer.answer, _ANSWER)
    kept = _fitting(sources, lambda each: _size(vars_of(each)), MOST_BYTES - len(text.encode()))
    left_out = len(answer.citations) - len(kept)
    cut = text != answer.answer
    said = "The answer is cut: ask about a part of it." if cut else ""
    if left_out:
        said = f"{said} {left_out} more sources are not listed: cite their references.".strip()
    return briefs.BriefAnswer("answered", said, text, answer.sure, kept, left_out)


def _verified(verified: Verified) -> briefs.BriefVerified:
    if not verified.quotes:
        return briefs.BriefVerified("no_quotation", "There is no quotation in this text: put it in quotation marks.")
    verdicts = [_verdict(each) for each in verified.quotes[:_MOST_QUOTES]]
    kept = _fitting(verdicts, lambda each: _size(vars_of(each)), MOST_BYTES)
    left_out = len(verified.quotes) - len(kept) + verified.unchecked
    said = f"{left_out} more quotations: verify the rest of the text in another call." if left_out else ""
    return briefs.BriefVerified("checked", said, verified.all_found, kept, left_out)


def _verdict(checked: CheckedQuote) -> briefs.BriefVerdict:
    attributed = checked.attributed
    return briefs.BriefVerdict(
        quote=shortened(" ".join(checked.quote.split()), 200),
        verdict=str(checked.status),  # type: ignore[arg-type]
        references=tuple(f"{each.citation} [{each.language}, {each.status}]" for each in checked.places[:3]),
        said_to_be=_said_to_be(attributed) if attributed else "",
        nearest=checked.nearest.citation if checked.nearest and not checked.places else "",
        differences=tuple(map(_difference, checked.differences[:8])),
    )


def _said_to_be(attributed: Attribution) -> str:
    """Return where a quotation is said to stand; why there is no such place, where there is none."""
    place = attributed.citation or attributed.reference
    return place if attributed.status == ResolutionStatus.FOUND else f"{place} ({attributed.status})"


def _difference(each: Difference) -> str:
    """Return a difference: the words of the text, then those of the quotation."""
    return f"the text has “{shortened(each.text, 80)}”, the quotation “{shortened(each.quoted, 80)}”"


def _coverage(coverage: Coverage, page: Page | None) -> briefs.BriefCoverage:
    offset = page.offset if page else 0
    total = page.total if page else len(coverage.documents)
    documents = [
        briefs.BriefDocument(
            each.id, shortened(each.title, _TITLE), each.status.value, each.symbol or "", each.languages, each.missing
        )
        for each in coverage.documents
    ]
    kept = _fitting(documents, lambda each: _size(vars_of(each)), MOST_BYTES)
    after = offset + len(kept)
    left_out = max(total - after, 0)
    said = f"{left_out} more: call coverage again with offset {after}." if left_out else ""
    return briefs.BriefCoverage(
        "listed", said, coverage.loaded, coverage.known, kept, left_out, after if left_out else None
    )
