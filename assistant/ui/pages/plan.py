"""The page “Action plan”: filters, the resources and the timeline as plots, and the rows, each opening its place."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import Any

import gradio as gr
from markupsafe import Markup

from assistant import i18n
from assistant.plan.table import SORTS, Filters
from assistant.plan.types import Plans
from assistant.plan.wording import point_written
from assistant.service import Assistant
from assistant.ui.errors import NotText, Unexpected
from assistant.ui.localized import CLICKS, LIVE, Views, html
from assistant.ui.parts import address, context_panel, markup, plan_charts, plan_rows
from assistant.ui.parts.address import parameters
from assistant.ui.parts.plan_rows import Outcome
from corpus.errors import AlineaError
from corpus.types import Language

FILTERS = ("objective", "output", "point", "programme", "active", "starting", "ending", "document")
_YEARS = ("active", "starting", "ending")


@dataclass(frozen=True, slots=True)
class PlanChoice:
    """What is chosen on the page."""

    filters: Filters = field(default_factory=Filters)
    sort: str = "plan"
    document: str = ""


def chosen(values: dict[str, object], only: object, words: object, sort: object) -> PlanChoice:
    """Return what the boxes hold. Raises NotText for what no box can hold: events come from the browser."""
    texts = {name: _text(value) for name, value in {**values, "words": words, "sort": sort}.items()}
    years = {name: int(texts[name]) if _is_year(texts[name]) else None for name in _YEARS}
    filters = Filters(
        objective=texts["objective"],
        output=texts["output"],
        point=texts["point"],
        only=only is True and bool(texts["point"]),
        programme=texts["programme"],
        words=texts["words"],
        **years,
    )
    return PlanChoice(filters, texts["sort"] or "plan", texts["document"])


def _text(value: object) -> str:
    """Return the stripped value of a box; raises NotText."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise NotText
    return value.strip()


def _is_year(text: str) -> bool:
    """Tell whether a text is a year; raises NotText for one that is neither a year nor empty."""
    if text and not (text.isascii() and text.isdecimal() and len(text) == 4):
        raise NotText
    return bool(text)


def looked_up(service: Assistant, language: str, wanted: PlanChoice | AlineaError) -> Outcome:
    """Return the plans with the rows chosen, or the error to show instead."""
    if isinstance(wanted, AlineaError):
        return wanted
    try:
        return service.plan(wanted.filters, language=language, document=wanted.document or None, sort=wanted.sort)
    except AlineaError as problem:
        return problem


def rows_of(service: Assistant, language: str, wanted: PlanChoice | AlineaError) -> Markup:
    """Return the rows chosen as HTML; where there are none, with what each condition keeps out."""
    outcome = looked_up(service, language, wanted)
    nothing = isinstance(outcome, Plans) and outcome.plans and not outcome.count
    return plan_rows.render(language, outcome, eased(service, language, wanted) if nothing else ())


def eased(service: Assistant, language: str, wanted: PlanChoice | AlineaError) -> list[tuple[str, int]]:
    """Return the conditions without any one of which there would be rows, in words, and how many rows."""
    if isinstance(wanted, AlineaError):
        return []
    filters, found = wanted.filters, []
    for each in fields(Filters):
        value = getattr(filters, each.name)
        if value == each.default:
            continue
        taken: dict[str, Any] = {each.name: each.default}
        without = replace(filters, **taken)
        outcome = looked_up(service, language, replace(wanted, filters=without))
        if isinstance(outcome, Plans) and outcome.count:
            found.append((_condition(each.name, value, language), outcome.count))
    return found


def _condition(name: str, value: object, language: str) -> str:
    """Return a condition as its box names it, with the value chosen."""
    if name == "only":
        return i18n.text("plan.only", language)
    if name == "words":
        return i18n.text("plan.none.words", language, words=value)
    said = point_written(str(value), Language(language)) if name == "point" else value
    return f"{i18n.text(f'plan.filter.{name}', language)} {said}"


