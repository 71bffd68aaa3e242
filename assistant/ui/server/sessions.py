"""Sessions of the page that cost little: Gradio's own copy what describes each component, for links we do not have.

With two hundred components that is 0.4 MB and 20 ms a session, kept for the last ten thousand of them (Gradio 6.31,
`SessionState`). What the page needs of a session are the values of its `State` components.
"""

from __future__ import annotations

from copy import copy
from datetime import datetime
from typing import Any, cast

from gradio.blocks import Block, Blocks
from gradio.components import State
from gradio.routes import App
from gradio.state_holder import SessionState, StateHolder

CAPACITY = 1000
"""How many sessions are kept; past that, whoever was away longest finds results closed, and opens them anew."""


def keep_lean_sessions(page: App, blocks: Blocks) -> None:
    """Have a mounted page keep its sessions so."""
    blocks.state_session_capacity = CAPACITY
    page.state_holder = LeanSessions()  # type: ignore[no-untyped-call]  # Gradio’s own
    page.state_holder.set_blocks(blocks)


class LeanSession(SessionState):
    """A session without the descriptions that deep links are made from."""

    def __init__(self, blocks: Blocks) -> None:
        """Begin with no state, and the components that all sessions have."""
        self._of_all = self.blocks_config = blocks.default_config
        self.config_values = {}
        self.state_data = {}
        self._state_ttl: dict[int, Any] = {}
        self.is_closed = False
        self.STATE_TTL_WHEN_CLOSED = 3600

    def __setitem__(self, key: int, value: object) -> None:
        """Keep the value of a state, or a component as it is in this session."""
        block = self.blocks_config.blocks.get(key)
        if isinstance(block, State):
            self._state_ttl[key] = (block.time_to_live, datetime.now())
            self.state_data[key] = value
        else:
            if self.blocks_config is self._of_all:
                self.blocks_config = copy(self._of_all)
            self.blocks_config.blocks[key] = cast("Block", value)

    def _update_config(self, key: int) -> None:
        """Describe nothing."""

    def _update_value_in_config(self, key: int, value: object) -> None:
        """Describe nothing."""


class LeanSessions(StateHolder):
    """The sessions of the page, as many as `CAPACITY`."""

    def __getitem__(self, session_id: str) -> SessionState:
        """Return a session, begun if there is none."""
        if session_id not in self.session_data:
            self.session_data[session_id] = LeanSession(self.blocks)
        return super().__getitem__(session_id)
