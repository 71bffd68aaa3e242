"""Who asks: a visitor with a role. Every door – page, API, MCP – looks at the role, none at the name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Role(StrEnum):
    """What a visitor may do; each role may do all that those before it may."""

    READER = "reader"  # asks, finds, reads, checks, makes study material
    EDITOR = "editor"  # adds, fetches, confirms and removes documents
    ADMIN = "admin"  # rebuilds, repairs, backs up, and says who else may what

    def may(self, wanted: Role) -> bool:
        """Tell whether this role may do what `wanted` may."""
        order = tuple(Role)
        return order.index(self) >= order.index(wanted)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who made a request; `name` is empty where nobody logs in, `address` is the network address they come from.

    `door` is the way they came in: `page`, `api` or `mcp`; `program` is the command line, or a program in Python.
    `has_session` tells those who logged in here, and can sign out.
    """

    name: str = ""
    role: Role = Role.READER
    address: str = ""
    door: str = "program"
    has_session: bool = False


def visitor_in(scope: Mapping[str, Any]) -> Visitor:
    """Return whom the gate has put into the scope of a request; a reader where there was none."""
    found = scope.get("state", {}).get("visitor")
    return found if isinstance(found, Visitor) else Visitor()


OWNER = Visitor(role=Role.ADMIN)
"""Whoever uses the program on their own machine, where nobody logs in."""