def choices(service: Assistant, language: str) -> dict[str, list[tuple[str, str]]]:
    """Return what each filter offers, from the plans loaded: (name shown, value), the first being no restriction.

    A library that cannot be read offers nothing more: the rows' place says why.
    """
    everything = looked_up(service, language, PlanChoice())
    plans = everything.plans if isinstance(everything, Plans) else ()
    rows = [row for plan in plans for row in plan.rows]
    points = sorted({point for row in rows for point in row.points}, key=lambda each: (int(each.split("(")[0]), each))
    programme = sorted({code for row in rows for code in row.programme}, key=_programme_order)
    starts, ends = {row.first for row in rows if row.first}, {row.last for row in rows if row.last}
    years = {year for row in rows if row.first and row.last for year in range(row.first, row.last + 1)}
    objectives = {each.number: each.title for plan in plans for each in plan.objectives}
    outputs = {each.number: each.title for plan in plans for each in plan.outputs}
    shown = Language(language)
    offered = {
        "document": [(plan.symbol or plan.title, plan.document) for plan in plans],
        "objective": [(f"{number} – {title}", number) for number, title in sorted(objectives.items())],
        "output": [(f"{number} – {title}", number) for number, title in sorted(outputs.items())],
        "point": [(point_written(point, shown), point) for point in points],
        "programme": [(code, code) for code in programme],
        "active": [(str(year), str(year)) for year in sorted(years)],
        "starting": [(str(year), str(year)) for year in sorted(starts)],
        "ending": [(str(year), str(year)) for year in sorted(ends)],
    }
    return {name: [(i18n.text(f"plan.all.{name}", language), ""), *offered[name]] for name in FILTERS}


def _programme_order(code: str) -> tuple[bool, str, int]:
    """Return the sort key of an output of the programme and budget: 1.1 to 8.3, then A.1 to C.4."""
    family, _, number = code.partition(".")
    return family.isalpha(), family.zfill(2), int(number)


def intro(language: str) -> Markup:
    """Return what the page is for."""
    return markup.introduction(i18n.text("plan.title", language), i18n.text("plan.intro", language))


def waiting(language: str) -> Markup:
    """Return what stands in the panel's place until a row is opened."""
    said = i18n.text("plan.waiting", language)
    return markup.one_line("panel placeholder", said)


