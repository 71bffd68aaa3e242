"""Cards made of chosen places: a paragraph to recall, a sentence with a gap, a term in two languages.

A card's identity is its document, place, kind and language: a corrected text, another seed or a renamed file keep it,
so that a deck imported again updates what the learner has, and adds nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice

import prompts
from assistant.errors import BadRequest
from assistant.session import Session
from assistant.study.chance import identity, lot
from assistant.study.chosen import Chosen
from assistant.study.facts import facts_in
from assistant.study.makers.gap import terms_of
from assistant.study.places import Place, Said
from assistant.study.rules import is_sentence, is_telling
from assistant.study.terms import TermFound, terms_found_in
from assistant.study.types import GAP, Card, CardKind, Deck, StudyRequest
from assistant.study.wording import CARD_NAMES
from assistant.study.workshop import label_of, tags_of, told
from assistant.validation import languages_of
from corpus.phrases import Phrase
from corpus.text.typography import in_marks
from corpus.types import Language, Role

_COUNT = 60
MOST = 1000
"""Cards of one deck, at most."""

_MOST_IN_VAIN = 1_500  # places without a card of a kind
_MOST_TERMS = 400  # looked for, from the beginning of what was chosen
_MOST_WORDS = 130  # of a paragraph that a learner can recall
_FEWEST_WORDS = 5
_Make = Callable[[Place, Language], Card | None]
_KINDS = (CardKind.TERM, CardKind.CLOZE, CardKind.BASIC)


def make_deck(request: StudyRequest, session: Session, kinds: Sequence[CardKind] = ()) -> Deck:
    """Return a deck of some kinds of cards, all three where none is named, in the order of the documents.

    In two languages, terms are asked for in the one and in the other; other cards are in the first. Raises BadRequest
    or UnknownDocument.
    """
    reader, *others = _languages(request)
    count = _COUNT if request.count is None else request.count
    if not 1 <= count <= MOST:
        raise BadRequest(value=count, expected=Phrase("error.expected.cards", "1 to {most} cards", most=MOST))
    chosen, wanted = Chosen(request, session), tuple(kinds) or _KINDS
    makers = {
        CardKind.TERM: lambda: _term_cards(chosen, reader, others[0] if others else _other(reader)),
        CardKind.CLOZE: lambda: _each_place(chosen, reader, CardKind.CLOZE, _cloze),
        CardKind.BASIC: lambda: _each_place(chosen, reader, CardKind.BASIC, _basic),
    }
    made = {kind: list(islice(makers[kind](), count)) for kind in wanted}
    order = {at: number for number, at in enumerate(chosen.locators)}
    cards = sorted(_shared_out(made, count), key=lambda card: (wanted.index(card.kind), order[_place_of(card)]))
    missing = [
        prompts.render("study.no_cards", reader, kind=prompts.render(CARD_NAMES[kind], reader))
        for kind, found in made.items()
        if not found
    ]
    name = prompts.render("study.deck", reader, about=chosen.about(reader))
    return Deck(_deck_id(chosen.request, wanted), name, str(reader), tuple(cards), tuple(missing))


def _languages(request: StudyRequest) -> tuple[Language, ...]:
    found = languages_of(request.languages)
    if not 1 <= len(found) <= 2 or len(set(found)) != len(found):
        raise BadRequest(
            value=", ".join(request.languages),
            expected=Phrase("error.expected.languages", "one language, or two different ones"),
        )
    return tuple(found)


def _other(reader: Language) -> Language:
    return Language.EN if reader is not Language.EN else Language.FR


def _each_place(chosen: Chosen, reader: Language, kind: CardKind, make: _Make) -> Iterator[Card]:
    """Yield the cards of a kind, in an order of chance: a deck may hold fewer than there are."""
    since = 0
    for place in chosen.shuffled(f"cards {kind}"):
        since += 1
        if since > _MOST_IN_VAIN:
            return
        if place.role in (Role.PARAGRAPH, Role.ITEM) and (card := make(place, reader)):
            since = 0
            yield card


def _place_of(card: Card) -> tuple[str, str]:
    return card.evidence[0].document, card.evidence[0].locator


def _basic(place: Place, reader: Language) -> Card | None:
    """Return a card that asks what a place says, its words being the back."""
    version = place.version(reader)
    said = place.whole(version)
    if said is None or not _FEWEST_WORDS <= len(said.text.split()) <= _MOST_WORDS:
        return None
    if said.text.rstrip().endswith((":", "—")) or not is_telling(said.text):
        return None
    heading = version.rendition.heading[-1] if version.rendition.heading else ""
    front = (
        prompts.render(
            "study.card_front_heading", reader, place=told(place, said, reader), heading=in_marks(heading, reader)
        )
        if heading
        else prompts.render("study.card_front", reader, place=told(place, said, reader))
    )
    return _card(CardKind.BASIC, place, said, reader, front, said.passage())


def _cloze(place: Place, reader: Language) -> Card | None:
    """Return a card with the first gap that a place's words allow: a term, else a figure."""
    term = next(terms_of(place, reader), None)
    if term:
        front = term.said.passage(f"{term.said.text[: term.start]}{GAP}{term.said.text[term.end :]}")
        return _card(CardKind.CLOZE, place, term.said, reader, front, term.words)
    for said in place.sentences(place.version(reader)):
        if not is_telling(said.text) or not (place.role is Role.ITEM or is_sentence(said.text)):
            continue
        for fact in facts_in(said.text, said.language):
            words = fact.words(said.text)
            if said.passage().count(words) == 1:
                return _card(CardKind.CLOZE, place, said, reader, said.passage(fact.replaced(said.text, GAP)), words)
    return None


