"""The grid against judged cells: what it says for certain is on the theme; “nothing” is said where there is none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from assistant.compare.types import Cell
from assistant.service import Assistant
from assistant.settings import Settings

GOLD = Path(__file__).parents[2] / "gold" / "compare.jsonl"
SHARED = Path(__file__).parents[3].parent / "shared"
SOURCES = ("seeds/*.txt", "corpora/sse-law/*.md", "corpora/numbered/*.md")

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the real documents (../shared) are not here")


class Judged(NamedTuple):
    """A cell, and the paragraphs of its document that are on the theme."""

    theme: str
    document: str
    on: frozenset[str]
    cell: Cell


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Judged]]:
    """Give the judged cells as the grid fills them over the real documents."""
    service = Assistant(Settings(tmp_path_factory.mktemp("judged")))
    service.add([path for each in SOURCES for path in sorted(SHARED.glob(each))])
    rows: list[dict[str, Any]] = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    yield [
        Judged(
            row["theme"],
            row["document"],
            frozenset(row["on"]),
            service.compare([row["theme"]], [row["document"]]).rows[0].cells[0],
        )
        for row in rows
    ]
    service.close()


def test_certain_paragraphs_are_on_the_theme(judged: list[Judged]) -> None:
    certain = [each for each in judged if each.cell.sure and each.cell.paragraphs]
    shown = [(each, paragraph.locator) for each in certain for paragraph in each.cell.paragraphs]
    assert len(certain) >= 45
    assert sum(locator in each.on for each, locator in shown) >= 0.93 * len(shown)
    assert [each[:2] for each in certain if each.on.isdisjoint(found.locator for found in each.cell.paragraphs)] == []


def test_nothing_is_said_for_certain_where_there_is_none(judged: list[Judged]) -> None:
    false = [each[:2] for each in judged if each.cell.sure and not each.cell.paragraphs and each.on]
    assert false == [("personas con discapacidad", "uy-ley-18407")]  # it says “disminuciones físicas o psíquicas”


def test_what_is_not_found_in_another_language_is_not_said_to_be_absent(judged: list[Judged]) -> None:
    (cell,) = (each.cell for each in judged if each[:2] == ("harassment", "uy-ley-18407"))
    assert (cell.paragraphs, cell.sure, cell.other_languages) == ((), False, ("es",))
