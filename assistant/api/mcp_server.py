"""The MCP server: the reading operations of the table as tools, and every paragraph as a resource.

Only what describes the tools is loaded before the first answer; the engine is opened in a thread meanwhile.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from functools import cache
from inspect import cleandoc
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anyio
import mcp_types as types
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel.server import Server
from mcp.shared.exceptions import MCPError
from pydantic import TypeAdapter

from assistant import __version__
from assistant.api import briefs
from assistant.api.arguments import (
    Arguments,
    AskArguments,
    CiteArguments,
    CoverageArguments,
    FindArguments,
    VerifyArguments,
)
from assistant.api.brief_text import text_of
from assistant.api.resources import SCHEME, TEMPLATE, language_in, place_of
from corpus.errors import AlineaError, UnknownDocument

if TYPE_CHECKING:
    from assistant.service import Assistant

_log = logging.getLogger(__name__)

MOST_ENTRIES = 20  # of a list, in one answer
_AT_ONCE = 8  # calls that are worked on

_TOOLS: dict[str, tuple[type[Arguments], type[briefs.Brief]]] = {
    "find": (FindArguments, briefs.BriefFound),
    "cite": (CiteArguments, briefs.BriefCited),
    "verify": (VerifyArguments, briefs.BriefVerified),
    "ask": (AskArguments, briefs.BriefAnswer),
    "coverage": (CoverageArguments, briefs.BriefCoverage),
}

_INSTRUCTIONS = (
    "Official documents on the social and solidarity economy, by paragraph. Use find to see what they say, cite for a "
    "paragraph whose number is known, verify before words are published as a quotation, ask for an answer with "
    "sources, coverage for what is not loaded. Every result has a status: a refusal says why nothing came, "
    "“unavailable” that nothing could be looked for. Quote texts whose status is official, or added: "
    "that one was brought in and nobody vouched for it, so say so. A note is a summary of ours."
)


class Opening:
    """Opens the engine once, when it is first needed or before; what fails is tried again with the next call."""

    def __init__(self, make: Callable[[], Assistant], home: Path) -> None:
        """Open nothing yet; `home` is the folder that nobody is told of."""
        self.home = home
        self._make, self._lock = make, threading.Lock()
        self._service: Assistant | None = None

    def service(self) -> Assistant:
        """Return the façade. Raises BadSetting, LibraryFailure or a SearchError."""
        with self._lock:
            if self._service is None:
                self._service = self._make()
            return self._service

    def begin(self) -> None:
        """Open it in a thread, so that the first call waits less."""
        threading.Thread(target=self._try, daemon=True).start()

    def _try(self) -> None:
        try:
            with self.service().engine.session():
                pass
        except AlineaError as exc:
            _log.warning("%s", exc)  # and told to whoever calls

    def close(self) -> None:
        """Close what was opened."""
        if self._service is not None:
            self._service.close()


def build_server(opening: Opening) -> Server[Any]:
    """Return the server, over what may not be open yet."""
    limiter = anyio.CapacityLimiter(_AT_ONCE)

    async def list_tools(
        context: ServerRequestContext[Any], params: types.PaginatedRequestParams | None
    ) -> types.ListToolsResult:
        return types.ListToolsResult(tools=tools())

    async def call_tool(
        context: ServerRequestContext[Any], params: types.CallToolRequestParams
    ) -> types.CallToolResult:
        if params.name not in _TOOLS:
            known = ", ".join(_TOOLS)
            raise MCPError(types.INVALID_PARAMS, f"There is no tool “{params.name[:80]}”. There are {known}.")
        return await anyio.to_thread.run_sync(
            lambda: answered(opening, params.name, params.arguments or {}, context.request),
            abandon_on_cancel=True,
            limiter=limiter,
        )

    async def list_resources(
        context: ServerRequestContext[Any], params: types.PaginatedRequestParams | None
    ) -> types.ListResourcesResult:
        return types.ListResourcesResult(resources=[])

    async def list_templates(
        context: ServerRequestContext[Any], params: types.PaginatedRequestParams | None
    ) -> types.ListResourceTemplatesResult:
        return types.ListResourceTemplatesResult(resource_templates=[_template()])

    async def read_resource(
        context: ServerRequestContext[Any], params: types.ReadResourceRequestParams
    ) -> types.ReadResourceResult:
        return await anyio.to_thread.run_sync(
            lambda: _resource(opening, params.uri), abandon_on_cancel=True, limiter=limiter
        )

    return Server(
        "alinea",
        title="Alinéa",
        version=__version__,
        instructions=_INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_resources=list_resources,
        on_list_resource_templates=list_templates,
        on_read_resource=read_resource,
    )


@cache
def tools() -> list[types.Tool]:
    """Return the tools, with the words and arguments of the table's operations."""
    return [_tool(name, *kinds) for name, kinds in _TOOLS.items()]


