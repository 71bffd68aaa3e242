"""Who is at the page: the visitor that the gate told apart, as a page's functions find it."""

from __future__ import annotations

import gradio as gr

from assistant.access.visitor import Visitor, visitor_in


def visitor_of(request: gr.Request) -> Visitor:
    """Return who made a request; a reader where no gate has said who it is.

    An event of the queue is handled later and elsewhere, but with the request by which it joined the queue.
    """
    return visitor_in(getattr(request.request, "scope", {}))
