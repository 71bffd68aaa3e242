"""How the kinds of questions and cards are called: the keys of their templates."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.study.types import CardKind, ItemKind

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

CARD_NAMES: Mapping[CardKind, str] = {
    CardKind.BASIC: "study.card_basic",
    CardKind.CLOZE: "study.card_cloze",
    CardKind.TERM: "study.card_term",
}
