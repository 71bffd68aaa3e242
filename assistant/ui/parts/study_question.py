"""A question of a quiz as the templates show it: what is asked, what there is to choose from, its key, its paragraphs.

The templates are `study/_question.html`, whose macros take what is returned here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from assistant.study.types import GAP, Card, Evidence, Item, ItemKind
from assistant.study.wording import key_written
from assistant.ui.parts import markup
from corpus.types import Status


class Wording(NamedTuple):
    """A text and its language, fit for a `lang` attribute."""

    text: str
    lang: str


class Passage(NamedTuple):
    """The words of a document, apart where there is a gap, and their language."""

    parts: list[str]
    lang: str


@dataclass(frozen=True, slots=True)
class Question:
    """An item as it is shown, in its one language or its two.

    `second` is its stem in the second language; `texts` are the passages with what they are worth; `key` is empty where
    the kind says it otherwise, `pairs` but for a matching question.
    """

    item: Item
    lang: str
    second: Wording | None
    texts: list[dict[str, Passage | Wording | None]]
    pairs: list[dict[str, list[Wording]]]
    key: list[Wording]
    feedback: list[Wording]
    proofs: list[dict[str, object]]


def question(item: Item, language: str) -> Question:
    """Return an item as it is shown."""
    second = item.beside.stem if item.beside and item.beside.stem != item.stem else ""
    said = {each.feedback: each.language for each in both(item) if each.feedback}
    return Question(
        item,
        markup.lang(item.language),
        Wording(second, markup.lang(item.beside.language)) if item.beside and second else None,
        _texts(item),
        [{name: side(item, number, name) for name in ("left", "right")} for number in range(len(item.pairs))],
        _key(item),
        [Wording(text, markup.lang(code)) for text, code in said.items()],
        _proofs(item, language),
    )


def both(item: Item) -> tuple[Item, ...]:
    """Return an item, and the one beside it where there is one."""
    return (item, item.beside) if item.beside else (item,)


def spoken(item: Item) -> str:
    """Return the language of an item's passage and choices, fit for a `lang` attribute."""
    return markup.lang(item.passage_language or item.language)


def passage(text: str, spoken_in: str) -> Passage:
    """Return the words of a document."""
    return Passage(text.split(GAP), markup.lang(spoken_in))


def label(made: Item | Card) -> Wording:
    """Return what is said of a text that is no official one; nothing of one that is."""
    return Wording(made.label, markup.lang(made.language))


def option(item: Item, number: int) -> list[Wording]:
    """Return an option, with the same in the second language where it differs."""
    return _each_once(
        [Wording(each.options[number], spoken(each)) for each in both(item) if number < len(each.options)]
    )


def side(item: Item, number: int, name: str) -> list[Wording]:
    """Return the `left` or `right` side of a pair, with the same in the second language where it differs."""
    pairs = [(each.pairs[number], spoken(each)) for each in both(item) if number < len(each.pairs)]
    return _each_once([Wording(getattr(pair, name), code) for pair, code in pairs])


def proof(evidence: Evidence, language: str, *, is_above: bool = False) -> dict[str, object]:
    """Return the words that hold a key, unless they stand above, what they are worth, and their reference."""
    is_note = evidence.status == Status.NOTE
    quoted = not is_note and not is_above
    return {
        "note": evidence.quote if is_note and not is_above else "",
        "quotation": markup.quotation(evidence.quote, evidence.language) if quoted else "",
        "draft": evidence.draft,
        "lang": markup.lang(evidence.language),
        "badges": markup.badges(evidence.language, evidence.status, language),
        "opener": opener(evidence, evidence.citation),
    }


def opener(evidence: Evidence, reference: str) -> Markup:
    """Return a reference, which opens the paragraph that holds something."""
    return markup.opener(evidence.document, evidence.locator, evidence.language, markup.cut(reference))


def _texts(item: Item) -> list[dict[str, Passage | Wording | None]]:
    """Return the passages of an item with what they are worth, each text once."""
    texts: list[dict[str, Passage | Wording | None]] = []
    shown = {""}
    for each in both(item):
        words = None if each.passage in shown else passage(each.passage, spoken(each))
        shown.add(each.passage)
        said = None if each.label in shown else label(each)
        shown.add(each.label)
        texts.append({"passage": words, "label": said})
    return texts


def _key(item: Item) -> list[Wording]:
    if item.kind in (ItemKind.TRUE_FALSE, ItemKind.MATCHING, ItemKind.SHORT_ANSWER):
        return []
    in_our_words = item.kind is ItemKind.WHICH_PARAGRAPH
    return _each_once(
        [
            Wording(key_written(each), markup.lang(each.language) if in_our_words else spoken(each))
            for each in both(item)
        ]
    )


def _proofs(item: Item, language: str) -> list[dict[str, object]]:
    """Return the paragraphs that hold the key, in each language, each once; words that stand above are not repeated."""
    found = {
        (each.document, each.locator, each.language, each.quote): each for one in both(item) for each in one.evidence
    }
    above = [one.passage for one in both(item)]
    return [proof(each, language, is_above=any(each.quote in passage for passage in above)) for each in found.values()]


def _each_once(texts: list[Wording]) -> list[Wording]:
    """Return texts, of those in the same words the first."""
    return list({each.text: each for each in reversed(texts)}.values())[::-1]
