"""Packages for Anki, opened as the databases they are; `study_round_trips` imports them into Anki itself."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from assistant.study.formats.anki_package import deck_package, quiz_package
from assistant.study.types import Card, CardKind, Deck
from tests.study_sample import ADDRESS, evidence, sample_deck, sample_quiz

CARD = Card(
    id="a:3:basic:en", kind=CardKind.BASIC, language="en", front="How many?", back="at most <5 % & no more",
    reference="A, para. 3", link="/#/p/a/3",
)  # fmt: skip


@pytest.fixture
def opened(tmp_path: Path) -> Any:
    """Return what reads a package: its notes by GUID (field values, tags, when), its cards, its collection."""

    def read(content: bytes) -> dict[str, Any]:
        with zipfile.ZipFile(BytesIO(content)) as package:
            (tmp_path / "collection").write_bytes(package.read("collection.anki2"))
        database = sqlite3.connect(tmp_path / "collection")
        rows = database.execute("SELECT guid, flds, tags, mod FROM notes").fetchall()
        notes = {guid: (fields.split("\x1f"), tags.split(), when) for guid, fields, tags, when in rows}
        cards = database.execute("SELECT COUNT(*) FROM cards").fetchone()[0]
        models, decks = (json.loads(each) for each in database.execute("SELECT models, decks FROM col").fetchone())
        database.close()
        return {"notes": notes, "cards": cards, "models": {*models}, "decks": {*decks} - {"1"}}

    return read


def deck(*cards: Card) -> Deck:
    return Deck("a", "A", "en", cards)


def test_a_card_is_its_fields_escaped_once(opened: Any) -> None:
    [(fields, tags, _)] = opened(deck_package(deck(replace(CARD, tags=("a b",))), ADDRESS)[0])["notes"].values()
    assert fields[:5] == ["How many?", "at most &lt;5 % &amp; no more", "A, para. 3", f"{ADDRESS}/#/p/a/3", "en"]
    assert fields[5:] == ["", "", "", ""]  # the label, and three to spare
    assert tags == ["a_b"]


def test_a_corrected_card_keeps_its_guid_and_is_newer(opened: Any) -> None:
    other = replace(CARD, id="a:4:basic:en")
    first = opened(deck_package(deck(CARD, other), ADDRESS, 1_700_000_000.0)[0])
    second = opened(
        deck_package(deck(other, replace(CARD, back="10 %"), replace(CARD, id="new")), ADDRESS, 1_700_000_009.0)[0]
    )
    assert first["decks"] == second["decks"]
    assert first["models"] == second["models"]
    assert len(second["notes"].keys() - first["notes"].keys()) == 1
    changed = {guid for guid in first["notes"] if first["notes"][guid][0] != second["notes"][guid][0]}
    assert len(changed) == 1
    assert all(second["notes"][guid][2] > first["notes"][guid][2] for guid in first["notes"])


def test_the_words_left_out_are_hidden_whatever_they_are(opened: Any) -> None:
    card = replace(CARD, kind=CardKind.CLOZE, front="It is _____ {{c2::not}}.", back="a::b}}")
    read = opened(deck_package(deck(card), ADDRESS)[0])
    [(fields, _, _)] = read["notes"].values()
    assert fields[0] == "It is {{c1::a&#58;&#58;b&#125;&#125;}} &#123;&#123;c2::not&#125;&#125;."
    assert read["cards"] == 1


def test_a_cloze_card_without_a_gap_is_counted_and_left_out(opened: Any) -> None:
    content, left_out = deck_package(deck(CARD, replace(CARD, id="b", kind=CardKind.CLOZE)), ADDRESS)
    assert left_out == {"cloze": 1}
    assert len(opened(content)["notes"]) == 1


def test_a_term_is_asked_for_both_ways_each_side_in_its_language(opened: Any) -> None:
    card = replace(CARD, kind=CardKind.TERM, front="share", back="part", back_language="fr", reference="", link="")
    read = opened(deck_package(deck(card), ADDRESS)[0])
    [(fields, _, _)] = read["notes"].values()
    assert fields[:4] == ["share", '<div lang="fr">part</div>', "", ""]
    assert read["cards"] == 2


def test_the_paragraph_stands_behind_a_card_that_does_not_show_it(opened: Any) -> None:
    shown = evidence("fr", 0)
    [(fields, tags, _)] = opened(deck_package(deck(replace(CARD, evidence=(shown,))), ADDRESS)[0])["notes"].values()
    assert '<blockquote lang="fr">La part {arrondie}' in fields[1]
    assert tags == ["circular-7::1(c)"]
    whole = replace(CARD, back=shown.quote, evidence=(shown,))
    [(fields, _, _)] = opened(deck_package(deck(whole), ADDRESS)[0])["notes"].values()
    assert "<blockquote" not in fields[1]


def test_every_item_of_a_quiz_is_a_card(opened: Any) -> None:
    quiz = sample_quiz()
    content, left_out = quiz_package(quiz, ADDRESS)
    read = opened(content)
    assert not left_out
    assert len(read["notes"]) == read["cards"] == len(quiz.items)
    again = opened(quiz_package(quiz, ADDRESS)[0])
    assert (again["notes"].keys(), again["decks"]) == (read["notes"].keys(), read["decks"])


def test_every_card_of_a_deck_is_a_note(opened: Any) -> None:
    read = opened(deck_package(sample_deck(), "")[0])
    assert len(read["notes"]) == 27
    assert read["cards"] == 36
    assert not any(fields[3] for fields, _, _ in read["notes"].values())


def test_nothing_is_left_in_the_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    deck_package(sample_deck(), ADDRESS)
    assert not list(tmp_path.iterdir())


def test_a_text_gives_anki_no_orders(opened: Any) -> None:
    ordered = replace(CARD, front="A [sound:lake.mp3], [latex]x[/latex] and [a note].")
    [(fields, *_)] = opened(deck_package(deck(ordered), ADDRESS)[0])["notes"].values()
    assert fields[0] == "A &#91;sound:lake.mp3], &#91;latex]x&#91;/latex] and [a note]."