def build(service: Assistant, language: gr.Radio, views: Views, revision: gr.State) -> None:
    """Lay the page out and wire it; `revision` changes whenever the library does."""
    wanted = gr.State(PlanChoice())
    views.show(gr.HTML(elem_classes="intro"), intro)
    with gr.Row(elem_classes="ask-bar"):
        words = views.label(
            gr.Textbox(lines=1, max_length=200, scale=5, elem_id="plan-words"),
            label="plan.words",
            placeholder="plan.words.placeholder",
        )
        send = views.label(gr.Button(variant="primary", scale=1, min_width=110, elem_id="plan-send"), value="plan.send")
    with gr.Row(elem_classes=["filters", "plan-filters"]):
        boxes = {name: _box(views, name) for name in FILTERS[: FILTERS.index("point") + 1]}
        only = views.label(gr.Checkbox(elem_id="plan-only", min_width=160), label="plan.only")
        boxes |= {name: _box(views, name) for name in FILTERS if name not in boxes}
        sort = views.label(
            gr.Dropdown(_sorts(i18n.DEFAULT), value="plan", filterable=False, min_width=160, elem_id="plan-sort"),
            label="plan.sort",
        )
        reset = views.label(gr.Button(size="sm", elem_id="plan-reset", elem_classes="quiet"), value="plan.reset")
    charts = gr.HTML(js_on_load=CLICKS, elem_id="plan-charts")
    with gr.Row(elem_classes="split"):
        with gr.Column(scale=5, min_width=300):
            table = gr.HTML(js_on_load=CLICKS, elem_id="plan-rows")
        with gr.Column(scale=3, min_width=300, elem_classes="side"):
            panel = gr.HTML(js_on_load=CLICKS, elem_id="plan-reading")
    status = gr.HTML(js_on_load=LIVE, elem_classes="visually-hidden", elem_id="plan-status")
    for name, box in boxes.items():
        views.show(box, lambda code, name=name: _offer(name, choices(service, code)))
    views.show(sort, lambda code: gr.update(choices=_sorts(code)))
    views.show(charts, lambda code, wanted: plan_charts.render(code, looked_up(service, code, wanted)), wanted)
    views.show(table, lambda code, wanted: rows_of(service, code, wanted), wanted)
    opened = context_panel.lay_out(service, views, panel, waiting)

    def page(language: str, found: PlanChoice | AlineaError) -> tuple[Any, ...]:
        outcome = looked_up(service, language, found)
        shown = (plan_charts.render(language, outcome), rows_of(service, language, found))
        said = plan_rows.summary(language, outcome)
        return *(html(each) for each in (*shown, said)), found, html(waiting(language)), None

    def choose(language: str, words: object, only: object, sort: object, *values: object) -> tuple[Any, ...]:
        """Show the rows that pass the filters; a paragraph left open from before is closed."""
        try:
            return page(language, chosen(dict(zip(FILTERS, values, strict=True)), only, words, sort))
        except AlineaError as problem:
            return page(language, problem)

    def clear() -> tuple[Any, ...]:
        """Take every filter away; the order stays."""
        return "", False, *("" for _ in boxes)

    def refresh(language: str, *values: object) -> list[Any]:
        """Offer what is loaded now; a choice that has gone goes back to no restriction."""
        offered = choices(service, language)
        updates = []
        for name, value in zip(FILTERS, values, strict=True):
            kept = value if value in {offer for _, offer in offered[name]} else ""
            updates.append({**_offer(name, offered), "value": kept})
        return updates

    def arrive(event: gr.EventData, language: str) -> tuple[Any, ...]:
        """Fill the boxes as an address says, and show the rows."""
        asked = parameters(event)
        said, only, values = asked.one("q"), asked.one("only") == "1", [asked.one(name) for name in FILTERS]
        order = asked.one("sort") if asked.one("sort") in SORTS else "plan"
        shown = choose(language, said, only, order, *values)
        return said, only, order, *refresh(language, *values), *shown

    def failed(language: str) -> tuple[Any, ...]:
        return page(language, Unexpected())

    inputs = [language, words, only, sort, *boxes.values()]
    outputs = [charts, table, status, wanted, panel, opened]
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    changes = [send.click, words.submit, only.input, sort.input, *(box.input for box in boxes.values())]
    asking = gr.on(changes, choose, inputs, outputs, **quiet)
    asking.failure(failed, language, outputs, **quiet)
    # The box that loses the focus to the button asks once more, with the filters that go: the rows are asked for last.
    clearing = reset.click(clear, None, [words, only, *boxes.values()], **quiet).then(choose, inputs, outputs, **quiet)
    for each in (asking, clearing):
        address.told(each, "plan", [("q", words), ("only", only), ("sort", sort), *boxes.items()])
    address.follow("plan", arrive, [language], inputs[1:], outputs, failed)
    revision.change(refresh, [language, *boxes.values()], list(boxes.values()), **quiet).then(
        choose, inputs, outputs, **quiet
    )
    context_panel.wire(service, language, panel, opened, [charts, table, panel], closed=waiting)


def _box(views: Views, name: str) -> gr.Dropdown:
    """Return the box of a filter; that of the document is visible only where there is a choice."""
    return views.label(
        gr.Dropdown(
            [(i18n.text(f"plan.all.{name}", i18n.DEFAULT), "")],
            value="",
            filterable=False,
            min_width=140,
            visible=name != "document",
            elem_id=f"plan-{name}",
        ),
        label=f"plan.filter.{name}",
    )


def _offer(name: str, offered: dict[str, list[tuple[str, str]]]) -> dict[str, Any]:
    visible = name != "document" or len(offered[name]) > 2  # no restriction, and more than one plan
    update: dict[str, Any] = gr.update(choices=offered[name], visible=visible)
    return update


def _sorts(language: str) -> list[tuple[str, str]]:
    """Return the sort orders as (name shown, value)."""
    return [(i18n.text(f"plan.sort.{each}", language), each) for each in SORTS]