def _card(kind: CardKind, place: Place, said: Said, reader: Language, front: str, back: str) -> Card:
    evidence = place.evidence(said, reader)
    return Card(
        id=identity("card", place.document.id, place.locator, kind, reader),
        kind=kind,
        language=str(reader),
        front=front,
        back=back,
        reference=place.citation(reader),
        link=evidence[0].link,
        back_language=str(said.language),
        label=label_of(evidence, reader),
        tags=tuple(each for each in tags_of(place, kind, reader)),
        evidence=evidence,
    )


def _term_cards(chosen: Chosen, reader: Language, other: Language) -> Iterator[Card]:
    terms = list(islice(terms_found_in(chosen, reader), _MOST_TERMS))
    for found in sorted(terms, key=lambda each: lot(chosen.request.seed, each.term.names[Language.EN])):
        own = found.found.name if found.said.language is reader else found.term.names.get(reader, "")
        front, back = own, found.term.names.get(other, "")
        if front and back and front.casefold() != back.casefold():
            yield _term_card(found, reader, other, front, back)


def _term_card(found: TermFound, reader: Language, other: Language, front: str, back: str) -> Card:
    evidence = found.place.evidence(found.said, reader)
    return Card(
        id=identity("card", "glossary", found.term.names[Language.EN], CardKind.TERM, reader, other),
        kind=CardKind.TERM,
        language=str(reader),
        front=front,
        back=back,
        reference=found.place.citation(reader),
        link=evidence[0].link,
        back_language=str(other),
        label=label_of(evidence, reader),
        tags=(found.place.document.id, str(found.term.field), str(CardKind.TERM), f"{reader}-{other}"),
        evidence=evidence,
    )


def _shared_out(made: Mapping[CardKind, list[Card]], count: int) -> list[Card]:
    """Return as many cards as are wanted, of each kind about as many."""
    kept: list[Card] = []
    for at, cards in enumerate(sorted(made.values(), key=len)):
        kept += cards[: (count - len(kept)) // (len(made) - at)]
    return kept


def _deck_id(request: StudyRequest, kinds: Sequence[CardKind]) -> str:
    """Return the id of a deck: what was chosen, not how many cards nor by which seed."""
    parts = (request.documents, request.sections, request.theme, request.languages, tuple(map(str, kinds)))
    return identity("deck", *parts)
