"""What Alinéa brings along, looked at: `python -m tests.audit licences` and `… vulnerabilities PROGRAM`.

Both look at what runs with Alinéa, as locked: requirements/lock.txt and requirements/torch.txt. They exit with 1 where
something was found, and with 75 where it could not be found out.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCKS = (ROOT / "requirements" / "torch.txt", ROOT / "requirements" / "lock.txt")

FOUND, NOT_FOUND_OUT = 1, 75

# Not to be brought along: whoever passes Alinéa on would have to do so under that licence.
_STRONG = re.compile(r"(?<!L)(?<!L-)A?GPL|(?<!Lesser )General Public License|(?<!Library )Affero", re.IGNORECASE)
_LESSER = re.compile(r"LGPL|Lesser General Public|Library General Public", re.IGNORECASE)
_WEAK = re.compile(r"LGPL|Lesser General Public|Library General Public|MPL|Mozilla|EPL|Eclipse|CDDL", re.IGNORECASE)
# The runtime libraries of GCC may go with any program.
_EXCEPTED = re.compile(r"GPL-3\.0(-or-later)? WITH GCC-exception-3\.1")

_LONGEST = 100  # characters; where a package puts the whole text of its licence, its name is in the first of them

# What says nothing of its licence that a program can read: read by a person, in the file named.
READ_BY_HAND: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Licensed:
    """A package and what it says it is licensed under, nothing where it says nothing."""

    name: str
    version: str
    licence: str

    @property
    def strong(self) -> bool:
        """Whether it may only be had under the GPL or AGPL; of several on offer, one is free to choose."""
        text = _EXCEPTED.sub("", self.licence)
        offered = [text] if "(" in text else text.split(" OR ")
        return all(_STRONG.search(_LESSER.sub("", each)) for each in offered)

    @property
    def weak(self) -> bool:
        """Whether its own files stay under their licence when they are changed."""
        return bool(_WEAK.search(self.licence))


def locked(paths: Iterable[Path] = LOCKS) -> list[Requirement]:
    """Return what is locked, without its hashes."""
    lines = (line for path in paths for line in path.read_text(encoding="utf-8").splitlines())
    return [Requirement(line.removesuffix("\\")) for line in lines if line and not line.startswith(("#", " "))]


def licences(requirements: Iterable[Requirement]) -> list[Licensed]:
    """Return the licences of what is needed on this machine. Raises PackageNotFoundError for what is missing."""
    needed = [each.name for each in requirements if each.marker is None or each.marker.evaluate()]
    return [_licensed(distribution(name)) for name in sorted(needed)]


def _licensed(found: Distribution) -> Licensed:
    """Read what a package says: in the field for it, else its classifiers, else the older, free field."""
    told = found.metadata.json
    name = canonicalize_name(found.name)
    classifiers = [each for each in found.metadata.get_all("Classifier") or [] if each.startswith("License :: ")]
    classified = " AND ".join(each.rpartition(" :: ")[2] for each in classifiers if not each.endswith("OSI Approved"))
    free = str(told.get("license", "")).strip()[:_LONGEST].replace("\n", " ")
    said = str(told.get("license_expression", "")) or classified or free
    return Licensed(name, found.version, READ_BY_HAND.get(name) or said)


def tell_licences() -> int:
    """Print the licences that ask for something, and return how that ended."""
    try:
        found = licences(locked())
    except PackageNotFoundError as error:
        print(f"“{error.name}” is locked and not installed: the licences are not known. Run make.")
        return NOT_FOUND_OUT
    for each in found:
        if each.strong or each.weak or not each.licence:
            print(f"  {each.name} {each.version}: {each.licence or 'it does not say'}")
    strong = [each.name for each in found if each.strong]
    silent = [each.name for each in found if not each.licence]
    print(f"Licences: {len(found)} packages; {len(strong)} under the GPL or AGPL, {len(silent)} that do not say.")
    return FOUND if strong or silent else 0


def tell_vulnerabilities(program: str) -> int:
    """Print what pip-audit knows of what is locked, and return how that ended.

    It says “No known vulnerabilities” and exits with 0 where it got an answer for no package at all, so that what was
    looked up is counted here.
    """
    pins = [f"{each.name}{each.specifier}" + (f" ; {each.marker}" if each.marker else "") for each in locked()]
    command = [program, "--requirement", "/dev/stdin", "--disable-pip", "--no-deps", "--format", "json"]
    asked = subprocess.run(command, input="\n".join(pins), capture_output=True, text=True, check=False, timeout=600)
    try:
        answers = json.loads(asked.stdout)["dependencies"]
    except (ValueError, KeyError):
        print(f"Vulnerabilities: not looked up. {(asked.stderr.strip().splitlines() or ['no answer'])[-1][:300]}")
        return NOT_FOUND_OUT
    known = [each for each in answers if "vulns" in each]
    for each in known:
        for one in each["vulns"]:
            print(f"  {each['name']} {each['version']}: {one['id']}, mended in {', '.join(one['fix_versions']) or '–'}")
    vulnerable = sum(bool(each["vulns"]) for each in known)
    print(f"Vulnerabilities: {len(known)} of {len(answers)} packages looked up, {vulnerable} with known ones.")
    if vulnerable:
        return FOUND
    if len(known) < len(answers):
        print("Not all were looked up: is the service of pip-audit, https://pypi.org, within reach?")
        return NOT_FOUND_OUT
    return 0


def main(arguments: list[str]) -> int:
    """Run one of the two."""
    match arguments:
        case ["licences"]:
            return tell_licences()
        case ["vulnerabilities", program]:
            return tell_vulnerabilities(program)
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
