"""The HTTP API: every operation of the table at `/api/v1/NAME`, with its description at `/api/docs`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import Any
from urllib.parse import urlencode

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from assistant import __version__, i18n
from assistant.access.refusals import problem
from assistant.api import problems, stream
from assistant.api.arguments import AskArguments
from assistant.api.description import openapi
from assistant.api.docs_page import page_of
from assistant.api.errors import MissingArgument
from assistant.api.operations import OPERATIONS, Operation, Reply, call, checked
from assistant.api.requests import from_form, from_json, from_query, language_of, visitor_of, without_folder
from assistant.api.routes import PatternRoute
from assistant.ask.types import Answer, AnswerStatus
from assistant.service import Assistant
from corpus.errors import AlineaError
from corpus.phrases import Phrase

_IN_ADDRESS = Phrase("error.expected.in_address", "in the address")
_IN_BODY = Phrase("error.expected.in_body", "in the JSON object of the request’s body")


def serve_api(app: FastAPI, service: Assistant) -> None:
    """Serve the API under `/api` of an application, and at `/mcp` the MCP server, where it is installed."""
    app.mount("/api", build_api(service))
    with suppress(ModuleNotFoundError):
        from assistant.api.mcp_serving import mount_mcp

        mount_mcp(app, service)


def build_api(service: Assistant) -> FastAPI:
    """Return the API over a service, as an application of its own."""
    api = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    api.openapi = cache(lambda: openapi(OPERATIONS.values()))  # type: ignore[method-assign]
    api.add_exception_handler(HTTPException, _refused)
    api.add_exception_handler(Exception, _unexpected)

    def serve(path: str, answer: Callable[[Request], Any], *methods: str) -> None:
        api.router.routes.append(PatternRoute(path, answer, methods=methods))

    for each in OPERATIONS.values():
        answer = _adding(service) if each.name == "add" else _endpoint(each, service)
        serve(f"/v1/{each.name}", answer, *(["POST"] if each.writes else ["GET", "POST"]))
    serve("/v1/ask/stream", _endpoint(OPERATIONS["ask"], service, streams=True), "GET", "POST")
    serve("/openapi.json", lambda request: JSONResponse(api.openapi()), "GET")
    serve("/docs", lambda request: HTMLResponse(page_of(api.openapi())), "GET")
    return api


def _endpoint(operation: Operation, service: Assistant, *, streams: bool = False) -> Callable[[Request], Any]:
    """Return what answers the requests for an operation."""

    async def answer(request: Request) -> Response:
        reads = request.method in ("GET", "HEAD")
        given: dict[str, Any] = {}
        try:
            given = from_query(request) if reads else await from_json(request)
            visitor = visitor_of(request)
            # Of a change, `call` asks first whether the visitor may.
            asked = None if operation.writes else checked(operation.name, given)[1]
            if isinstance(asked, AskArguments) and (streams or stream.MEDIA_TYPE in request.headers.get("accept", "")):
                return await stream.streamed(service, asked)
            tag = await run_in_threadpool(_tag, service) if reads and _is_steady(operation, service) else None
            if tag and tag in request.headers.get("if-none-match", ""):
                return Response(status_code=304, headers=_caching(tag))
            reply = await run_in_threadpool(call, service, operation.name, given, visitor)
            if tag and tag != await run_in_threadpool(_tag, service):
                tag = None  # it has changed meanwhile: of which state the answer is cannot be told
        except MissingArgument as exc:
            told = MissingArgument(**{**exc.values, "where": _IN_ADDRESS if reads else _IN_BODY})
            return _problem(service, told, language_of(request, given))
        except AlineaError as exc:
            return _problem(service, exc, language_of(request, given))
        return _response(reply, _caching(tag) | _paging(reply, request, reads=reads))

    return answer


def _adding(service: Assistant) -> Callable[[Request], Any]:
    """Return what answers requests that bring files."""

    async def answer(request: Request) -> Response:
        try:
            service.changes.require("add", visitor_of(request))  # before anything is read
            async with from_form(request) as (given, folder):
                service.changes.brought(visitor_of(request), given["files"])
                reply = await run_in_threadpool(call, service, "add", given, visitor_of(request))
                return JSONResponse(without_folder(reply.result.to_json(), folder))
        except AlineaError as exc:
            return _problem(service, exc, language_of(request, {}))  # `language` is that of the file

    return answer


def _problem(service: Assistant, error: AlineaError, language: str) -> Response:
    return problems.as_response(problems.problem_of(error, service.settings.home, language))


def _response(reply: Reply, headers: dict[str, str]) -> Response:
    """Return what an operation returned; a search that is broken is a problem and no answer."""
    result = reply.result
    if isinstance(result, Answer) and result.status is AnswerStatus.UNAVAILABLE:
        return problems.as_response(problems.unavailable(result))
    return JSONResponse(result.to_json(), headers=headers)


def _is_steady(operation: Operation, service: Assistant) -> bool:
    """Tell whether the same question has the same answer as long as the library stays as it is."""
    return operation.name != "ask" or service.model is None


def _tag(service: Assistant) -> str | None:
    """Return the entity tag of all that is read from the library as it is; weak, for the times taken differ.

    None where the index cannot be used.
    """
    try:
        fingerprint = service.fingerprint()
    except AlineaError:
        return None
    state = f"{fingerprint} {__version__} {service.settings.embedder}"
    return f'W/"{hashlib.sha256(state.encode()).hexdigest()[:20]}"'


def _caching(tag: str | None) -> dict[str, str]:
    return {"etag": tag, "cache-control": "private, no-cache"} if tag else {"cache-control": "no-store"}


def _paging(reply: Reply, request: Request, *, reads: bool) -> dict[str, str]:
    """Return how many there are in all, and the address of the next page (RFC 8288)."""
    page = reply.page
    if page is None:
        return {}
    headers = {"x-total-count": str(page.total)}
    if page.next is not None and reads:
        others = [each for each in request.query_params.multi_items() if each[0] not in ("offset", "limit")]
        query = urlencode([*others, ("offset", page.next), ("limit", page.limit)])
        headers["link"] = f'<{request.url.path}?{query}>; rel="next"'
    return headers


async def _refused(request: Request, error: Exception) -> Response:
    """Answer for an address or a method that is not there."""
    status = error.status_code if isinstance(error, HTTPException) else 404
    reason = "method_not_allowed" if status == 405 else "not_found"
    told = "door.method_not_allowed" if status == 405 else "door.not_found"
    detail = i18n.text(told, language_of(request, request.query_params), method=request.method)
    headers = error.headers if isinstance(error, HTTPException) else None
    return problem(status, detail, reason, headers)


async def _unexpected(request: Request, error: Exception) -> Response:
    """Answer for a defect: it is in the log, and not in what strangers are told."""
    return problem(500, i18n.text("door.unexpected", language_of(request, request.query_params)), "unexpected")
