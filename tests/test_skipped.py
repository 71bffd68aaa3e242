"""The line about skipped tests."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]

FILE = """
import pytest
def test_one(): pytest.skip("no Chromium on this machine")
@pytest.mark.skipif(True, reason="playwright is not installed")
def test_two(): pass
def test_three(): pytest.skip("../shared/seeds is not there")
def test_four(): pytest.skip("no moon")
def test_five(): pass
"""


def run(folder: Path, text: str) -> list[str]:
    """Run a file of tests with the line; return what is printed."""
    (folder / "test_made_up.py").write_text(text)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.skipped", "-c", "/dev/null", "--rootdir", str(folder)]
    return subprocess.run([*command, str(folder)], cwd=ROOT, capture_output=True, text=True).stdout.splitlines()


def test_one_line_tells_how_many_were_skipped_and_how_to_have_them(tmp_path: Path) -> None:
    assert run(tmp_path, FILE)[-2] == (
        "4 skipped: 2 × no Chromium (apt-get install chromium); "
        "1 × no development sets (they belong into ../shared); 1 × no moon"
    )


def test_nothing_is_said_where_nothing_was_skipped(tmp_path: Path) -> None:
    assert not [line for line in run(tmp_path, "def test_one(): pass\n") if "skipped" in line]
