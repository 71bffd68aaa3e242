"""The systems of the benchmark, one and all, and the passages they are given."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.types import Language
from index.benchmarks import chroma, minilm
from index.benchmarks.collection import (
    drawn_questions,
    grown,
    perturbed,
    read_entries,
    with_languages,
    write_entries,
)
from index.benchmarks.systems import OURS, SYSTEMS, System, create, distinct, missing
from index.embedding import StaticEmbedder
from index.evaluation.collections import Entry
from tests.index.evaluation.collection_made_up import ENTRIES


@pytest.fixture(params=SYSTEMS)
def system(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, static: StaticEmbedder
) -> Callable[[], System]:
    """Give what makes a system afresh; our model stands in for the peers' one, which takes seconds to load."""
    if absent := missing(request.param):
        pytest.skip(absent)
    for module in (minilm, chroma):
        monkeypatch.setattr(module, "load_minilm", lambda: static)

    def made() -> System:
        """Make it."""
        found = create(request.param)
        found.prepare()
        return found

    return made


def test_every_system_finds_the_obvious_passage_in_what_another_process_wrote(
    system: Callable[[], System], tmp_path: Path
) -> None:
    system().index(iter(ENTRIES), tmp_path)
    opened = system()
    opened.load(tmp_path)
    assert opened.search("statistics on wages", 3)[0] == "wages"
    assert opened.search("who pays for the wood-fired oven", 3)[0] == "ovens"
    assert opened.search("lost oars in the boathouse", 3)[0] == "nets"
    assert opened.search("the night watch of the quay", 3)[0] == "nets", "headings are found too"


def test_an_entry_comes_once_and_no_query_breaks_a_system(system: Callable[[], System], tmp_path: Path) -> None:
    made = system()
    made.index(iter(ENTRIES), tmp_path)
    made.load(tmp_path)
    found = made.search("harbour nets oars", 4)
    assert found[0] == "nets"
    assert len(found) == len(set(found)) <= 4
    assert {*found} <= {entry.id for entry in ENTRIES}
    for query in ("l'emploi AND (", '"', "?", "NEAR(oven, 2)", "oven*", "id:nets"):
        made.search(query, 10)


def test_a_system_that_is_not_installed_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.benchmarks.systems.find_spec", lambda name: None)
    assert missing("bm25s") == "bm25s not installed: pip install -r requirements/bench.txt"
    assert missing(OURS) is None
    assert missing("fts5") is None


def test_more_is_asked_for_only_where_parts_of_one_entry_fill_the_places() -> None:
    ranking = ["a", "a", "a", "b", "c", "a", "d"]
    wanted: list[int] = []

    def fetch(count: int) -> Sequence[str]:
        """Give the first of the ranking."""
        wanted.append(count)
        return ranking[:count]

    assert distinct(fetch, 1) == ["a"]
    assert wanted == [1]
    assert distinct(fetch, 3) == ["a", "b", "c"]
    assert wanted == [1, 3, 12]
    assert distinct(fetch, 9) == ["a", "b", "c", "d"], "there are no more"


def test_real_passages_come_first_and_a_smaller_collection_is_the_beginning_of_a_larger() -> None:
    large = list(grown(ENTRIES, 23, seed=7))
    assert large[: len(ENTRIES)] == ENTRIES
    assert list(grown(ENTRIES, 12, seed=7)) == large[:12]
    assert list(grown(ENTRIES, 3, seed=7)) == ENTRIES[:3]
    assert list(grown(ENTRIES, 23, seed=8)) != large
    assert [entry.id for entry in large[5:]] == [f"{ENTRIES[place % 5].id}~{place // 5}" for place in range(5, 23)], (
        "each repetition has ids of its own"
    )


def test_nothing_grows_from_no_words() -> None:
    with pytest.raises(ValueError, match="no words"):
        next(grown([Entry("blank", " ")], 3, seed=0))


@given(st.lists(st.text("abcdefg", min_size=1), min_size=1, max_size=60), st.integers())
def test_a_fifth_of_the_words_are_replaced(words: list[str], seed: int) -> None:
    changed = perturbed(" ".join(words), ["NEW", "OTHER"], random.Random(seed)).split()
    assert len(changed) == len(words)
    differing = sum(old != new for old, new in zip(words, changed, strict=True))
    assert differing == max(1, round(0.2 * len(words)))


def test_a_growing_collection_brings_new_words() -> None:
    pool = ["assembly", "quarter", "treasurer", "boathouse"]
    generator = random.Random(0)
    seen = Counter(word for _ in range(400) for word in perturbed("a b c d e f g h i j", pool, generator).split())
    coined = [word for word in seen if word not in pool and len(word) > 1]
    assert "assely" in coined or any(word.startswith("asse") for word in coined)
    assert 0.03 < sum(seen[word] for word in coined) / sum(seen[word] for word in seen if len(word) > 1) < 0.15


def test_entries_come_back_as_they_were_written_as_many_as_asked(tmp_path: Path) -> None:
    write_entries(tmp_path / "entries.jsonl", ENTRIES)
    assert list(read_entries(tmp_path / "entries.jsonl", 10)) == ENTRIES
    assert list(read_entries(tmp_path / "entries.jsonl", 2)) == ENTRIES[:2]


def test_each_entry_has_a_language() -> None:
    french = Entry("fr", "Chaque membre dispose d’une voix à l’assemblée générale de la coopérative.")
    told = with_languages([french, Entry("symbol", "12/7"), Entry("es", "12/8", language=Language.ES)])
    assert [entry.language for entry in told] == ["fr", "fr", "es"]


def test_drawn_questions_are_runs_of_words_of_the_passages() -> None:
    drawn = drawn_questions(ENTRIES, 50, seed=1)
    assert len(drawn) == 50
    assert all(any(question in entry.text for entry in ENTRIES) for question in drawn)
    assert drawn == drawn_questions(ENTRIES, 50, seed=1)
