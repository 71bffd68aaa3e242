"""A deck as its maker sees it: each card's two sides and the paragraph it comes from."""

from __future__ import annotations

from markupsafe import Markup

from assistant.study.types import Card, CardKind, Deck
from assistant.ui import templating
from assistant.ui.parts import markup, study_question
from assistant.ui.parts.study_preview import pages

PAGE = 50
"""Cards shown at a time."""


def render(language: str, deck: Deck, page: int) -> Markup:
    """Return the cards of a page, and what is missing."""
    return templating.render(
        "study/deck.html",
        language,
        made=deck,
        lang=markup.lang(deck.language),
        first=page * PAGE + 1,
        cards=[_card(each) for each in deck.cards[page * PAGE : (page + 1) * PAGE]],
        pages=pages(len(deck.cards), PAGE),
        page=page,
    )


def _card(card: Card) -> dict[str, object]:
    spoken = card.back_language if card.kind is CardKind.CLOZE and card.back_language else card.language
    return {
        "card": card,
        "front": study_question.passage(card.front, spoken),
        "lang": markup.lang(card.back_language or card.language),
        "label": study_question.label(card),
        "opener": study_question.opener(card.evidence[0], card.reference) if card.evidence else "",
    }
