"""A deck as its maker sees it: each card's two sides and the paragraph it comes from."""

from __future__ import annotations

from markupsafe import Markup

from assistant.study.types import Card, CardKind, Deck
from assistant.ui.parts import markup, study_question
from assistant.ui.parts.study_preview import pages

PAGE = 50
"""Cards shown at a time."""


def render(language: str, deck: Deck, page: int) -> Markup:
    """Return the cards of a page, and what is missing."""
    missing = Markup("")
    if deck.missing:
        lines = markup.join(Markup("<li>{}</li>").format(each) for each in deck.missing)
        missing = Markup('<ul class="study-missing" lang="{}">{}</ul>').format(markup.lang(deck.language), lines)
    cards = markup.join(_card(each, language) for each in deck.cards[page * PAGE : (page + 1) * PAGE])
    return Markup('{}<ol class="study-cards" start="{}">{}</ol>{}').format(
        missing, page * PAGE + 1, cards, pages(len(deck.cards), page, PAGE, language)
    )


def _card(card: Card, language: str) -> Markup:
    spoken = card.back_language if card.kind is CardKind.CLOZE and card.back_language else card.language
    place = Markup('<span class="muted">{}</span>').format(card.reference)
    if card.evidence:
        first = card.evidence[0]
        place = markup.opener(first.document, first.locator, first.language, markup.cut(card.reference))
    arrow = Markup('<span aria-hidden="true">{}</span>').format("↔" if card.kind is CardKind.TERM else "→")
    return Markup(
        '<li class="study-card kind-{kind}">{front}<p class="back">{arrow} <span lang="{lang}">{back}</span></p>{label}'
        '<p class="actions">{place}</p></li>'
    ).format(
        kind=card.kind,
        front=study_question.passage(card.front, spoken, language),
        arrow=arrow,
        lang=markup.lang(card.back_language or card.language),
        back=card.back,
        label=study_question.label(card),
        place=place,
    )
