"""Pages of quotations over the workshops' strategy (French, with an English note) and a letter, and their sources."""

from __future__ import annotations

import pytest

from assistant.errors import BadRequest
from assistant.service import Assistant
from assistant.verify.verifier import LONGEST_TEXT

# The words with their source, and whether they stand there: None where that cannot be told.
QUOTE = "“we have lent 212 bicycles to nurses who work at night”"
ATTRIBUTED = {
    "brackets": (f"{QUOTE} (Letter to the friends of the bicycle cooperative, ¶2)", True),
    "another paragraph": (f"{QUOTE} (Letter to the friends of the bicycle cooperative, ¶3)", False),
    "another document": (f"It is said: {QUOTE} (GB.912/INS/4, para. 2).", False),
    "no such paragraph": (f"{QUOTE} (GB.912/INS/4, para. 77)", False),
    "not loaded": (f"{QUOTE} (R193, para. 6(a))", None),
    "sentence before": (f"Nothing to see. In paragraph 2 of GB.912/INS/4 we read {QUOTE}. And so on.", False),
    "sentence after": (f"Well: {QUOTE}, says GB.912/INS/4, to everybody.", False),
    "dash": (f"{QUOTE}\n— GB.912/INS/4, para. 2", False),
    "note": (f"They say {QUOTE}.[2] Now on.\n\n1. R193, para. 6\n2. GB.912/INS/4, para. 4", False),
    "document before, place after": (f"As GB.912/INS/4 has it, {QUOTE} of the town (para. 2).", False),
    "document before, place in brackets": (f"The letter, bicycle-letter, says {QUOTE} (¶2).", True),
    "line above": (f"GB.912/INS/4, para. 2 says:\n\n> {QUOTE}\n", False),
    "nearest of two documents": (f"R193 is one thing, but GB.912/INS/4 says {QUOTE}.", False),
    "superscript note": (f"They say {QUOTE}¹\n\n¹ Letter to the friends of the bicycle cooperative, ¶2", True),
}


@pytest.mark.parametrize("case", ATTRIBUTED)
def test_attributions(alinea: Assistant, case: str) -> None:
    text, holds = ATTRIBUTED[case]
    (checked,) = alinea.verify(text, language="en").quotes
    assert checked.attributed is not None
    assert checked.attributed.holds is holds
    assert checked.status == ("found" if holds else "misattributed")
    assert checked.places[0].document == "bicycle-letter"


def test_a_source_without_marks_is_read_too(alinea: Assistant) -> None:
    (checked,) = alinea.verify("ils réparent 15,6 tonnes d’outils (GB.912/INS/4, paragr. 4)").quotes
    assert (checked.status, checked.quote) == ("misattributed", "ils réparent 15,6 tonnes d’outils")


def test_items_belong_to_their_paragraph_and_not_the_other_way_round(alinea: Assistant) -> None:
    for source, holds in (("paragr. 3", True), ("paragr. 3 b)", True), ("paragr. 3 a)", False)):
        (checked,) = alinea.verify(f"« Former les réparateurs et les réparatrices » (GB.912/INS/4, {source})").quotes
        assert checked.attributed is not None
        assert checked.attributed.holds is holds, source


def test_words_of_an_output_are_not_those_of_its_rows(alinea: Assistant) -> None:
    for place, status in (("produit 2.1", "found"), ("produit 2.1, ligne 1", "misattributed")):
        (checked,) = alinea.verify(f"« Des formations de terrain » (GB.912/INS/4, plan d’action, {place})").quotes
        assert (checked.status, [each.locator for each in checked.places]) == (status, ["action plan 2.1"])


def test_the_place_named_is_compared_first_and_fewer_words_tell_it(alinea: Assistant) -> None:
    quote = "Les ateliers emploieront 4 300 salariés dans trente vallées"
    (checked,) = alinea.verify(f"« {quote} » (GB.912/INS/4, paragr. 2)").quotes
    assert (checked.status, checked.places[0].locator) == ("altered", "2")
    assert checked.attributed is not None
    assert checked.attributed.holds
    (checked,) = alinea.verify(f"« {quote} »").quotes
    assert checked.status == "not_found"


