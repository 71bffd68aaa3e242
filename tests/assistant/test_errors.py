"""Every error says what happened, with the value, and what to do; all are one family."""

from __future__ import annotations

import string
from collections.abc import Iterator

import pytest

import assistant.access.errors
import assistant.ui.errors  # the tree is told whole, whatever was imported before
import corpus.download.errors  # noqa: F401
from assistant.errors import AssistantError, BadRequest, BadSetting
from corpus.errors import AlineaError
from index.errors import SearchError


def leaves(root: type[AlineaError]) -> Iterator[type[AlineaError]]:
    """Yield the error classes under `root` that have none under them."""
    for child in root.__subclasses__():
        if child.__module__.split(".")[0] in ("corpus", "index", "assistant"):
            yield from leaves(child) if child.__subclasses__() else (child,)


def names(kind: type[AlineaError]) -> set[str]:
    """Return the values a message is made of."""
    return {name for _, name, _, _ in string.Formatter().parse(kind.message) if name}


@pytest.mark.parametrize("kind", dict.fromkeys(leaves(AlineaError)))
def test_each_message_shows_its_values_and_ends_as_a_sentence(kind: type[AlineaError]) -> None:
    values = {name: f"<{name} of it>" for name in names(kind)}
    told = str(kind(**values))
    assert all(value in told for value in values.values())
    assert values or kind.__module__ == assistant.ui.errors.__name__  # a broken request has no value fit to be shown
    assert told.endswith((".", "“fr”.", '"fr".'))


def test_the_values_are_kept_for_another_language() -> None:
    error = BadSetting(name="ALINEA_NOTES", value="2", expected="1 or 0")
    assert error.values == {"name": "ALINEA_NOTES", "value": "2", "expected": "1 or 0"}
    assert error.key() == "bad_setting"


def test_a_failing_search_is_not_a_wrong_request() -> None:
    assert not issubclass(SearchError, AssistantError)
    assert issubclass(BadRequest, AssistantError)
