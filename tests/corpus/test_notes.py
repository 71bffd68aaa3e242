"""The bundled notes: complete, exact to the figure, in our own words, and properly set in type.

The checks against the official texts are skipped where ../shared/seeds is absent; the others always run.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
NOTES = PROJECT / "corpus" / "notes"
SEEDS = PROJECT.parent / "shared" / "seeds"
LONGEST_SHARED_RUN = 7  # words; from eight on, a note would be copying

SOURCES = {
    "ilo-coop-solidarity-letter-2020": "000_e5a9691ca233ffbc.txt",
    "coop-centenary-webinar-2020": "001_13171c3dab1ef1ca.txt",
    "gb346-ins-4": "002_93c0641b0d5687b9.txt",
    "ilo-social-economy-academy": "003_1705c3f66abae49f.txt",
    "untfsse-origins": "004_d6d5817abb5105c9.txt",
}
ITEMS = {"6": "abc", "7": "abcde", "24": "abcde"}
ROWS = {"1": {"1": 1, "2": 4, "3": 1}, "2": {"1": 2, "2": 1, "3": 1}, "3": {"1": 2, "2": 4, "3": 1}}


def expected_locators() -> dict[str, list[str]]:
    """Return every locator the notes must have, per document, in reading order."""
    paper = []
    for number in map(str, range(1, 30)):
        paper += [number, *(f"{number}({letter})" for letter in ITEMS.get(number, ""))]
    for objective, outputs in ROWS.items():
        paper.append(f"action plan, objective {objective}")
        for output, count in outputs.items():
            name = f"action plan {objective}.{output}"
            paper += [name, *(f"{name}({row})" for row in range(1, count + 1))]
    return {
        "gb346-ins-4": [*paper, "30"],
        "ilo-coop-solidarity-letter-2020": [f"¶{n}" for n in range(1, 9)],
        "coop-centenary-webinar-2020": [f"¶{n}" for n in range(1, 9)],
        "ilo-social-economy-academy": [f"¶{n}" for n in range(1, 5)],
        # ¶2 of this page is only the caption of a picture.
        "untfsse-origins": ["¶1", "¶3", "¶4", "¶5", "¶5(i)", "¶5(ii)", "¶5(iii)", "¶5(iv)", "¶6", "¶7"],
    }


def read_notes(language: str, document: str) -> list[tuple[str, str]]:
    """Return the (locator, text) pairs of one file, in file order."""
    body = (NOTES / language / f"{document}.md").read_text(encoding="utf-8").split("\n+++\n", 1)[1]
    return [(head, text.strip()) for head, text in re.findall(r"^## (.+)\n((?:(?!## ).*\n?)*)", body, re.MULTILINE)]


def figures(text: str) -> set[str]:
    """Return the figures of a text, written alike in both languages: 15,6 as 15.6; 9 n) and 9(n) as 9(n).

    A list of points that names its number once, such as 6(c), (e) and (f), yields 6(c), 6(e) and 6(f).
    """
    point = re.compile(r"\b(\d+)[ \u00a0]?\(?([a-z])\)((?:(?:,| and| et) \(?[a-z]\))*)")
    lettered = {
        f"{number}({letter})"
        for number, first, others in point.findall(text)
        for letter in [first, *re.findall(r"([a-z])\)", others)]
    }
    plain = re.findall(r"(?:\b[A-C]\.)?\d+(?:[.,]\d+)*", point.sub(" ", text))
    return lettered | {number.replace(",", ".") for number in plain}


def words(text: str) -> list[str]:
    """Return the words of a text, lower case, apostrophes made straight."""
    return re.findall(r"\w+", text.lower().replace("’", "'"))


def runs(text: str) -> set[tuple[str, ...]]:
    """Return every run of words of a text that is too long to be shared with a source."""
    tokens, length = words(text), LONGEST_SHARED_RUN + 1
    return {tuple(tokens[start : start + length]) for start in range(len(tokens) - length + 1)}


def source(document: str) -> str:
    """Return the official text without its footnote addresses, or skip the test where there is none."""
    path = SEEDS / SOURCES[document]
    if not path.exists():
        pytest.skip(f"the official text {path} is not on this machine")
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.lstrip().startswith("http"))


def source_of(document: str, locator: str) -> str:
    """Return the part of the official text a note may take its figures from.

    That is the whole text, except for the numbered paragraphs of the paper: there it is the paragraph
    itself and the headings of objectives and outputs.
    """
    text = source(document)
    numbered = re.match(r"(\d+)", locator)
    if document != "gb346-ins-4" or numbered is None:
        return text
    number = int(numbered[1])
    paragraph = re.search(rf"^ ?{number}\. .*?(?=^ ?{number + 1}\. |\Z)", text, re.MULTILINE | re.DOTALL)
    assert paragraph is not None, f"paragraph {number} was not found in {SOURCES[document]}"
    headings = re.findall(r"^ ?(?:Objectif|Produit) [\d.]+", text, re.MULTILINE)
    return "\n".join([paragraph[0], *headings])


by_document = pytest.mark.parametrize("document", SOURCES)
by_language = pytest.mark.parametrize("language", ["en", "fr"])


def test_figures_are_read_alike_in_both_languages() -> None:
    """The measuring stick itself: decimals, ordinals, lettered points and lists of points."""
    assert figures("US$15.6 million at the 21st ICLS: 9(n), A.1") == {"15.6", "21", "9(n)", "A.1"}
    assert figures("15,6 millions à la 21e CIST : 9 n), A.1") == {"15.6", "21", "9(n)", "A.1"}
    assert figures("6(c), (e) and (k); 8; 16(h)") == figures("6 c), e) et k) ; 8 ; 16 h)")
    assert figures("6(c), (e) and (k); 8") == {"6(c)", "6(e)", "6(k)", "8"}


@by_language
def test_there_is_one_file_per_document(language: str) -> None:
    """Nothing missing, nothing stray."""
    assert {path.stem for path in (NOTES / language).glob("*.md")} == set(SOURCES)


@by_language
@by_document
def test_front_matter_agrees_with_the_file_name(language: str, document: str) -> None:
    """The document and language stated inside a file are those of its path."""
    opening = (NOTES / language / f"{document}.md").read_text(encoding="utf-8").split("+++\n")[1]
    assert tomllib.loads(opening) == {"document": document, "language": language}


@by_language
@by_document
def test_every_locator_has_one_note_in_reading_order(language: str, document: str) -> None:
    """English and French hold the same expected locators, each with a text."""
    notes = read_notes(language, document)
    assert [locator for locator, _ in notes] == expected_locators()[document]
    assert [locator for locator, text in notes if not text] == []


@by_document
def test_english_and_french_give_the_same_figures(document: str) -> None:
    """A figure present in one language only is an omission or a slip."""
    french = dict(read_notes("fr", document))
    differences = {
        locator: sorted(figures(text) ^ figures(french[locator]))
        for locator, text in read_notes("en", document)
        if figures(text) != figures(french[locator])
    }
    assert differences == {}


def test_the_resources_of_the_objectives_add_up() -> None:
    """15.6 + 17.2 + 4.7 = 37.5: the three objectives make the total of paragraph 28 (in tenths of a million)."""
    notes = dict(read_notes("en", "gb346-ins-4"))
    locators = ["28", *(f"action plan, objective {n}" for n in "123")]
    total, *parts = (int("".join(re.findall(r"US\$(\d+)\.(\d)\b", notes[locator])[0])) for locator in locators)
    assert (parts, total) == ([156, 172, 47], 375)
    assert sum(parts) == total


@by_language
@by_document
def test_every_figure_is_in_the_official_text(language: str, document: str) -> None:
    """No number, year, session or point that the source does not have in that place."""
    unfounded = {
        locator: sorted(figures(text) - figures(source_of(document, locator)))
        for locator, text in read_notes(language, document)
    }
    assert {locator: numbers for locator, numbers in unfounded.items() if numbers} == {}


def row_facts(row: str) -> tuple[list[str], list[str]]:
    """Return the lettered points of a row, sorted, and its programme and budget outputs, in order."""
    points = sorted(figure for figure in figures(row) if "(" in figure)
    return points, re.findall(r"\b[A-C1-8]\.\d\b", row)


@by_language
def test_rows_of_the_plan_say_what_the_table_says(language: str) -> None:
    """Row by row: the same points of the Conclusions, programme and budget outputs and time frame, none left out."""
    table = source("gb346-ins-4").split("Produits de haut niveau", 1)[1].split("Projet de décision", 1)[0]
    table = re.sub(r"^ ?Produit \d\.\d", "", table, flags=re.MULTILINE)
    time_frame = re.compile(r"\b2023(?:[-–]20\d\d)?\b")  # the last cell of every row, and found nowhere else
    notes = [text for locator, text in read_notes(language, "gb346-ins-4") if re.search(r"plan \d\.\d\(", locator)]

    assert [row_facts(note) for note in notes] == [row_facts(row) for row in time_frame.split(table)[:-1]]
    frames = [" ".join(time_frame.findall(note)).replace("–", "-") for note in notes]
    assert frames == time_frame.findall(table)


@by_language
@by_document
def test_no_note_copies_the_official_texts(language: str, document: str) -> None:
    """No eight words in a row are those of any source, in either language."""
    copied = {
        locator: sorted(" ".join(run) for run in runs(text) & runs(source(other)))
        for other in SOURCES
        for locator, text in read_notes(language, document)
        if runs(text) & runs(source(other))
    }
    assert copied == {}


@by_language
@by_document
def test_quotation_marks_and_apostrophes_are_typographic(language: str, document: str) -> None:
    """No straight quotation mark or apostrophe."""
    assert [locator for locator, text in read_notes(language, document) if re.search(r"[\"'`]", text)] == []


@by_document
def test_french_punctuation_has_its_non_breaking_spaces(document: str) -> None:
    """A non-breaking space, wide or narrow, before ; : ! ? and inside « »."""
    faulty = re.compile(r".?[^\u00a0\u202f][;:!?»]|«[^\u00a0\u202f].?")
    found = {locator: faulty.findall(text) for locator, text in read_notes("fr", document)}
    assert {locator: places for locator, places in found.items() if places} == {}
