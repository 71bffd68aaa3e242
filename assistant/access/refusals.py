"""How a request is refused: a program gets a problem as JSON (RFC 9457), a reader the form or a page in their language.

Whatever refuses – the doors before the application, the interface for programs – makes its problems here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import Scope

import prompts
from assistant import i18n
from assistant.access import login_page
from assistant.access.identification import Unknown
from corpus.errors import AlineaError

MEDIA_TYPE = "application/problem+json"
_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="Alinea"'}


def problem(status: int, detail: str, reason: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """Return a response with a problem; `reason` is its name for programs, and what follows `#` in its type."""
    every = {**(headers or {}), **(_CHALLENGE if status == 401 else {})}
    return JSONResponse(problem_object(status, detail, reason), status, every, MEDIA_TYPE)


def refused(
    scope: Scope, status: int, reason: str, headers: Mapping[str, str] | None = None, **values: object
) -> JSONResponse:
    """Return a problem of a door: its detail is `door.<reason>` of the catalogue, in the language asked for."""
    language = i18n.preferred(Headers(scope=scope).get("accept-language"))
    return problem(status, i18n.text(f"door.{reason}", language, **values), reason, headers)


def refused_for(scope: Scope, status: int, error: AlineaError) -> JSONResponse:
    """Return the problem of a door that an error is, in the language asked for."""
    return problem(status, i18n.error(error, i18n.preferred(Headers(scope=scope).get("accept-language"))), error.key())


def problem_object(status: int, detail: str, reason: str) -> dict[str, Any]:
    """Return the object of a problem."""
    return {
        "type": f"/api/docs#{reason}",
        "title": reason.replace("_", " ").capitalize(),
        "status": int(status),
        "detail": detail,
        "reason": reason,
    }


def unknown_visitor(request: Request, why: Unknown, *, has_form: bool) -> Response:
    """Return where somebody has to go whom nothing says who they are, or why that is not known."""
    if request.method in ("GET", "HEAD") and "text/html" in request.headers.get("accept", ""):
        if has_form:
            path = request.url.path
            query = f"?{urlencode({'next': path})}" if path != "/" else ""
            return RedirectResponse(f"/login{query}", 303, {"Cache-Control": "no-store"})
        language = login_page.language_of(request)
        page = login_page.refusal(language, prompts.render(why, language), 401)
        page.headers.update(_CHALLENGE)
        return page
    language = i18n.preferred(request.headers.get("accept-language"))
    return problem(401, prompts.render(why, language), why.reason)
