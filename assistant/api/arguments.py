"""The arguments of each operation, with the words that tell people and language models what it does and when to use it.

Only this is loaded before an MCP server gives its first answer: nothing here may import the engine.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from assistant.study.types import ItemKind
from assistant.validation import LONGEST_QUESTION

LARGEST_PAGE = 1_000  # entries of a list
MOST_HITS = 100  # paragraphs that a search ranks for one question (`assistant.find.finder.LARGEST_K`)


def _lower(value: object) -> object:
    return value.strip().lower() if isinstance(value, str) else value


def _listed(value: object) -> object:
    """Take one text for a list of one: so clients send a parameter that is given once."""
    return [value] if isinstance(value, str) else value


_NOT_BLANK = r"\S"
Language = Annotated[Literal["en", "fr", "es"], BeforeValidator(_lower)]
Question = Annotated[str, Field(min_length=1, max_length=LONGEST_QUESTION, pattern=_NOT_BLANK)]
Text = Annotated[str, Field(min_length=1, max_length=200_000, pattern=_NOT_BLANK)]
Name = Annotated[str, Field(max_length=200)]
Theme = Annotated[str, Field(min_length=1, max_length=300, pattern=_NOT_BLANK)]
Fact = Annotated[str | None, Field(max_length=2_000)]
Names = Annotated[list[Name], BeforeValidator(_listed), Field(max_length=50)]

_READER = "Language of the reader: en, fr or es. Left out, that of the words asked with."
_OFFSET = "How many entries to skip: for the next page, as many as you have."


class Arguments(BaseModel):
    """What an operation takes. The docstring of each is the description of its operation."""

    model_config = ConfigDict(extra="forbid", frozen=True, title=None)


class Paged(Arguments):
    """What an operation takes that returns a long list."""

    offset: int = Field(0, ge=0, le=1_000_000, description=_OFFSET)
    limit: int = Field(LARGEST_PAGE, ge=1, le=LARGEST_PAGE, description="How many entries at most.")


class FindArguments(Arguments):
    """Find the paragraphs that best match some words or a question, in any of the three languages, best first.

    Use it to see what the documents say on a subject. For a paragraph whose number you know use `cite`; for an answer
    put together of quotations use `ask`. It returns paragraphs even where none answers the question: read them.
    """

    query: Question = Field(description="Words, a question, or a reference such as “GB.346/INS/4, para. 24(e)”.")
    limit: int = Field(10, ge=1, le=MOST_HITS, description="How many paragraphs at most.")
    offset: int = Field(0, ge=0, le=MOST_HITS, description=_OFFSET)
    language: Language | None = Field(None, description="Only texts in this language: en, fr or es.")
    document: Name | None = Field(None, description="Only this document, by its id or as it is cited.")
    kind: Name | None = Field(None, description="Only documents of this kind, such as convention or recommendation.")
    exact: bool = Field(False, description="The very words, in a row.")


class CiteArguments(Arguments):
    """Return the paragraph at an exact reference, verbatim: document and number, as in a footnote.

    Nothing is ranked or guessed. Where there is no such place, `status` says which of these it is:
    `no_such_paragraph` (with the valid range), `not_loaded` (the document is known, its text is not here),
    `unknown_document`, `ambiguous` (with the candidates) or `not_a_reference`.
    """

    reference: Question = Field(
        description="Such as “GB.346/INS/4, para. 24(e)”, “Article 5 of C189”, “R193, para. 3”."
    )
    language: Language | None = Field(None, description="Show the text in this language where there is one.")


class AskArguments(Arguments):
    """Answer a question with numbered quotations from the documents, or refuse and say why (`status`).

    Use it when a person wants an answer they can check. `status` is `answered`, or one of the refusals:
    `not_in_documents`, `document_not_loaded`, `out_of_scope`, `language_missing`; `unavailable` is a broken search and
    says nothing about the documents.
    """

    question: Question = Field(description="A question in English, French or Spanish.")
    language: Language | None = Field(None, description="Answer in this language instead of the question's.")
    history: Annotated[list[Question], BeforeValidator(_listed)] = Field(
        default_factory=list, max_length=10, description="Earlier questions of the conversation, oldest first."
    )
    extracts: bool = Field(False, description="Quotations only, although a chat model is configured.")


class VerifyArguments(Arguments):
    """Check whether quotations stand in the documents, word for word and where they are said to stand.

    Use it before words of a document are published. Give one quotation, or a text with quotations in it and their
    references. Each has a verdict: `found`, `misattributed`, `altered` (with the words that differ), `found_in_note`
    (ours, no official text) or `not_found`, which is a result: where the library cannot be read, this fails instead.
    """

    text: Text = Field(description="A quotation, or a text with quotations in it.")
    language: Language | None = Field(None, description=_READER)


class CompareArguments(Arguments):
    """Set documents side by side on one or more themes, or two places word by word.

    Give themes in words (“just transition”) for a table of what each document says on each; a reference
    (“GB.346/INS/4, para. 15”) stands for its paragraph, set beside the closest one of each document. Give exactly two
    references and no documents to see two places next to each other with the words that differ.
    """

    themes: Annotated[list[Theme], BeforeValidator(_listed)] = Field(
        min_length=1, max_length=12, description="Themes in words, or references."
    )
    documents: Names = Field(default_factory=list, description="Only these documents, by id or symbol.")
    language: Language | None = Field(None, description=_READER)


class LinksArguments(Paged):
    """Return what a document or a paragraph refers to (`cites`) and what refers to it (`cited_by`), with the words.

    `offset` and `limit` hold for each of the two lists.
    """

    reference: Question = Field(description="A document, or a document and a place in it.")
    direction: Literal["cites", "cited_by"] | None = Field(None, description="One list alone.")
    language: Language | None = Field(None, description=_READER)


class PlanArguments(Paged):
    """Return the rows of the plans of action that meet all conditions, with objectives, sums and years.

    `offset` and `limit` hold for the rows of each plan.
    """

    objective: Name = Field(
        "", description="Number of an objective: 2.", json_schema_extra={"pattern": r"^(\d{1,2})?$"}
    )
    output: Name = Field(
        "", description="Number of an output: 1.2.", json_schema_extra={"pattern": r"^(\d{1,2}\.\d{1,2})?$"}
    )
    point: Name = Field(
        "",
        description="Point of the Conclusions that a row answers: 9(n).",
        json_schema_extra={"pattern": r"^(\d{1,2}\([a-z]\))?$"},
    )
    only: bool = Field(False, description="With a point: rows that answer no other.")
    programme: Name = Field(
        "",
        description="Output of the programme and budget: A.1.",
        json_schema_extra={"pattern": r"^([A-Z]\.\d{1,2})?$"},
    )
    active: int | None = Field(None, ge=1900, le=2199, description="Under way in this year.")
    starting: int | None = Field(None, ge=1900, le=2199, description="Starting in this year.")
    ending: int | None = Field(None, ge=1900, le=2199, description="Ending in this year.")
    words: Name = Field("", description="All of these words in the deliverable.")
    sort: Literal["plan", "start", "end", "deliverable", "point"] = Field("plan", description="Order of the rows.")
    document: Name | None = Field(None, description="Only the plan of this document, by its id or as it is cited.")
    language: Language = Field("en", description="Language of the words: en, fr or es.")


class GlossaryArguments(Paged):
    """Return official terms in all three languages, or check a text for wrong renderings of them.

    Use it to translate a term of art. Without `query` and `text`, all terms there are.
    """

    query: Name = Field("", description="A term or an abbreviation, in any language.")
    text: Annotated[str, Field(max_length=200_000)] = Field("", description="Check this text instead.")
    language: Language | None = Field(None, description="Language of the reader (en), or of the text to check.")


class StudyArguments(Arguments):
    """Make study material from the documents: a quiz with keys, flashcards, a hand-out, a session plan, a reading path.

    Every key is verbatim in a paragraph that is named with it; what cannot be had is told in `missing`.
    """

    make: Literal["quiz", "cards", "handout", "session", "path"] = Field("quiz", description="What to make.")
    documents: Names = Field(default_factory=list, description="From these documents, by id; none for all.")
    sections: Names = Field(default_factory=list, description="Paragraphs (6-9, 24(c)) or words of a heading.")
    theme: Name = Field("", description="What the paragraphs must be about; `path` needs it.")
    languages: Annotated[list[Language], BeforeValidator(_listed)] = Field(
        ["en"],
        min_length=1,
        max_length=2,
        description="One language, or two together.",
        json_schema_extra={"uniqueItems": True},
    )
    count: int | None = Field(None, ge=1, le=200, description="How many items.")
    kinds: dict[ItemKind, Annotated[int, Field(ge=1, le=200)]] = Field(
        default_factory=dict, max_length=20, description="For a quiz, how many of each kind: {“gap”: 2}."
    )
    level: int | None = Field(None, ge=1, le=3, description="1 (the words are at hand) to 3.")
    minutes: int | None = Field(None, ge=1, le=600, description="How long it may take.")
    seed: int = Field(1, ge=1, le=10_000_000, description="Another seed gives a version B.")
    cards: Annotated[list[Literal["basic", "cloze", "term"]], BeforeValidator(_listed)] = Field(
        default_factory=list, max_length=3, description="For cards, only of these kinds."
    )


class CoverageArguments(Paged):
    """Say which documents are loaded and which are known of but *not* loaded, and the languages that are missing.

    Use it before you conclude that the documents say nothing on a subject.
    """

    missing: bool = Field(False, description="Only documents that are not loaded, or not in all three languages.")
    language: Language = Field("en", description="Language of titles: en, fr or es.")


class LibraryArguments(Paged):
    """Return the documents that are loaded, each with its versions, their files and warnings."""

    language: Language = Field("en", description="Language of titles and warnings: en, fr or es.")


class AddArguments(Arguments):
    """Bring in files: PDF, Word, HTML, Markdown or text. Bad files are reported, the others are added.

    What is said besides holds for every file of the request, under the names and in the forms of the file
    `report.pdf.toml` that can lie beside `report.pdf`; what is left out is recognised.
    """

    files: Annotated[list[Any], Field(min_length=1, max_length=50)] = Field(
        description="The files, as parts of a form."
    )
    official: bool = Field(
        False, description="You answer for it that these are the official texts: see the operation `confirm`."
    )
    id: Fact = Field(None, description="Of the document: r193. Two languages of one document have the same id.")
    language: Fact = Field(None, description="Of the text: en, fr or es.")
    status: Fact = Field(None, description="Where it is less than the text itself: note or machine_translation.")
    symbol: Fact = Field(None, description="As R193 or GB.346/INS/4.")
    title: Fact = Field(None, description="In the language of the text.")
    body: Fact = Field(None, description="Who issued it: “Governing Body”.")
    session: Fact = Field(None, description="Of that body: “346th Session”.")
    date: Fact = Field(None, description="A year, a month or a day: 2022, 2022-11, 2022-11-09.")
    kind: Fact = Field(None, description="Of document, in your own words: “training guide”.")
    authority: Fact = Field(None, description="convention, recommendation, conclusions, resolution, …, law or other.")
    url: Fact = Field(None, description="Where the text is published.")


class FetchArguments(Arguments):
    """Fetch official documents of the catalogue from their publishers' sites, and add them."""

    documents: Names = Field(min_length=1, description="By id, code or symbol: r193, C189, “2022 Conclusions”.")
    languages: Annotated[list[Language], BeforeValidator(_listed)] = Field(
        default_factory=list, max_length=3, description="Only these languages; none for all with an address."
    )


class ConfirmArguments(Arguments):
    """Say that the texts of a document are official, or take that back; who said so is kept, with the date.

    A text that was added has the status `added` until its source vouches for it. Use it only for a person who answers
    for it that the text is the official one.
    """

    document: Annotated[Name, Field(min_length=1, pattern=_NOT_BLANK)] = Field(
        description="Its id, as `library` gives it."
    )
    language: Language | None = Field(None, description="Only the text in this language.")
    undo: bool = Field(False, description="Take it back: the text counts as added again.")


class RemoveArguments(Arguments):
    """Remove a document, or its text in one language, from the library and from every answer."""

    document: Annotated[Name, Field(min_length=1, pattern=_NOT_BLANK)] = Field(
        description="Its id as `library` gives it, or as it is cited: GB.346/INS/4."
    )
    language: Language | None = Field(None, description="Only its text in this language; our notes stay.")


class RebuildArguments(Arguments):
    """Build the index anew."""
