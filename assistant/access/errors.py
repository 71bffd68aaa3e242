"""Errors of access: what keeps a server from starting, a user or a key from being kept, a visitor from going on.

AssistantError
└── AccessError
    ├── AccessNotChosen   a server that others reach, and nobody said who may use it
    ├── HostsNotNamed     a server that others reach, and nobody said by which names
    ├── NobodyToLogIn     a server that asks for users, of whom there are none
    ├── ProviderMissing   what OpenID Connect takes is not installed
    ├── UnusableRegistry  the file of users and keys cannot be read or written
    ├── BadName           no name for a user or a key
    ├── NameTaken         there is a user or a key of that name
    ├── NoSuchName        there is none
    ├── BadPassword       a password too short or too long
    ├── NoRoom            more than a visitor may have waiting to be read
    ├── FilesUsedUp       a visitor has sent as many files as one may in a day
    └── PagesUsedUp       the same of pages
"""

from __future__ import annotations

from assistant.errors import AssistantError


class AccessError(AssistantError):
    """Something about who may do what."""


class AccessNotChosen(AccessError):
    """A server that others reach starts only once somebody has said who may use it."""

    message = (
        "This server answers to {host}, so that others can reach it, and nobody has said who may use it. Set "
        "ALINEA_ACCESS to users, proxy, oidc, or open (everyone reads, nobody changes); see README, “Serving others”."
    )


class HostsNotNamed(AccessError):
    """A server that others reach starts only once its names are known: any other name is an attack."""

    message = (
        "This server answers to {host}, so that others can reach it, and nobody has said by which name. Set "
        "ALINEA_HOSTS to the names in its address, "
        "such as alinea.example.org; see README, “Serving others”."
    )


class NobodyToLogIn(AccessError):
    """Users are asked for, and there are none."""

    message = (
        "ALINEA_ACCESS is users, and {home} has none yet. Begin with “python app.py user add NAME --role admin”, "
        "with the same ALINEA_HOME, as the user that the server runs as."
    )


class ProviderMissing(AccessError):
    """What OpenID Connect takes is not installed."""

    message = "{package} is not installed, and ALINEA_ACCESS=oidc needs it: pip install -r requirements/oidc.txt."


class UnusableRegistry(AccessError):
    """The file of users and keys cannot be read or written; nobody is let in by it."""

    message = "{path} cannot be used ({detail}). Put it right, or move it away and add the users anew."


class BadName(AccessError):
    """No name for a user or a key."""

    message = (
        "“{name}” cannot be a name: take up to 64 letters, figures and . _ - @, beginning with a letter or figure."
    )


class NameTaken(AccessError):
    """There is a user or a key of that name."""

    message = "There is “{name}” already, and it was left as it is. Choose another name, or remove that one first."


class NoSuchName(AccessError):
    """There is no user or key of that name."""

    message = "There is no “{name}”. There are: {known}."


class BadPassword(AccessError):
    """A password too short or too long."""

    message = "A password has {least} to {most} characters; this one has {length}. Choose another."


class NoRoom(AccessError):
    """More than a visitor may have waiting to be read; megabytes."""

    message = (
        "This is {size} MB, and there is room for {room} MB more of the {limit} MB that may wait to be read. "
        "Send less, or wait until what you sent is read."
    )


class FilesUsedUp(AccessError):
    """A visitor has sent as many files as one may in a day; those past the limit were not read."""

    message = "You have sent {used} files today, and the limit is {limit}. Go on tomorrow, or ask an administrator."


class PagesUsedUp(AccessError):
    """A visitor has brought in as many pages as one may in a day."""

    message = (
        "You have brought in {used} pages today, and the limit is {limit}. Go on tomorrow, or ask an administrator."
    )
