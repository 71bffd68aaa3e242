"""The form in which somebody says what a file is: the facts of a sidecar, read by the same rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr
from gradio.components import Component
from markupsafe import Markup

from assistant import i18n
from assistant.access.visitor import Visitor
from assistant.documents.types import Added, AddError
from assistant.ui import templating
from assistant.ui.errors import NotText
from assistant.ui.localized import Views, html
from assistant.ui.visiting import visitor_of
from corpus.catalogue.sidecar import CHOICES, FACTS
from corpus.errors import (
    BadFact,
    ForeignLanguage,
    OfficialHeld,
    SameTitle,
    SameVersion,
    UnknownLanguage,
)
from corpus.phrases import Phrase
from corpus.text.typography import enclosed
from corpus.types import Status

_LONGEST = 1_000  # characters
_LACKING = {f"error.{kind.key()}" for kind in (ForeignLanguage, OfficialHeld, SameTitle, SameVersion, UnknownLanguage)}
"""Why a file is refused that a fact would have brought in."""

# Shown where nothing is written yet; the others have theirs in the catalogues.
_LIKE = {"id": "r193", "symbol": "R193", "date": "2002-06-20", "url": "https://…"}


@dataclass(frozen=True, slots=True)
class Correction:
    """A text whose facts are to be corrected: the title of its document, and the name of the file to choose again."""

    title: str
    file: str


Known = tuple[Correction, Mapping[str, str]]
"""A text to be corrected, with the facts that are known of it."""


@dataclass(frozen=True, slots=True)
class FactsForm:
    """The form: its panel, what is told at its head, and a box for each fact."""

    panel: gr.Accordion
    head: gr.HTML
    told: gr.State
    boxes: Mapping[str, Component]

    @property
    def inputs(self) -> list[Component]:
        """The boxes, in the order of the facts."""
        return [self.boxes[name] for name in FACTS]

    @property
    def outputs(self) -> list[Any]:
        """What `opened` and `emptied` give values for."""
        return [self.panel, self.head, self.told, *self.inputs]

    def after(self, language: str, done: object) -> list[Any]:
        """Return the values of `outputs` once files were added: open where a fact is lacking or wrong, else empty."""
        if is_lacking(done):
            return [gr.update(open=True), html(render_head(language, done)), done, *[gr.skip()] * len(FACTS)]
        if isinstance(done, Added) and not done.errors:
            return [gr.update(open=False), "", None, *[""] * len(FACTS)]
        return [gr.skip()] * len(self.outputs)

    def filled(self, language: str, found: Known | None) -> list[Any]:
        """Return the values of `outputs` for a text and its facts: open, to be corrected; as they are for none."""
        if found is None:
            return [gr.skip()] * len(self.outputs)
        told, facts = found
        known = [facts.get(name, "") for name in FACTS]
        return [gr.update(open=True), html(render_head(language, told)), told, *known]

    def opens_from(
        self, table: gr.HTML, language: gr.Radio, known: Callable[[gr.EventData, str, Visitor], Known | None]
    ) -> None:
        """Open for the text whose button in a table is pressed; `known` says which that is."""

        def correct(request: gr.Request, event: gr.EventData, code: str) -> list[Any]:
            return self.filled(code, known(event, code, visitor_of(request)))

        table.edit(correct, language, self.outputs, show_progress="hidden", api_visibility="private").then(
            None, js="() => alinea.focus('#facts-title textarea, #facts-title input')", api_visibility="private"
        )


def build(views: Views, permits: Callable[[Visitor], bool]) -> FactsForm:
    """Lay the form out, folded; it is there for whoever may add files."""
    told = gr.State(None)
    with views.label(gr.Accordion(open=False, elem_id="facts"), label="facts.panel") as panel:
        head = gr.HTML(elem_id="facts-head")
        with gr.Row(elem_classes="facts-boxes"):
            boxes = {name: _box(name, views) for name in FACTS}
    views.show(panel, lambda code, visitor: gr.update(visible=permits(visitor)), personal=True)
    views.show(head, render_head, told)
    return FactsForm(panel, head, told, boxes)


def _box(name: str, views: Views) -> Component:
    """Return the box of a fact: a list of the values it can have, or a line to write on."""
    if name not in CHOICES:
        line = gr.Textbox(
            lines=1, max_lines=1, max_length=_LONGEST, placeholder=_LIKE.get(name), elem_id=f"facts-{name}"
        )
        keys = {} if name in _LIKE else {"placeholder": f"facts.{name}.like"}
        return views.label(line, label=f"facts.{name}", **keys)
    choice = gr.Dropdown(_choices(name, i18n.DEFAULT), value="", filterable=False, elem_id=f"facts-{name}")
    views.show(choice, lambda code: gr.update(choices=_choices(name, code)))
    return views.label(choice, label=f"facts.{name}")


def _choices(name: str, language: str) -> list[tuple[str, str]]:
    """Return what a fact can be, by its name for readers; first that it is left to be recognised."""
    # That a text is official is no fact that comes with a file, and that it is added needs no saying.
    values = [value for value in CHOICES[name] if value not in (Status.OFFICIAL, Status.ADDED)]
    return [
        (i18n.text(f"facts.{name}.none", language), ""),
        *((i18n.name(name, each, language), each) for each in values),
    ]


def given(values: Sequence[object]) -> dict[str, str]:
    """Return the facts that the boxes have; those left empty are not given. Raises NotText."""
    texts = [value if value is not None else "" for value in values]
    if not all(isinstance(text, str) for text in texts):
        raise NotText
    return {name: text for name, text in zip(FACTS, map(str, texts), strict=True) if text.strip()}


def is_lacking(done: object) -> bool:
    """Tell whether a fact would have helped: one given is wrong, or a file is refused for want of one."""
    return isinstance(done, BadFact) or (isinstance(done, Added) and any(map(_lacking, done.errors)))


def _lacking(refused: AddError) -> bool:
    return isinstance(refused.reason, Phrase) and refused.reason.key in _LACKING


def render_head(language: str, told: object) -> Markup:
    """Return what the form is for, or what it opens for: the reason why a file was refused, a text to be corrected."""
    reasons: list[str] = []
    if isinstance(told, BadFact):
        reasons = [i18n.error(named(told, language), language)]
    elif isinstance(told, Added):
        reasons = [each.told(language).reason for each in told.errors if _lacking(each)]
    correction = told if isinstance(told, Correction) else None
    title = enclosed(correction.title, language) if correction else ""
    file = correction.file if correction else ""
    return templating.render("documents/facts.html", language, reasons=reasons, title=title, file=file)


def named(problem: BadFact, language: str) -> BadFact:
    """Return what is wrong with a fact, which is called as the form calls it."""
    name, detail = str(problem.values["name"]), problem.values["detail"]
    if not isinstance(detail, Phrase) or name not in FACTS:
        return problem
    label = i18n.text(f"facts.{name}", language)
    return BadFact(name=name, detail=Phrase(detail.key, detail.english, **{**detail.values, "name": label}))
