"""What Gradio's own client may call, `gradio_client.Client(URL).predict(…, api_name="/find")`: four reading operations.

All that the page itself calls stays private. Gradio enforces no type that it announces: the table of operations does.
"""

from __future__ import annotations

import inspect
import json
from typing import Any

import gradio as gr
from gradio.events import api

from assistant.api.operations import OPERATIONS, Operation, call
from assistant.api.problems import told
from assistant.api.requests import visitor_of
from assistant.service import Assistant
from corpus.errors import AlineaError

NAMES = ("find", "cite", "ask", "verify")

_TYPES = {"string": str, "integer": int, "boolean": bool, "array": list}


def offer(service: Assistant) -> None:
    """Add the operations to the interface that is being built."""
    for name in NAMES:
        asked = OPERATIONS[name]
        api(_endpoint(asked, service), api_name=name, api_description=asked.description)


def _endpoint(operation: Operation, service: Assistant) -> Any:  # noqa: ANN401 – a function whose signature is made here
    """Return a function with the arguments of an operation, as Gradio reads them off its signature."""
    properties = operation.arguments.model_json_schema()["properties"]

    def endpoint(request: gr.Request, *values: object) -> dict[str, Any]:
        try:
            given = dict(zip(properties, values, strict=False))
            reply = call(service, operation.name, given, visitor_of(request.request))
        except AlineaError as problem:
            raise gr.Error(told(problem, service.settings.home), print_exception=False) from problem
        said: dict[str, Any] = json.loads(json.dumps(reply.result.to_json()))
        return said

    endpoint.__name__ = operation.name
    endpoint.__annotations__ = {"request": gr.Request, "return": dict} | {
        name: _type(schema) for name, schema in properties.items()
    }
    positional = inspect.Parameter.POSITIONAL_OR_KEYWORD
    parameters = [inspect.Parameter("request", positional, annotation=gr.Request)]
    for name, schema in properties.items():
        default = _default(name, schema, operation)
        parameters.append(inspect.Parameter(name, positional, default=default, annotation=_type(schema)))
    endpoint.__signature__ = inspect.Signature(parameters, return_annotation=dict)  # type: ignore[attr-defined]
    return endpoint


def _type(schema: dict[str, Any]) -> type:
    if "anyOf" in schema:
        schema = next(each for each in schema["anyOf"] if each.get("type") != "null")
    return _TYPES[schema["type"]]


def _default(name: str, schema: dict[str, Any], operation: Operation) -> Any:  # noqa: ANN401 – whatever is left out
    field = operation.arguments.model_fields[name]
    if field.is_required():
        return inspect.Parameter.empty
    return [] if schema.get("type") == "array" else field.default
