"""What is made as JSON, and a quiz read back from it: from a file that anybody may have written.

What is read is taken for a quiz only if it is one throughout: every field of the right type and no other, every item
with a key that answers it. Nothing is repaired.
"""

from __future__ import annotations

import json
import math
from typing import Any

import msgspec

from assistant.errors import BadRequest
from assistant.study.formats.soundness import complaint
from assistant.study.types import Quiz
from assistant.types import AsJson
from corpus.phrases import Phrase

LARGEST = 32 * 1024 * 1024
"""How many bytes a file may have: some 10,000 items."""

_EXPECTED = Phrase("error.expected.quiz_file", "a quiz as “JSON” saves it")


def as_json(made: AsJson) -> bytes:
    """Return the object of the command line as a file in UTF-8."""
    return (json.dumps(made.to_json(), ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def read_quiz(content: bytes) -> Quiz:
    """Return the quiz of a file. Raises BadRequest, which says where the file is no quiz."""
    if len(content) > LARGEST:
        raise BadRequest(
            value=Phrase("error.expected.bytes", "{count} bytes", count=len(content)),
            expected=Phrase(
                "error.expected.record_bytes", "{record}, of {most} bytes at most", record=_EXPECTED, most=LARGEST
            ),
        )
    try:
        plain = json.loads(
            content.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_constant, parse_float=_finite
        )
        quiz = msgspec.convert(plain, Quiz)
    except (ValueError, RecursionError, msgspec.MsgspecError) as exc:
        raise BadRequest(
            value=_shown(content),
            expected=Phrase("error.expected.quiz_read", "{quiz} ({reason})", quiz=_EXPECTED, reason=exc),
        ) from exc
    if unknown := _unknown(plain, msgspec.to_builtins(quiz), "$"):
        raise BadRequest(
            value=unknown,
            expected=Phrase("error.expected.quiz_field", "{quiz}, which has no such field", quiz=_EXPECTED),
        )
    if wrong := complaint(quiz):
        raise BadRequest(
            value=wrong,
            expected=Phrase("error.expected.quiz_keys", "{quiz}, whose items each have one key", quiz=_EXPECTED),
        )
    return quiz


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object. Raises ValueError for a name that comes twice: readers differ in which they take."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name comes twice in one object")
    return found


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no number")


def _finite(text: str) -> float:
    """Return a number. Raises ValueError for one beyond all that a float holds: it could not be written again."""
    if math.isinf(number := float(text)):
        raise ValueError(f"{text} is too large a number")
    return number


def _unknown(given: object, known: object, path: str) -> str:
    """Return the path of the first field that the types do not have; msgspec passes such a field over."""
    if isinstance(given, dict) and isinstance(known, dict):
        for name, value in given.items():
            if name not in known:
                return f"{path}.{name}"
            if found := _unknown(value, known[name], f"{path}.{name}"):
                return found
    elif isinstance(given, list) and isinstance(known, list | tuple):
        for place, (value, other) in enumerate(zip(given, known, strict=True)):
            if found := _unknown(value, other, f"{path}[{place}]"):
                return found
    return ""


def _shown(content: bytes) -> str:
    return content[:200].decode("utf-8", "replace")
