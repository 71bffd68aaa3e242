"""Versions that are the same tree align without a word; every way of not being it is reported, at its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.library.alignment import Kind, Mismatch, align
from corpus.types import Rendition, Role


def node(locator: str, role: Role | None = None) -> Rendition:
    """Return a paragraph, or an item of what stands before its last bracket."""
    parent = locator.rpartition("(")[0] or None
    return Rendition(locator, role or (Role.ITEM if parent else Role.PARAGRAPH), f"Text of {locator}.", parent=parent)


# A made-up guide to running a bakery: seven paragraphs, items under two of them, items of an item.
TREE = [node(each) for each in ("Preamble", "1", "2", "2(a)", "2(b)", "2(b)(i)", "2(b)(ii)", "2(c)", "3", "4", "5",
                                "5(a)", "5(b)", "6")]  # fmt: skip


def without(*locators: str) -> list[Rendition]:
    """Return the tree without some places."""
    return [each for each in TREE if each.locator not in locators]


def swapped(one: str, other: str) -> list[Rendition]:
    """Return the tree with two places exchanged."""
    places = [each.locator for each in TREE]
    tree = list(TREE)
    tree[places.index(one)], tree[places.index(other)] = tree[places.index(other)], tree[places.index(one)]
    return tree


def changed(locator: str, **changes: object) -> list[Rendition]:
    """Return the tree with one place changed."""
    return [replace(each, **changes) if each.locator == locator else each for each in TREE]  # type: ignore[arg-type]


def test_the_same_tree_in_two_languages_has_nothing_to_report() -> None:
    found = align(TREE, [replace(each, text=f"Texte de {each.locator}.") for each in TREE])
    assert found.aligned == tuple(each.locator for each in TREE)
    assert found.mismatches == ()


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        # a number left out in the middle: the numbers of the version that lacks it jump
        (without("3"), Mismatch(Kind.MISSING, ("3",), jump=("2", "4"))),
        (without("3", "4"), Mismatch(Kind.MISSING, ("3", "4"), jump=("2", "5"))),
        # left out at an end, nothing jumps
        (without("6"), Mismatch(Kind.MISSING, ("6",))),
        (without("Preamble"), Mismatch(Kind.MISSING, ("Preamble",))),
        # a paragraph that is missing is told once, not again for each of its items
        (without("5", "5(a)", "5(b)"), Mismatch(Kind.MISSING, ("5",), jump=("4", "6"))),
        ([*TREE, node("7"), node("8")], Mismatch(Kind.EXTRA, ("7", "8"))),
        # items: how many each version has, and which only one has
        (without("2(c)"), Mismatch(Kind.ITEMS, ("2",), "3", "2", only_first=("2(c)",))),
        (without("2(b)(i)", "2(b)(ii)"),
         Mismatch(Kind.ITEMS, ("2(b)",), "2", "0", only_first=("2(b)(i)", "2(b)(ii)"))),
        (without("2(b)", "2(b)(i)", "2(b)(ii)"), Mismatch(Kind.ITEMS, ("2",), "3", "2", only_first=("2(b)",))),
        ([*TREE[:-1], node("5(c)"), TREE[-1]], Mismatch(Kind.ITEMS, ("5",), "2", "3", only_second=("5(c)",))),
        (changed("2(c)", parent="3"), Mismatch(Kind.PARENT, ("2(c)",), "2", "3")),
        (changed("2(c)", role=Role.PARAGRAPH), Mismatch(Kind.ROLE, ("2(c)",), "item", "paragraph")),
        (swapped("3", "4"), Mismatch(Kind.MOVED, ("3",), "2", "4")),
        (swapped("2(b)(i)", "2(b)(ii)"), Mismatch(Kind.MOVED, ("2(b)(i)",), "", "2(b)(ii)")),
        ([TREE[-1], *TREE[:-1]], Mismatch(Kind.MOVED, ("6",), "5", "")),
    ],
)  # fmt: skip
def test_each_defect_is_reported_once_and_alone(second: list[Rendition], expected: Mismatch) -> None:
    assert align(TREE, second).mismatches == (expected,)


def test_reports_come_in_reading_order() -> None:
    second = [node("0"), *without("6", "2(c)", "4"), node("9")]
    found = align(TREE, second).mismatches
    assert [(each.kind, each.locators[0]) for each in found] == [
        (Kind.EXTRA, "0"), (Kind.ITEMS, "2"), (Kind.MISSING, "4"), (Kind.EXTRA, "9"), (Kind.MISSING, "6"),
    ]  # fmt: skip


def test_what_a_note_leaves_out_is_no_mismatch_but_what_it_adds_is() -> None:
    assert align(TREE, without("3", "2(c)", "6"), partial=True).mismatches == ()
    assert align(TREE, [*without("3"), node("2(d)")], partial=True).mismatches == (
        Mismatch(Kind.ITEMS, ("2",), "3", "4", only_second=("2(d)",)),
    )


def test_rows_of_a_table_count_as_items_do() -> None:
    output = "action plan 1.1"
    rows = [Rendition(f"{output}({n})", Role.ROW, "Row", parent=output) for n in (1, 2, 3)]
    table = [Rendition(output, Role.OUTPUT, "Figures"), *rows]
    assert align(table, table[:-1]).mismatches == (
        Mismatch(Kind.ITEMS, ("action plan 1.1",), "3", "2", only_first=("action plan 1.1(3)",)),
    )


def test_versions_with_nothing_in_common_and_empty_ones() -> None:
    assert align([], []).mismatches == ()
    assert align(TREE[:1], []).mismatches == (Mismatch(Kind.MISSING, ("Preamble",)),)
    found = align([node("1"), node("2")], [node("I"), node("II")])
    assert found.aligned == ()
    assert {(each.kind, each.locators) for each in found.mismatches} == {
        (Kind.MISSING, ("1", "2")), (Kind.EXTRA, ("I", "II")),
    }  # fmt: skip


# Injected defects ------------------------------------------------------------------------------------------------

NUMBERS = st.integers(4, 30)


@given(NUMBERS, st.data())
def test_whatever_is_left_out_is_named_in_both_directions(size: int, data: st.DataObject) -> None:
    whole = [node(str(number)) for number in range(1, size + 1)]
    gone = data.draw(st.sets(st.integers(1, size), min_size=1, max_size=size - 1))
    rest = [each for each in whole if int(each.locator) not in gone]
    for found, kind in ((align(whole, rest), Kind.MISSING), (align(rest, whole), Kind.EXTRA)):
        assert {each.kind for each in found.mismatches} == {kind}
        assert {int(locator) for each in found.mismatches for locator in each.locators} == gone
        assert found.aligned == tuple(each.locator for each in rest)


@given(NUMBERS, st.randoms(use_true_random=False))
def test_as_few_places_are_said_to_have_moved_as_explain_the_order(size: int, random: object) -> None:
    whole = [node(str(number)) for number in range(1, size + 1)]
    other = list(whole)
    shuffle: Callable[[list[Rendition]], None] = random.shuffle  # type: ignore[attr-defined]
    shuffle(other)
    found = align(whole, other).mismatches
    assert {each.kind for each in found} <= {Kind.MOVED}
    moved = {each.locators[0] for each in found}
    stayed = [int(each.locator) for each in other if each.locator not in moved]
    assert stayed == sorted(stayed)
    assert len(stayed) == _longest_rising([int(each.locator) for each in other])


def _longest_rising(values: list[int]) -> int:
    """Return the length of a longest rising subsequence, the slow way: the best one that ends at each place."""
    best: list[int] = []
    for position, value in enumerate(values):
        best.append(1 + max((best[i] for i in range(position) if values[i] < value), default=0))
    return max(best)
