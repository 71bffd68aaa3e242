"""`user` and `key` on the command line, and `serve` where others reach it."""

from __future__ import annotations

import io
import json
import os
import pwd
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.access.members import Members
from assistant.access.registry import RegistryFile
from assistant.access.visitor import Role

PASSWORD = "a long password"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def type_in(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Give what puts a line on standard input."""
    return lambda line: monkeypatch.setattr("sys.stdin", io.StringIO(line))


def test_users_are_added_listed_changed_and_removed(
    command: Run, own_home: Path, type_in: Callable[[str], None]
) -> None:
    members = Members(RegistryFile(own_home))

    def said(*arguments: str, password: str = "") -> str:
        type_in(password)
        code, out, error = command("user", *arguments, home=own_home)
        assert code == 0, error
        return out

    assert "There are no users." in said("list")
    assert "Added ana, editor." in said("add", "ana", "--role", "editor", "--password-stdin", password=f"{PASSWORD}\n")
    assert said("list").split() == ["editor", "ana"]
    said("role", "ana", "--role", "admin")
    said("password", "ana", "--password-stdin", password="another long one\n")
    known = members.user("ana", "another long one")
    assert known is not None and known.role is Role.ADMIN
    said("remove", "ana")
    assert not members.users()
    audit = (own_home / "audit.jsonl").read_text(encoding="utf-8")
    assert [json.loads(line)["what"] for line in audit.splitlines()][-4:] == [
        "user add", "user role", "user password", "user remove",
    ]  # fmt: skip
    assert PASSWORD not in audit
    last = json.loads(audit.splitlines()[-1])
    assert (last["who"], last["door"]) == (pwd.getpwuid(os.geteuid()).pw_name, "program")


def test_a_password_is_read_from_a_terminal_or_where_that_is_said(
    command: Run, own_home: Path, type_in: Callable[[str], None]
) -> None:
    for line, option, told in (
        (f"{PASSWORD}\n", (), "--password-stdin"),
        ("short\n", ("--password-stdin",), "10 to 1000"),
    ):
        type_in(line)
        code, _, error = command("user", "add", "ana", "--role", "reader", *option, home=own_home)
        assert code == 1 and told in error


def test_a_key_is_printed_once(command: Run, own_home: Path) -> None:
    made = json.loads(command("key", "add", "robot", "--days", "30", "--json", home=own_home)[1])
    _, listed, _ = command("key", "list", "--json", home=own_home)
    assert made["key"].startswith("alinea_") and made["key"] not in listed
    (kept,) = json.loads(listed)["keys"]
    assert (kept["name"], kept["expires"]) == ("robot", made["expires"])
    assert Members(RegistryFile(own_home)).key(made["key"]) is not None
    assert command("key", "revoke", "robot", home=own_home)[0] == 0
    assert Members(RegistryFile(own_home)).key(made["key"]) is None


def test_a_server_that_others_reach_does_not_start_before_it_is_said_who_may_use_it(
    command: Run, own_home: Path
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    code, _, error = command("serve", "--host", "0.0.0.0", "--port", port, home=own_home)
    assert code == 1 and "ALINEA_ACCESS" in error
