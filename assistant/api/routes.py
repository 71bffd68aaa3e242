"""Routes that leave their pattern in the scope of a request, as FastAPI's own do: the log and the figures name it."""

from __future__ import annotations

from starlette.routing import Match, Route
from starlette.types import Scope


class PatternRoute(Route):
    """A route of Starlette's that can be told from others by `scope["route"].path`."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Return whether a request is for this route, and what that adds to its scope."""
        match, child = super().matches(scope)
        return match, {**child, "route": self} if match is not Match.NONE else child
