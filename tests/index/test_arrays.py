"""Strings on disk are the strings that were put there."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.arrays import StringColumn, numbered

WILD = st.lists(st.text(st.characters(), max_size=6), max_size=12)


@given(WILD)
def test_any_strings_are_kept(strings: list[str]) -> None:
    assert list(StringColumn.build(strings)) == strings


@given(WILD, st.text(max_size=3))
def test_each_is_found_and_nothing_else(strings: list[str], other: str) -> None:
    column, numbers = numbered(strings)
    assert [column[int(number)] for number in numbers] == strings
    assert list(column) == sorted(set(strings))
    for string in strings:
        assert column[column.find(string) or 0] == string
    assert (column.find(other) is not None) == (other in strings)


@pytest.mark.parametrize("strings", [[], [""], ["24(e)", "", "¶1", "🙂"]])
def test_what_was_saved_is_equal(strings: list[str], tmp_path: Path) -> None:
    StringColumn.build(strings).save(tmp_path / "locators")
    assert list(StringColumn.load(tmp_path / "locators")) == strings
