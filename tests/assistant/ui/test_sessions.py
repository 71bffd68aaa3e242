"""The page's sessions: each with its own values, none with a copy of every component, the oldest forgotten."""

from __future__ import annotations

import gradio as gr
import pytest
from fastapi import FastAPI
from gradio.routes import App

from assistant.ui.server import sessions
from assistant.ui.server.sessions import keep_lean_sessions


@pytest.fixture
def page() -> tuple[App, gr.State, gr.HTML]:
    with gr.Blocks(analytics_enabled=False) as blocks:
        kept, shown = gr.State([]), gr.HTML("nothing yet")
    app = gr.mount_gradio_app(FastAPI(), blocks, path="/", ssr_mode=False)
    (mounted,) = (route.app for route in app.routes if isinstance(getattr(route, "app", None), App))
    keep_lean_sessions(mounted, blocks)
    return mounted, kept, shown


def test_each_session_has_its_own_values(page: tuple[App, gr.State, gr.HTML]) -> None:
    app, kept, shown = page
    one, other = app.state_holder["one"], app.state_holder["other"]
    one[kept._id] = ["a result"]
    one[shown._id] = gr.HTML("something", render=False)
    assert app.state_holder["one"][kept._id] == ["a result"]
    assert app.state_holder["one"][shown._id].value == "something"
    assert other[kept._id] == []
    assert other[shown._id].value == "nothing yet"


def test_no_session_describes_the_components(page: tuple[App, gr.State, gr.HTML]) -> None:
    app, kept, shown = page
    session = app.state_holder["one"]
    session[kept._id] = ["a result"]
    session._update_value_in_config(shown._id, "something")
    session._update_config(shown._id)
    assert list(session.components) == []


def test_the_session_away_for_longest_is_forgotten_first(
    page: tuple[App, gr.State, gr.HTML], monkeypatch: pytest.MonkeyPatch
) -> None:
    app, kept, _ = page
    monkeypatch.setattr(app.state_holder, "capacity", 3)
    for name in ("first", "second", "third"):
        app.state_holder[name][kept._id] = [name]
    assert app.state_holder["first"][kept._id] == ["first"]
    app.state_holder["fourth"]
    assert sorted(app.state_holder.session_data) == ["first", "fourth", "third"]
    assert app.state_holder.blocks.state_session_capacity == sessions.CAPACITY