def test_a_number_in_words_is_not_nearly_another_figure(alinea: Assistant) -> None:
    (checked,) = alinea.verify("« quinze tonnes » (GB.912/INS/4, paragr. 2)").quotes
    assert checked.status == "not_found"


@pytest.mark.parametrize(
    "signature", ["Anne Lambert, directrice générale", "Veuillez agréer nos salutations solidaires"]
)
def test_nothing_is_suggested_for_what_shares_no_rare_word(alinea: Assistant, signature: str) -> None:
    (checked,) = alinea.verify(signature).quotes
    assert (checked.status, checked.nearest) == ("not_found", None)


def test_ibid_is_the_document_named_before(alinea: Assistant) -> None:
    text = (
        "«ils réparent 15,6 tonnes d’outils» (GB.912/INS/4, paragr. 2). Plus loin: "
        "«Le registre est ouvert à tous les membres» (ibid., paragr. 4), «Le registre est ouvert» (ibid., paragr. 5)."
    )
    assert [each.status for each in alinea.verify(text).quotes] == ["found", "found", "misattributed"]


def test_a_source_belongs_to_its_own_quotation(alinea: Assistant) -> None:
    text = (
        "«ils réparent 15,6 tonnes d’outils» (GB.912/INS/4, paragr. 2) et «not one of them has been lost», tandis que "
        "GB.912/INS/4 dit «Le registre est ouvert à tous».\n\n“212 bicycles to nurses” was said."
    )
    checked = alinea.verify(text).quotes
    assert [each.status for each in checked] == ["found"] * 4
    assert [each.attributed and each.attributed.reference for each in checked] == [
        "GB.912/INS/4, paragr. 2", None, "GB.912/INS/4", None
    ]  # fmt: skip


def test_a_citation_as_we_write_it_is_always_understood(alinea: Assistant) -> None:
    (place,) = alinea.verify("Ouverture de quatre écoles itinérantes", language="fr").quotes[0].places
    (checked,) = alinea.verify(f"«Ouverture de quatre écoles itinérantes» ({place.citation})").quotes
    assert checked.status == "found"


def test_words_of_a_note_alone_are_no_quotation_wherever_they_are_said_to_be_from(alinea: Assistant) -> None:
    words = "looks after the register of loans"
    for text, holds in (
        (words, None),
        (f"“{words}” (GB.912/INS/4, para. 4)", None),
        (f"“{words}” (GB.912/INS/4, para. 2)", False),
    ):
        verified = alinea.verify(text)
        (checked,) = verified.quotes
        assert (checked.status, checked.official, checked.places[0].status) == ("found_in_note", False, "note")
        assert not verified.all_found
        assert checked.attributed is None or checked.attributed.holds is holds
    (checked,) = alinea.verify("Le registre est ouvert à tous").quotes
    assert (checked.status, checked.official) == ("found", True)


def test_without_notes_nothing_is_found_in_them(official: Assistant) -> None:
    (checked,) = official.verify("looks after the register of loans which all members may read").quotes
    assert checked.status == "not_found"


def test_a_translation_is_not_found_and_its_paragraph_is_a_suggestion(official: Assistant) -> None:
    text = "Cooperative workshops employ 4,300 people in twenty-seven valleys and repair 15.6 tonnes of tools a day"
    (checked,) = official.verify(text).quotes
    assert checked.status == "not_found"
    assert checked.places == ()
    assert checked.nearest is not None
    assert (checked.nearest.locator, checked.nearest.language) == ("2", "fr")


PAGE = """Dear colleague,

As the strategy has it, « La stratégie s’organise autour de quatre objectifs » (GB.912/INS/4, paragr. 3). The letter
says “not one of them has been lost”, and that “members will vote on the price of cheese”.

> Le registre est ouvert à tous les membres.

He told me: “They wrote ‘in the old ferry hall’ somewhere.” It's the members' choice, isn't it?
"""


