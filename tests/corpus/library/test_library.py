"""The library keeps what it was given, all or nothing, whoever reads, writes or dies meanwhile."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from corpus.errors import LibraryFailure, NoSuchText, OfficialHeld, UnknownDocument
from corpus.library.library import Addition, Change, Library, StoredRendition
from corpus.library.merging import reading_order
from corpus.library.whole_text import whole_texts
from corpus.types import Authority, Document, Language, Rendition, Role, Status, Version
from tests.corpus.library.kinds import opened

ROOT = Path(__file__).parents[3]

CHARTER = Document(
    id="charter-7",
    symbol="CH.7",
    titles={"en": "Charter of the orchard"},
    body="Assembly of gardeners",
    session="7",
    date="1998-05",
    kind="charter",
    authority=Authority.DECLARATION,
    urls={"en": "https://example.org/charter"},
)

ENGLISH = Version(
    document="charter-7",
    language=Language.EN,
    status=Status.OFFICIAL,
    source="1. Trees need:\na) water;\nb) light.\n2. Pears are decent fruit.",
    sha256="aa" * 32,
    file="charter_en.pdf",
    pages=2,
    renditions=(
        Rendition("1", Role.PARAGRAPH, "Trees need:", "1.", ("Part I",), None, 1, 0, 14),
        Rendition("1(a)", Role.ITEM, "water;", "a)", ("Part I",), "1", 1, 15, 24),
        Rendition("1(b)", Role.ITEM, "light.", "b)", ("Part I",), "1", 1, 25, 34),
        Rendition("2", Role.PARAGRAPH, "Pears are decent fruit.", "2.", ("Part II", "Fruit"), None, 2, 35, 61),
        Rendition("2(1)", Role.ROW, "Pear 3", "", (), "2", None, 0, 0, {"fruit": "Pear", "count": "3"}),
    ),
    links=("https://example.org",),
    warnings=("page 2 is blurred",),
)

FRENCH = replace(
    ENGLISH,
    language=Language.FR,
    source="1. Les arbres…",
    sha256="bb" * 32,
    file="charter_fr.pdf",
    renditions=(
        Rendition("Preamble", Role.PARAGRAPH, "L’Assemblée étendue,", ""),
        Rendition("1", Role.PARAGRAPH, "L’emploi des arbres :", "1."),
        Rendition("1(a)", Role.ITEM, "mise en œuvre de l’arrosage ;", "a)", parent="1"),
        Rendition("1(a)bis", Role.ITEM, "le compost ;", "a bis)", parent="1"),
        Rendition("2", Role.PARAGRAPH, "Les poires sont des fruits décents.", "2."),
    ),
)
FRENCH_CHARTER = Document(id="charter-7", symbol="CH.7 (F)", titles={"fr": "Charte du verger"}, kind="charter")
NOTE = replace(ENGLISH, status=Status.NOTE, sha256="cc" * 32, renditions=(Rendition("3", Role.PARAGRAPH, "On plums."),))
NEWER = replace(ENGLISH, sha256="dd" * 32, renditions=ENGLISH.renditions[:4])


LETTERS = st.characters(codec="utf-8", exclude_characters="\0")


@pytest.fixture(params=["file", "server"])
def library(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Library]:
    """Give an empty library, in a file and on a server."""
    with opened(request, tmp_path) as library:
        yield library


def texts(found: Iterator[StoredRendition] | tuple[StoredRendition, ...]) -> list[str]:
    """Return the texts of what was found."""
    return [each.rendition.text for each in found]


def test_a_version_comes_back_as_it_went_in(library: Library) -> None:
    assert library.add(CHARTER, ENGLISH) is Change.ADDED
    assert library.documents() == (CHARTER,)
    assert library.document("charter-7") == CHARTER
    assert tuple(each.rendition for each in library.renditions("charter-7")) == ENGLISH.renditions
    assert [each.ordinal for each in library.renditions()] == [0, 1, 2, 3, 4]
    assert library.source("charter-7", Language.EN, Status.OFFICIAL) == ENGLISH.source
    (version,) = library.versions("charter-7")
    assert (version.language, version.status, version.file) == (Language.EN, Status.OFFICIAL, "charter_en.pdf")
    assert (version.pages, version.sha256, version.paragraphs) == (2, "aa" * 32, 5)
    assert (version.links, version.warnings) == (("https://example.org",), ("page 2 is blurred",))
    (row,) = library.renditions(locator="2(1)")
    assert list(row.rendition.cells or {}) == ["fruit", "count"]


def test_it_is_all_there_after_reopening(tmp_path: Path) -> None:
    with Library(tmp_path / "deep" / "library.sqlite") as library:
        library.add(CHARTER, ENGLISH)
    with Library(tmp_path / "deep" / "library.sqlite") as library:
        assert library.documents() == (CHARTER,)
        assert len(list(library.renditions())) == 5


def test_adding_the_same_again_changes_nothing(library: Library) -> None:
    library.add(CHARTER, ENGLISH)
    library.add(FRENCH_CHARTER, FRENCH)
    before = library.fingerprint(), library.documents(), list(library.renditions())
    assert library.add(CHARTER, ENGLISH) is Change.UNCHANGED
    assert library.add(FRENCH_CHARTER, FRENCH) is Change.UNCHANGED
    assert (library.fingerprint(), library.documents(), list(library.renditions())) == before


def test_a_file_that_only_moved_is_found_at_its_new_place(library: Library) -> None:
    library.add(CHARTER, ENGLISH)
    assert library.add(CHARTER, replace(ENGLISH, file="moved.pdf")) is Change.UNCHANGED
    assert library.versions("charter-7")[0].file == "moved.pdf"


@pytest.mark.parametrize(
    ("document", "version"),
    [
        (replace(CHARTER, session="8"), ENGLISH),
        (replace(CHARTER, session=None), ENGLISH),
        (CHARTER, replace(ENGLISH, sha256="dd" * 32)),
        (CHARTER, replace(ENGLISH, renditions=ENGLISH.renditions[:-1])),
        (CHARTER, replace(ENGLISH, renditions=(replace(ENGLISH.renditions[0], page=3), *ENGLISH.renditions[1:]))),
    ],
    ids=["another fact", "a fact less", "another file", "a rendition less", "another page"],
)
def test_any_difference_replaces_the_version(library: Library, document: Document, version: Version) -> None:
    library.add(CHARTER, ENGLISH)
    before = library.fingerprint()
    assert library.add(document, version) is Change.REPLACED
    assert library.fingerprint() != before
    assert library.document("charter-7") == document
    assert tuple(each.rendition for each in library.renditions()) == version.renditions
    assert len(library.versions("charter-7")) == 1
    library.check()


def test_a_replaced_text_is_no_longer_found(library: Library) -> None:
    library.add(CHARTER, ENGLISH)
    library.add(CHARTER, replace(ENGLISH, renditions=(Rendition("2", Role.PARAGRAPH, "Apples are decent."),)))
    assert library.exact("decent fruit") == ()
    assert texts(library.exact("are decent")) == ["Apples are decent."]
    assert library.locators("charter-7") == ("2",)


def test_versions_share_their_document(library: Library) -> None:
    library.add(CHARTER, ENGLISH)
    library.add(FRENCH_CHARTER, FRENCH)
    both = {"en": "Charter of the orchard", "fr": "Charte du verger"}
    assert library.document("charter-7") == replace(CHARTER, symbol="CH.7 (F)", titles=both)  # the newest official wins


def test_a_note_fills_gaps_only(library: Library) -> None:
    library.add(replace(CHARTER, kind=None), ENGLISH)
    library.add(Document(id="charter-7", symbol="wrong", kind="charter", titles={"en": "wrong", "es": "Carta"}), NOTE)
    titles = {"en": "Charter of the orchard", "es": "Carta"}
    assert library.document("charter-7") == replace(CHARTER, titles=titles)


def test_locators_of_all_versions_in_reading_order(library: Library) -> None:
    library.add(CHARTER, NOTE)
    library.add(FRENCH_CHARTER, FRENCH)
    library.add(CHARTER, ENGLISH)
    expected = ("Preamble", "1", "1(a)", "1(a)bis", "1(b)", "2", "2(1)", "3")
    assert library.locators("charter-7") == expected


@pytest.mark.parametrize(
    ("versions", "expected"),
    [
        (["1 2 3"], "1 2 3"),
        (["1 3", "1 2 3"], "1 2 3"),
        (["1 4", "3 4"], "1 3 4"),
        (["1 2", "9 8"], "1 2 9 8"),
        (["1 2 3", "3 2 1"], "1 2 3"),
        (["1 1 2", "1 1a 1 2"], "1 1a 2"),
        (["", "1 2"], "1 2"),
        (["1 5", "1 2 5", "1 2 3 4 5 6"], "1 2 3 4 5 6"),
    ],
)
def test_reading_order_keeps_neighbours_together(versions: list[str], expected: str) -> None:
    assert reading_order([version.split() for version in versions]) == expected.split()


def test_filters_restrict_and_official_comes_first(library: Library) -> None:
    library.add(CHARTER, NOTE)
    library.add(CHARTER, ENGLISH)
    library.add(FRENCH_CHARTER, FRENCH)
    versions = dict.fromkeys((each.status, each.language) for each in library.renditions())
    assert list(versions) == [
        (Status.OFFICIAL, Language.EN),
        (Status.OFFICIAL, Language.FR),
        (Status.NOTE, Language.EN),
    ]
    assert texts(library.renditions(locator="1")) == ["Trees need:", "L’emploi des arbres :"]
    assert texts(library.renditions(status=Status.NOTE)) == ["On plums."]
    assert texts(library.renditions(locator="1", language=Language.FR)) == ["L’emploi des arbres :"]
    assert list(library.renditions("no-such-document")) == []
    assert list(library.renditions(language=Language.ES)) == []
    assert library.exact("plums", status=Status.OFFICIAL) == ()


def test_unknown_documents_are_named_with_the_known_ones(library: Library) -> None:
    library.add(CHARTER, ENGLISH)
    for ask in (library.document, library.versions, library.locators, library.remove):
        with pytest.raises(UnknownDocument, match=r"“r999”.*charter-7"):
            ask("r999")
    with pytest.raises(UnknownDocument, match=r"charter-7 \(fr, official\).*charter-7 \(en, official\)"):
        library.source("charter-7", Language.FR, Status.OFFICIAL)


def test_a_version_of_another_document_is_refused(library: Library) -> None:
    with pytest.raises(ValueError, match="r999"):
        library.add(Document(id="r999"), ENGLISH)
    assert library.documents() == ()


def test_of_several_additions_all_are_stored_or_none(library: Library) -> None:
    english, french = Addition(CHARTER, ENGLISH), Addition(CHARTER, FRENCH)
    added = Addition(CHARTER, replace(ENGLISH, status=Status.ADDED, sha256="dd" * 32))
    assert library.add_all([]) == []
    assert library.add_all([english, english]) == [Change.ADDED, Change.UNCHANGED]
    before = library.fingerprint()
    with pytest.raises(OfficialHeld):
        library.add_all([french, added])
    assert library.fingerprint() == before
    assert library.add_all([french]) == [Change.ADDED]


def test_removing_takes_everything_and_leaves_a_tombstone(library: Library) -> None:
    library.add(CHARTER, ENGLISH)
    library.add(FRENCH_CHARTER, FRENCH)
    library.remove("charter-7")
    assert library.documents() == ()
    assert list(library.renditions()) == []
    assert library.exact("decent fruit") == ()
    assert library.removed() == {"charter-7"}
    library.check()
    library.add(CHARTER, NOTE)
    assert library.removed() == {"charter-7"}  # a note does not undo what the user did
    library.add(CHARTER, ENGLISH)
    assert library.removed() == frozenset()


def test_one_text_goes_and_what_else_there_is_stays_as_if_it_had_never_come(library: Library, tmp_path: Path) -> None:
    for document, version in ((CHARTER, NOTE), (CHARTER, ENGLISH), (FRENCH_CHARTER, FRENCH)):
        library.add(document, version)
    library.remove("charter-7", Language.FR)
    with Library(tmp_path / "other.sqlite") as other:
        other.add(CHARTER, NOTE)
        other.add(CHARTER, ENGLISH)
        assert library.documents() == other.documents()
        assert library.locators("charter-7") == other.locators("charter-7")
    library.check()
    assert library.removed() == frozenset()
    with pytest.raises(NoSuchText, match=r"fr.*Texts here: en"):
        library.remove("charter-7", Language.FR)
    library.remove("charter-7", Language.EN)
    assert {each.status for each in library.versions("charter-7")} == {Status.NOTE}


def test_a_document_whose_last_text_goes_is_removed(library: Library) -> None:
    library.add(CHARTER, ENGLISH)
    library.remove("charter-7", Language.EN)
    assert library.documents() == ()
    assert library.removed() == {"charter-7"}
    library.check()


# Fingerprints


def test_the_fingerprint_does_not_depend_on_the_order_of_additions(tmp_path: Path) -> None:
    plain = Document(id="charter-7", titles=FRENCH_CHARTER.titles)
    other = Document(id="a-tale"), replace(ENGLISH, document="a-tale")
    additions = [(CHARTER, ENGLISH), (plain, FRENCH), (plain, NOTE), other]
    prints = set()
    for number in range(4):
        with Library(tmp_path / f"{number}.sqlite") as library:
            for document, version in additions[number:] + additions[:number]:
                library.add(document, version)
            prints.add(library.fingerprint())
    assert len(prints) == 1


def test_the_fingerprint_without_notes_ignores_them(library: Library) -> None:
    empty = library.fingerprint()
    library.add(CHARTER, ENGLISH)
    official, without = library.fingerprint(), library.fingerprint(notes=False)
    assert official == without != empty
    library.add(Document(id="charter-7"), NOTE)
    assert library.fingerprint() != official
    assert library.fingerprint(notes=False) == without
    library.remove("charter-7")
    assert library.fingerprint() == empty


# Whole paragraphs


def test_a_whole_paragraph_has_its_items_each_on_a_line(library: Library) -> None:
    library.add(CHARTER, ENGLISH)
    renditions = [found.rendition for found in library.renditions("charter-7", language=Language.EN)]
    whole = {each.locator: text for each, (text, _) in zip(renditions, whole_texts(renditions), strict=True)}
    assert whole["1"] == "Trees need:\na) water;\nb) light."
    assert (whole["2"], whole["2(1)"]) == ("Pears are decent fruit.", "Pear 3")


def test_whole_texts_nest() -> None:
    renditions = [
        Rendition("7", Role.PARAGRAPH, "", "7."),
        Rendition("7(1)", Role.ITEM, "One:", "(1)", parent="7"),
        Rendition("7(1)(a)", Role.ITEM, "deep,", "(a)", parent="7(1)"),
        Rendition("7(1)(b)", Role.ITEM, "deeper.", "(b)", parent="7(1)"),
        Rendition("7(2)", Role.ITEM, "Two.", "(2)", parent="7"),
        Rendition("8", Role.PARAGRAPH, "Next.", "8.", parent="8"),
        Rendition("9(x)", Role.ITEM, "An orphan.", "x)", parent="9"),
    ]
    assert [text for text, _ in whole_texts(renditions)] == [
        "(1) One:\n(a) deep,\n(b) deeper.\n(2) Two.",
        "One:\n(a) deep,\n(b) deeper.",
        "deep,",
        "deeper.",
        "Two.",
        "Next.",
        "An orphan.",
    ]


# Exact phrases


@pytest.mark.parametrize(
    ("phrase", "found"),
    [
        ("l'emploi DES arbres", ["L’emploi des arbres :"]),
        ("fruits decents", ["Les poires sont des fruits décents."]),
        ("Assemblée étendue", ["L’Assemblée étendue,"]),  # letters with combining accents
        ("mise en oeuvre", ["mise en œuvre de l’arrosage ;"]),
        ("MISE EN ŒUVRE", ["mise en œuvre de l’arrosage ;"]),
        ("des emploi", []),
        ("arbre", []),
        ("empl*", []),
        ("emploi OR poires", []),
        ('"emploi" "des"', ["L’emploi des arbres :"]),
        ("text : emploi", []),
        ("", []),
        ("( ^ * :", []),
    ],
)
def test_phrases_are_words_in_a_row(library: Library, phrase: str, found: list[str]) -> None:
    library.add(FRENCH_CHARTER, FRENCH)
    assert texts(library.exact(phrase)) == found


def test_official_text_is_found_before_notes_and_the_limit_holds(library: Library) -> None:
    library.add(Document(id="a"), replace(NOTE, document="a"))
    library.add(Document(id="b"), replace(NOTE, document="b", status=Status.OFFICIAL))
    assert [each.document for each in library.exact("plums")] == ["b", "a"]
    assert [each.document for each in library.exact("plums", limit=1)] == ["b"]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(phrase=st.text(st.characters(codec=None), max_size=40))
@example(phrase="l'emploi AND (")
@example(phrase='"')
@example(phrase="a\x00b")
@example(phrase="\ud800")
@example(phrase="pear " * 50_000)
def test_no_phrase_breaks_the_search(library: Library, phrase: str) -> None:
    library.add(CHARTER, ENGLISH)
    library.exact(phrase)
    assert texts(library.exact(f"{phrase} decent fruit")) in ([], ["Pears are decent fruit."])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(LETTERS, max_size=60), name=st.text(LETTERS, min_size=1, max_size=10))
def test_any_text_comes_back_unaltered(library: Library, text: str, name: str) -> None:
    rendition = Rendition(name, Role.ROW, text, text, (text, name), name, cells={name: text})
    version = replace(ENGLISH, document=name, source=text, renditions=(rendition,), warnings=(text,))
    library.add(Document(id=name, titles={"en": text}), version)
    assert [each.rendition for each in library.renditions(name)] == [rendition]
    assert library.source(name, Language.EN, Status.OFFICIAL) == text
    assert library.document(name).titles == {"en": text}


def test_nul_comes_back_too_or_is_refused_whole(library: Library) -> None:
    """A server cannot keep it; what was there stays."""
    library.add(CHARTER, ENGLISH)
    changed = replace(ENGLISH, renditions=(Rendition("1", Role.PARAGRAPH, "a\0b"),))
    try:
        library.add(CHARTER, changed)
    except LibraryFailure as error:
        assert "NUL" in str(error)
        changed = ENGLISH
    assert tuple(each.rendition for each in library.renditions()) == changed.renditions


def test_text_that_is_not_unicode_is_refused_whole(library: Library) -> None:
    library.add(CHARTER, ENGLISH)
    with pytest.raises(LibraryFailure, match="surrogates"):
        library.add(CHARTER, replace(ENGLISH, renditions=(Rendition("1", Role.PARAGRAPH, "half a \ud83d"),)))
    assert tuple(each.rendition for each in library.renditions()) == ENGLISH.renditions


# Files that are not a sound library


def test_files_that_are_no_library_are_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    path.write_bytes(b"this is a letter to my aunt, not a database; " * 99)
    with pytest.raises(LibraryFailure, match="not a database"):
        Library(path)
    assert path.read_bytes().startswith(b"this is a letter")
    with pytest.raises(LibraryFailure):
        Library(tmp_path)  # a folder
    with pytest.raises(LibraryFailure):
        Library(path / "below-a-file.sqlite")


def test_databases_of_other_programs_and_of_the_future_are_refused(tmp_path: Path) -> None:
    foreign, future = tmp_path / "foreign.sqlite", tmp_path / "future.sqlite"
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    with pytest.raises(LibraryFailure, match="another program"):
        Library(foreign)
    Library(future).close()
    with sqlite3.connect(future) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(LibraryFailure, match="schema 99"):
        Library(future)


def use_everything(path: Path) -> None:
    """Read all there is to read, and write."""
    with Library(path) as library:
        library.check()
        for document in library.documents():
            library.versions(document.id)
            library.locators(document.id)
        list(library.renditions())
        library.exact("decent fruit")
        library.add(CHARTER, replace(ENGLISH, pages=3))


def test_damage_is_reported_as_such(tmp_path: Path) -> None:
    whole = tmp_path / "whole.sqlite"
    with Library(whole) as library:
        library.add(CHARTER, ENGLISH)
        library.add(FRENCH_CHARTER, FRENCH)
    content = whole.read_bytes()
    chance = random.Random(7)
    reported = 0
    for number in range(60):
        damaged = bytearray(content)
        for _ in range(40):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        if number % 3 == 0:
            del damaged[chance.randrange(1, len(damaged)) :]
        path = tmp_path / f"damaged-{number}.sqlite"
        path.write_bytes(damaged)
        try:
            use_everything(path)  # damage in free space or inside a text may go unnoticed; a traceback may not
        except LibraryFailure:
            reported += 1
    assert reported > 30


def test_a_closed_library_says_so(tmp_path: Path) -> None:
    library = Library(tmp_path / "library.sqlite")
    library.close()
    with pytest.raises(LibraryFailure, match="closed"):
        library.documents()


# Threads and processes


def orchard(name: str, size: int = 150) -> tuple[Document, Version]:
    """Return one of the states of a document; every text of a state bears its name."""
    paragraphs = tuple(Rendition(f"{n}", Role.PARAGRAPH, f"{name} tree {n}", f"{n}.") for n in range(1, size + 1))
    version = replace(FRENCH, document="orchard", source=f"{name} " * size, renditions=paragraphs, file=name)
    return Document(id="orchard", symbol=name), version


def state_of(library: Library) -> set[str]:
    """Return the names found in all parts of the library: one name if its state is whole."""
    with library.reading():
        names = {library.document("orchard").symbol or "", library.versions("orchard")[0].file}
        names |= {each.rendition.text.split()[0] for each in library.renditions("orchard")}
        names |= set(library.source("orchard", Language.FR, Status.OFFICIAL).split())
        names |= {each.rendition.text.split()[0] for each in library.exact("tree 42")}
        assert len(library.locators("orchard")) == 150
    return names


def test_readers_see_one_state_while_a_writer_works(library: Library) -> None:
    library.add(*orchard("apple"))
    done = threading.Event()

    def read() -> set[str]:
        seen = set()
        while not done.is_set():
            names = state_of(library)
            assert len(names) == 1
            seen |= names
        return seen

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read) for _ in range(3)]
        try:
            for turn in range(20):
                assert library.add(*orchard(("pear", "apple")[turn % 2])) is Change.REPLACED
        finally:
            done.set()
        assert set().union(*(reader.result() for reader in readers)) == {"apple", "pear"}


def test_reading_holds_one_state(library: Library) -> None:
    library.add(*orchard("apple"))
    with library.reading(), ThreadPoolExecutor(1) as other:
        other.submit(library.add, *orchard("pear")).result()
        assert other.submit(state_of, library).result() == {"pear"}
        assert state_of(library) == {"apple"}
    assert state_of(library) == {"pear"}


def test_several_threads_may_create_and_write_at_once(tmp_path: Path) -> None:
    def work(number: int) -> None:
        with Library(tmp_path / "library.sqlite") as library:
            for n in range(3):
                name = f"{number}-{n}"
                library.add(Document(id=name), replace(NOTE, document=name))

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, range(6)))
    with Library(tmp_path / "library.sqlite") as library:
        assert len(library.documents()) == 18
        library.check()


# What the killed process runs: the two states in turn, for ever.
FOR_EVER = """
import sys
from pathlib import Path
from corpus.library.library import Library
from corpus.types import Document, Language, Rendition, Role, Status, Version

