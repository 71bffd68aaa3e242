"""How the kinds of questions and cards are called: the keys of their templates."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.study.types import CardKind, Item, ItemKind
from corpus.text.typography import in_marks

ITEM_NAMES: Mapping[ItemKind, str] = {
    ItemKind.MULTIPLE_CHOICE: "study.kind_multiple_choice",
    ItemKind.TRUE_FALSE: "study.kind_true_false",
    ItemKind.MATCHING: "study.kind_matching",
    ItemKind.GAP: "study.kind_gap",
    ItemKind.NUMERIC: "study.kind_numeric",
    ItemKind.WHICH_PARAGRAPH: "study.kind_which_paragraph",
    ItemKind.ALTERED_FIGURE: "study.kind_altered_figure",
    ItemKind.SHORT_ANSWER: "study.kind_short_answer",
}


def key_written(item: Item) -> str:
    """Return a key as it is told: a number in figures, and how the text writes it where that is in words."""
    if item.kind is ItemKind.NUMERIC and item.number is not None and not item.key[:1].isdigit():
        return f"{item.number:g} ({in_marks(item.key, item.passage_language or item.language)})"
    return item.key


CARD_NAMES: Mapping[CardKind, str] = {
    CardKind.BASIC: "study.card_basic",
    CardKind.CLOZE: "study.card_cloze",
    CardKind.TERM: "study.card_term",
}
