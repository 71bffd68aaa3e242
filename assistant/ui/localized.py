"""What on the page speaks a language, so that one switch says everything again in the other.

Gradio's own translations follow the browser and cannot be switched, so each component that shows text is
registered here with its keys in the catalogue, or with the function that renders it from the session.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import gradio as gr
from gradio.blocks import Block
from gradio.components import Component
from markupsafe import escape

from assistant import i18n
from assistant.access.visitor import Visitor

# Registered with `js_on_load`: a click on one of our buttons becomes the event that the button names, with the
# button's data. Only buttons we render carry `data-event`; text from documents cannot, being escaped.
CLICKS = """element.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-event]');
  if (button && element.contains(button)) trigger(button.dataset.event, {...button.dataset});
});"""

# A region whose changes screen readers announce once they have finished their sentence.
LIVE = "element.setAttribute('role', 'status'); element.setAttribute('aria-live', 'polite');"

Shown = TypeVar("Shown", bound=Block)


@dataclass(frozen=True, slots=True)
class _View:
    """A component, its inputs, and how it is rendered in a language, for some for a visitor."""

    component: Block
    states: tuple[Component, ...]
    render: Callable[..., Any]
    personal: bool = False


@dataclass
class Views:
    """Every view of the page, in the order they were registered."""

    entries: list[_View] = field(default_factory=list)

    def label(self, component: Shown, **keys: str) -> Shown:
        """Register the properties of a component (`label`, `placeholder`, `value`) by their catalogue keys."""

        def texts(language: str) -> dict[str, Any]:
            said: dict[str, Any] = {name: i18n.text(key, language) for name, key in keys.items()}
            return gr.update(**said)

        for name, key in keys.items():  # what is shown until the page has loaded
            setattr(component, name, i18n.text(key, i18n.DEFAULT))
        self.entries.append(_View(component, (), texts))
        return component

    def show(self, component: Shown, render: Callable[..., Any], *states: Component, personal: bool = False) -> Shown:
        """Register `render(language, *values of states)`: HTML, or an update, for the component.

        A `personal` one takes the visitor as well, after the language: it shows what this visitor may do.
        """
        self.entries.append(_View(component, states, render, personal))
        return component

    @property
    def components(self) -> list[Block]:
        """Every component to be updated."""
        return [view.component for view in self.entries]

    @property
    def states(self) -> list[Component]:
        """Every state or choice a view depends on, once each."""
        return list(dict.fromkeys(state for view in self.entries for state in view.states))

    def update(self, language: str, values: Sequence[object], visitor: Visitor) -> list[Any]:
        """Render everything in `language` for a visitor; `values` are those of `states`, in the same order."""
        known = dict(zip(self.states, values, strict=True))
        return [
            html(
                view.render(language, *((visitor,) if view.personal else ()), *(known[state] for state in view.states))
            )
            for view in self.entries
        ]


def data(event: gr.EventData) -> Mapping[str, object]:
    """Return what a click carries, nothing if it is malformed: events come from the browser."""
    return event._data if isinstance(event._data, dict) else {}


def html(rendered: object) -> object:
    """Return what was rendered as the plain string Gradio sends: safe HTML as it is, any other text escaped."""
    return str(escape(rendered)) if isinstance(rendered, str) else rendered
