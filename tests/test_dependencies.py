"""What Alinéa brings along: every import pinned, every pin locked with hashes, every licence allowed."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.audit import (
    FOUND,
    LOCKS,
    NOT_FOUND_OUT,
    READ_BY_HAND,
    ROOT,
    Licensed,
    licences,
    locked,
    tell_vulnerabilities,
)

OURS = {"app", "assistant", "corpus", "index", "prompts"}

# Imported where they are installed, and pinned beside what else they are for.
PINNED_ELSEWHERE = {
    "langchain-openai": "llm.txt",
    "openai": "llm.txt",
    "xllamacpp": "llm.txt",
    "mcp": "mcp.txt",
    "mcp-types": "mcp.txt",
    "authlib": "oidc.txt",
    "joserfc": "oidc.txt",
    "distributed": "scale.txt",
    "psycopg": "scale.txt",
    "pymilvus": "milvus.txt",
    "grpcio": "milvus.txt",
    "python-dotenv": "milvus.txt",
    "matplotlib": "dev.txt",
}

# What the modules of packages are called that may not be installed.
PROVIDERS = {"grpc": ["grpcio"], "dotenv": ["python-dotenv"]}


def pins(path: Path) -> dict[str, Requirement]:
    """Return the requirements that a file names itself, by name."""
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] not in "#-")
    return {canonicalize_name(each.name): each for each in map(Requirement, lines)}


def imported() -> Iterator[tuple[str, Path]]:
    """Yield the top-level names that the program imports, with where."""
    for path in [ROOT / "app.py", *(each for part in sorted(OURS) for each in (ROOT / part).rglob("*.py"))]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((each.name.partition(".")[0], path) for each in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield str(node.module).partition(".")[0], path


def test_every_package_imported_is_pinned() -> None:
    """Nothing is imported that only happens to be there, brought along by something else."""
    main = set(pins(ROOT / "requirements.txt"))
    beside = {name for name, file in PINNED_ELSEWHERE.items() if name in pins(ROOT / "requirements" / file)}
    providers: dict[str, Sequence[str]] = {**PROVIDERS, **packages_distributions()}
    foreign = {name: path for name, path in imported() if name not in OURS | sys.stdlib_module_names}
    assert len(foreign) > 30, "the imports were not found"
    unpinned = {
        f"{path.relative_to(ROOT)} imports {name}"
        for name, path in foreign.items()
        if not {canonicalize_name(each) for each in providers.get(name, [name])} & (main | beside)
    }
    assert not unpinned, "\n".join(sorted(unpinned))


def test_the_lock_has_every_pin_as_it_is() -> None:
    """`make lock` was run after the last change of requirements.txt."""
    wanted = {name: str(each.specifier) for name, each in pins(ROOT / "requirements.txt").items()}
    # One package may have several versions, each for another Python.
    have = {(canonicalize_name(each.name), str(each.specifier)) for each in locked()}
    named = {name for name, _ in have}
    assert set(wanted) <= named, "run make lock"
    apart = {name for name in wanted if (name, wanted[name]) not in have}
    assert not apart, f"run make lock: {apart}"


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_everything_locked_is_exact_and_has_hashes(path: Path) -> None:
    """So that pip takes nothing else, whatever an index offers."""
    text = re.sub(r"(?m)^#.*\n", "", path.read_text(encoding="utf-8")).replace("\\\n", " ")
    lines = text.strip().splitlines()
    assert lines
    for line in lines:
        assert re.match(r"[a-z0-9.-]+(\[[a-z0-9,-]+\])?==[\w.]+ ", line), line[:80]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}( |$)", line), line[:80]


def test_torch_brings_no_cuda() -> None:
    """The lock is for the processor: what a graphics card needs would be gigabytes."""
    assert not [each.name for each in locked() if each.name.startswith(("nvidia", "cuda", "triton"))]


def test_what_runs_with_alinea_may_be_passed_on() -> None:
    """No package under the GPL or AGPL, and none that does not say."""
    found = licences(locked())
    assert not [each for each in found if each.strong or not each.licence]
    assert set(READ_BY_HAND) <= {each.name for each in found}, "read by hand, and gone since"


@pytest.mark.parametrize(
    ("licence", "strong", "weak"),
    [
        ("MIT", False, False),
        ("AGPL-3.0-only", True, False),
        ("GPL-2.0-or-later", True, False),
        ("GNU General Public License v3 or later (GPLv3+)", True, False),
        ("GNU Affero General Public License v3", True, False),
        ("GNU Lesser General Public License v2 or later (LGPLv2+)", False, True),
        ("LGPL-3.0-only", False, True),
        ("Mozilla Public License 2.0 (MPL 2.0)", False, True),
        ("MIT OR GPL-2.0-only", False, False),
        ("MIT AND GPL-2.0-only", True, False),
        ("(MIT OR BSD-3-Clause) AND GPL-2.0-only", True, False),
        ("BSD-3-Clause AND GPL-3.0-or-later WITH GCC-exception-3.1", False, False),
    ],
)
def test_a_licence_is_told_by_its_name(licence: str, strong: bool, weak: bool) -> None:
    """As packages write it: by its sign in a list of them, or in words."""
    package = Licensed("example", "1", licence)
    assert (package.strong, package.weak) == (strong, weak)


def auditor(folder: Path, says: str) -> str:
    """Return a program in the place of pip-audit that says something, and exits with 0 whatever it is."""
    program = folder / "auditor"
    program.write_text(f"#!/bin/sh\ncat >/dev/null\necho '{says}'\n", encoding="utf-8")
    program.chmod(0o755)
    return str(program)


@pytest.mark.parametrize(
    ("says", "ended"),
    [
        ('{"dependencies": [{"name": "a", "version": "1", "vulns": []}]}', 0),
        ('{"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "X-1", "fix_versions": ["2"]}]}]}', FOUND),
        ('{"dependencies": [{"name": "a", "skip_reason": "not found on PyPI"}]}', NOT_FOUND_OUT),
        ("no route to host", NOT_FOUND_OUT),
    ],
)
def test_what_was_not_looked_up_is_not_said_to_be_well(tmp_path: Path, says: str, ended: int) -> None:
    """pip-audit ends well where it learnt nothing of any package."""
    assert tell_vulnerabilities(auditor(tmp_path, says)) == ended
