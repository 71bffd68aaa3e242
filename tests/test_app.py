"""The entry point: small, quick to start, and it loads only what a command needs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant import __version__

ROOT = Path(__file__).parents[1]

# DESIGN.md, section 5, and the rooms added since.
COMMANDS = (
    "serve",
    "add",
    "fetch",
    "library",
    "find",
    "cite",
    "parallel",
    "links",
    "ask",
    "verify",
    "compare",
    "plan",
    "remove",
    "rebuild",
    "check",
    "repair",
    "backup",
    "restore",
    "move",
    "evaluate",
    "glossary",
    "bench",
    "study",
    "mcp",
    "user",
    "key",
)

HEAVY = (
    "torch",
    "sentence_transformers",
    "transformers",
    "langchain_core",
    "gradio",
    "fastapi",
    "pypdf",
    "trafilatura",
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a home with the bundled notes, and an index of them."""
    home = tmp_path_factory.mktemp("home")
    assert run(home, "app.py", "rebuild").returncode == 0
    return home


def run(home: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run Python with the project's home elsewhere."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("ALINEA_")}
    environment["ALINEA_HOME"] = str(home)
    return subprocess.run(
        [sys.executable, *command], env=environment, cwd=ROOT, capture_output=True, text=True, timeout=120
    )


def test_the_entry_point_is_small() -> None:
    assert len((ROOT / "app.py").read_text(encoding="utf-8").splitlines()) < 40


def test_the_help_lists_every_command_with_what_it_does(tmp_path: Path) -> None:
    done = run(tmp_path, "app.py", "--help")
    assert (done.returncode, done.stderr) == (0, "")
    listed = dict(re.findall(r"^    (\w+) +(\S.*)$", done.stdout, re.MULTILINE))
    assert set(listed) == set(COMMANDS)
    assert not list(tmp_path.iterdir())  # asking for help leaves nothing behind


def test_the_version_is_told_and_nothing_opened(tmp_path: Path) -> None:
    done = run(tmp_path, "app.py", "--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"Alinéa {__version__}\n", "")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_own_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    from assistant.cli.parser import build_parser

    with pytest.raises(SystemExit) as stop:
        build_parser().parse_args([name, "--help"])
    assert stop.value.code == 0
    told = capsys.readouterr().out
    assert f"usage: app.py {name}" in told
    own_help = ("serve", "study", "user", "key", "mcp")  # what these do has help of its own
    assert ("--json" in told) == (name not in own_help)


def test_questions_load_nothing_slow(home: Path) -> None:
    program = (
        "import sys\nfrom app import main\n"
        "for sys.argv[1:] in (['find', 'tools'], ['ask', 'What is the SSE?'], ['cite', 'para. 3']):\n    main()\n"
        f"print('LOADED', [name for name in {HEAVY} if name in sys.modules])"
    )
    done = run(home, "-c", program)
    assert done.stdout.strip().endswith("LOADED []"), done.stderr


def test_a_cold_search_works_and_its_time_is_told(home: Path) -> None:
    started = time.perf_counter()
    done = run(home, "app.py", "find", "cooperatives", "-k", "1")
    print(f"cold find: {time.perf_counter() - started:.2f} s")  # noqa: T201
    assert done.returncode == 0
    assert done.stdout.startswith("1. ")


def test_a_missing_package_is_said_with_what_to_do(tmp_path: Path) -> None:
    program = "import sys; sys.modules['numpy'] = None; from app import main; sys.exit(main())"
    done = run(tmp_path, "-c", program)
    assert done.returncode == 1
    assert "The package “numpy” is not installed. Run “make run”" in done.stderr
    assert "Traceback" not in done.stderr
