"""Takes files and networks away from this process, for good and for all that it starts; nothing can give them back.

Two interfaces of Linux, neither of which needs a privilege: Landlock says which files may be opened (since Linux 5.13;
since 6.7 it bars TCP as well), a seccomp filter lets no socket be made. Elsewhere, and where a container forbids them,
there is less: `confine` says what holds. Numbers and structures are those of <linux/landlock.h>, <linux/seccomp.h> and
<linux/audit.h>.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import socket
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2  # prctl(2)

# Landlock's system calls have the same numbers on every machine.
_CREATE, _ADD, _RESTRICT = 444, 445, 446
_VERSION, _BENEATH = 1, 1

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR, _TRUNCATE, _DEVICE = (1 << bit for bit in (0, 1, 2, 3, 14, 15))
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _DEVICE
_READ = _READ_FILE | _READ_DIR
_RUN = _READ | _EXECUTE
_SPECIAL_FILES = sum(1 << bit for bit in (6, 10, 11, 12))  # devices, pipes, and links, which whoever reads them follows
_HANDLED = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1}
_ALL_HANDLED = (1 << 16) - 1  # since version 5
_WRITE = _ALL_HANDLED & ~(_EXECUTE | _DEVICE | _SPECIAL_FILES)
_SOCKETS = (1 << 5) | (1 << 9)
_TCP, _ABSTRACT_SOCKETS_AND_SIGNALS = 3, 3
_TCP_SINCE, _SCOPES_SINCE = 4, 6

# By machine: what seccomp calls it, and the number of socket(2). io_uring can make sockets too.
_MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
_IO_URING_SETUP = 425
_OTHER_CALLS = 0x40000000  # from here on, those of x32 under other numbers
_NO_FAMILY = 0xFFFFFFFF
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EACCES


SYSTEM = tuple(map(Path, ("/usr", "/lib", "/lib64", "/bin")))
"""Where the system's programs and libraries are, which hold nothing of anybody's."""

LOADING = (Path("/etc/ld.so.cache"),)
"""What the system reads to start a program."""

NOWHERE = Path(os.devnull)


@dataclass(frozen=True, slots=True)
class Reach:
    """What may still be opened, each with all beneath it; what is not there does not matter."""

    read: tuple[Path, ...] = ()
    run: tuple[Path, ...] = ()
    write: tuple[Path, ...] = ()
    sockets: tuple[Path, ...] = ()  # folders to put sockets in and take files out of, without reading any


def confine(reach: Reach, *, local_sockets: bool = False) -> frozenset[str]:
    """Leave this process the files within reach, and no network. Return what holds: `files`, `network`.

    `local_sockets` allows those between processes of this machine, which some programs need among their own.
    """
    held: set[str] = set()
    if sys.platform != "linux":
        return frozenset()
    system = ctypes.CDLL(None, use_errno=True)
    with suppress(OSError):
        _checked(system.prctl(_NO_NEW_PRIVILEGES, *map(ctypes.c_ulong, (1, 0, 0, 0))))
        with suppress(OSError):
            _shut_files(system, reach)
            held.add("files")
        if platform.machine() in _MACHINES:
            _shut_network(system, *_MACHINES[platform.machine()], local_sockets=local_sockets)
            held.add("network")
    return frozenset(held)


def _shut_files(system: ctypes.CDLL, reach: Reach) -> None:
    """Let no file be opened but those within reach. Raises OSError where the kernel has no Landlock."""
    version = _checked(system.syscall(_CREATE, None, ctypes.c_size_t(0), _VERSION))
    handled = _HANDLED.get(version, _ALL_HANDLED)
    fields = (handled, _TCP, _ABSTRACT_SOCKETS_AND_SIGNALS)
    known = 1 + (version >= _TCP_SINCE) + (version >= _SCOPES_SINCE)
    rules = (ctypes.c_uint64 * known)(*fields[:known])
    ruleset = _checked(system.syscall(_CREATE, rules, ctypes.c_size_t(ctypes.sizeof(rules)), 0))
    try:
        rights = ((reach.read, _READ), (reach.run, _RUN), (reach.write, _WRITE), (reach.sockets, _SOCKETS))
        for paths, allowed in rights:
            _allow(system, ruleset, paths, allowed & handled)
        _checked(system.syscall(_RESTRICT, ruleset, 0))
    finally:
        os.close(ruleset)


def _allow(system: ctypes.CDLL, ruleset: int, paths: Iterable[Path], allowed: int) -> None:
    for path in paths:
        try:
            found = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except OSError:
            continue  # not on this system
        try:
            right = allowed if path.is_dir() else allowed & _OF_FILES
            rule = right.to_bytes(8, sys.byteorder) + found.to_bytes(4, sys.byteorder)
            _checked(system.syscall(_ADD, ruleset, _BENEATH, rule, 0))
        finally:
            os.close(found)


def _shut_network(system: ctypes.CDLL, machine: int, socket_call: int, *, local_sockets: bool) -> None:
    """Have the kernel refuse socket(2) from now on. Raises OSError where it has no filters.

    The program is that of the classic packet filter: each step loads a word of the call (its machine, its number, its
    first argument), or compares what was loaded and skips steps, so many where it holds and so many where not.
    """
    steps = (
        (_LOAD, 0, 0, 4),
        (_EQUAL, 0, 7, machine),
        (_LOAD, 0, 0, 0),
        (_AT_LEAST, 5, 0, _OTHER_CALLS),
        (_EQUAL, 4, 0, _IO_URING_SETUP),
        (_EQUAL, 0, 2, socket_call),
        (_LOAD, 0, 0, 16),
        (_EQUAL, 0, 1, int(socket.AF_UNIX) if local_sockets else _NO_FAMILY),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    )
    program = (_Step * len(steps))(*(_Step(*each) for each in steps))
    filtered = _Filter(len(steps), ctypes.cast(program, ctypes.c_void_p))
    _checked(system.prctl(_SECCOMP, ctypes.c_ulong(_FILTER), ctypes.byref(filtered), *map(ctypes.c_ulong, (0, 0))))


class _Step(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_uint16),
        ("where_true", ctypes.c_uint8),
        ("where_false", ctypes.c_uint8),
        ("value", ctypes.c_uint32),
    )


class _Filter(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("steps", ctypes.c_void_p))


def _checked(answer: int) -> int:
    """Return what the kernel answers. Raises OSError where that is an error."""
    if answer < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return answer
