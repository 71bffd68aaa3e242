"""A whole answer as plain text, to be pasted anywhere: its lines with their numbers, and the sources they stand for."""

from __future__ import annotations

from collections.abc import Iterator

import prompts
from assistant.ask.authorship import written_by
from assistant.ask.types import Answer
from assistant.export.content import check, status_label
from assistant.permalinks import permalink
from assistant.text.cited import columns, extract
from assistant.types import Citation
from corpus.text.typography import in_marks


def answer_text(answer: Answer, language: str, base: str = "") -> str:
    """Return an answer and, under the heading “Sources” in `language`, a block of lines for each of its sources.

    What a source says is added where the answer does not quote it, and its permalink where `base`, the address of the
    server, is known. Nothing is escaped, and non-breaking spaces stay.
    """
    blocks = [answer.answer.strip("\n")]
    if answer.written and (author := written_by(answer.written, language)):
        blocks.append(author)
    if answer.citations:
        sources = ("\n".join(_source(each, answer.answer, language, base)) for each in answer.citations)
        blocks.append("\n".join([prompts.render("export.sources", language), *sources]))
    return "\n\n".join(blocks)


def _source(cited: Citation, said: str, language: str, base: str) -> Iterator[str]:
    """Yield the lines of a source: its reference, title and status, its words if they are not in what is `said`."""
    named = f"{cited.citation}, {cited.title}" if cited.symbol else cited.citation  # else the title is the reference
    told = [status_label(cited.status, language), "" if cited.verified else check(cited.status, False, language)]
    yield f"[{cited.n}] {named} ({' · '.join(filter(None, told))})"
    words = extract(cited)
    shown = in_marks(words, cited.language) if cited.verified else words
    if words not in said and shown not in said:
        yield " — ".join(part for part in (shown, columns(cited, language)) if part)
    if base:
        yield permalink(cited.document, cited.locator or None, cited.language or None, base=base)
