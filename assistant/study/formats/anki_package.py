"""A deck or a quiz as a package for Anki.

A second import updates the notes that are there and adds none: a note is known by its GUID, which depends on the id
of its card alone, a kind of note by its number, a deck by its name. Anki takes the text of a note that was changed in
a later second; genanki gives every note of a package the time at which it is written, so that it must be the real
one. What a reader has edited by hand is overwritten by a newer package, and a note that another deck has already stays
there.
"""

from __future__ import annotations

import hashlib
import io
import itertools
import json
import re
import sqlite3
import time
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from html import escape

import genanki

from assistant.study.formats import blocks, markup, naming, note_types
from assistant.study.formats.item_faces import back, front
from assistant.study.types import GAP, Card, CardKind, Deck, Quiz

Notes = list[genanki.Note]


_COMMAND = re.compile(r"\[(?=/?(?:sound|anki|latex|\$))", re.IGNORECASE)


def deck_package(deck: Deck, address: str, at: float | None = None) -> tuple[bytes, Mapping[str, int]]:
    """Return the file, and how many cards of each kind it cannot hold: a cloze card without a gap has no question.

    `at` is the time of the notes, in seconds; without one it is now.
    """
    models = {CardKind.BASIC: note_types.basic(), CardKind.CLOZE: note_types.cloze(), CardKind.TERM: note_types.term()}
    left_out: Counter[str] = Counter()
    notes: Notes = []
    for card in deck.cards:
        if card.kind is CardKind.CLOZE and not (card.front.count(GAP) and card.back.strip()):
            left_out[card.kind] += 1
            continue
        notes.append(_note(models[card.kind], f"card {card.id}", _fields(card, address), _tags(card)))
    return _package(deck.id, deck.name, notes, at), dict(left_out)


def quiz_package(quiz: Quiz, address: str, at: float | None = None) -> tuple[bytes, Mapping[str, int]]:
    """Return the file with a card for each item: in front what is asked, behind it the key and the paragraph."""
    model = note_types.basic()
    notes = [
        _note(
            model,
            f"item {item.id}",
            (
                front(item),
                back(item, address),
                markup.lines("; ".join(each.citation for each in item.evidence)),
                escape(blocks.whole_link(address, item.evidence[0].link if item.evidence else "")),
                escape(item.language),
                "",
            ),
            naming.tags(item),
        )
        for item in quiz.items
    ]
    chosen = json.dumps([quiz.language, quiz.request.to_json()], sort_keys=True)
    return _package(f"quiz {chosen}", quiz.title, notes, at), {}


def guid_of(known_as: str) -> str:
    """Return what Anki knows a note by: of a card `card ID`, of an item `item ID`, as a hash."""
    return hashlib.sha256(known_as.encode("utf-8")).hexdigest()[:20]


def _fields(card: Card, address: str) -> tuple[str, ...]:
    """Return a card's fields in HTML."""
    shown, behind = markup.lines(card.front), markup.lines(card.back)
    if card.back_language and card.back_language != card.language:
        behind = f'<div lang="{escape(card.back_language)}">{behind}</div>'
    proof = markup.page(blocks.proof(card, address))
    if card.kind is CardKind.CLOZE:
        shown, behind = _with_gaps(card), proof
    elif proof and card.kind is CardKind.BASIC:
        behind += proof
    link = blocks.whole_link(address, card.link)
    return shown, behind, markup.lines(card.reference), escape(link), escape(card.language), markup.lines(card.label)


def _with_gaps(card: Card) -> str:
    """Return the sentence with its words marked as left out.

    Braces and colons of the texts are written as entities where Anki would read them as its own marks: in the words
    left out, `::` begins a hint and `}}` ends the gap.
    """
    words = markup.lines(card.back).replace("}", "&#125;").replace("{", "&#123;").replace(":", "&#58;")
    sentence = re.sub("[{}]", lambda match: f"&#{ord(match[0])};", markup.lines(card.front))
    return sentence.replace(GAP, f"{{{{c1::{words}}}}}")


def _tags(card: Card) -> tuple[str, ...]:
    places = [naming.place_tag(each) for each in card.evidence[:1]]
    return tuple(dict.fromkeys(each for each in (*map(naming.tag, card.tags), *places) if each))


def _note(model: genanki.Model, known_as: str, fields: Sequence[str], tags: Sequence[str]) -> genanki.Note:
    """Return a note; what Anki would take in a text for a sound, a voice or LaTeX is written so that it is shown."""
    spare = [""] * (len(note_types.FIELDS) - len(fields))
    shown = [_COMMAND.sub("&#91;", each) for each in fields]
    return genanki.Note(model=model, fields=[*shown, *spare], tags=list(tags), guid=guid_of(known_as))


def _package(known_as: str, name: str, notes: Notes, at: float | None) -> bytes:
    """Return the file; new cards are learnt in the order of the notes."""
    number = int.from_bytes(hashlib.sha256(known_as.encode("utf-8")).digest()[:5], "big")
    # Anki counts its own decks in milliseconds since 1970: from here on none of them is met.
    deck = genanki.Deck((1 << 41) + number, re.sub("::+", ":", name).strip() or "Alinéa")
    for place, note in enumerate(notes):
        note.due = place
        deck.add_note(note)
    return _zipped(genanki.Package(deck), time.time() if at is None else at)


def _zipped(package: genanki.Package, at: float) -> bytes:
    """Return the package as a file; genanki's own way to write one leaves its database behind in a temporary file."""
    with closing(sqlite3.connect(":memory:")) as database:
        package.write_to_db(database.cursor(), at, itertools.count(int(at * 1000)))
        database.commit()
        collection = database.serialize()
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("collection.anki2", collection)
        archive.writestr("media", "{}")
    return file.getvalue()
