"""Reads arguments as clients send them, “5”, null and "" too; what cannot be used is told in one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from assistant.api.arguments import Arguments
from assistant.api.errors import MissingArgument, UnknownArgument
from assistant.errors import BadRequest

Read = TypeVar("Read", bound=Arguments)

_KINDS = {"string": "text", "boolean": "true or false"}


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
        raise MissingArgument(name=name, where="among the arguments", operation=operation, what=what)
    raise BadRequest(value=_plain(first["input"]), expected=f"“{name}” to be {expected(known[name])}")


def expected(schema: Mapping[str, Any]) -> str:
    """Return what a JSON schema asks for, in words.

    >>> expected({"type": "integer", "minimum": 1, "maximum": 100})
    'a whole number from 1 to 100'
    """
    if "anyOf" in schema:
        return expected(next(each for each in schema["anyOf"] if each.get("type") != "null"))
    if "enum" in schema:
        return "one of " + ", ".join(schema["enum"])
    if schema.get("type") == "integer":
        return f"a whole number from {schema['minimum']} to {schema['maximum']}"
    if schema.get("type") == "array":
        most, inner = schema.get("maxItems"), schema.get("items", {})
        return f"a list of at most {most}" + (f", each {expected(inner)}" if inner else "")
    if schema.get("type") == "object":
        return "an object with a number for each kind that is wanted"
    longest = f" of at most {schema['maxLength']} characters" if "maxLength" in schema else ""
    return _KINDS.get(str(schema.get("type")), "something else") + longest


def _is_left_out(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _plain(value: object) -> str:
    """Return a value as text that can be written anywhere, without the halves of letters."""
    return str(value).encode("utf-8", "replace").decode("utf-8")
