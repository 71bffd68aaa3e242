"""Compiles the C files for every kind of machine: `make engine`; or `python -m index.native.build --here` for this one.

Zig's compiler compiles for all of them from any one, and its version pinned in requirements/tools.txt makes the same
bytes of the same source; the libraries are committed. `--here` takes the compiler that the machine has, for a kind that
is not among them.
"""

from __future__ import annotations

import argparse
import platform
import subprocess
import sys
from collections.abc import Sequence

from index.native.library import FOLDER, SOURCES, library_name, source_digest

# By Zig's names. The C library is not linked where what little is used of it, memset, is there in any process; macOS's
# libraries say where they are, and would be other bytes in another folder.
_TARGETS = {
    "x86_64-linux-musl": ("linux", "x86_64", ["-nostdlib"]),
    "aarch64-linux-musl": ("linux", "arm64", ["-nostdlib"]),
    "x86_64-macos": ("darwin", "x86_64", ["-Wl,-install_name,engine"]),
    "aarch64-macos": ("darwin", "arm64", ["-Wl,-install_name,engine"]),
    "x86_64-windows-gnu": ("win32", "x86_64", []),
}

# Without contraction: a multiplication and an addition in one step would give other scores on other processors.
_OPTIONS = ["-shared", "-O3", "-g0", "-s", "-fPIC", "-ffp-contract=off", "-fvisibility=hidden", "-Wall", "-Wextra"]


def compile_with(compiler: Sequence[str], system: str, processor: str, options: Sequence[str] = ()) -> None:
    """Write the library for a kind of machine. Raises CalledProcessError where the compiler refuses."""
    target = FOLDER / "lib" / library_name(system, processor)
    target.parent.mkdir(exist_ok=True)
    named = f'-DENGINE_SOURCE="{source_digest()}"'
    subprocess.run([*compiler, *_OPTIONS, *options, named, *map(str, SOURCES), "-o", str(target)], check=True)
    (FOLDER / "lib" / "engine.lib").unlink(missing_ok=True)  # what a program would link with on Windows


def main() -> None:
    """Compile for every kind of machine, or for this one alone."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--here", action="store_true", help="for this machine alone, with its own compiler, cc")
    which.add_argument("--compiler", nargs=argparse.REMAINDER, help="for all, with Zig's compiler, started like this")
    options = parser.parse_args()
    if options.here:
        compile_with(["cc"], sys.platform, platform.machine())
        return
    for name, (system, processor, more) in _TARGETS.items():
        compile_with([*options.compiler, "-target", name], system, processor, more)


if __name__ == "__main__":
    main()
