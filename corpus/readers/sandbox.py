"""The process in which one file is parsed: `python -m corpus.readers.sandbox READER PATH MEMORY OUTPUT SECONDS`.

Limits are set before any parser is loaded. The answer, on standard output, is one JSON object: the fields of
RawDocument, or `{"error": …}` with a reason that a reader can be told. Anything else that goes wrong ends the
process, which the caller reports (`corpus.readers._failure`).
"""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

from corpus.errors import UnreadableFile
from corpus.readers import READERS, as_json


def limit(memory_bytes: int, output_bytes: int, seconds: int) -> None:
    """Set the limits of this process, where the system has them (Windows has not; the caller's clock still runs)."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (output_bytes, output_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer(reader: str, path: Path, memory_bytes: int) -> str:
    """Return the JSON answer for one file: its text, or the reason why there is none."""
    if reader not in {*READERS.values(), "pdf_scan"}:
        return json.dumps({"error": f"no reader is called {reader}"})
    try:
        return as_json(importlib.import_module(f"corpus.readers.{reader}").read(path))
    except UnreadableFile as error:
        return json.dumps({"error": str(error.values["detail"])})
    except MemoryError:
        return json.dumps({"error": f"reading it takes more than {memory_bytes / 1_000_000:.0f} MB of memory"})
    except RecursionError:
        return json.dumps({"error": "its parts are nested too deeply"})


def main(arguments: list[str]) -> None:
    """Read one file under limits and write the answer."""
    reader, path, memory_bytes, output_bytes, seconds = arguments
    limit(int(memory_bytes), int(output_bytes), int(seconds))
    sys.stdout.write(answer(reader, Path(path), int(memory_bytes)))


if __name__ == "__main__":
    main(sys.argv[1:])
