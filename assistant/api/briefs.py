"""Short results for language models: references, statuses and a line or two; whole paragraphs only where one is cited.

Each has a `status` that a program can test. This is loaded before an MCP server gives its first answer: nothing here
may import the engine.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Failure = Literal["invalid_request", "unavailable"]
"""The statuses of a call that failed: it could not be understood, or the library could not be asked at all."""

CitedStatus = Literal["found", "no_such_paragraph", "not_loaded", "unknown_document", "ambiguous", "not_a_reference"]
AnsweredStatus = Literal["answered", "not_in_documents", "document_not_loaded", "out_of_scope", "language_missing"]


@dataclass(frozen=True, slots=True)
class Brief:
    """A short result; `message` says in words what `status` says, and what to do where nothing was found."""

    def to_json(self) -> dict[str, Any]:
        """Return the object without what is empty: a model pays for every word."""
        return asdict(self, dict_factory=_filled)


def _filled(items: list[tuple[str, Any]]) -> dict[str, Any]:
    return {name: value for name, value in items if value not in (None, "", (), [], {})}


@dataclass(frozen=True, slots=True)
class BriefHit:
    """A paragraph found: `extract` is how it begins, in `language`.

    `status` is official, added, note or machine_translation; `uri` is the resource that has the whole paragraph.
    """

    reference: str
    title: str
    language: str
    status: str
    extract: str
    uri: str


@dataclass(frozen=True, slots=True)
class BriefFound(Brief):
    """What `find` gives a model. `left_out` counts the paragraphs after these; `next_offset` asks for them.

    `unresolved` says why a query that is nothing but a reference leads to no place: the hits are only near it.
    """

    status: Literal["found", "nothing_found"] | Failure
    message: str = ""
    unresolved: str = ""
    hits: tuple[BriefHit, ...] = ()
    total: int | None = None
    left_out: int = 0
    next_offset: int | None = None


@dataclass(frozen=True, slots=True)
class BriefParagraph:
    """A paragraph, verbatim."""

    reference: str
    language: str
    status: str
    text: str
    uri: str


@dataclass(frozen=True, slots=True)
class BriefCited(Brief):
    """What `cite` gives a model.

    `no_such_paragraph`: the document is here and has no such place (`valid` says which it has); `not_loaded`: the
    document is known of, its text is not here; `unknown_document`: nothing is known of it. Where the official text is
    in another language than the reader's, our note in theirs follows each of its paragraphs. `left_out` counts the
    paragraphs that did not fit; `next` is the reference to cite for them.
    """

    status: CitedStatus | Failure
    message: str = ""
    reference: str = ""
    title: str = ""
    document: str = ""
    paragraphs: tuple[BriefParagraph, ...] = ()
    valid: str = ""
    candidates: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    left_out: int = 0
    next: str = ""


@dataclass(frozen=True, slots=True)
class BriefVerdict:
    """A quotation and its verdict: `references` are where it stands, or nearly does; `differences` are the words."""

    quote: str
    verdict: Literal["found", "found_in_note", "misattributed", "altered", "not_found"]
    references: tuple[str, ...] = ()
    said_to_be: str = ""
    nearest: str = ""
    differences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BriefVerified(Brief):
    """What `verify` gives a model. `all_found`: every quotation stands in a text, word for word, where it says."""

    status: Literal["checked", "no_quotation"] | Failure
    message: str = ""
    all_found: bool | None = None
    quotes: tuple[BriefVerdict, ...] = ()
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class BriefSource:
    """A source of an answer, by its number there."""

    n: int
    reference: str
    language: str
    status: str
    quote: str
    uri: str


@dataclass(frozen=True, slots=True)
class BriefAnswer(Brief):
    """What `ask` gives a model: an answer with [n] for its sources, or a refusal, whose `message` says why.

    `sure` is false where a passage is merely near, or answers one of two things: read it before you rely on it.
    `nearest` is the reference of the paragraph nearest to a question that was refused: no answer, but worth a look.
    """

    status: AnsweredStatus | Failure
    message: str = ""
    answer: str = ""
    sure: bool | None = None
    sources: tuple[BriefSource, ...] = ()
    left_out: int = 0
    nearest: str = ""


@dataclass(frozen=True, slots=True)
class BriefDocument:
    """A document that is loaded or known of; `missing` are the languages without a text here."""

    id: str
    title: str
    status: Literal["loaded", "note_only", "not_loaded"]
    symbol: str = ""
    languages: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BriefCoverage(Brief):
    """What `coverage` gives a model: how many documents are loaded, of how many known of, and a page of them."""

    status: Literal["listed"] | Failure
    message: str = ""
    loaded: int | None = None
    known: int | None = None
    documents: tuple[BriefDocument, ...] = ()
    left_out: int = 0
    next_offset: int | None = None


@dataclass(frozen=True, slots=True)
class Failed(Brief):
    """A call that failed."""

    status: Failure
    message: str = field(default="")
