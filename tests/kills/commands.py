"""The program run as people run it, in a process of its own that can be ended at any moment.

Its process is forked from one that has imported the program already, so that what is ended is at work, not starting.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import mkdtemp

from assistant.settings import Settings
from tests.kills import papers

_TOGETHER = 4  # files stored in one transaction: so few that some dozens of them make many
_SECONDS = 300

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["tests.kills.commands", "assistant.cli.main", "assistant.service"])


class Command:
    """A command of the program, under way."""

    def __init__(self, settings: Settings, arguments: Sequence[object]) -> None:
        """Start it over a home."""
        self._said = Path(mkdtemp(prefix="kills-said-"))
        variables = {
            "ALINEA_HOME": str(settings.home),
            "ALINEA_STORE": settings.store,
            "ALINEA_WORKERS": settings.workers,
            "ALINEA_NOTES": "0",
        }
        given = {name: value for name, value in variables.items() if value}
        self._process = _context.Process(target=_run, args=(given, [*map(str, arguments)], self._said))
        self._process.start()
        self.pid = int(self._process.pid or 0)

    @property
    def runs(self) -> bool:
        """Whether it is still at work."""
        return self._process.is_alive()

    def kill(self) -> bool:
        """End it at once, and tell whether it was at work."""
        runs = self.runs
        self._process.kill()
        self._process.join()
        return runs

    def end(self) -> tuple[int, str, str]:
        """Wait for it; return its exit code, and what it wrote for readers and about errors."""
        self._process.join(_SECONDS)
        if self.kill():
            return -1, "", f"it did not end in {_SECONDS} s"
        out, err = ((self._said / name).read_text("utf-8", "replace") for name in ("out", "err"))
        return int(self._process.exitcode or 0), out, err


def _run(variables: dict[str, str], arguments: Sequence[str], said: Path) -> None:
    """Run the program with some variables, and write what it says to files."""
    for number, name in ((1, "out"), (2, "err")):
        os.dup2(os.open(said / name, os.O_WRONLY | os.O_CREAT), number)
    for name in [each for each in os.environ if each.startswith("ALINEA_")]:
        del os.environ[name]
    os.environ.update(variables)
    from assistant.cli.main import run
    from assistant.documents import adder

    adder._FILES = _TOGETHER
    code = run([*arguments])
    sys.stdout.flush()
    sys.exit(code)


def asked(settings: Settings) -> Iterator[str]:
    """Ask by the command line while the server is away, and yield what is wrong with what it says."""
    code, out, err = Command(settings, ["find", f"What does the mill {papers.rare(papers.KEEPER)} keep?"]).end()
    said = f"{out}{err}"
    if "Traceback" in said or code == 0 or "does not answer" not in said:
        yield f"the server was away, and this was said ({code}): {said[-300:]}"