def _tool(name: str, arguments: type[Arguments], result: type[briefs.Brief]) -> types.Tool:
    taken = arguments.model_json_schema()
    taken.pop("description", None)
    if "limit" in taken["properties"]:
        most = f"How many entries; at most {MOST_ENTRIES} come at once."
        taken["properties"]["limit"] = {"type": "integer", "minimum": 1, "default": 10, "description": most}
    return types.Tool(
        name=name,
        description=cleandoc(arguments.__doc__ or ""),
        input_schema=taken,
        output_schema=TypeAdapter(result).json_schema(mode="serialization"),
        annotations=types.ToolAnnotations(
            read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
        ),
    )


def answered(opening: Opening, name: str, given: Mapping[str, Any], request: Any) -> types.CallToolResult:  # noqa: ANN401
    """Return the result of a call, in the thread that asks. Raises MCPError for a defect, which the log has."""
    try:
        return _result(_asked(opening, name, given, request))
    except AlineaError as exc:
        return _failed(exc, opening)
    except Exception as exc:
        _log.exception("%s failed", name)
        raise MCPError(types.INTERNAL_ERROR, "Something unexpected happened; the server’s log has it.") from exc


def _asked(opening: Opening, name: str, given: Mapping[str, Any], request: Any) -> briefs.Brief:  # noqa: ANN401
    from assistant.api.operations import call, checked
    from assistant.api.requests import visitor_of
    from assistant.api.shortening import brief_of

    visitor = visitor_of(request)
    given = _capped(given)
    checked(name, given)  # what is wrong is told though the library be broken
    return brief_of(call(opening.service(), name, given, visitor))


def _capped(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments with a limit that an answer can hold: what is left out is told with it."""
    limit = given.get("limit")
    if isinstance(limit, str) and limit.strip().isdecimal() and len(limit) < 10:
        limit = int(limit)
    if isinstance(limit, int) and limit > MOST_ENTRIES:
        return {**given, "limit": MOST_ENTRIES}
    return dict(given)


def _result(brief: briefs.Brief) -> types.CallToolResult:
    said = brief.to_json()
    content: list[types.ContentBlock] = [types.TextContent(text=text_of(brief))]
    broken = said["status"] == "unavailable"
    return types.CallToolResult(content=content, structured_content=said, is_error=broken)


def _failed(error: AlineaError, opening: Opening) -> types.CallToolResult:
    """Return what a reader must see of an error; that nothing could be looked for is no “not found”."""
    from assistant.api.problems import is_broken, told

    broken = is_broken(type(error))
    failed = briefs.Failed("unavailable" if broken else "invalid_request", told(error, opening.home))
    words = f"Could not check: {failed.message}" if broken else failed.message
    content: list[types.ContentBlock] = [types.TextContent(text=words)]
    return types.CallToolResult(content=content, structured_content=failed.to_json(), is_error=True)


def _template() -> types.ResourceTemplate:
    return types.ResourceTemplate(
        uri_template=TEMPLATE,
        name="paragraph",
        title="A paragraph, verbatim",
        description="The id of a document and a locator, as `find` and `cite` give them: alinea://gb346-ins-4/24(c); "
        "?lang=fr asks for another language.",
        mime_type="text/plain",
    )


def _resource(opening: Opening, uri: str) -> types.ReadResourceResult:
    """Return a paragraph. Raises MCPError, with a sentence that says why there is none."""
    from assistant.api.problems import is_broken, told

    place = place_of(uri)
    if place is None or place.locator is None:
        raise MCPError(types.INVALID_PARAMS, f"“{uri[:120]}” is no paragraph; addresses are {SCHEME}DOCUMENT/LOCATOR.")
    try:
        service = opening.service()
        try:
            context = service.context(place.document, place.locator, language=language_in(uri), around=0)
        except UnknownDocument as exc:
            cited = service.cite(place.document)  # a document may be known of and not be here
            if cited.status != "not_loaded":
                raise
            raise MCPError(types.INVALID_PARAMS, cited.message) from exc
    except AlineaError as exc:
        code = types.INTERNAL_ERROR if is_broken(type(exc)) else types.INVALID_PARAMS
        raise MCPError(code, told(exc, opening.home)) from exc
    head = f"{context.citation} [{context.language}, {context.status}]"
    contents = types.TextResourceContents(uri=uri, mime_type="text/plain", text=f"{head}\n\n{context.text}")
    return types.ReadResourceResult(contents=[contents])
