"""Alinéa: `python app.py` serves the web app; `python app.py COMMAND` is the command line."""

from __future__ import annotations

import os
import sys

# Small products of small matrices: more threads than this only wait for one another. Set before NumPy is imported.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
# Gradio makes a table of the last 10,000 events after each one, for a page of figures that is switched off.
os.environ.setdefault("GRADIO_ANALYTICS_CACHE_FREQUENCY", str(10**12))
os.environ.setdefault("GRADIO_ANALYTICS_MAX_EVENTS", "1")

if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(f"Alinéa needs Python 3.11 or newer; this is {sys.version.split()[0]}.")


def main() -> int:
    """Run the command line."""
    try:
        if sys.argv[1:2] == ["mcp"]:  # whose clients wait for the first answer
            from assistant.cli.mcp_command import run

            return run(sys.argv[2:])
        from assistant.cli.main import run
    except ModuleNotFoundError as exc:
        print(
            f"The package “{exc.name}” is not installed. Run “make run”, or see README, “Installing”.", file=sys.stderr
        )
        return 1
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
