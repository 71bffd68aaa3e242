"""On the page “Documents”: official documents that are not loaded yet, each with a button that fetches it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import gradio as gr
from markupsafe import Markup

from assistant import i18n
from assistant.access.visitor import Visitor
from assistant.documents.types import Attempt, Fetched, FetchedVersion, Listed, NotFetched
from assistant.service import Assistant
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
        waiting = Markup('<p class="waiting">{}</p>').format(i18n.text("catalogue.fetching", language, title=title))
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
        return markup.notice(i18n.text("problem.title", language), i18n.error(documents, language))
    missing = [each for each in documents if _is_missing(each)]
    without = [each for each in documents if not each.languages and not each.loaded]
    columns = ("document", "languages", *(("actions",) if may_fetch else ()))
    names = {column: i18n.text(f"catalogue.column.{column}", language) for column in columns}
    table = Markup(
        '<table class="library catalogue"><caption class="visually-hidden">{}</caption>'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table>"
    ).format(
        i18n.text("catalogue.title", language),
        markup.join(Markup('<th scope="col">{}</th>').format(names[column]) for column in columns),
        markup.join(_row(each, names, language) for each in missing),
    )
    if not missing:
        table = Markup('<p class="hint">{}</p>').format(i18n.text("catalogue.none", language))
    if not without:
        return table
    return Markup('{}<details class="without"><summary>{}</summary><ul>{}</ul></details>').format(
        table,
        i18n.plural("catalogue.without", len(without), language),
        markup.join(Markup("<li>{}</li>").format(_name(each, language)) for each in without),
    )


def _row(document: Listed, names: dict[str, str], language: str) -> Markup:
    """Return the row of a document that can be fetched; on a phone each cell carries its column's name."""
    known = markup.join(_languages(document, language))
    fetcher = Markup("")
    if "actions" in names:
        fetcher = Markup('<td data-column="{}" class="column-actions">{}</td>').format(
            names["actions"], _button(document, language)
        )
    return Markup('<tr><th scope="row">{}</th><td data-column="{}"><ul>{}</ul></td>{}</tr>').format(
        _name(document, language), names["languages"], known, fetcher
    )


def _button(document: Listed, language: str) -> Markup:
    return Markup(
        '<button type="button" class="fetch" data-event="select" data-document="{}" aria-label="{}">{}</button>'
    ).format(
        document.id,
        i18n.text("catalogue.fetch_title", language, title=enclosed(document.title, language)),
        i18n.text("catalogue.fetch", language),
    )


def _name(document: Listed, language: str) -> Markup:
    date = i18n.date(document.date, language) if document.date else None
    facts = [fact for fact in (document.symbol or document.session, document.body, date) if fact]
    if not document.title_verified:
        facts.append(i18n.text("catalogue.unverified", language))
    if document.replaced_by:
        facts.append(i18n.text("catalogue.replaced_by", language, document=document.replaced_by.upper()))
    return Markup('<span class="title">{}</span><span class="symbol">{}</span>').format(
        document.title, " · ".join(facts)
    )


def _languages(document: Listed, language: str) -> Iterator[Markup]:
    """Yield the languages loaded, and those whose best address has the same evidence, together."""
    ways: dict[str, list[Markup]] = {}
    for code in document.languages:
        best = next(address for address in document.addresses if address.language == code)
        way = "catalogue.loaded" if code in document.loaded else f"catalogue.evidence.{best.evidence}"
        badge = Markup('<span class="badge language">{}</span> ').format(i18n.name("language", code, language))
        ways.setdefault(way, []).append(badge)
    for way, badges in ways.items():
        yield Markup('<li>{}<span class="muted">{}</span></li>').format(markup.join(badges), i18n.text(way, language))


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
        return markup.notice(i18n.text("problem.title", language), i18n.error(outcome, language))
    return Markup('<section class="panel report"><h2>{}</h2><p>{}</p><ul>{}{}</ul></section>').format(
        i18n.text("catalogue.report.title", language),
        summary(language, outcome),
        markup.join(_done(each, language) for each in outcome.documents),
        markup.join(_failed(each, language) for each in outcome.errors),
    )


def _done(found: FetchedVersion, language: str) -> Markup:
    facts = [i18n.plural("library.paragraphs", len(found.locators), language), *found.warnings]
    if found.replaced_by:
        facts.append(i18n.text("catalogue.replaced_by", language, document=found.replaced_by.upper()))
    return Markup(
        '<li><p><strong lang="{}">{}</strong> <span class="badge language">{}</span> '
        '<span class="badge change">{}</span></p><p class="muted">{}</p><p>{}</p></li>'
    ).format(
        markup.lang(found.language),
        found.title,
        i18n.name("language", found.language, language),
        i18n.text(f"catalogue.change.{found.change}", language),
        " · ".join(facts),
        markup.site_link(found.url, language),
    )


def _failed(missing: NotFetched, language: str) -> Markup:
    """Return one text that was not fetched: each address with its reason, and what to do instead."""
    badge = Markup("")
    if missing.language:
        name = i18n.name("language", missing.language, language)
        badge = Markup('<span class="badge language">{}</span>').format(name)
    by_hand = Markup("<p>{}</p>").format(i18n.text("catalogue.by_hand.none", language))
    if missing.open:
        evidence = i18n.text(f"catalogue.evidence.{missing.open.evidence}", language)
        by_hand = Markup("<p>{}</p><p>{}</p>").format(
            i18n.text("catalogue.by_hand", language, evidence=evidence), markup.site_link(missing.open.url, language)
        )
    return Markup(
        '<li class="refused"><p class="small-caps">{}</p><p><strong lang="{}">{}</strong> {}</p>{}{}</li>'
    ).format(
        i18n.text("catalogue.not_fetched", language),
        markup.lang(missing.language or "en"),
        missing.title,
        badge,
        _reasons(missing.tried, language),
        by_hand,
    )


def _reasons(tried: Sequence[Attempt], language: str) -> Markup:
    """Return why each address failed, a reason that several share once."""
    reasons = dict.fromkeys(attempt.message(language) for attempt in tried)
    return markup.join(Markup("<p>{}</p>").format(reason) for reason in reasons)