def test_a_page_is_read_by_its_marks_and_each_quotation_gets_a_verdict(alinea: Assistant) -> None:
    verified = alinea.verify(PAGE)
    assert verified.read_as == "marks"
    assert not verified.all_found
    assert [(each.status, each.quote) for each in verified.quotes] == [
        ("altered", "La stratégie s’organise autour de quatre objectifs"),
        ("found", "not one of them has been lost"),
        ("altered", "members will vote on the price of cheese"),
        ("found", "Le registre est ouvert à tous les membres."),
        ("not_found", "They wrote ‘in the old ferry hall’ somewhere."),
        ("found", "in the old ferry hall"),
    ]


def test_an_altered_paragraph_with_marks_inside_is_one_quotation(alinea: Assistant) -> None:
    text = "Chaque atelier coopératif choisit un gardien des outils, «élue à main levée pour deux ans», qui tient le"
    verified = alinea.verify(text)
    assert verified.read_as == "quote"
    assert [(each.quoted, each.text) for each in verified.quotes[0].differences] == [("un gardien", "une gardienne")]


def test_a_short_text_of_two_sources_has_a_verdict_on_every_sentence(alinea: Assistant) -> None:
    text = "Le registre est ouvert à tous les membres. Not one of them has been lost. Pigs fly over the old valley."
    verified = alinea.verify(text)
    assert verified.read_as == "sentences"
    assert [each.status for each in verified.quotes] == ["found", "found", "not_found"]


def test_in_a_long_page_without_marks_sentences_are_recognised(alinea: Assistant) -> None:
    text = "We went to see the mountain and found it large. " * 40
    text += "Since April we have lent 212 bicycles to nurses who work at night, and not one of them has been lost. "
    verified = alinea.verify(text + "Nobody was there at the time. " * 20)
    assert [(each.status, each.quote[:11]) for each in verified.quotes] == [("found", "Since April")]
    assert verified.all_found


def test_lines_broken_at_the_width_of_a_page_are_one_sentence(alinea: Assistant) -> None:
    text = "We went to see the mountain.\n" * 60 + (
        "Since April we have lent 212 bicycles to nurses who work at\nnight, and not one of them has been lost.\n"
    )
    assert [each.status for each in alinea.verify(text).quotes] == ["found"]


@pytest.mark.parametrize("text", ["", " … “ ” ", "x" * (LONGEST_TEXT + 1)])
def test_what_cannot_be_checked_is_refused(alinea: Assistant, text: str) -> None:
    with pytest.raises(BadRequest):
        alinea.verify(text)


@pytest.mark.parametrize(
    "text",
    [
        "“" * 100_000 + "a",
        "a" * 500_000,
        "“a b " * 20_000,
        "(" * 50_000 + "a",
        "… a" * 50_000,
        "[1] “a b c” [1]\n" * 9_000,
    ],
    ids=["marks", "word", "unbalanced", "brackets", "gaps", "notes"],
)
def test_hostile_texts_end(alinea: Assistant, text: str) -> None:
    assert len(alinea.verify(text).quotes) <= 400


def test_what_is_left_out_is_counted(alinea: Assistant) -> None:
    verified = alinea.verify("“not one of them” " * 300)
    assert (len(verified.quotes), verified.unchecked, verified.all_found) == (200, 100, False)


def test_what_the_time_allowed_does_not_reach_is_counted(alinea: Assistant) -> None:
    """One is checked in any case; of sentences without marks, those looked at and those left make up the whole."""
    verified = alinea.verify("“not one of them” " * 30, seconds=0)
    assert (len(verified.quotes), verified.unchecked, verified.all_found) == (1, 29, False)
    sentences = "We have lent 212 bicycles to nurses who work at night. " * 60
    assert alinea.verify(sentences, seconds=0).unchecked == 59
