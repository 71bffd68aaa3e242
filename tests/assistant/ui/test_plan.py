"""The page of the plan: its table and plots are safe whatever a document holds, and say what the plan says."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from assistant.plan.table import Filters
from assistant.plan.types import Plans
from assistant.service import Assistant
from assistant.ui.errors import NotText
from assistant.ui.pages import plan
from assistant.ui.parts import plan_charts, plan_rows
from corpus.errors import LibraryFailure

HOSTILE = '<script>alert(1)</script> <img src=x onerror=alert(2)> " onload="x ${x} {{y}}'
EMPTY: dict[str, object] = dict.fromkeys(plan.FILTERS, "")


def drawings(text: str) -> list[ElementTree.Element]:
    """Return the SVG drawings of a page, parsed strictly."""
    parts = str(text).split("<svg")[1:]
    return [ElementTree.fromstring("<svg" + part.split("</svg>")[0] + "</svg>") for part in parts]


def share(bar: ElementTree.Element, name: str) -> float:
    """Return what a bar has of the width of its drawing, in per cent."""
    return float(bar.attrib[name].removesuffix("%"))


@pytest.fixture(scope="module")
def found(official: Assistant) -> Plans:
    """Give the plan of the workshops, in French."""
    return official.plan(language="fr")


def test_the_table_has_every_row_under_its_output(found: Plans) -> None:
    table = plan_rows.render("fr", found)
    assert table.count('data-event="select"') == 4
    for words in (
        "4 lignes sur 4",
        "Un recensement des ateliers",
        "8 c), 15 d)",
        "A.3, 5.2",
        "2032–2034",
        "texte officiel",
    ):
        assert words in table.replace("\u00a0", " ")
    assert plan_rows.summary("en", found) == "4 rows of 4"


def test_the_bars_are_as_long_as_the_figures(found: Plans) -> None:
    resources, timeline = drawings(plan_charts.render("fr", found))
    widths = [share(bar, "width") for bar in resources.iter("rect")]
    assert [round(width / max(widths), 2) for width in widths] == [0.77, 1.0, 0.26]  # 2.4, 3.1 and 0.8 of 3.1
    bars = list(timeline.iter("rect"))
    years = [round(share(bar, "width") / share(bars[1], "width")) for bar in bars]
    assert years == [3, 1, 5, 1]
    starts = [share(bar, "x") for bar in bars]
    assert starts[0] == starts[2] < starts[3] < starts[1]


def test_each_plot_has_a_title_and_says_itself_in_words(found: Plans) -> None:
    page = plan_charts.render("en", found)
    for drawing in drawings(page):
        title, description = drawing[0], drawing[1]
        assert drawing.attrib["role"] == "img"
        assert drawing.attrib["aria-labelledby"] == f"{title.attrib['id']} {description.attrib['id']}"
        assert title.text and description.text
    assert "The document states no total" in page


def test_a_mismatch_and_differing_versions_are_shown(found: Plans) -> None:
    (view,) = found.plans
    wrong = replace(found, plans=(replace(view, differing=("GB.912/INS/4, objectif 1",)),))
    assert "GB.912/INS/4, objectif 1" in plan_charts.render("fr", wrong)


def test_points_with_a_comma_of_their_own_are_parted_by_semicolons(found: Plans) -> None:
    (view,) = found.plans
    several = replace(found, plans=(replace(view, rows=(replace(view.rows[0], points=("7(a)", "16(b)")),)),))
    assert "7, a); 16, b)" in plan_rows.render("es", several)
    assert "7\u00a0a), 16\u00a0b)" in plan_rows.render("fr", several)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_nothing_of_a_document_is_taken_for_html(found: Plans, language: str) -> None:
    (view,) = found.plans
    row = replace(view.rows[0], deliverable=HOSTILE, citation=HOSTILE, number=HOSTILE, locator=HOSTILE, output="1.1")
    outputs = (replace(view.outputs[0], title=HOSTILE), *view.outputs[1:])
    hostile = replace(
        found,
        plans=(replace(view, rows=(row,), outputs=outputs, title=HOSTILE, document=HOSTILE, differing=(HOSTILE,)),),
    )
    for page in (plan_rows.render(language, hostile), plan_charts.render(language, hostile)):
        assert "<script" not in page and "<img" not in page and '" onload' not in page
    drawings(plan_charts.render(language, hostile))


def test_nothing_found_no_plan_and_a_failure_are_told_apart(official: Assistant) -> None:
    nothing = official.plan(Filters(words="dirigeables"))
    assert "No row meets" in plan_rows.render("en", nothing)
    assert "dirigeables" in plan_rows.render("en", nothing)
    assert "No document loaded" in plan_rows.render("en", replace(nothing, plans=(), count=0))
    failure = LibraryFailure(path="/x", detail="y")
    assert "Add one" not in plan_rows.render("en", failure)
    assert plan_charts.render("en", failure) == ""


def test_an_empty_table_says_which_condition_empties_it(official: Assistant) -> None:
    wanted = plan.PlanChoice(Filters(point="9(n)", starting=2032, words="cartes"))
    one_by_one = [
        official.plan(filters).count
        for filters in (
            Filters(starting=2032, words="cartes"),
            Filters(point="9(n)", words="cartes"),
            Filters(point="9(n)", starting=2032),
        )
    ]
    assert official.plan(wanted.filters).count == 0
    assert [count for _, count in plan.eased(official, "fr", wanted)] == [count for count in one_by_one if count]


def test_the_filters_offer_what_the_plans_hold(official: Assistant) -> None:
    offered = plan.choices(official, "fr")
    assert [value for _, value in offered["point"]] == ["", "8(c)", "9(n)", "12", "15(d)", "16(b)"]
    assert [value for _, value in offered["programme"]] == ["", "4.1", "5.2", "A.1", "A.2", "A.3", "B.1"]
    assert [value for _, value in offered["ending"]] == ["", "2034", "2035", "2036"]
    (view,) = official.plan().plans
    assert [value for _, value in offered["output"]] == ["", *(each.number for each in view.outputs)]
    assert {value for _, value in offered["starting"]} == {"", *(str(row.first) for row in view.rows)}
    assert [value for _, value in offered["active"]] == ["", "2032", "2033", "2034", "2035", "2036"]
    assert ("9\u00a0n)", "9(n)") in offered["point"]


def test_what_the_boxes_hold_becomes_filters_and_nothing_else_does() -> None:
    chosen = plan.chosen({**EMPTY, "point": "9(n)", "ending": "2034"}, only=True, words=" cartes ", sort="end")
    assert chosen == plan.PlanChoice(Filters(point="9(n)", only=True, ending=2034, words="cartes"), "end", "")
    for name, broken in (("point", 3), ("ending", "soon"), ("active", ["2034"])):
        with pytest.raises(NotText):
            plan.chosen({**EMPTY, name: broken}, only=False, words="", sort="plan")
