"""Segments are merged so that few exist; whatever was added and removed, the search is that of a new index."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from corpus.library.library import Library
from corpus.types import Document, Language, Status
from index.embedding import Models, StaticEmbedder
from index.ranking.ranker import Ranker
from index.segments.builder import Builder, passages_in
from index.segments.compaction import CompactionPlan, plan
from index.segments.generations import Snapshots
from index.segments.segment import SegmentWriter, VersionKey
from index.segments.segment_list import SegmentEntry, Segments
from index.types import Filters
from tests.world.versions import version


def keys(names: str) -> list[VersionKey]:
    """Return a version for each letter."""
    return [VersionKey(name, "en", "official") for name in names]


def sized(names: str, size: int = 1) -> dict[VersionKey, int]:
    """Return a version for each letter, of so many passages."""
    return dict.fromkeys(keys(names), size)


# Plans --------------------------------------------------------------------------------------------------------


def test_a_small_addition_leaves_a_large_segment_alone() -> None:
    assert plan([("base", sized("abcdef"))], sized("abcdefg")) == CompactionPlan(
        (SegmentEntry("base"),), tuple(keys("g"))
    )


def test_a_new_segment_takes_in_those_not_more_than_twice_its_size() -> None:
    segments = [("base", sized("abcdefghij", 9)), ("middle", sized("kl")), ("last", sized("m"))]
    found = plan(segments, sized("abcdefghij", 9) | sized("klmn"))
    assert found == CompactionPlan((SegmentEntry("base"),), tuple(keys("klmn")))


def test_what_is_gone_or_replaced_is_dead() -> None:
    replaced = VersionKey("c", "en", "official", "another text")
    found = plan([("base", sized("abcdefgh"))], sized("abdefg") | {replaced: 1})
    assert found == CompactionPlan((SegmentEntry("base", (2, 7)),), (replaced,))


def test_a_segment_that_is_mostly_dead_is_written_anew_and_an_empty_one_dropped() -> None:
    segments = [("base", sized("abcdef")), ("gone", sized("gh"))]
    assert plan(segments, sized("ab")) == CompactionPlan((), tuple(keys("ab")))
    assert plan(segments, sized("abcdef")) == CompactionPlan((SegmentEntry("base"),), ())
    assert plan(segments, {}) == CompactionPlan((), ())


def test_without_a_change_nothing_is_written() -> None:
    segments = [("base", sized("abcd")), ("last", sized("e"))]
    assert plan(segments, sized("abcde")) == CompactionPlan((SegmentEntry("base"), SegmentEntry("last")), ())


def test_a_version_in_two_segments_lives_in_the_first() -> None:
    segments = [("base", sized("abcd")), ("last", sized("def", 9))]
    assert plan(segments, sized("abcdef", 9)).kept == (SegmentEntry("base"), SegmentEntry("last", (0,)))


@given(st.lists(st.integers(1, 50), min_size=1, max_size=60))
def test_segments_are_few_whatever_comes(sizes: list[int]) -> None:
    segments: list[tuple[str, dict[VersionKey, int]]] = []
    wanted: dict[VersionKey, int] = {}
    written = 0
    for number, size in enumerate(sizes):
        wanted[VersionKey(str(number), "en", "official")] = size
        found = plan(segments, wanted)
        there = dict(segments)
        segments = [(each.name, there[each.name]) for each in found.kept]
        segments.append((f"segment-{number}", {key: wanted[key] for key in found.fresh}))
        written += sum(wanted[key] for key in found.fresh)
        assert sorted(key for _, each in segments for key in each) == sorted(wanted)
    total = sum(sizes)
    assert len(segments) <= 1 + np.log2(total)
    assert written <= total * (2 + np.log2(total) / np.log2(1.5))


# Searches -----------------------------------------------------------------------------------------------------

TEXTS = [
    ("1", "The dock workers vote in the assembly."),
    ("2", "Wages of every crew are published."),
    ("3", "Le pain est livré à vélo."),
    ("4", "A rescue fund for injured dockers."),
    ("5", "The oven of the bakery was repaired."),
]
QUESTIONS = ["Who votes in the assembly?", "bread and oven", "le fonds de secours", "wages", "2"]
STEPS = st.lists(
    st.tuples(
        st.sampled_from("abc"),
        st.sampled_from([Language.EN, Language.FR]),
        st.one_of(st.none(), st.lists(st.integers(0, 4), min_size=1, max_size=4, unique=True)),
    ),
    min_size=1,
    max_size=6,
)


@contextmanager
def home() -> Iterator[tuple[Library, Path]]:
    """Give an empty library and a place for its indexes."""
    with tempfile.TemporaryDirectory() as folder, Library(Path(folder) / "library.sqlite") as library:
        yield library, Path(folder)


def rankings(folder: Path, static: StaticEmbedder) -> list[list[tuple[str, str, float]]]:
    """Return what the questions find, with and without a filter, scores rounded to what float32 keeps."""
    ranker = Ranker(folder, Models(static, static))
    found = [
        [(each.document, each.locator, round(each.score, 5)) for each in ranker.ranked(question, filters)]
        for question in QUESTIONS
        for filters in (None, Filters(language=Language.FR), Filters(document="b"))
    ]
    return [sorted(each, key=lambda ranked: (-ranked[2], ranked[:2])) for each in found]


def one_segment(library: Library, static: StaticEmbedder, folder: Path, pivot: float | None) -> Path:
    """Index a library at one stroke, with the given pivot of lengths."""
    (folder / "segment").mkdir(parents=True)
    passages = list(passages_in(library, [VersionKey(*key) for *key, _ in library.contents()]))
    SegmentWriter(Models(static, static)).write(folder / "segment", passages, pivot=pivot)
    Segments(pivot, (SegmentEntry("segment"),)).write(folder)
    return folder


@settings(max_examples=8)
@given(steps=STEPS)
def test_the_search_is_that_of_an_index_written_at_one_stroke(
    static: StaticEmbedder, steps: list[tuple[str, Language, list[int] | None]]
) -> None:
    """But for the pivot of lengths, which stays that of the first segment until all is written anew."""
    no_waiting = patch("index.segments.generations.sync")  # for the disk: nobody pulls the plug here
    with no_waiting, home() as (library, place):
        for name in ("b", "base"):
            document = Document(name, titles={"en": f"Paper {name}"})
            library.add(document, version(document, Language.EN, Status.OFFICIAL, TEXTS))
        snapshots = Snapshots(place / "index")
        folder = Builder(library, Models(static, static), snapshots, notes=True).build()
        for name, language, chosen in steps:
            document = Document(name, titles={language: f"Paper {name}"})
            if chosen is not None:
                texts = [TEXTS[number] for number in sorted(chosen)]
                library.add(document, version(document, language, Status.OFFICIAL, texts))
            elif any(each.id == name for each in library.documents()):
                library.remove(name)
            folder = Builder(library, Models(static, static), snapshots, notes=True).build()
        event(f"{len(Segments.read(folder).listed)} segments")
        anew = one_segment(library, static, place / "anew", Segments.read(folder).pivot)
        assert rankings(folder, static) == rankings(anew, static)


def test_only_the_new_document_is_written(library: Library, static: StaticEmbedder, tmp_path: Path) -> None:
    snapshots = Snapshots(tmp_path / "index")
    before = Builder(library, Models(static, static), snapshots, notes=True).build()
    letter = Document("letter", titles={"en": "Letter"})
    library.add(letter, version(letter, Language.EN, Status.OFFICIAL, [("1", "The tram stops at the quay.")]))
    after = Builder(library, Models(static, static), snapshots, notes=True).build()
    (base,) = Segments.read(before).listed
    kept, new = Segments.read(after).listed
    assert kept == base
    for path in (before / base.name).iterdir():
        assert path.samefile(after / base.name / path.name)
    assert len(list((after / new.name).iterdir())) == len(list((after / base.name).iterdir()))
    _, manifest = snapshots.open_current()
    assert (manifest.passages, manifest.counts) == (19, {"en": 10, "fr": 9})
    assert next(Ranker(after, Models(static, static)).ranked("Where does the tram stop?"))[:2] == ("letter", "1")


def test_a_removed_document_is_not_found(library: Library, static: StaticEmbedder, tmp_path: Path) -> None:
    snapshots = Snapshots(tmp_path / "index")
    Builder(library, Models(static, static), snapshots, notes=True).build()
    library.remove("bakery-report")
    folder = Builder(library, Models(static, static), snapshots, notes=True).build()
    assert Segments.read(folder).listed[0].dead
    found = list(Ranker(folder, Models(static, static)).ranked("Who repaired the wood-fired oven?"))
    assert {each.document for each in found} == {"dock-charter"}


@pytest.mark.parametrize("damaged", ["segments.json", "*/versions.json.gz", "*/vectors.faiss"])
def test_nothing_is_kept_of_a_damaged_generation(
    library: Library, static: StaticEmbedder, tmp_path: Path, damaged: str
) -> None:
    snapshots = Snapshots(tmp_path / "index")
    (path,) = Builder(library, Models(static, static), snapshots, notes=True).build().glob(damaged)
    path.write_bytes(path.read_bytes()[:-1])
    library.remove("bakery-report")
    folder = Builder(library, Models(static, static), snapshots, notes=True).build()
    assert snapshots.open_current()[0] == folder
    assert not Segments.read(folder).listed[0].dead
