"""The addresses to sign in and out: `/login`, `/logout`, and, with another server, `/login/oidc` and `/login/back`."""

from __future__ import annotations

from functools import partial
from urllib.parse import parse_qs

import anyio
from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

import prompts
from assistant.access import login_page, passwords
from assistant.access.addresses import household
from assistant.access.audit import AuditLog
from assistant.access.identification import Identification
from assistant.access.members import Members
from assistant.access.oidc import FLOW_COOKIE, FLOW_SECONDS, Elsewhere, NotLoggedIn
from assistant.access.rate_limiter import RateLimiter
from assistant.access.sessions import COOKIE, FORM_COOKIE, Sessions
from assistant.access.visitor import Role, Visitor

ADDRESSES = frozenset({"/login", "/logout", "/login/oidc", "/login/back"})

_LONGEST_FORM = 10_000  # bytes
_AT_ONCE = 2  # passwords checked at a time: each takes 64 MiB

# Tries, and how many more a second: of a name from one address, of a name from anywhere, of an address.
_OF_NAME_AND_ADDRESS, _OF_NAME, _OF_ADDRESS = (5, 1 / 60), (50, 1 / 60), (30, 1 / 10)


class Login:
    """Answers the addresses of `ADDRESSES`. Raises UnusableRegistry."""

    def __init__(
        self,
        members: Members,
        sessions: Sessions,
        identification: Identification,
        log: AuditLog,
        elsewhere: Elsewhere | None = None,
    ) -> None:
        """Log in users kept here, or, where there is an `elsewhere`, those it knows."""
        self._members, self._sessions, self._identification, self._log = members, sessions, identification, log
        self._elsewhere = elsewhere
        self._told = RateLimiter(1, 1 / 60)  # of each address that tries too often, one line a minute
        self._tries = [RateLimiter(*each) for each in (_OF_NAME_AND_ADDRESS, _OF_NAME, _OF_ADDRESS)]
        passwords.be_ready()
        self._checking = anyio.CapacityLimiter(_AT_ONCE)

    async def answer(self, request: Request) -> Response | None:
        """Return the answer; None where there is nothing at the address, or not with this method."""
        match request.method, request.url.path:
            case (("GET" | "HEAD"), "/login"):
                return self._form(request)
            case "POST", "/login" if self._elsewhere is None:
                return await self._sign_in(request)
            case (("GET" | "HEAD"), "/logout"):
                return self._leave(request)
            case "POST", "/logout":
                return await self._sign_out(request)
            case "GET", "/login/oidc" if self._elsewhere is not None:
                return await self._go_elsewhere(request, self._elsewhere)
            case "GET", "/login/back" if self._elsewhere is not None:
                return await self._come_back(request, self._elsewhere)
        return None

    # With a name and a password

    def _form(self, request: Request, *, problem: str = "", name: str = "", status: int = 200) -> Response:
        language = login_page.language_of(request)
        if self._elsewhere is not None:
            return login_page.sign_in_elsewhere(language, problem=problem, status=status)
        cookie, mark = self._sessions.form(request.cookies.get(FORM_COOKIE))
        page = login_page.sign_in(language, mark, problem=problem, name=name, status=status, wrong=status in (401, 429))
        _set(page, request, FORM_COOKIE, cookie)
        return page

    async def _sign_in(self, request: Request) -> Response:
        language, form = login_page.language_of(request), await _read_form(request)
        name, address = form.get("name", "")[:64], household(request.client.host if request.client else "")
        if not self._sessions.is_form(request.cookies.get(FORM_COOKIE), form.get("form")):
            return self._form(request, problem=prompts.render("login.old_form", language), name=name, status=400)
        keys = ((name, address), name, address)
        tries = reversed([*zip(self._tries, keys, strict=True)])  # the address first: refused, it spends no name's
        seconds = next((seconds for limiter, key in tries if (seconds := limiter.wait(key))), 0)
        if seconds:
            if not self._told.wait(address):
                self._audit(request, name, "login", "too_many")
            page = self._form(
                request, problem=prompts.render("login.wait", language, seconds=seconds), name=name, status=429
            )
            page.headers["Retry-After"] = str(seconds)
            return page
        checked = partial(self._members.user, name, form.get("password", ""))
        user = await run_sync(checked, limiter=self._checking)
        if user is None:
            self._audit(request, name, "login", "refused")
            return self._form(request, problem=prompts.render("login.wrong", language), name=name, status=401)
        self._tries[0].fill(keys[0])
        self._audit(request, name, "login", "done", user.role)
        return self._entered(request, self._sessions.begin(name, user.stamp))

    def _leave(self, request: Request, *, problem: str = "", status: int = 200) -> Response:
        visitor = self._identification.of(request.scope)
        if not isinstance(visitor, Visitor) or not visitor.has_session:
            return RedirectResponse("/login", 303)
        cookie, mark = self._sessions.form(request.cookies.get(FORM_COOKIE))
        page = login_page.sign_out(login_page.language_of(request), mark, visitor.name, problem=problem, status=status)
        _set(page, request, FORM_COOKIE, cookie)
        return page

    async def _sign_out(self, request: Request) -> Response:
        form = await _read_form(request)
        if not self._sessions.is_form(request.cookies.get(FORM_COOKIE), form.get("form")):
            old = prompts.render("login.old_form", login_page.language_of(request))
            return self._leave(request, problem=old, status=400)
        gone = RedirectResponse("/login", 303)
        gone.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax", secure=_is_secure(request))
        return gone

    # By another server

    async def _go_elsewhere(self, request: Request, elsewhere: Elsewhere) -> Response:
        try:
            leaving, flow = await elsewhere.leave(request, _back(request))
        except NotLoggedIn as exc:
            return self._form(request, problem=prompts.render(exc.reason, login_page.language_of(request)), status=503)
        _set(leaving, request, FLOW_COOKIE, self._sessions.signed(flow, "oidc"), seconds=FLOW_SECONDS)
        return leaving

    async def _come_back(self, request: Request, elsewhere: Elsewhere) -> Response:
        flow = self._sessions.unsigned(request.cookies.get(FLOW_COOKIE), "oidc", FLOW_SECONDS)
        try:
            name, role = await elsewhere.come_back(request, flow if isinstance(flow, dict) else {})
        except NotLoggedIn as exc:
            self._audit(request, "", "login", "refused")
            return self._form(request, problem=prompts.render(exc.reason, login_page.language_of(request)), status=403)
        self._audit(request, name, "login", "done", role)
        entered = self._entered(request, self._sessions.begin(name, str(role)))
        entered.delete_cookie(FLOW_COOKIE, path="/")
        return entered

    # Both

    def _entered(self, request: Request, session: str) -> Response:
        """Return the way to the page asked for, with the session."""
        wanted = request.query_params.get("next", "/")
        is_ours = (
            wanted.startswith("/") and wanted.isascii() and wanted.isprintable() and wanted[1:2] not in ("/", "\\")
        )
        inside = RedirectResponse(wanted if is_ours else "/", 303, {"Cache-Control": "no-store"})
        _set(inside, request, COOKIE, session, seconds=self._sessions.seconds)
        return inside

    def _audit(self, request: Request, name: str, what: str, outcome: str, role: Role | None = None) -> None:
        """Write down a login, in no role where it failed; a name nobody has may be a password in the wrong field."""
        known = name if outcome == "done" or name in self._members.users() else ""
        visitor = Visitor(known, address=request.client.host if request.client else "", door="page")
        self._log.write(visitor, what, outcome, role=role or "")


async def _read_form(request: Request) -> dict[str, str]:
    """Return the fields of a form; none of one that is too long or no form."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > _LONGEST_FORM:
            return {}
    try:
        fields = parse_qs(body.decode(), max_num_fields=10)
    except ValueError:
        return {}
    return {name: values[0] for name, values in fields.items()}


def _back(request: Request) -> str:
    """Return the address to come back to, at the name that the request filter let through."""
    return f"{request.url.scheme}://{request.url.netloc}/login/back"


def _is_secure(request: Request) -> bool:
    return request.url.scheme == "https"


def _set(response: Response, request: Request, name: str, value: str, *, seconds: int | None = None) -> None:
    """Set a cookie that no script reads and no other site sends; over TLS, only over TLS."""
    response.set_cookie(
        name, value, max_age=seconds, path="/", httponly=True, samesite="lax", secure=_is_secure(request)
    )