def orchard(name):
    trees = tuple(Rendition(f"{n}", Role.PARAGRAPH, f"{name} tree {n}", f"{n}.") for n in range(1, 151))
    version = Version("orchard", Language.FR, Status.OFFICIAL, f"{name} " * 150, "bb" * 32, name, 2, trees)
    return Document(id="orchard", symbol=name), version

library = Library(Path(sys.argv[1]))
print("ready", flush=True)
while True:
    library.add(*orchard("pear"))
    library.add(*orchard("apple"))
"""


def test_a_writer_killed_at_any_moment_leaves_a_whole_state(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    with Library(path) as library:
        library.add(*orchard("pear"))
        began = time.monotonic()
        library.add(*orchard("apple"))
        one_turn = time.monotonic() - began  # disks differ widely in how long a transaction takes
    chance = random.Random(3)
    left = set()
    for _ in range(20):
        writer = subprocess.Popen([sys.executable, "-S", "-c", FOR_EVER, path], cwd=ROOT, stdout=subprocess.PIPE)
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"ready\n"
        time.sleep(chance.uniform(0.0, min(3 * one_turn, 0.2)))
        writer.kill()
        writer.communicate()
        with Library(path) as library:
            library.check()
            names = state_of(library)
        assert len(names) == 1
        left |= names
    assert left == {"apple", "pear"}


# What is remembered ------------------------------------------------------------------------------------------------


def test_what_is_remembered_is_of_the_state_that_is_read(tmp_path: Path) -> None:
    """Fingerprint and documents are read again when this library or another one on the same file has changed it."""
    path = tmp_path / "library.sqlite"
    with Library(path) as one, Library(path) as other:
        states = [(one.fingerprint(), one.documents())]
        assert one.documents() is states[0][1]
        for writer, name in ((one, "a"), (other, "b")):
            writer.add(Document(name), replace(ENGLISH, document=name))
            states.append((one.fingerprint(), one.documents()))
        with one.reading():
            before = one.fingerprint()
            other.add(Document("c"), replace(ENGLISH, document="c"))
            assert (one.fingerprint(), len(one.documents())) == (before, 2)
        states.append((one.fingerprint(), one.documents()))
        assert [len(documents) for _, documents in states] == [0, 1, 2, 3]
        assert len({fingerprint for fingerprint, _ in states}) == 4
        assert states[-1][0] == other.fingerprint()


def test_a_version_replaced_while_it_is_read_is_not_taken_for_damaged(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its rows, and what they are checked against, are of one state."""
    library.add(CHARTER, ENGLISH)
    rows, replaced = library._database.rows, threading.Event()

    def replacing(sql: str, *values: object) -> list[object]:
        found = rows(sql, *values)
        if not replaced.is_set():
            replaced.set()
            writer = threading.Thread(target=library.add, args=(CHARTER, NEWER))
            writer.start()
            writer.join()
        return found

    monkeypatch.setattr(library._database, "rows", replacing)
    assert [each.rendition for each in library.renditions("charter-7")] == list(ENGLISH.renditions)
    assert [each.rendition for each in library.renditions("charter-7")] == list(NEWER.renditions)
