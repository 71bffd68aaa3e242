"""What is cut from a document is found there; one word changed is that word, changed; typography changes nothing."""

from __future__ import annotations

import unicodedata
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.service import Assistant
from assistant.text.quotes import Word, is_verbatim, plain, words_of
from corpus.library.library import StoredRendition
from corpus.types import Role

FAST = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
WRITTEN_OTHERWISE = str.maketrans({"’": "'", "«": "“", "»": "”", " ": "\u00a0", "œ": "oe", "é": "e\u0301"})


@cache
def paragraphs(alinea: Assistant) -> list[tuple[StoredRendition, str, list[Word]]]:
    """Return every paragraph of four words or more, with its words."""
    rows = alinea._library.renditions()
    read = [(row, plain(row.rendition.text), words_of(plain(row.rendition.text))) for row in rows]
    return [(row, text, found) for row, text, found in read if len(found) >= 4]


@st.composite
def cuts(draw: st.DrawFn, shortest: int = 4) -> tuple[float, float, float, int]:
    """Return which paragraph, where, and how much of it to cut, as fractions, and the shortest run of words."""
    fractions = st.floats(0, 1, exclude_max=True)
    return draw(fractions), draw(fractions), draw(fractions), shortest


def cut(alinea: Assistant, drawn: tuple[float, float, float, int]) -> tuple[StoredRendition, str, list[Word]]:
    """Return a paragraph, its text, and a run of its words."""
    which, where, how_much, shortest = drawn
    all_of_them = [each for each in paragraphs(alinea) if len(each[2]) >= shortest]
    row, text, found = all_of_them[int(which * len(all_of_them))]
    first = int(where * (len(found) - shortest + 1))
    last = first + shortest + int(how_much * (len(found) - shortest - first + 1))
    return row, text, found[first:last]


def standing(row: StoredRendition) -> tuple[str, ...]:
    """Return the verdicts on words of a text; those of a note may stand in a text too, or nearly."""
    return ("found",) if row.status != "note" else ("found", "found_in_note", "altered")


@given(cuts())
@FAST
def test_what_is_cut_from_a_paragraph_is_found_there(alinea: Assistant, drawn: tuple[float, float, float, int]) -> None:
    row, text, run = cut(alinea, drawn)
    (checked,) = alinea.verify(text[run[0].start : run[-1].end]).quotes
    assert checked.status in standing(row)
    assert (row.document, row.rendition.locator, row.language, row.status) in {
        (each.document, each.locator, each.language, each.status) for each in checked.places
    }


@given(cuts())
@FAST
def test_typography_does_not_count(alinea: Assistant, drawn: tuple[float, float, float, int]) -> None:
    row, text, run = cut(alinea, drawn)
    quote = text[run[0].start : run[-1].end].translate(WRITTEN_OTHERWISE).upper()
    (checked,) = alinea.verify(f"“{unicodedata.normalize('NFD', quote)}”").quotes
    assert checked.status in standing(row)
    assert (row.document, row.rendition.locator) in {(each.document, each.locator) for each in checked.places}


@given(cuts(shortest=7), st.integers(0, 4))
@FAST
def test_a_changed_word_is_told(alinea: Assistant, drawn: tuple[float, float, float, int], at: int) -> None:
    _, text, run = cut(alinea, drawn)
    changed = run[1 + at]
    quote = text[run[0].start : changed.start] + " zyxw " + text[changed.end : run[-1].end]
    (checked,) = alinea.verify(quote).quotes
    assert checked.status == "altered"
    (different,) = checked.differences
    assert (different.op, different.quoted) == ("replace", "zyxw")
    # Mended, it stands where it is said to have been taken from: in a list, another place may be as near.
    mended = quote.replace(" zyxw ", different.text)
    assert is_verbatim(mended, checked.places[0].text)
    assert different.figure == any(character.isdigit() for character in different.text)


@given(cuts(shortest=1), st.integers(0, 40))
@FAST
def test_every_place_told_of_a_quotation_holds_words_of_it(
    alinea: Assistant, drawn: tuple[float, float, float, int], beyond: int
) -> None:
    row, text, run = cut(alinea, drawn)
    after = alinea._library.stretch(row.key, row.ordinal, row.ordinal + 1)[-1]
    quote = text[run[0].start : run[-1].end]
    heads = row.rendition.role is Role.OUTPUT  # an output is the heading of its rows, and their place
    if beyond and after.ordinal > row.ordinal and not heads:  # runs into the next paragraph
        quote = f"{text[run[0].start :]}\n{' '.join(plain(after.rendition.text).split()[:beyond])}"
    claimed = "" if not row.document.startswith("gb") else f" (GB.912/INS/4, {row.rendition.locator})"
    for checked in alinea.verify(f"“{quote}”{claimed}").quotes:
        if checked.status in ("found", "found_in_note", "misattributed"):
            assert all(holds_a_part(checked.quote, place.text) for place in checked.places)


def holds_a_part(quote: str, text: str) -> bool:
    """Tell whether a paragraph has all of a quotation, or the first of several the words that it begins with."""
    quoted = spaced(quote)
    beginnings = {quoted[: at + 1] for at in range(1, len(quoted)) if quoted[at] == " "}
    paragraphs = [spaced(line) for line in text.split("\n")]
    return any(quoted in said or any(said.endswith(each) for each in beginnings) for said in paragraphs)


def spaced(text: str) -> str:
    """Return the words of a text with a space around each."""
    return f" {' '.join(word.key for word in words_of(plain(text)))} "
