"""How a request is refused: a page is sent to the form, a program gets a problem as JSON (RFC 9457)."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.datastructures import Headers
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import Scope

_TITLES = {
    401: "Authentication required",
    404: "Nothing here",
    413: "Too much",
    429: "Too many requests",
    503: "Not available",
}


def problem(status: int, detail: str, *, seconds: int = 0) -> Response:
    """Return a problem; `seconds` is how long to wait, where waiting helps."""
    headers = {"Retry-After": str(seconds)} if seconds else {}
    if status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="Alinea"'
    told = {"type": "about:blank", "title": _TITLES[status], "status": status, "detail": detail}
    return JSONResponse(told, status, headers, "application/problem+json")


def unknown_visitor(scope: Scope, *, has_form: bool) -> Response:
    """Return where somebody has to go who did not say who they are."""
    headers = Headers(scope=scope)
    if has_form and scope["method"] == "GET" and "text/html" in headers.get("accept", ""):
        path = scope["path"]
        query = f"?{urlencode({'next': path})}" if path != "/" else ""
        return RedirectResponse(f"/login{query}", 303, {"Cache-Control": "no-store"})
    return problem(401, "Say who you are: sign in at /login, or send a valid key as “Authorization: Bearer …”.")
