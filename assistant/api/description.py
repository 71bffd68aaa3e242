"""The OpenAPI document of the API, made of the table of operations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from pydantic import TypeAdapter

from assistant import __version__
from assistant.access.refusals import MEDIA_TYPE as PROBLEM
from assistant.api.operations import Operation
from assistant.api.stream import MEDIA_TYPE as EVENTS

_REF = "#/components/schemas/{model}"
_NOT_SENT = {"Answer": ("parallels", "receipt")}  # fields that the JSON of a result leaves out

_DESCRIPTION = (
    "Search, quotations and cited answers over documents on the social and solidarity economy. The JSON of an "
    "operation is that of the command of the same name. Long lists come in pages: `offset` and `limit` ask for one, "
    "`X-Total-Count` says how many entries there are, `Link` gives the address of the next page. What was read has an "
    "`ETag`, which changes with the library: with `If-None-Match` the answer is 304 as long as nothing has changed. "
    "A refusal (nothing found, document not loaded) is an answer, with its `status`; a broken component is a problem "
    "with the status 503."
)

_LONGEST_PARAMETER = 2_000  # characters; what is longer goes into the body of a POST

_PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "What went wrong (RFC 9457). `reason` names it for programs, `detail` says it for people.",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "reason": {"type": "string"},
    },
    "required": ["type", "title", "status", "detail", "reason"],
}

_KEY = {
    "type": "http",
    "scheme": "bearer",
    "description": "A key that “python app.py key add NAME --role reader” printed: Authorization: Bearer alinea_…",
}

_PROBLEMS = {
    "400": "The body of the request cannot be read.",
    "401": "Log in, or send a key.",
    "403": "Your role may not do this, or this server is read-only.",
    "404": "There is no such document or place.",
    "405": "Not with this method.",
    "413": "The request is too long, or more than you may bring in now.",
    "422": "An argument is missing, or cannot be used.",
    "429": "Too many requests.",
    "503": "The library or the index cannot be used: nothing was looked for.",
}


def openapi(operations: Iterable[Operation]) -> dict[str, Any]:
    """Return the document, in version 3.1."""
    table = list(operations)
    kinds: list[tuple[str, Literal["validation", "serialization"], TypeAdapter[Any]]] = []
    for each in table:
        kinds.append((_key(each.arguments), "validation", TypeAdapter(each.arguments)))
        kinds += [(_key(kind), "serialization", TypeAdapter(kind)) for kind in each.results]
    schemas, shared = TypeAdapter.json_schemas(kinds, ref_template=_REF)
    components = {name: schema | {"title": _short(name)} for name, schema in shared.get("$defs", {}).items()}
    components["Problem"] = _PROBLEM_SCHEMA
    for name, left_out in _NOT_SENT.items():
        for field in left_out:
            components[name]["properties"].pop(field)
    paths = {f"/api/v1/{each.name}": _path(each, schemas, components) for each in table}
    document: dict[str, Any] = _renamed(
        {
            "openapi": "3.1.0",
            "info": {"title": "Alinéa", "version": __version__, "description": _DESCRIPTION},
            "servers": [{"url": "/"}],
            "security": [{"key": []}, {}],  # none is needed on one's own machine, or where everyone reads
            "paths": paths | {"/api/v1/ask/stream": _streaming(paths["/api/v1/ask"])},
            "components": {"schemas": _reachable(paths, components), "securitySchemes": {"key": _KEY}},
        }
    )
    return document


def _short(name: str) -> str:
    """Return a short name for a type that shares its own with another, by its package.

    >>> _short("assistant__study__types__Pair"), _short("Answer")
    ('StudyPair', 'Answer')
    """
    parts = name.split("__")
    return parts[0] if len(parts) == 1 else parts[1].capitalize() + parts[-1]


def _renamed(value: Any) -> Any:  # noqa: ANN401 – JSON
    """Return JSON in which the schemas of types that share a name have short ones."""
    if isinstance(value, dict):
        return {_short(name): _renamed(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_renamed(each) for each in value]
    if isinstance(value, str) and value.startswith("#/components/schemas/"):
        return "#/components/schemas/" + _short(value.rpartition("/")[2])
    return value


def _key(kind: type) -> str:
    """Return what tells a type from others of its name: the arguments of `plan` and a plan of a session, say."""
    return f"{kind.__module__}.{kind.__qualname__}"


def _path(operation: Operation, schemas: dict[Any, Any], components: dict[str, Any]) -> dict[str, Any]:
    """Return the methods of an operation."""
    taken = schemas[_key(operation.arguments), "validation"]
    arguments = components[taken["$ref"].rpartition("/")[2]] if "$ref" in taken else taken
    said = [schemas[_key(kind), "serialization"] for kind in operation.results]
    content = {"application/json": {"schema": said[0] if len(said) == 1 else {"anyOf": said}}}
    shared = {"summary": operation.summary, "description": operation.description, "tags": [_tag(operation)]}
    answered: dict[str, Any] = {"description": "The result; a refusal is one too.", "content": content}
    if operation.cut:
        answered["headers"] = {
            "X-Total-Count": {"schema": {"type": "integer"}, "description": "How many entries there are in all."},
            "Link": {"schema": {"type": "string"}, "description": "The address of the next page, if there is one."},
        }
    problems: dict[str, Any] = {status: _problem(meaning) for status, meaning in _PROBLEMS.items()}
    post: dict[str, Any] = {
        **shared,
        "operationId": operation.name if operation.writes else f"post_{operation.name}",
        "responses": {"200": answered, **problems},
    }
    if operation.name == "add":
        post["requestBody"] = {"required": True, "content": {"multipart/form-data": {"schema": _form(arguments)}}}
    elif arguments.get("properties"):
        body = {"application/json": {"schema": taken}}
        post["requestBody"] = {"required": "required" in arguments, "content": body}
    if operation.writes:
        return {"post": post}
    get: dict[str, Any] = {
        **shared,
        "operationId": operation.name,
        "parameters": [
            _parameter(name, schema, arguments)
            for name, schema in arguments.get("properties", {}).items()
            if schema.get("type") != "object"
        ],
        "responses": {"200": answered, "304": {"description": "Nothing has changed."}, **problems},
    }
    return {"get": get, "post": post}


_FILES = {"type": "array", "items": {"type": "string", "format": "binary"}, "minItems": 1}


def _form(arguments: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of arguments that are the parts of a form, files among them."""
    properties = arguments["properties"]
    return {**arguments, "properties": {**properties, "files": {**properties["files"], **_FILES}}}


