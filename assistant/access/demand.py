"""What has to be said before others can reach a server: who may use it, and by which names it is reached."""

from __future__ import annotations

from pathlib import Path

from assistant.access.addresses import is_loopback
from assistant.access.configuration import AccessSettings, Mode
from assistant.access.errors import AccessNotChosen, HostsNotNamed, NobodyToLogIn
from assistant.access.registry import RegistryFile


def require_access(settings: AccessSettings, host: str, home: Path) -> None:
    """Return if a server may listen on `host`. Raises AccessNotChosen, HostsNotNamed or NobodyToLogIn."""
    if settings.lets_others_in(host):
        named = ", ".join(each for each in settings.hosts if not is_loopback(each))
        where = named if is_loopback(host) else host or "every address"
        if settings.mode is None:
            raise AccessNotChosen(host=where)
        if not settings.hosts:
            raise HostsNotNamed(host=where)
    if settings.mode is Mode.USERS and not RegistryFile(home).now().users:
        raise NobodyToLogIn(home=home)
