"""What the study aid returns: items with their keys, quizzes, decks; names and values are those of the JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from assistant.types import AsJson

GAP = "_____"
"""What stands in a passage for the words asked for."""


class ItemKind(StrEnum):
    """How a question asks, and how it is answered."""

    MULTIPLE_CHOICE = "multiple_choice"
    TRUE_FALSE = "true_false"
    MATCHING = "matching"
    GAP = "gap"
    NUMERIC = "numeric"
    WHICH_PARAGRAPH = "which_paragraph"
    ALTERED_FIGURE = "altered_figure"
    SHORT_ANSWER = "short_answer"


class CardKind(StrEnum):
    """What a card is: a question and its answer, a sentence with a gap, or a term asked for both ways."""

    BASIC = "basic"
    CLOZE = "cloze"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Evidence(AsJson):
    """The paragraph that holds the key: where it is, and the words, verbatim in the stored text.

    `citation` is the reference as the item's reader writes it, `language` and `status` (`official`, `added`, `note`,
    `machine_translation`) are those of the `quote`, `link` is the paragraph's address within the web app (`/#/p/…`);
    `draft` is the heading that says that the text is a draft, None where it is none; `section` the nearest heading, in
    the item's language where there is one.
    """

    document: str
    symbol: str | None
    title: str
    locator: str
    citation: str
    language: str
    status: str
    quote: str
    link: str
    draft: str | None = None
    section: str = ""


@dataclass(frozen=True, slots=True)
class Pair(AsJson):
    """Two sides that belong together, in a matching question; no two pairs share a side.

    `right_language` is that of the right side where it is not the item's `passage_language`.
    """

    left: str
    right: str
    right_language: str = ""


@dataclass(frozen=True, slots=True)
class Item(AsJson):
    """One question with its key, in one language.

    `stem` is the question in our words; `passage` the words of the document shown beneath it, in `passage_language`:
    verbatim, but for the `GAP` of a gap, numeric or multiple-choice question, and for the one change of a false
    statement or an altered figure. What answers it, by kind:

    - `multiple_choice`, `altered_figure`: one of the `options`, which is the `key`;
    - `true_false`: `key` is `true` or `false`; `options` are empty;
    - `matching`: the `pairs`, in the order of the document; `key` is empty;
    - `gap`: the words left out, verbatim, are the `key`; `accepted` are other ways to write them;
    - `numeric`: `number`, give or take `tolerance`; `key` is the figure as the document writes it;
    - `which_paragraph`: `key` is the reference (“para. 24(c)”), `accepted` are other ways to write it;
    - `short_answer`: free words, judged by people; `key` is the paragraph's text, verbatim.

    `id` depends on document, locator, kind, language and seed alone. `evidence` has the paragraph of the key first.
    `difficulty` is 1 (recall, the words are at hand) to 3. `tags` have no spaces. `beside` is the same question in the
    second language of a bilingual quiz: the same key, its options in the same order. `edited` by hand: its key was
    checked again. `label` says what the text is where it is no official one.
    """

    id: str
    kind: ItemKind
    language: str
    stem: str
    feedback: str
    evidence: tuple[Evidence, ...]
    passage: str = ""
    passage_language: str = ""
    options: tuple[str, ...] = ()
    key: str = ""
    accepted: tuple[str, ...] = ()
    number: float | None = None
    tolerance: float = 0.0
    pairs: tuple[Pair, ...] = ()
    difficulty: int = 1
    tags: tuple[str, ...] = ()
    label: str = ""
    edited: bool = False
    beside: Item | None = None


@dataclass(frozen=True, slots=True)
class StudyRequest(AsJson):
    """What a trainer chooses.

    `documents` are ids, none for all that is loaded; `sections` are places (`6-9`, `24`, `action plan, objective 1`)
    or words of headings; `theme` is what the paragraphs must be about. `languages`: one, or two for a bilingual paper.
    `kinds` says how many of each kind, empty for a mix of `count`; `minutes` gives the count where it is None.
    `level` is 1 to 3, None for all. The same `seed` gives the same paper, another a version B.
    """

    documents: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    theme: str = ""
    languages: tuple[str, ...] = ("en",)
    count: int | None = None
    kinds: Mapping[str, int] = field(default_factory=dict)
    level: int | None = None
    minutes: int | None = None
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Quiz(AsJson):
    """A paper: its items, and what became of those that were made and not kept.

    `made` counts the candidates by kind, `dropped` by kind and reason; `missing` tells, in words, what was asked for
    and could not be had. `minutes` is an estimate for the whole; `library` the fingerprint of the library it was made
    from; `version` is the form of this object.
    """

    title: str
    language: str
    request: StudyRequest
    items: tuple[Item, ...]
    made: Mapping[str, int]
    dropped: Mapping[str, Mapping[str, int]]
    missing: tuple[str, ...]
    minutes: int
    library: str
    version: int = 1


@dataclass(frozen=True, slots=True)
class Card(AsJson):
    """A flashcard. `id` depends on document, locator, kind and language alone, so that a corrected text keeps it.

    `front` and `back` are plain text; of a cloze card, `front` has the gap as `GAP` and `back` the words left out; a
    term card is asked for both ways. `reference` and `link` are those of the paragraph; a term without one has none.
    """

    id: str
    kind: CardKind
    language: str
    front: str
    back: str
    reference: str
    link: str
    back_language: str = ""
    label: str = ""
    tags: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Deck(AsJson):
    """Cards under one name. `id` is that of the deck in other programs: it depends on what was chosen alone."""

    id: str
    name: str
    language: str
    cards: tuple[Card, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StudyFile:
    """A file made of a quiz, a deck or a hand-out: its name, its bytes, how many items it holds.

    `left_out` counts, by kind, the items that the format cannot hold: they are told, never dropped in silence.
    """

    name: str
    content: bytes
    held: int
    left_out: Mapping[str, int] = field(default_factory=dict)
