"""What the façade offers: `verbs.txt` has every public name and its signature, so that none changes unnoticed.

To write it anew after a change that is meant: `pytest tests/assistant/test_verbs.py --renew`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path

from assistant.service import Assistant

VERBS = Path(__file__).parent / "verbs.txt"


class Words(str):
    """An annotation, which is text, set as code."""

    __slots__ = ()
    __repr__ = str.__str__


def signature(verb: Callable[..., object]) -> str:
    """Return the signature of a verb without `self`."""
    found = inspect.signature(verb)
    _, *others = (each.replace(annotation=Words(each.annotation)) for each in found.parameters.values())
    return str(found.replace(parameters=others, return_annotation=Words(found.return_annotation)))


def test_the_verbs_and_their_signatures(golden: Callable[[Path, str], None]) -> None:
    public = [(name, member) for name, member in inspect.getmembers(Assistant) if not name.startswith("_")]
    lines = [f"{name}{signature(member)}" if callable(member) else f"{name}: property" for name, member in public]
    golden(VERBS, "\n".join(lines) + "\n")
