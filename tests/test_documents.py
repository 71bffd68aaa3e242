"""The documents of the project: decisions are listed, links lead somewhere, the version is that of the changelog."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

import assistant

ROOT = Path(__file__).parents[1]
DECISIONS = ROOT / "docs" / "decisions"
DOCUMENTS = [
    *ROOT.glob("*.md"),
    *(path for part in ("docs", "findings", "tests") for path in (ROOT / part).rglob("*.md")),
]

_LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)[^)]*\)")
_PATH = re.compile(r"`((?:corpus|index|assistant|prompts|tests|docs|findings)/[^`\s]*)`( \(new\))?")
_DECISION = re.compile(r"docs/decisions/[\w.-]+\.md")


def test_every_decision_is_listed_in_order() -> None:
    listed = re.findall(r"^- (\S+) · \[(.+)\]\((.+)\)$", (DECISIONS / "README.md").read_text("utf-8"), re.MULTILINE)
    written = sorted(path for path in DECISIONS.glob("*.md") if path.name != "README.md")
    heads = [re.match(r"# (.+)\n\n(\d{4}-\d\d-\d\d)\n\n", path.read_text("utf-8")) for path in written]
    assert listed == [
        (head[2], head[1], path.name) if head else path.name for head, path in zip(heads, written, strict=True)
    ]
    assert [path.name[:5] for path in written] == [f"{number:04}-" for number in range(1, len(written) + 1)]
    assert [date for date, _, _ in listed] == sorted(date for date, _, _ in listed)


def test_every_link_of_a_document_leads_to_a_file() -> None:
    links = ((path, link) for path in DOCUMENTS for link in _LINK.findall(path.read_text("utf-8")))
    assert not [f"{path.relative_to(ROOT)}: {link}" for path, link in links if not (path.parent / link).exists()]


def test_every_file_that_a_document_speaks_of_is_there() -> None:
    missing = []
    for document in (ROOT / "README.md", ROOT / "CONTRIBUTING.md"):
        for path, new in _PATH.findall(document.read_text("utf-8")):
            # One language stands for all; a word in capitals for whatever there is.
            name = re.sub(r"\{(\w+)[^}]*\}|[A-Z]{2,}", lambda found: found[1] or "*", path)
            if any(ROOT.glob(name)) == bool(new):
                missing.append(f"{document.name}: {path}")
    assert not missing


def test_every_decision_that_is_named_is_there() -> None:
    code = chain.from_iterable((ROOT / part).rglob("*.py") for part in ("corpus", "index", "assistant", "tests"))
    named = ((path, each) for path in (*code, *DOCUMENTS) for each in _DECISION.findall(path.read_text("utf-8")))
    assert not [f"{path.relative_to(ROOT)}: {each}" for path, each in named if not (ROOT / each).exists()]


def test_the_changelog_ends_with_this_version() -> None:
    headings = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert headings[0] == "[Unreleased]"
    released = [re.fullmatch(r"\[(\d+\.\d+\.\d+)\] - \d{4}-\d\d-\d\d", heading) for heading in headings[1:]]
    assert released[0]
    assert all(released)
    assert released[0][1] == assistant.__version__
