"""How a request is refused: a program gets a problem as JSON (RFC 9457), a reader the form or a page in their language.

Whatever refuses – the doors before the application, the interface for programs – makes its problems here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

import prompts
from assistant.access import login_page
from assistant.access.identification import Unknown

MEDIA_TYPE = "application/problem+json"
_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="Alinea"'}


def problem(status: int, detail: str, reason: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """Return a response with a problem; `reason` is its name for programs, and what follows `#` in its type."""
    every = {**(headers or {}), **(_CHALLENGE if status == 401 else {})}
    return JSONResponse(problem_object(status, detail, reason), status, every, MEDIA_TYPE)


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
    return problem(401, prompts.render(why, "en"), why.reason)
