"""What an address asks of the page “Study”: the values of its form, by which a quiz can be sent as a link."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import gradio as gr
from gradio.components import Component

from assistant.service import Assistant
from assistant.study.types import CardKind, ItemKind
from assistant.ui.parts import study_form
from assistant.ui.parts.address import Parameters
from assistant.ui.parts.study_request import What
from corpus.types import Language

_DOCUMENTS = ("few", "many")
_SEVERAL = ("kinds", *_DOCUMENTS)
# The boxes, in their order, and those that fit what is to be made.
_TEXTS = ("sections", "theme", "language", "second", "count", "minutes", "card")
_BOXES = ("what", *_DOCUMENTS, *_TEXTS, "kinds", "level", "seed")
_FITTED = ("second", "count", "minutes", "card", "kinds", "level")


def named(name: str, box: Component) -> tuple[str, Component]:
    """Return a box with its name in an address, where both boxes of documents are one."""
    return ("document" if name in _DOCUMENTS else name), box


def values_of(service: Assistant, asked: Parameters, language: str) -> dict[str, object]:
    """Return the values of the boxes, by their names, that an address asks for; what it leaves out is as at first."""
    first: dict[str, object] = {"what": str(What.QUIZ), "language": language, "count": "10", "seed": "1"}
    values: dict[str, object] = {
        name: asked.all(name) if name in _SEVERAL else asked.one(name) or first.get(name, "") for name in _BOXES
    }
    few = study_form.are_few(study_form.offered(service, language))
    return values | {"few": asked.all("document") if few else [], "many": [] if few else asked.all("document")}


def filled(service: Assistant, values: Mapping[str, object], language: str) -> list[Any]:
    """Return the updates of all boxes, for values that may come from anywhere: what no box offers is left out."""
    there = {value for _, value in study_form.offered(service, language)}
    what = values["what"] if values["what"] in set(What) else str(What.QUIZ)
    fitting = dict(zip(_FITTED, study_form.fit(what, values["language"], values["second"]), strict=True))
    known: dict[str, object] = {
        **values,
        "what": what,
        "few": [each for each in _listed(values["few"]) if each in there],
        "many": [each for each in _listed(values["many"]) if each in there],
        "kinds": [each for each in _listed(values["kinds"]) if each in set(ItemKind)],
        "language": values["language"] if values["language"] in set(Language) else language,
        "second": values["second"] if values["second"] in set(Language) else "",
        "card": values["card"] if values["card"] in set(CardKind) else "",
        "level": values["level"] if values["level"] in ("1", "2", "3") else "",
    }
    return [{**fitting.get(name, gr.update()), "value": known[name]} for name in _BOXES]


def _listed(values: object) -> list[str]:
    return values if isinstance(values, list) else []
