"""The pages to sign in and out, and for whom nobody lets in: HTML made here, without a script, in their language."""

from __future__ import annotations

import base64
import hashlib

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

import prompts
from assistant import i18n

_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:24rem;margin:12vh auto;padding:0 1rem;color:#1b2733;"
    "background:#fff}h1{font-size:1.4rem}label{display:block;margin:1rem 0 .25rem}input{font:inherit;width:100%;"
    "box-sizing:border-box;padding:.5rem;border:1px solid #5a6b7b;border-radius:4px}button,.button{font:inherit;"
    "display:inline-block;margin-top:1.25rem;padding:.5rem 1.25rem;border:0;border-radius:4px;color:#fff;"
    "background:#1a5a96;text-decoration:none;cursor:pointer}:focus-visible{outline:3px solid #e0a100;"
    "outline-offset:2px}.problem{border-left:4px solid #b3261e;padding:.5rem .75rem;background:#fdecea}"
    "nav{margin-top:2rem}nav a{margin-right:1rem;color:#1a5a96}"
)
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",  # with “no-referrer”, a browser sends the form as if from nowhere: Origin: null
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
}

_PAGE = Markup(
    '<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title} – Alinéa</title>'
    '<meta name="viewport" content="width=device-width,initial-scale=1"><style>{style}</style></head>'
    "<body><main><h1>{title}</h1>{problem}{body}</main><nav>{languages}</nav></body></html>"
)
_PROBLEM = Markup('<p class="problem" role="alert" id="problem">{}</p>')
_FORM = Markup(
    '<form method="post"><input type="hidden" name="form" value="{mark}">'
    '<label for="name">{name_label}</label><input id="name" name="name" autocomplete="username" autocapitalize="none" '
    'spellcheck="false" required maxlength="64" value="{name}"{wrong}>'
    '<label for="password">{password_label}</label><input id="password" name="password" type="password" '
    'autocomplete="current-password" required maxlength="1000"{wrong}><button>{send}</button></form>'
)
_WRONG = Markup(' aria-invalid="true" aria-describedby="problem"')
_ELSEWHERE = Markup('<p><a class="button" href="/login/oidc">{}</a></p>')
_OUT = Markup(
    '<p>{who}</p><form method="post"><input type="hidden" name="form" value="{mark}"><button>{send}</button></form>'
)


def language_of(request: Request) -> str:
    """Return the language asked for in the address, else by the browser."""
    chosen = request.query_params.get("lang")
    if chosen in i18n.LANGUAGES:
        return str(chosen)
    return i18n.preferred(request.headers.get("accept-language"))


def refusal(language: str, why: str, status: int) -> HTMLResponse:
    """Return the page that says why nobody is let in, where there is no form to go to."""
    return _page(language, prompts.render("login.refused", language), Markup(), why, status)


def sign_in(
    language: str, mark: str, *, problem: str = "", name: str = "", status: int = 200, wrong: bool = False
) -> HTMLResponse:
    """Return the form for a name and a password; `mark` is what it carries, `problem` why the last try failed."""
    body = _FORM.format(
        mark=mark,
        name=name,
        name_label=prompts.render("login.name", language),
        password_label=prompts.render("login.password", language),
        send=prompts.render("login.send", language),
        wrong=_WRONG if wrong else "",
    )
    return _page(language, prompts.render("login.title", language), body, problem, status)


def sign_in_elsewhere(language: str, *, problem: str = "", status: int = 200) -> HTMLResponse:
    """Return the page that leads to the server where people log in."""
    body = _ELSEWHERE.format(prompts.render("login.elsewhere", language))
    return _page(language, prompts.render("login.title", language), body, problem, status)


def sign_out(language: str, mark: str, name: str, *, problem: str = "", status: int = 200) -> HTMLResponse:
    """Return the page with the button that ends a session."""
    who = prompts.render("login.signed_in", language, name=name)
    body = _OUT.format(mark=mark, who=who, send=prompts.render("login.sign_out", language))
    return _page(language, prompts.render("login.sign_out", language), body, problem, status)


def _page(language: str, title: str, body: Markup, problem: str, status: int) -> HTMLResponse:
    languages = Markup(" ").join(
        Markup('<a href="?lang={code}" lang="{code}" hreflang="{code}">{name}</a>').format(code=code, name=name)
        for code, name in i18n.NAMES.items()
        if code != language
    )
    page = _PAGE.format(
        language=language,
        title=title,
        style=Markup(_STYLE),  # noqa: S704 – our own constant
        problem=_PROBLEM.format(problem) if problem else "",
        body=body,
        languages=languages,
    )
    return HTMLResponse(page, status, _HEADERS)
