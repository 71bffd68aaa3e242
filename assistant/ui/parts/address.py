"""The address of a page, by which its state can be sent, kept and gone back to: `#/find?q=credit&document=plan`.

It stands after the `#`, so that a browser sends none of it to the server: the page's script tells a page what its
address asks for, and takes up as address what was asked in its boxes (`assistant/ui/scripts/address.js`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

import gradio as gr
from gradio.components import Component
from gradio.events import Dependency

from assistant.ui.localized import data

_LONGEST = 200_000  # characters
_MOST = 50  # values


@dataclass(frozen=True, slots=True)
class Parameters:
    """What an address asks of a page: the values of its boxes, by the names they have in it."""

    values: Mapping[str, tuple[str, ...]]

    def one(self, name: str) -> str:
        """Return the value of a box, empty where the address has none."""
        return next(iter(self.values.get(name, ())), "")

    def all(self, name: str) -> list[str]:
        """Return the values of a box that has several."""
        return list(self.values.get(name, ()))


def parameters(event: gr.EventData) -> Parameters:
    """Return what an address asks for: untrusted, as it comes from the browser; nothing of what is malformed."""
    sent = data(event).get("hash")
    if not isinstance(sent, str) or len(sent) > _LONGEST:
        return Parameters({})
    try:
        read = parse_qs(sent.partition("?")[2], max_num_fields=_MOST)
    except ValueError:
        return Parameters({})
    return Parameters({name: tuple(each) for name, each in read.items()})


def follow(
    page: str,
    arrive: Callable[..., Any],
    inputs: Sequence[Component],
    boxes: Sequence[Component],
    outputs: Sequence[Component],
    failed: Callable[..., Any],
) -> None:
    """Have a page, a tab by its id, show what its address asks for.

    `arrive(event, *inputs)` returns the values of the boxes, then those of `outputs`; `failed(*inputs)` those of
    `outputs` where that fails.
    """
    place = gr.HTML(js_on_load=f"alinea.connect({json.dumps(page)}, trigger);", elem_classes="visually-hidden")
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    arriving = place.select(arrive, list(inputs), [*boxes, *outputs], **quiet)
    arriving.then(None, js="() => alinea.arrived()", api_visibility="private")
    arriving.failure(failed, list(inputs), list(outputs), **quiet)


def told(asking: Dependency, page: str, boxes: Sequence[tuple[str, Component]]) -> None:
    """Have what is asked of a page become its address: the values of its boxes, each by its name there."""
    names = json.dumps([name for name, _ in boxes])
    script = f"(...values) => alinea.asked({json.dumps(page)}, {names}, values)"
    asking.then(None, [box for _, box in boxes], None, js=script, api_visibility="private")
