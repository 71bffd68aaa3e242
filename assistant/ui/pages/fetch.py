"""On the page “Documents”: official documents that are not loaded yet, each with a button that fetches it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import gradio as gr
from markupsafe import Markup

from assistant import i18n
from assistant.access.visitor import Visitor
from assistant.documents.types import Fetched, FetchedVersion, Listed, NotFetched
from assistant.documents.wording import body_name, session_name
from assistant.service import Assistant
from assistant.ui import templating
from assistant.ui.errors import Unexpected
from assistant.ui.localized import CLICKS, LIVE, Views, data, html
from assistant.ui.parts import markup
from assistant.ui.visiting import visitor_of
from corpus.errors import AlineaError
from corpus.text.typography import enclosed

Outcome = Fetched | AlineaError | None


def build(service: Assistant, language: gr.Radio, views: Views, revision: gr.State) -> None:
    """Lay the section out and wire it; `revision` is counted up when something was fetched."""
    outcome = gr.State(None)
    views.show(gr.HTML(elem_classes="intro later"), _intro)
    report = gr.HTML(elem_id="catalogue-report", min_height=8)
    status = gr.HTML(js_on_load=LIVE, elem_classes="visually-hidden", elem_id="catalogue-status")
    shown = gr.HTML(js_on_load=CLICKS, elem_id="catalogue")
    views.show(report, render_report, outcome)

    def table_of(language: str, visitor: Visitor) -> Markup:
        """Return the table, with buttons for whoever may fetch."""
        return render(language, listing(service, language), may_fetch=service.changes.permits("fetch", visitor))

    views.show(shown, table_of, personal=True)

    def fetch(
        request: gr.Request,
        event: gr.EventData,
        language: str,
        revision: int,
        progress: gr.Progress = gr.Progress(),  # noqa: B008
    ) -> Iterator[Any]:
        """Fetch the languages of a document that are missing, showing how far it is, then the report."""
        found = _asked(event, listing(service, language))
        if found is None:
            yield gr.skip(), gr.skip(), gr.skip(), gr.skip()
            return
        title = enclosed(found.title, language)
        said = i18n.text("catalogue.fetching", language, title=title)
        waiting = markup.waiting(said)
        yield html(waiting), html(waiting), None, gr.skip()
        try:
            missing = [code for code in found.languages if code not in found.loaded]
            done: Outcome = service.fetch(
                [found.id],
                languages=missing,
                progress=lambda part, label: progress(part, desc=label),
                by=visitor_of(request),
            )
        except AlineaError as problem:
            done = problem
        changed = isinstance(done, Fetched) and any(each.change != "unchanged" for each in done.documents)
        yield html(render_report(language, done)), html(summary(language, done)), done, revision + changed

    def failed(language: str, revision: int) -> tuple[Any, ...]:
        problem = Unexpected()
        return html(render_report(language, problem)), html(summary(language, problem)), problem, revision + 1

    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    outputs = [report, status, outcome, revision]
    # One download at a time, apart from the queue of those who add files: it may take minutes.
    shown.select(
        fetch, [language, revision], outputs, show_progress_on=report, concurrency_limit=1, concurrency_id="fetch",
        api_visibility="private",
    ).failure(failed, [language, revision], outputs, **quiet)  # fmt: skip

    def refresh(request: gr.Request, language: str) -> object:
        return html(table_of(language, visitor_of(request)))

    revision.change(refresh, language, shown, **quiet)


def listing(service: Assistant, language: str) -> Sequence[Listed] | AlineaError:
    """Return the catalogue, or the error that keeps it from being read."""
    try:
        return service.catalogue(language)
    except AlineaError as problem:
        return problem


def _asked(event: gr.EventData, listed: Sequence[Listed] | AlineaError) -> Listed | None:
    """Return the document whose button was pressed, None if the browser sent something else."""
    if isinstance(listed, AlineaError):
        return None
    wanted = data(event).get("document")
    return next((each for each in listed if each.id == wanted and _is_missing(each)), None)


def _is_missing(document: Listed) -> bool:
    """Tell whether a language of a document could be fetched and is not loaded."""
    return bool({*document.languages} - {*document.loaded})


def _intro(language: str) -> Markup:
    return markup.introduction(i18n.text("catalogue.title", language), i18n.text("catalogue.intro", language))


def render(language: str, documents: Sequence[Listed] | AlineaError, *, may_fetch: bool = True) -> Markup:
    """Return the table of what can be fetched, by whoever may, and below it what is known without an address."""
    if isinstance(documents, AlineaError):
        return markup.problem(documents, language)
    missing = [each for each in documents if _is_missing(each)]
    without = [each for each in documents if not each.languages and not each.loaded]
    return templating.render(
        "fetch/list.html",
        language,
        columns=("document", "languages", *(("actions",) if may_fetch else ())),
        missing=[_row(each, language) for each in missing],
        without=[_row(each, language) for each in without],
    )


def _row(document: Listed, language: str) -> dict[str, object]:
    """Return a document with what its row says of it."""
    date = i18n.date(document.date, language) if document.date else None
    body = body_name(document.body, language) if document.body else None
    session = session_name(document.session, language) if document.session else None
    facts = [fact for fact in (document.symbol or session, body, date) if fact]
    if not document.title_verified:
        facts.append(i18n.text("catalogue.unverified", language))
    if document.replaced_by:
        facts.append(i18n.text("catalogue.replaced_by", language, document=document.replaced_by.upper()))
    return {
        "document": document,
        "facts": facts,
        "title": enclosed(document.title, language),
        "ways": _ways(document).items(),
    }


def _ways(document: Listed) -> dict[str, list[str]]:
    """Return the languages by how they are to be had: those loaded, and those whose best address has one evidence."""
    ways: dict[str, list[str]] = {}
    for code in document.languages:
        best = next(address for address in document.addresses if address.language == code)
        way = "catalogue.loaded" if code in document.loaded else f"catalogue.evidence.{best.evidence}"
        ways.setdefault(way, []).append(code)
    return ways


def summary(language: str, outcome: Outcome) -> str:
    """Return how it ended, in one plain line: what a screen reader announces."""
    if outcome is None:
        return ""
    if isinstance(outcome, AlineaError):
        return i18n.error(outcome, language)
    counts = {"catalogue.done": len(outcome.documents), "catalogue.failed": len(outcome.errors)}
    return " · ".join(i18n.plural(key, count, language) for key, count in counts.items() if count)


def render_report(language: str, outcome: Outcome) -> Markup:
    """Return what was fetched, and why the rest was not, with how to add it by hand."""
    if outcome is None:
        return Markup("")
    if isinstance(outcome, AlineaError):
        return markup.problem(outcome, language)
    return templating.render(
        "fetch/report.html",
        language,
        summary=summary(language, outcome),
        fetched=[_done(each, language) for each in outcome.documents],
        failed=[_failed(each, language) for each in outcome.errors],
    )


def _done(found: FetchedVersion, language: str) -> dict[str, object]:
    facts = [i18n.plural("library.paragraphs", len(found.locators), language), *found.warnings]
    if found.replaced_by:
        facts.append(i18n.text("catalogue.replaced_by", language, document=found.replaced_by.upper()))
    site = markup.site_link(found.url, language)
    return {"found": found, "facts": facts, "lang": markup.lang(found.language), "site": site}


def _failed(missing: NotFetched, language: str) -> dict[str, object]:
    """Return one text that was not fetched, with why each address failed: a reason that several share once."""
    return {
        "missing": missing,
        "lang": markup.lang(missing.language or "en"),
        "reasons": dict.fromkeys(attempt.message(language) for attempt in missing.tried),
        "site": markup.site_link(missing.open.url, language) if missing.open else "",
    }
