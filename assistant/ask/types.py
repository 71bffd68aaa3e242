"""What `ask` returns; field names and values are those of the command line's JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any

from assistant.ask.sources import Source
from assistant.read.types import Parallel
from assistant.types import AsJson, Citation, PlaceId


class AnswerStatus(StrEnum):
    """How a question ended: answered, or one of the five refusals."""

    ANSWERED = "answered"
    NOT_IN_DOCUMENTS = "not_in_documents"
    DOCUMENT_NOT_LOADED = "document_not_loaded"
    OUT_OF_SCOPE = "out_of_scope"
    LANGUAGE_MISSING = "language_missing"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True)
class Related(AsJson):
    """The paragraph nearest to a question that no document answers: worth a look, and no answer."""

    document: str
    locator: str
    citation: str


class Reason(StrEnum):
    """Why a sentence that a model wrote is withheld."""

    UNSAFE = "unsafe"
    NO_KEY = "no_key"
    UNKNOWN_KEY = "unknown_key"
    LANGUAGE = "language"
    QUOTE = "quote"
    FIGURE = "figure"
    DATE = "date"
    NAME = "name"
    PLACE = "place"
    NEGATION = "negation"
    CONDITION = "condition"
    LIMIT = "limit"
    OBLIGATION = "obligation"
    DRAFT = "draft"
    TERM = "term"
    SUPPORT = "support"
    OTHER_CASE = "other_case"


@dataclass(frozen=True, slots=True)
class JudgedSentence(AsJson):
    """A sentence of a model, `before` it what sets it off, and its verdict: a reason where it is withheld.

    `keys` are the sources it rests on, from 1 in the order in which the model was given them; `detail` the words at
    fault; `opening` the line that opens its list; `repaired`: the model wrote it again.
    """

    text: str
    before: str
    keys: tuple[int, ...]
    shown: bool
    reason: Reason | None = None
    detail: str = ""
    opening: str = ""
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class ModelReceipt(AsJson):
    """What was asked, who wrote, from what, and what came of it: enough to judge every sentence again.

    `asked` is the question as it was understood, standing alone; `prompt` names the wording of the prompt; `index` is
    the fingerprint of the library that was searched; `finished` tells whether the model came to its end, `fault` why
    not.
    """

    question: str
    asked: str
    language: str
    kind: str
    scope: tuple[str, ...]
    model: str
    host: str
    prompt: str
    index: str
    sources: tuple[Source, ...]
    sentences: tuple[JudgedSentence, ...] = ()
    finished: bool = False
    fault: str = ""
    format: int = 1


@dataclass(frozen=True, slots=True)
class ReceiptChecked(AsJson):
    """What judging the sentences of a receipt again gave.

    `differing` are those with another verdict than the receipt's; `changed` and `missing` the sources whose text in the
    library is another now, or that are not there.
    """

    question: str
    model: str
    sentences: int
    shown: int
    differing: tuple[JudgedSentence, ...] = ()
    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    verdicts: tuple[JudgedSentence, ...] = field(default_factory=tuple)

    @property
    def holds(self) -> bool:
        """Whether the verdicts are the same and the sources as they were."""
        return not (self.differing or self.changed or self.missing)


@dataclass(frozen=True, slots=True)
class Written(AsJson):
    """What a model had to do with an answer. `host` read the paragraphs; empty for this machine.

    `shown` counts its sentences that are shown, `withheld` are the others, and `told` says so in the reader's language.
    `better` are paragraphs that it left uncited though they say more of what it writes. `over`: nothing more will come;
    `fault` is the name of the error, if any.
    """

    model: str
    host: str
    shown: int = 0
    withheld: tuple[JudgedSentence, ...] = ()
    told: str = ""
    better: tuple[Related, ...] = ()
    over: bool = False
    finished: bool = False
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Answer(AsJson):
    """An answer: text with [n] markers and its citations, or a refusal saying why and what to do.

    `kind` is what was asked for (`assistant.ask.question.kinds`), `scope` the documents that it was confined to, by id.
    `sure`: the answer has no warning that it may be none; false for a refusal. `parallels` has the paragraphs of the
    sources in all their languages, where they were asked for. `related` stands beside a refusal, outside the answer.
    `written` tells of the model that wrote it, None where none was asked; `receipt` is its record.
    """

    question: str
    language: str
    mode: str
    status: AnswerStatus
    answer: str
    citations: tuple[Citation, ...] = ()
    took_ms: float = 0.0
    sure: bool = False
    kind: str = ""
    scope: tuple[str, ...] = ()
    related: Related | None = None
    written: Written | None = None
    receipt: ModelReceipt | None = None
    parallels: Mapping[PlaceId, Parallel] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return the contract's object: the other languages of sources, and the receipt, are for who asks for them."""
        said = asdict(replace(self, parallels={}, receipt=None))
        del said["parallels"], said["receipt"]
        return said
