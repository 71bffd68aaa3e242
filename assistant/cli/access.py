"""`user` and `key`: who may use a server, and the keys of programs."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.access.audit import AuditLog
from assistant.access.visitor import OWNER, Role
from assistant.cli.command import Command, CommandResult, add_json
from assistant.errors import BadRequest
from assistant.service import Assistant

if TYPE_CHECKING:
    from assistant.access.members import Members

_MOST_DAYS = 3650

Action = Callable[["Members", argparse.Namespace], CommandResult]


def _user_arguments(user: argparse.ArgumentParser) -> None:
    actions = user.add_subparsers(dest="action", metavar="ACTION", required=True)
    add = _named(actions, "add", "add a user; the password is asked for twice")
    _role(add)
    _password_from(add)
    _listing(actions, "list the users")
    _role(_named(actions, "role", "give a user another role"))
    _password_from(_named(actions, "password", "give a user another password, which ends their sessions"))
    _named(actions, "remove", "remove a user, and end their sessions")


def _key_arguments(key: argparse.ArgumentParser) -> None:
    actions = key.add_subparsers(dest="action", metavar="ACTION", required=True)
    add = _named(actions, "add", "make a key for a program, and print it this once")
    _role(add, usual=Role.READER)
    add.add_argument("--days", type=_days, default=90, help="how long it opens (%(default)s)")
    _listing(actions, "list the keys, without what opens")
    _named(actions, "revoke", "revoke a key at once")


def _add_user(members: Members, options: argparse.Namespace) -> CommandResult:
    members.add_user(options.name, Role(options.role), _password(options))
    return CommandResult({"user": options.name, "role": options.role}, f"Added {options.name}, {options.role}.")


def _list_users(members: Members, options: argparse.Namespace) -> CommandResult:
    users = [{"user": name, "role": str(user.role)} for name, user in sorted(members.users().items())]
    lines = [f"{each['role']:<7} {each['user']}" for each in users]
    return CommandResult({"users": users}, "\n".join(lines) or "There are no users.")


def _set_role(members: Members, options: argparse.Namespace) -> CommandResult:
    members.set_role(options.name, Role(options.role))
    return CommandResult({"user": options.name, "role": options.role}, f"{options.name} is {options.role} now.")


def _set_password(members: Members, options: argparse.Namespace) -> CommandResult:
    members.set_password(options.name, _password(options))
    return CommandResult({"user": options.name}, f"{options.name} has another password; their sessions are over.")


def _remove_user(members: Members, options: argparse.Namespace) -> CommandResult:
    members.remove_user(options.name)
    return CommandResult({"removed": options.name}, f"Removed {options.name}; their sessions are over.")


def _add_key(members: Members, options: argparse.Namespace) -> CommandResult:
    key = members.add_key(options.name, Role(options.role), options.days)
    expires = f"{members.keys()[options.name].expires:%Y-%m-%d}"
    told = (
        f"{key}\n\nThis is shown once. Programs send it as “Authorization: Bearer …”, for {options.days} days, "
        f"until {expires}."
    )
    return CommandResult({"name": options.name, "role": options.role, "key": key, "expires": expires}, told)


def _list_keys(members: Members, options: argparse.Namespace) -> CommandResult:
    keys = [
        {"name": name, "role": str(key.role), "added": f"{key.added:%Y-%m-%d}", "expires": f"{key.expires:%Y-%m-%d}"}
        for name, key in sorted(members.keys().items())
    ]
    lines = [f"{each['role']:<7} until {each['expires']}  {each['name']}" for each in keys]
    return CommandResult({"keys": keys}, "\n".join(lines) or "There are no keys.")


def _revoke_key(members: Members, options: argparse.Namespace) -> CommandResult:
    members.revoke_key(options.name)
    return CommandResult({"revoked": options.name}, f"Revoked {options.name}.")


_ACTIONS: dict[tuple[str, str], Action] = {
    ("user", "add"): _add_user,
    ("user", "list"): _list_users,
    ("user", "role"): _set_role,
    ("user", "password"): _set_password,
    ("user", "remove"): _remove_user,
    ("key", "add"): _add_key,
    ("key", "list"): _list_keys,
    ("key", "revoke"): _revoke_key,
}


def _run(service: Assistant, options: argparse.Namespace) -> CommandResult:
    """Do what was asked, and write down what changed who may do what."""
    from assistant.access.members import (
        Members,
    )  # hashing passwords takes a while to load, which no other command needs
    from assistant.access.registry import RegistryFile

    home, what = service.settings.home, (options.command, options.action)
    result = _ACTIONS[what](Members(RegistryFile(home)), options)
    if options.action != "list":
        log: AuditLog = service.changes.log
        log.write(OWNER, " ".join(what), "done", options.name)
    return result


# The parts of the actions -------------------------------------------------------------------------------------------


def _named(
    actions: argparse._SubParsersAction[argparse.ArgumentParser], name: str, text: str
) -> argparse.ArgumentParser:
    action = actions.add_parser(name, help=text)
    action.add_argument("name", metavar="NAME")
    add_json(action)
    return action


def _listing(actions: argparse._SubParsersAction[argparse.ArgumentParser], text: str) -> None:
    add_json(actions.add_parser("list", help=text))


def _role(action: argparse.ArgumentParser, usual: Role | None = None) -> None:
    action.add_argument("--role", choices=[str(role) for role in Role], required=usual is None, default=usual)


def _password_from(action: argparse.ArgumentParser) -> None:
    action.add_argument("--password-stdin", action="store_true", help="read the password from standard input")


def _password(options: argparse.Namespace) -> str:
    """Return the password, asked for twice or read from a line of standard input. Raises BadRequest."""
    if options.password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise BadRequest(value="standard input", expected="a terminal to ask for the password, or --password-stdin")
    password = getpass.getpass("Password: ")
    if getpass.getpass("Again: ") != password:
        raise BadRequest(value="…", expected="the same password twice")
    return password


def _days(text: str) -> int:
    if text.isdecimal() and len(text) < 5 and 1 <= int(text) <= _MOST_DAYS:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a number of days from 1 to {_MOST_DAYS:,}")


USER = Command("user", "say who may use a server, and in which role", _user_arguments, _run)
KEY = Command("key", "make and revoke keys for programs", _key_arguments, _run)
