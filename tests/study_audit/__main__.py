"""The audit as a command: a table by kind and language, then what fails and why; exit 1 where anything does."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.study_audit.checker import Verdict, check_paper
from tests.study_audit.papers import read_paper
from tests.study_audit.shelf import Shelf

_EXAMPLES = 3


def main(arguments: Sequence[str]) -> int:
    """Audit papers against a library; return 0 where every item passes, 1 where one fails, 2 on wrong usage."""
    parser = argparse.ArgumentParser(prog="python -m tests.study_audit", description=__doc__)
    parser.add_argument(
        "papers", nargs="+", type=Path, metavar="QUIZ.json", help="a quiz as JSON; several are audited apart"
    )
    parser.add_argument("--home", type=Path, default=Path("data"), help="the folder with library.sqlite (./data)")
    parser.add_argument("--examples", type=int, default=_EXAMPLES, help="how many to show of each reason")
    parsed = parser.parse_args(arguments)
    database = parsed.home / "library.sqlite"
    if not database.is_file():
        parser.error(f"there is no library at {database}")
    shelf = Shelf(database)
    verdicts = [verdict for path in parsed.papers for verdict in check_paper(read_paper(path), shelf)]
    sys.stdout.writelines(f"{line}\n" for line in report(verdicts, parsed.examples))
    return 0 if verdicts and not any(verdict.findings for verdict in verdicts) else 1


def report(verdicts: Sequence[Verdict], examples: int = _EXAMPLES) -> Iterator[str]:
    """Yield the lines of the table, then each reason with its count and first examples."""
    groups: dict[tuple[str, str], list[Verdict]] = {}
    for verdict in verdicts:
        groups.setdefault((verdict.item.kind, verdict.item.language), []).append(verdict)
    yield f"{'kind':18} {'language':8} {'items':>6} {'passed':>6}  reasons"
    for (kind, language), group in sorted(groups.items()):
        passed = sum(not verdict.findings for verdict in group)
        reasons = Counter(reason for verdict in group for reason in {each.reason for each in verdict.findings})
        listed = ", ".join(f"{reason} {count}" for reason, count in sorted(reasons.items()))
        yield f"{kind:18} {language:8} {len(group):6} {passed:6}  {listed}".rstrip()
    passed = sum(not verdict.findings for verdict in verdicts)
    yield f"{'all':18} {'':8} {len(verdicts):6} {passed:6}"
    found = [(finding, verdict.item) for verdict in verdicts for finding in verdict.findings]
    for reason in sorted({finding.reason for finding, _ in found}):
        mine = [(finding, item) for finding, item in found if finding.reason is reason]
        yield f"\n{reason}: {len(mine)}"
        for finding, item in mine[:examples]:
            yield f"  {item.id} ({item.kind}, {item.language}): {finding.detail}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
