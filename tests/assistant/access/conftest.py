"""Homes with users and keys, and servers over them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from assistant.access.configuration import AccessSettings, Mode
from assistant.access.members import Members
from assistant.access.registry import RegistryFile
from assistant.access.visitor import Role
from tests.page_client import PageClient, served
from tests.world.staged import Staged

PASSWORD = "a long password"
BY_USERS = AccessSettings(Mode.USERS)


@dataclass(frozen=True)
class Site:
    """A running server, what it serves, and who may use it."""

    url: str
    service: Staged
    members: Members
    keys: Mapping[Role, str]

    def visitor(self, role: Role | None = None) -> PageClient:
        """Return a visitor with the key of a role, or without any."""
        return PageClient(self.url, {"Authorization": f"Bearer {self.keys[role]}"} if role else {})


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Site]]:
    """Give what serves the made-up plan with given settings, once for each."""
    made: dict[object, Site] = {}
    with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIO_TEMP_DIR", str(tmp_path_factory.mktemp("uploads")))

        def site(access: AccessSettings = BY_USERS, *, read_only: bool = False) -> Site:
            wanted = (access, read_only)
            if wanted not in made:
                made[wanted] = _site(tmp_path_factory.mktemp("site"), access, read_only, stack)
            made[wanted].service.reset()
            return made[wanted]

        yield site


def _site(home: Path, access: AccessSettings, read_only: bool, stack: ExitStack) -> Site:
    members = Members(RegistryFile(home))
    members.add_user("ana", Role.EDITOR, PASSWORD)
    keys = {role: members.add_key(str(role), role, 1) for role in Role}
    opened = Staged.at(home)
    settings = replace(opened.settings, access=access, read_only=read_only)
    opened.close()
    service = Staged(settings)
    stack.callback(service.close)
    return Site(stack.enter_context(served(service)), service, members, keys)
