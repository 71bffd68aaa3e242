"""The measurements of vector stores: their figures on a case whose answers are known."""

from __future__ import annotations

import lzma
from pathlib import Path

import numpy as np
import pytest

from index.evaluation import store_recall
from index.stores import milvus_store


def test_recall_counts_what_exact_search_finds_too() -> None:
    """Two of the true three, then all of them in another order: five of six."""
    found, truth = np.array([[1, 2, 9], [6, 5, 4]]), np.array([[1, 2, 3], [4, 5, 6]])
    assert store_recall.recall(found, truth, 3) == pytest.approx(5 / 6)


def test_texts_are_read_once_each_and_drawn_alike_each_time(tmp_path: Path) -> None:
    """Plain or compressed, one or more a line; short ones are left out."""
    texts = [f"A sentence that is long enough to be taken, number {number}." for number in range(30)]
    (tmp_path / "plain.txt").write_text("\n".join(texts[:20]) + "\ntoo short\n", encoding="utf-8")
    with lzma.open(tmp_path / "pairs.tsv.xz", "wt", encoding="utf-8") as file:
        file.writelines(f"{texts[number]}\t{texts[number + 10]}\tsource\n" for number in range(10, 20))
    files = [tmp_path / "plain.txt", tmp_path / "pairs.tsv.xz"]
    drawn = store_recall.sample(files, 25)
    assert len(set(drawn)) == 25 and set(drawn) < set(texts)
    assert store_recall.sample(files, 25) == drawn
    assert set(store_recall.sample(files, 100)) == set(texts)


def test_the_table_has_a_line_for_each_kind_and_number_of_results(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """From texts to figures; exact search finds all that exact search finds."""
    words = "work decent rights cooperative policy social economy member training dialogue".split()
    rng = np.random.default_rng(0)
    lines = [" ".join(rng.choice(words, 8)) + f" paragraph {number} of them" for number in range(420)]
    (tmp_path / "texts.txt").write_text("\n".join(lines), encoding="utf-8")
    store_recall.main([str(tmp_path / "texts.txt"), "--rows", "400", "--queries", "5"])
    told = [line.split() for line in capsys.readouterr().out.splitlines()[2:]]
    table = [line for line in told if "allowed:" not in line]
    assert [line[:2] for line in table] == [[name, k] for name in ("exact", "compact") for k in ("100", "200")]
    assert [line[-2:] for line in table[:2]] == [["1.0000", "1.0000"]] * 2
    filtered = [line[line.index("allowed:") + 1] for line in told if "allowed:" in line]
    assert len(filtered) == 2


def test_a_milvus_is_measured_beside_and_left_as_it_was(
    milvus: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It has its lines, and its collection is gone."""
    texts = [f"A sentence that is long enough to be taken, number {number} of many." for number in range(260)]
    (tmp_path / "texts.txt").write_text("\n".join(texts), encoding="utf-8")
    server = milvus_store.use(milvus)
    before = server.ask("list_collections")
    store_recall.main([str(tmp_path / "texts.txt"), "--rows", "250", "--queries", "2", "--server", milvus])
    lines = [line.split() for line in capsys.readouterr().out.splitlines() if line.startswith("milvus")]
    assert [line[-1] for line in lines[:2]] == ["1.0000", "1.0000"]
    assert server.ask("list_collections") == before
