"""Finds the library for this kind of machine and opens it. Its functions are called without Python's lock.

The libraries are in the repository, as the model is: a reader's machine has no compiler (index/native/build.py).
"""

from __future__ import annotations

import ctypes
import hashlib
import platform
import sys
from functools import cache
from pathlib import Path

from index.errors import MissingEngine

FOLDER = Path(__file__).parent
SOURCES = sorted(FOLDER.glob("*.c"))

_SYSTEMS = {"linux": "linux", "darwin": "macos", "win32": "windows"}
_SUFFIXES = {"linux": "so", "macos": "dylib", "windows": "dll"}
_PROCESSORS = {"x86_64": "x86_64", "amd64": "x86_64", "aarch64": "arm64", "arm64": "arm64"}

_NUMBER, _ARRAY = ctypes.c_int64, ctypes.c_void_p

# The functions of the sources: what each returns, and what it takes.
_FUNCTIONS = {
    "invert": (None, [_ARRAY, _ARRAY, _NUMBER, _NUMBER, _ARRAY, _ARRAY, _ARRAY, _ARRAY]),
    "encode_postings": (_NUMBER, [_ARRAY, _ARRAY, _ARRAY, _NUMBER, _ARRAY, _ARRAY]),
    "decode_postings": (_NUMBER, [_ARRAY, _NUMBER, _NUMBER, _ARRAY, _ARRAY]),
    "count_postings": (None, [_ARRAY, _ARRAY, _NUMBER, _ARRAY, ctypes.c_uint32, _ARRAY]),
    "match_words": (_NUMBER, [_ARRAY, _ARRAY, _NUMBER, _ARRAY, _ARRAY, _NUMBER, _ARRAY, _ARRAY, _ARRAY, _ARRAY]),
    "encode_bags": (_NUMBER, [_ARRAY, _ARRAY, _NUMBER, _ARRAY, _ARRAY]),
    "score_rows": (None, [_ARRAY, _NUMBER, _ARRAY, _ARRAY, _NUMBER, _ARRAY]),
    "best_matches": (None, [_ARRAY, _ARRAY, _NUMBER, _NUMBER, _ARRAY, _ARRAY]),
}


def library_name(system: str, processor: str) -> str:
    """Return the name of the library for a system and a processor, as Python names them."""
    named = _SYSTEMS.get(system, system)
    return f"{named}-{_PROCESSORS.get(processor.lower(), processor.lower())}.{_SUFFIXES.get(named, 'so')}"


def source_digest() -> str:
    """Return the digest of the sources that is compiled into each library."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in [*SOURCES, *FOLDER.glob("*.h")])).hexdigest()


@cache
def engine() -> ctypes.CDLL:
    """Return the library for this machine. Raises MissingEngine where there is none, or none that can be opened."""
    name = library_name(sys.platform, platform.machine())
    try:
        found = ctypes.CDLL(str(FOLDER / "lib" / name))
        for function, (result, taken) in _FUNCTIONS.items():
            getattr(found, function).restype, getattr(found, function).argtypes = result, taken
    except (OSError, AttributeError) as error:
        raise MissingEngine(library=name, detail=error) from error
    return found
