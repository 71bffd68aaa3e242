"""Who may see the pages of the kept files: whoever may read, and nobody else; reading changes nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.access.visitor import Role
from assistant.ui.parts import printed
from tests.assistant.access.conftest import Site

ASKED = {"document": "plan", "locator": "13", "page": "1", "width": "600"}


@pytest.mark.parametrize("address", [printed.ADDRESS, printed.PICTURE])
def test_whoever_cannot_read_sees_no_page(sites: Callable[..., Site], address: str) -> None:
    answer = sites().visitor().http.get(address, params=ASKED)
    assert answer.status_code == 401
    assert "Plan" not in answer.text


@pytest.mark.parametrize("read_only", [False, True])
def test_a_reader_is_answered_also_where_nothing_may_change(sites: Callable[..., Site], *, read_only: bool) -> None:
    reader = sites(read_only=read_only).visitor(Role.READER)
    described = reader.http.get(printed.ADDRESS, params=ASKED)
    assert described.status_code == 200 and "no printed page" in described.text  # the plan was read from no PDF
    assert reader.http.get(printed.PICTURE, params=ASKED).json()["reason"] == "no_printed_page"


def test_these_addresses_are_only_read(sites: Callable[..., Site]) -> None:
    for address in (printed.ADDRESS, printed.PICTURE):
        assert sites().visitor(Role.ADMIN).http.post(address, params=ASKED).status_code == 404
