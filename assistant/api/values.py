"""Reads arguments as clients send them, “5”, null and "" too; what cannot be used is told in one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from assistant.api.arguments import Arguments
from assistant.api.errors import MissingArgument, UnknownArgument
from assistant.errors import BadRequest
from corpus.phrases import Phrase

Read = TypeVar("Read", bound=Arguments)

_WORDS = Phrase("error.expected.text", "text")
_KINDS = {"string": _WORDS, "boolean": Phrase("error.expected.boolean", "true or false")}
_AMONG = Phrase("error.expected.among", "among the arguments")
_SOMETHING = Phrase("error.expected.something", "something else")


def read_arguments(kind: type[Read], given: Mapping[str, Any], operation: str) -> Read:
    """Return the arguments of an operation. What is null or an empty text counts as left out.

    Raises MissingArgument, UnknownArgument or BadRequest, for the first that is wrong.
    """
    said = {name: value for name, value in given.items() if not _is_left_out(value)}
    try:
        return kind.model_validate(said)
    except ValidationError as exc:
        wrong = exc.errors(include_url=False, include_context=False)
    # A name written wrong explains why another is missing: it is told first.
    first = next((each for each in wrong if each["type"] == "extra_forbidden"), wrong[0])
    name = str(first["loc"][0]) if first["loc"] else ""
    known = kind.model_json_schema()["properties"] if kind.model_fields else {}
    if name not in known:
        raise UnknownArgument(name=_plain(name), operation=operation, known=", ".join(known) or "none")
    if first["type"] == "missing":
        what = known[name].get("description", "").rstrip(".")
        raise MissingArgument(name=name, where=_AMONG, operation=operation, what=what)
    wanted = Phrase("error.expected.argument", "“{name}” to be {kind}", name=name, kind=expected(known[name]))
    raise BadRequest(value=_plain(first["input"]), expected=wanted)


def expected(schema: Mapping[str, Any]) -> Phrase:
    """Return what a JSON schema asks for, in words.

    >>> expected({"type": "integer", "minimum": 1, "maximum": 100})
    'a whole number from 1 to 100'
    """
    if "anyOf" in schema:
        return expected(next(each for each in schema["anyOf"] if each.get("type") != "null"))
    if "enum" in schema:
        return Phrase("error.expected.one_of", "one of {choices}", choices=", ".join(schema["enum"]))
    if schema.get("type") == "integer":
        bounds = {"least": schema["minimum"], "most": schema["maximum"]}
        return Phrase("error.expected.whole_number", "a whole number from {least} to {most}", **bounds)
    if schema.get("type") == "array":
        most, inner = schema.get("maxItems"), schema.get("items", {})
        if inner:
            of = {"most": most, "kind": expected(inner)}
            return Phrase("error.expected.list_of", "a list of at most {most}, each {kind}", **of)
        return Phrase("error.expected.list", "a list of at most {most}", most=most)
    if schema.get("type") == "object":
        return Phrase("error.expected.numbers", "an object with a number for each kind that is wanted")
    kind = _KINDS.get(str(schema.get("type")), _SOMETHING)
    if "maxLength" in schema:
        longest = {"kind": kind, "most": schema["maxLength"]}
        return Phrase("error.expected.longest", "{kind} of at most {most} characters", **longest)
    return kind


def _is_left_out(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _plain(value: object) -> str:
    """Return a value as text that can be written anywhere, without the halves of letters."""
    return str(value).encode("utf-8", "replace").decode("utf-8")
