"""The form of the page “Study”: what to make, of which texts, in which languages; what is rarely chosen is folded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr
from gradio.components import Component

from assistant import i18n
from assistant.errors import BadRequest
from assistant.service import Assistant
from assistant.study.types import CardKind, ItemKind
from assistant.ui.localized import Views
from assistant.ui.pages.find import choices
from assistant.ui.parts.study_request import LONGEST_TEXT, What
from corpus.types import Language

_NAMES = [(name, code) for code, name in i18n.NAMES.items()]
_FEW = 12  # documents
_USUAL = {What.QUIZ: "10", What.PATH: "8"}
_COUNTED = (What.QUIZ, What.CARDS, What.SESSION, What.PATH)
_TIMED = (What.QUIZ, What.SESSION, What.PATH)


@dataclass(frozen=True, slots=True)
class Form:
    """The boxes by the names of what they choose, the button that makes it, and where readers reach the app."""

    boxes: dict[str, Component]
    send: gr.Button
    address: gr.Textbox


def build(service: Assistant, language: gr.Radio, views: Views, revision: gr.State) -> Form:
    """Lay the form out and wire what depends on what in it."""
    touched = gr.State(False)
    what = views.label(
        gr.Radio(_whats(i18n.DEFAULT), value=str(What.QUIZ), elem_id="study-what"), label="study.page.what"
    )
    # A few documents are all in sight, each one click away; of many, a list opens.
    few = views.label(gr.CheckboxGroup([], visible=False, elem_id="study-few"), label="study.page.documents")
    many = views.label(gr.Dropdown([], multiselect=True, elem_id="study-documents"), label="study.page.documents")
    with gr.Row(elem_classes=["filters", "study-choice"]):
        sections = views.label(
            gr.Textbox(lines=1, max_length=LONGEST_TEXT, elem_id="study-sections"),
            label="study.page.sections",
            placeholder="study.page.sections.placeholder",
        )
        theme = views.label(
            gr.Textbox(lines=1, max_length=LONGEST_TEXT, elem_id="study-theme"),
            label="study.page.theme",
            placeholder="study.page.theme.placeholder",
        )
    with gr.Row(elem_classes=["study-row"]):
        spoken = views.label(
            gr.Radio(_NAMES, value=i18n.DEFAULT, elem_id="study-language"), label="study.page.language"
        )
        second = views.label(
            gr.Dropdown(_seconds(i18n.DEFAULT), value="", filterable=False, min_width=150, elem_id="study-second"),
            label="study.page.second",
        )
        count = views.label(
            gr.Textbox("10", lines=1, max_length=4, min_width=90, elem_id="study-count"),
            label="study.page.count",
        )
        minutes = views.label(
            gr.Textbox(lines=1, max_length=3, min_width=90, elem_id="study-minutes"),
            label="study.page.minutes",
        )
        card = views.label(
            gr.Radio(_cards(i18n.DEFAULT), value="", visible=False, elem_id="study-card-kind"), label="study.page.cards"
        )
    with views.label(gr.Accordion(open=False, elem_id="study-more"), label="study.page.more"):
        kinds = views.label(gr.CheckboxGroup(_kinds(i18n.DEFAULT), elem_id="study-kinds"), label="study.page.kinds")
        with gr.Row(elem_classes=["study-row"]):
            level = views.label(
                gr.Radio(_levels(i18n.DEFAULT), value="", elem_id="study-level"), label="study.page.level"
            )
            seed = views.label(
                gr.Textbox("1", lines=1, max_length=6, min_width=120, elem_id="study-seed"),
                label="study.page.seed",
            )
            address = views.label(
                gr.Textbox(lines=1, max_length=200, min_width=240, elem_id="study-address"),
                label="study.page.address",
                placeholder="study.page.address.placeholder",
            )
    send = views.label(
        gr.Button(variant="primary", scale=0, min_width=140, elem_id="study-send"), value="study.page.send"
    )
    views.show(what, lambda code: gr.update(choices=_whats(code)))
    views.show(few, lambda code: _offer(offered(service, code), few=True))
    views.show(many, lambda code: _offer(offered(service, code), few=False))
    views.show(second, lambda code: gr.update(choices=_seconds(code)))
    views.show(card, lambda code: gr.update(choices=_cards(code)))
    views.show(kinds, lambda code: gr.update(choices=_kinds(code)))
    views.show(level, lambda code: gr.update(choices=_levels(code)))
    # The reader's own language, until another is chosen.
    views.show(spoken, lambda code, chosen: gr.skip() if chosen else gr.update(value=code), touched)

    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    spoken.input(lambda: True, None, touched, **quiet)
    what.input(fit, [what, spoken, second], [second, count, minutes, card, kinds, level], **quiet)

    def refresh(code: str, *chosen: list[str] | None) -> list[Any]:
        """Offer what is loaded now, and keep of what was chosen what is still there."""
        there = offered(service, code)
        kept = [each for each in (*(chosen[0] or []), *(chosen[1] or [])) if each in {value for _, value in there}]
        return [{**_offer(there, few=each), "value": kept if are_few(there) is each else []} for each in (True, False)]

    revision.change(refresh, [language, few, many], [few, many], **quiet)
    boxes: dict[str, Component] = {
        "what": what,
        "few": few,
        "many": many,
        "sections": sections,
        "theme": theme,
        "language": spoken,
        "second": second,
        "count": count,
        "minutes": minutes,
        "card": card,
        "kinds": kinds,
        "level": level,
        "seed": seed,
    }
    return Form(boxes, send, address)


def offered(service: Assistant, language: str) -> list[tuple[str, str]]:
    """Return the documents there are to choose from: (name shown, id)."""
    return choices(service, language)["document"][1:]


def are_few(documents: list[tuple[str, str]]) -> bool:
    """Tell whether the documents to choose from have a box each, else a list that opens."""
    return len(documents) <= _FEW


def _offer(documents: list[tuple[str, str]], *, few: bool) -> dict[str, Any]:
    """Return the update of the boxes that are there for `few` documents, or of the list that opens."""
    update: dict[str, Any] = gr.update(choices=documents, visible=are_few(documents) is few and bool(documents))
    return update


def fit(what: object, spoken: object, second: object) -> tuple[Any, ...]:
    """Show what matters for a thing; one in English or French has the other beside unless somebody says otherwise.

    Our notes are in these two; of a text in another language nothing says that there is one.
    """
    if what not in set(What):
        raise BadRequest(value=what, expected=", ".join(What))
    chosen = What(str(what))
    beside = second if isinstance(second, str) else ""
    if chosen is What.HANDOUT and not beside:
        beside = {str(Language.EN): str(Language.FR), str(Language.FR): str(Language.EN)}.get(str(spoken), "")
    return (
        gr.update(value=beside),
        gr.update(value=_USUAL.get(chosen, ""), visible=chosen in _COUNTED),
        gr.update(visible=chosen in _TIMED),
        gr.update(visible=chosen is What.CARDS),
        *(gr.update(visible=chosen in (What.QUIZ, What.SESSION)) for _ in ("kinds", "level")),
    )


def _whats(language: str) -> list[tuple[str, str]]:
    return [(i18n.text(f"study.page.what.{each}", language), str(each)) for each in What]


def _seconds(language: str) -> list[tuple[str, str]]:
    return [(i18n.text("study.page.second.none", language), ""), *_NAMES]


def _cards(language: str) -> list[tuple[str, str]]:
    kinds = (CardKind.TERM, CardKind.CLOZE, CardKind.BASIC)
    everything = (i18n.text("study.page.cards.all", language), "")
    return [everything, *((i18n.text(f"study.page.cards.{each}", language), str(each)) for each in kinds)]


def _kinds(language: str) -> list[tuple[str, str]]:
    return [(i18n.text(f"study.kind_{each}", language), str(each)) for each in ItemKind]


def _levels(language: str) -> list[tuple[str, str]]:
    return [
        (i18n.text(f"study.page.level.{each}", language), "" if each == "all" else each) for each in ("all", *"123")
    ]
