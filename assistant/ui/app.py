"""The web app put together: header, language switch, pages, and the server around them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr
from fastapi import FastAPI
from gradio import routes
from gradio.utils import get_upload_folder
from markupsafe import Markup
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount

from assistant import i18n
from assistant.access.demand import require_access
from assistant.access.gate import AccessGate
from assistant.access.upload_quota import UploadQuota
from assistant.access.visitor import Visitor
from assistant.api.http_api import serve_api
from assistant.service import Assistant
from assistant.ui import templating
from assistant.ui.gradio_api import offer
from assistant.ui.localized import Views
from assistant.ui.pages import ask, compare, documents, find, glossary, plan, read, study, verify
from assistant.ui.parts import copy_citation, printed
from assistant.ui.parts.writings import Writings
from assistant.ui.server.leaving import Leaving
from assistant.ui.server.request_filter import Longest, RequestFilter
from assistant.ui.server.request_watch import RequestWatch
from assistant.ui.server.security_headers import SecurityHeaders
from assistant.ui.server.sessions import keep_lean_sessions
from assistant.ui.server.watch_addresses import serve_watch
from assistant.ui.theme import build_theme
from assistant.ui.visiting import visitor_of
from assistant.watch.calls import watched

_HERE = Path(__file__).parent
# The choice of language is kept in the browser. It is no secret: the fixed key only keeps it readable after a restart.
_STORAGE = "alinea-language"
# Asked again by another reader, or shown again in another language, an answer is not worked out anew.
_KEPT_ANSWERS = 128  # of some 100 kB each
_TELL_EVERY = 5.0  # seconds between two words to whoever waits in the queue
_COMPRESSED_FROM, _COMPRESSED_BY = 2_000, 5  # bytes; of nine, from where on it takes longer for little
LANGUAGE_NAMES = [(i18n.NAMES[code], code) for code in ("fr", "en", "es")]

# In this order: what a later one adds comes after what all share.
SCRIPTS = (
    "refusals", "page", "address", "reading", "results", "comparing", "asking", "harmless", "conversations",
    "printed", "access", "printing",
)  # fmt: skip

# The tabs, in their order; each page lays itself out, and `tab.<name>` is what its tab says.
PAGES = {
    "ask": ask,
    "find": find,
    read.NAME: read,
    "verify": verify,
    "compare": compare,
    "plan": plan,
    "glossary": glossary,
    "study": study,
    "library": documents,
}


def build(service: Assistant) -> tuple[gr.Blocks, Writings]:
    """Return the interface over a service, and the answers that a model is writing in it."""
    views = Views()
    blocks = gr.Blocks(title="Alinéa", analytics_enabled=False, delete_cache=(3600, 86400))
    with blocks:
        offer(service)  # first, so that these have the names and the page’s own functions others
        stored = gr.BrowserState(None, storage_key=_STORAGE, secret=_STORAGE)
        revision = gr.State(0)
        with gr.Row(elem_classes="header"):
            views.show(gr.HTML(_header(i18n.DEFAULT, Visitor()), elem_id="header"), _header, personal=True)
            language = views.label(
                gr.Radio(LANGUAGE_NAMES, value=i18n.DEFAULT, elem_id="language", min_width=200), label="app.language"
            )
        rooms: dict[str, Any] = {}
        # All of them in sight: Gradio’s menu of those that do not fit has an English name in every language.
        with gr.Tabs(overflow_behavior="wrap", elem_id="pages"):
            for name, page in PAGES.items():
                with views.label(gr.Tab(id=name), label=f"tab.{name}"):
                    rooms[name] = page.build(service, language, views, revision)
        views.show(gr.HTML(elem_id="refusals", elem_classes="visually-hidden"), _refusals)
        views.show(gr.HTML(elem_classes="visually-hidden"), printed.dialog)
        views.show(gr.HTML(elem_classes="footer"), lambda code: templating.render("footer.html", code))

        def start(request: gr.Request, remembered: object, *values: object) -> list[Any]:
            """Show the page in the language chosen before, else in the one the browser prefers.

            Until then the page is hidden, and can be neither clicked nor typed into (`styles/page.css`): whatever a
            reader chose or found before would be written over here.
            """
            known = remembered if isinstance(remembered, str) and remembered in i18n.LANGUAGES else None
            chosen = known or i18n.preferred(request.headers.get("accept-language"))
            return [gr.update(value=chosen), *views.update(chosen, values, visitor_of(request))]

        def switch(request: gr.Request, chosen: str, *values: object) -> list[Any]:
            """Show the whole page in another language, and remember it."""
            return [chosen, *views.update(chosen, values, visitor_of(request))]

        speak: dict[str, Any] = {"js": "(language) => alinea.speak(language)", "api_visibility": "private"}
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        loading = blocks.load(start, [stored, *views.states], [language, *views.components], **quiet)
        loading.then(None, language, None, **speak)
        loading.failure(None, language, None, **speak)  # it is shown all the same, in the language it was made in
        # Of several choices in a row, the last is what the page ends in.
        switching: dict[str, Any] = {**quiet, "trigger_mode": "always_last"}
        language.input(switch, [language, *views.states], [stored, *views.components], **switching).then(
            None, language, None, **speak
        )
    return blocks, rooms["ask"]


def _refusals(language: str) -> Markup:
    """Return what `scripts/refusals.js` tells, by the status that the server answers with."""
    return templating.render("refusals.html", language)


def _header(language: str, visitor: Visitor) -> Markup:
    return templating.render("header.html", language, visitor=visitor)


def create_app(
    service: Assistant, *, host: str = "127.0.0.1", upload_limit: str = "50mb", concurrency: int = 16, waiting: int = 64
) -> FastAPI:
    """Return the web application over a service.

    Args:
        service: the façade everything is asked of; it must accept calls from several threads.
        host: the name or address listened on; requests made to another name are refused.
        upload_limit: the largest file that can be added, as Gradio writes sizes.
        concurrency: how many questions are answered at once.
        waiting: how many more may queue; past that, the reader sees that the queue is full.

    Raises AccessNotChosen, HostsNotNamed or NobodyToLogIn where others could reach it and not all is said.

    """
    settings, access = service.settings, service.settings.access
    require_access(access, host, settings.home)
    service.keep_answers(_KEPT_ANSWERS)
    service = watched(service)
    blocks, writings = build(service)
    # Gradio checks the file paths that clients send only once it has “launched”, which mounting never says.
    blocks.has_launched = True
    # Else everyone who waits is told of each answer that anyone gets.
    blocks.queue(default_concurrency_limit=concurrency, max_size=waiting, status_update_rate=_TELL_EVERY)
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    quota = UploadQuota(access.limits, counts_days=access.mode is not None)
    service.changes.budget = quota
    app.add_middleware(Leaving, left=writings.stop)  # whoever closes the page waits for no answer
    app.add_middleware(AccessGate, settings=access, home=settings.home, log=service.changes.log, quota=quota)
    uploads, longest = Path(get_upload_folder()), _longest(blocks)
    app.add_middleware(RequestFilter, host=host, hosts=access.hosts, uploads=uploads, longest=longest)
    app.add_middleware(SecurityHeaders)
    # Gradio compresses what has an extension alone: not the page, its largest text. Streams and images go as they are.
    app.add_middleware(GZipMiddleware, minimum_size=_COMPRESSED_FROM, compresslevel=_COMPRESSED_BY)
    note = serve_watch(app, service, waiting=lambda: len(blocks._queue))
    app.add_middleware(RequestWatch, note=note)  # around all others, those that refuse included
    copy_citation.serve_formats(app, service)
    printed.serve_printed(app, service)
    serve_api(app, service)
    on_paper = (_HERE / "styles" / "print.css").read_text(encoding="utf-8")
    script = "".join((_HERE / "scripts" / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS)
    gr.mount_gradio_app(
        app,
        blocks,
        path="/",
        show_error=False,
        run_history=False,
        enable_monitoring=False,
        ssr_mode=False,
        max_file_size=upload_limit,
        footer_links=[],
        theme=build_theme(),
        css_paths=list(templating.STYLES),
        # Gradio puts its own container before what is inside @media: this stands beside its styles.
        head=f'<meta name="referrer" content="no-referrer"><style media="print">{on_paper}</style>'
        f"<script>{script}</script>",
        favicon_path=str(_HERE / "icon.png"),
    )
    page = next(each.app for each in app.routes if isinstance(each, Mount) and isinstance(each.app, routes.App))
    keep_lean_sessions(page, blocks)
    blocks.config["connect_heartbeat"] = False  # see `Leaving`; how many sessions are kept is limited anyhow
    app.state.leave_pages = page.stop_event.set  # as Gradio does when it serves by itself
    return app


def _longest(blocks: gr.Blocks) -> Longest:
    """Return how much each function takes: as much as the text boxes that it reads."""
    return {
        number: [getattr(each, "max_length", None) for each in function.inputs]
        for number, function in blocks.fns.items()
    }
