"""Notices: told in English, stored, and told again."""

from __future__ import annotations

import pytest

from corpus.notices import ENGLISH, Notice

VALUES = {
    "apart_title": {"symbol": "OV/1", "title": "Charter of the ovens", "id": "ovens"},
    "apart_language": {"language": "French", "symbol": "OV/1", "other": "English", "id": "ovens"},
    "apart_numbering": {"symbol": "OV/1", "expected": "1-9", "found": "30-40", "id": "ovens"},
    "gap": {"before": "2", "after": "5", "missing": "3-4"},
    "repeated": {"number": "5", "kept": "5 [2]"},
    "replaces": {"file": "old.txt"},
    "empty_pages": {"pages": "1, 4"},
    "lost_letters": {"count": "7"},
    "meaningless": {"share": "3.2"},
    "giant": {"places": "4, 9"},
    "bad_pages": {"pages": "2"},
    "cut_short": {},
    "revisions": {"count": "5"},
    "text_boxes": {"count": "6"},
    "hidden": {"count": "7"},
    "footnotes": {"count": "8"},
    "left_out": {"share": "1.4", "sample": "The Oven Gazette"},
    "other_language": {"languages": "de", "places": "¶3"},
    "recognised": {"pages": "1, 2"},
    "doubtful_pages": {"pages": "2"},
}


def test_every_code_is_tried_here() -> None:
    assert set(ENGLISH) == set(VALUES)


@pytest.mark.parametrize("code", ENGLISH)
def test_a_notice_says_its_values_and_survives_storage(code: str) -> None:
    notice = Notice(code, VALUES[code])
    assert all(value in str(notice) for value in VALUES[code].values())
    assert Notice.decode(notice.encode()) == notice


def test_a_code_that_nobody_can_read_is_refused() -> None:
    with pytest.raises(ValueError, match="oven"):
        Notice("oven")
