"""Texts that stand at one number and say something else are told from texts that merely resemble their neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus.catalogue.catalogue import load
from corpus.ingest import ingest_file
from corpus.library.alignment import align
from corpus.notes import bundled
from corpus.types import Rendition, Role
from index.embedding import StaticEmbedder
from index.evaluation.version_check import measure
from index.version_check import doubts

SHARED = Path(__file__).parents[3] / "shared"

# Our own: the rules of a made-up ferry.
ENGLISH = (
    "The ferry crosses the river six times a day, except on Sundays.",
    "Bicycles and prams travel free of charge; motor vehicles are not carried.",
    "The crew elects its captain every second spring, by secret ballot.",
    "Half of the fares are set aside for repairs to the hull and the engine.",
    "Children under seven years of age are accompanied by an adult.",
    "A passenger who falls ill is taken to the nearest hospital at once.",
    "Dogs are kept on a lead, and birds in a cage.",
    "The accounts are read aloud to the members at the end of the year.",
    "In fog or ice the captain alone decides whether the ferry sails.",
)
FRENCH = (
    "Le bac traverse le fleuve six fois par jour, sauf le dimanche.",
    "Les vélos et les poussettes voyagent gratuitement ; les véhicules à moteur ne sont pas transportés.",
    "L’équipage élit son capitaine tous les deux printemps, au scrutin secret.",
    "La moitié des recettes est réservée aux réparations de la coque et du moteur.",
    "Les enfants de moins de sept ans sont accompagnés d’un adulte.",
    "Un passager qui tombe malade est conduit aussitôt à l’hôpital le plus proche.",
    "Les chiens sont tenus en laisse, et les oiseaux en cage.",
    "Les comptes sont lus à haute voix aux membres à la fin de l’année.",
    "En cas de brouillard ou de glace, le capitaine seul décide si le bac part.",
)


def numbered(texts: Sequence[str]) -> list[Rendition]:
    """Return texts as paragraphs 1, 2, 3 and so on."""
    return [Rendition(str(number), Role.PARAGRAPH, text) for number, text in enumerate(texts, start=1)]


def items(texts: Sequence[str], parent: str = "1") -> list[Rendition]:
    """Return texts as items a, b, c… of a paragraph without words of its own."""
    letters = "abcdefghij"
    return [
        Rendition(parent, Role.PARAGRAPH, ""),
        *(
            Rendition(f"{parent}({letter})", Role.ITEM, text, parent=parent)
            for letter, text in zip(letters, texts, strict=False)
        ),
    ]


@pytest.mark.parametrize("build", [numbered, items])
def test_texts_that_correspond_raise_no_doubt(static: StaticEmbedder, build: type) -> None:
    assert doubts(build(ENGLISH), build(FRENCH), static) == ()
    assert doubts(build(FRENCH), build(ENGLISH), static) == ()
    assert doubts(build(FRENCH), build(FRENCH), static) == ()


def test_a_number_that_is_one_ahead_from_some_place_on_is_seen_where_it_begins(static: StaticEmbedder) -> None:
    # the French text lost its fourth paragraph, and counts on without a jump: 4 is 5, 5 is 6 …
    shifted = [*FRENCH[:3], *FRENCH[4:]]
    found = doubts(numbered(ENGLISH), numbered(shifted), static)
    assert [(doubt.locator, doubt.instead) for doubt in found] == [
        ("4", None), ("5", "4"), ("6", "5"), ("7", "6"), ("8", "7"),
    ]  # fmt: skip
    assert all(doubt.nearer > doubt.similarity + 0.1 for doubt in found if doubt.instead)
    assert [each.locators for each in align(numbered(ENGLISH), numbered(shifted)).mismatches] == [("9",)]


def test_a_shift_is_seen_whichever_version_lacks_the_paragraph_and_at_either_end(static: StaticEmbedder) -> None:
    for first, second, step in ((ENGLISH[1:], FRENCH, 1), (ENGLISH, FRENCH[1:], -1)):
        found = doubts(numbered(first), numbered(second), static)
        assert len(found) >= 6
        assert {int(doubt.instead) - int(doubt.locator) for doubt in found if doubt.instead} == {step}


def test_two_paragraphs_exchanged_are_both_doubted(static: StaticEmbedder) -> None:
    swapped = [*FRENCH[:4], FRENCH[5], FRENCH[4], *FRENCH[6:]]
    found = doubts(numbered(ENGLISH), numbered(swapped), static)
    assert [(doubt.locator, doubt.instead) for doubt in found] == [("5", "6"), ("6", "5")]


def test_a_text_of_another_edition_has_nothing_in_common_with_the_one_beside_it(static: StaticEmbedder) -> None:
    changed = [*ENGLISH[:5], "Invoices over two hundred crowns are countersigned by both treasurers.", *ENGLISH[6:]]
    found = doubts(numbered(changed), numbered(FRENCH), static)
    assert [(doubt.locator, doubt.instead) for doubt in found] == [("6", None)]
    assert found[0].similarity < 0.3


def test_items_are_compared_with_items_of_the_same_paragraph_only(static: StaticEmbedder) -> None:
    shifted = [*FRENCH[:2], *FRENCH[3:]]
    found = doubts(items(ENGLISH), items(shifted), static)
    assert len(found) >= 4
    assert {(doubt.locator, doubt.instead) for doubt in found if doubt.instead} <= {
        (f"1({one})", f"1({other})") for one, other in zip("defghi", "cdefgh", strict=True)
    }


def test_texts_all_alike_or_not_there_raise_no_doubt(static: StaticEmbedder) -> None:
    repealed, abrogé = numbered(["[Repealed]"] * 6), numbered(["[Abrogé]"] * 6)
    assert doubts(repealed, abrogé, static) == ()
    assert doubts([], numbered(FRENCH), static) == ()
    assert doubts(numbered(ENGLISH), [], static) == ()
    assert doubts(numbered(["", "?!"]), numbered(["", "…"]), static) == ()


def test_the_measurement_counts_shifts_seen_and_alarms_on_sound_versions(static: StaticEmbedder) -> None:
    sound = measure("ferry", numbered(ENGLISH), numbered(FRENCH), static)
    assert (sound.places, sound.mismatches, sound.alarms) == (9, 0, 0)
    assert (sound.shifts, sound.seen) == (5, 5)
    assert sound.doubted >= 0.9 * sound.moved
    swapped = [*FRENCH[:4], FRENCH[5], FRENCH[4], *FRENCH[6:]]
    assert measure("ferry", numbered(ENGLISH), numbered(swapped), static).alarms == 2


# The bundled notes, and real documents ---------------------------------------------------------------------------


def test_the_bundled_notes_are_the_same_tree_in_both_languages_and_correspond(static: StaticEmbedder) -> None:
    versions = list(bundled())
    pairs = [(one, other) for one in versions for other in versions
             if one.document == other.document and one.language < other.language]  # fmt: skip
    assert len(pairs) >= 5
    for one, other in pairs:
        assert align(one.renditions, other.renditions).mismatches == ()
        assert doubts(one.renditions, other.renditions, static) == ()


def test_real_acts_and_declarations_in_two_languages_raise_no_alarm(static: StaticEmbedder) -> None:
    folder = SHARED / "corpora" / "numbered"
    if not folder.is_dir():
        pytest.skip("../shared/corpora is not there")
    names = ["udhr", "ilo-privileges-immunities-order", "canada-employment-equity-act"]
    for name in names:
        one, other = (ingest_file(folder / f"{name}.{code}.md", load()).version.renditions for code in ("en", "fr"))
        assert align(one, other).mismatches == ()
        assert doubts(one, other, static) == ()
