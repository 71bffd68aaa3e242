"""Users and keys in their file: what is kept, who may read it, and when a change holds."""

from __future__ import annotations

import hashlib
import json
import stat
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

import pytest

from assistant.access import members as keeping
from assistant.access.errors import BadName, BadPassword, NameTaken, NoSuchName, UnusableRegistry
from assistant.access.members import Members
from assistant.access.registry import RegistryFile
from assistant.access.visitor import Role

PASSWORD = "a long password"


@pytest.fixture
def members(tmp_path: Path) -> Members:
    """Give the users of an empty home."""
    return Members(RegistryFile(tmp_path))


def test_a_password_is_kept_as_an_argon2id_hash_that_its_owner_alone_may_read(members: Members) -> None:
    members.add_user("ana", Role.EDITOR, PASSWORD)
    kept = members.file.path.read_text(encoding="utf-8")
    assert PASSWORD not in kept
    assert json.loads(kept)["users"]["ana"]["hash"].startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert stat.S_IMODE(members.file.path.stat().st_mode) == 0o600


def test_a_user_is_known_by_the_name_and_the_password(members: Members) -> None:
    members.add_user("ana", Role.EDITOR, PASSWORD)
    known = members.user("ana", PASSWORD)
    assert known is not None and known.role is Role.EDITOR
    for name, password in (("ana", "a long passworD"), ("ana", ""), ("ANA", PASSWORD), ("bo", PASSWORD), ("", "")):
        assert members.user(name, password) is None


def test_a_name_is_the_same_in_capitals(members: Members) -> None:
    members.add_user("bob", Role.READER, PASSWORD)
    members.add_key("robot", Role.READER, 1)
    with pytest.raises(NameTaken, match="There is “bob” already"):
        members.add_user("BOB", Role.ADMIN, PASSWORD)
    with pytest.raises(NameTaken, match="There is “robot” already"):
        members.add_key("Robot", Role.ADMIN, 1)


def test_an_accent_is_the_same_however_a_keyboard_makes_it(members: Members) -> None:
    members.add_user("zoé", Role.READER, "été à la mer")
    assert members.user("zoé", "e\u0301te\u0301 a\u0300 la mer")


def test_a_name_that_nobody_has_takes_as_long_as_a_wrong_password(members: Members) -> None:
    """Within a third, and both far longer than looking a name up: the same hashing is done."""
    members.add_user("ana", Role.READER, PASSWORD)

    def seconds(name: str) -> float:
        times = []
        for _ in range(7):
            started = time.process_time()
            members.user(name, "not the password")
            times.append(time.process_time() - started)
        return median(times)

    there, nobody = seconds("ana"), seconds("nobody")
    assert 0.67 < there / nobody < 1.5
    assert nobody > 0.005


@pytest.mark.parametrize("name", ["", "a b", "../ana", "-ana", "x" * 65, "a\n", "key:ana", "<b>"])
def test_what_cannot_be_a_name_is_refused(members: Members, name: str) -> None:
    with pytest.raises(BadName):
        members.add_user(name, Role.READER, PASSWORD)


@pytest.mark.parametrize("password", ["", "too short", "x" * 1_001])
def test_a_password_too_short_or_too_long_is_refused_and_not_repeated(members: Members, password: str) -> None:
    with pytest.raises(BadPassword) as refused:
        members.add_user("ana", Role.READER, password)
    assert not password or password not in str(refused.value)
    assert not members.users()


def test_a_name_is_given_once_and_one_that_is_not_there_is_told_with_those_that_are(members: Members) -> None:
    members.add_user("ana", Role.READER, PASSWORD)
    with pytest.raises(NameTaken):
        members.add_user("ana", Role.ADMIN, PASSWORD)
    with pytest.raises(NoSuchName, match="There are: ana"):
        members.remove_user("bo")
    assert members.users()["ana"].role is Role.READER


def test_another_process_sees_a_change_at_once(members: Members) -> None:
    other = Members(RegistryFile(members.file.path.parent))
    assert not other.users()
    members.add_user("ana", Role.READER, PASSWORD)
    assert other.users()["ana"].role is Role.READER
    members.set_role("ana", Role.ADMIN)
    assert other.users()["ana"].role is Role.ADMIN
    members.remove_user("ana")
    assert not other.users()


def test_changes_at_the_same_time_are_all_kept(tmp_path: Path) -> None:
    def add(n: int) -> None:
        Members(RegistryFile(tmp_path)).add_key(f"robot{n}", Role.READER, 1)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(24)))
    assert len(Members(RegistryFile(tmp_path)).keys()) == 24
    assert {path.name for path in tmp_path.iterdir()} == {"access.json", "access.json.lock"}


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"users": {"ana": {"role": "owner"}}}', b"\xff"])
def test_a_damaged_file_lets_nobody_in_and_is_left_as_it_is(members: Members, content: bytes) -> None:
    members.file.path.write_bytes(content)
    with pytest.raises(UnusableRegistry, match=r"access\.json cannot be used"):
        members.users()
    with pytest.raises(UnusableRegistry):
        members.add_user("ana", Role.READER, PASSWORD)
    assert members.file.path.read_bytes() == content


# Keys ----------------------------------------------------------------------------------------------------------------


def test_a_key_is_shown_once_and_kept_as_its_digest(members: Members) -> None:
    key = members.add_key("robot", Role.READER, 90)
    kept = members.file.path.read_text(encoding="utf-8")
    assert key not in kept and hashlib.sha256(key.encode()).hexdigest() in kept
    found = members.key(key)
    assert found is not None and (found[0], found[1].role) == ("robot", Role.READER)
    assert (found[1].expires - found[1].added).days == 90
    for other in ("", key[:-1], f"{key}x", key.upper(), "\udcff"):
        assert members.key(other) is None


def test_a_key_ends_when_it_is_revoked(members: Members) -> None:
    key = members.add_key("robot", Role.READER, 1)
    members.revoke_key("robot")
    assert members.key(key) is None


def test_a_key_ends_on_its_day(members: Members, monkeypatch: pytest.MonkeyPatch) -> None:
    key = members.add_key("robot", Role.READER, 7)
    end = members.keys()["robot"].expires

    class Later(keeping.datetime):  # type: ignore[misc,name-defined]
        """The clock, at the second in which the key ends."""

        @classmethod
        def now(cls, zone: object = None) -> object:
            return end

    monkeypatch.setattr(keeping, "datetime", Later)
    assert members.key(key) is None
