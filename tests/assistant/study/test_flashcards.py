"""Cards: which there are, and an identity that outlives corrections, seeds and the names of files."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import BadRequest
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.study.types import GAP, CardKind, StudyRequest
from assistant.text.quotes import is_verbatim
from corpus.library.library import Library
from tests.world.grants import corrected, texts
from tests.world.versions import hold, home_with


def test_there_are_terms_gaps_and_paragraphs_each_with_its_place(grants: Assistant) -> None:
    deck = grants.study.cards(StudyRequest(languages=("en", "fr")))
    kinds = {kind: [card for card in deck.cards if card.kind is kind] for kind in CardKind}
    (term,) = [card for card in kinds[CardKind.TERM] if card.front == "social and solidarity economy"]
    assert (term.back, term.back_language, term.reference) == ("économie sociale et solidaire", "fr", "GR/1, para. 6")
    item = next(card for card in kinds[CardKind.BASIC] if card.reference == "GR/1, para. 4(a)")
    assert item.back.startswith("The grant stops if the cooperative\nsails without a second pilot")
    gap = next(card for card in kinds[CardKind.CLOZE] if card.reference == "GR/1, para. 2")
    assert gap.front.count(GAP) == 1
    for card in (*kinds[CardKind.CLOZE], *kinds[CardKind.BASIC]):
        shown = card.front.replace(GAP, card.back) if card.kind is CardKind.CLOZE else card.back
        quotes = [each.quote for each in card.evidence]
        assert all(any(is_verbatim(line, quote) for quote in quotes) for line in shown.split("\n"))


def test_a_card_keeps_its_identity_when_its_text_is_corrected(tmp_path: Path) -> None:
    home = tmp_path / "home"
    service = Assistant(home_with(home, texts()))
    before = service.study.cards(StudyRequest(documents=("grants",)), [CardKind.BASIC])
    service.close()
    settings = Settings(home, notes=False)
    with Library(settings.library) as library:
        hold(library, corrected())
    later = Assistant(settings)
    after = later.study.cards(StudyRequest(documents=("grants",), seed=2), [CardKind.BASIC])
    later.close()
    assert after.id == before.id
    assert [card.id for card in after.cards] == [card.id for card in before.cards]
    changed = [(old.back, new.back) for old, new in zip(before.cards, after.cards, strict=True) if old != new]
    assert [("90 days" in old, "60 days" in new) for old, new in changed] == [(True, True)]


def test_a_part_of_a_deck_is_drawn_by_the_seed_and_shared_out(alinea: Assistant) -> None:
    chosen = {"documents": ("gb346-ins-4",), "languages": ("fr", "en"), "count": 12}
    one, other = (alinea.study.cards(StudyRequest(**chosen, seed=seed)) for seed in (1, 2))  # type: ignore[arg-type]
    assert len(one.cards) == len(other.cards) == 12
    assert one.id == other.id
    assert {card.id for card in one.cards} != {card.id for card in other.cards}
    assert {card.kind for card in one.cards} == set(CardKind)
    assert all(card.label.startswith("Note non officielle") for card in one.cards)


@pytest.mark.parametrize("wrong", [StudyRequest(count=0), StudyRequest(count=1001), StudyRequest(languages=())])
def test_a_deck_that_means_nothing_is_refused(grants: Assistant, wrong: StudyRequest) -> None:
    with pytest.raises(BadRequest):
        grants.study.cards(wrong)


def test_a_document_may_be_named_as_it_is_cited(alinea: Assistant) -> None:
    one, other = (alinea.study.cards(StudyRequest(documents=(name,))) for name in ("GB.346/INS/4", "gb346-ins-4"))
    assert one == other
