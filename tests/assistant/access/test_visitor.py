"""Roles are nested: an editor may read, an administrator may do everything."""

from __future__ import annotations

import pytest

from assistant.access.visitor import OWNER, Role


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.READER, [Role.READER]),
        (Role.EDITOR, [Role.READER, Role.EDITOR]),
        (Role.ADMIN, [Role.READER, Role.EDITOR, Role.ADMIN]),
    ],
)
def test_a_role_may_do_what_those_before_it_may(role: Role, allowed: list[Role]) -> None:
    """And nothing more."""
    assert [wanted for wanted in Role if role.may(wanted)] == allowed


def test_the_owner_of_the_machine_may_do_everything() -> None:
    """Where nobody logs in, there is nobody to refuse."""
    assert all(OWNER.role.may(wanted) for wanted in Role)