def _parameter(name: str, schema: dict[str, Any], arguments: dict[str, Any]) -> dict[str, Any]:
    """Return an argument as a parameter of an address: left out, it is null, which no address can say."""
    plain = {key: value for key, value in schema.items() if key not in ("description", "title")}
    if "anyOf" in plain:
        (plain,) = [each for each in plain["anyOf"] if each.get("type") != "null"]
    if "maxLength" in plain:
        plain["maxLength"] = min(plain["maxLength"], _LONGEST_PARAMETER)
    required = name in arguments.get("required", ())
    described = {"description": schema["description"]} if "description" in schema else {}
    return {"name": name, "in": "query", "required": required, **described, "schema": plain}


def _problem(meaning: str) -> dict[str, Any]:
    return {"description": meaning, "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}}


def _streaming(path: dict[str, Any]) -> dict[str, Any]:
    """Return the methods of `ask` with an answer that grows."""
    said = (
        "Events: `answer` with the answer so far, then `done` with the whole; or `problem`. The data of each is JSON."
    )
    found = {}
    for method, each in path.items():
        answered = {"description": said, "content": {EVENTS: {}}}
        responses = {status: each["responses"][status] for status in each["responses"] if status != "304"}
        found[method] = each | {
            "operationId": f"{each['operationId']}_stream",
            "summary": "Answer a question as `ask` does, sentence by sentence where a model writes.",
            "responses": responses | {"200": answered},
        }
    return found


def _tag(operation: Operation) -> str:
    return "changing the library" if operation.writes else "asking"


def _reachable(paths: dict[str, Any], components: dict[str, Any]) -> dict[str, Any]:
    """Return the schemas that something refers to: what is not sent leaves others unused."""
    waiting, found = [*_references(paths)], {}
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = components[name]
            waiting += _references(components[name])
    return {name: schema for name, schema in components.items() if name in found}


def _references(value: object) -> list[str]:
    if isinstance(value, dict):
        own = [value["$ref"].rpartition("/")[2]] if isinstance(value.get("$ref"), str) else []
        return own + [name for each in value.values() for name in _references(each)]
    if isinstance(value, list):
        return [name for each in value for name in _references(each)]
    return []
