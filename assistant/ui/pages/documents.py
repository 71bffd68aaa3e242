"""The page “Documents”: what is loaded and by what it is official, files to add, texts to confirm or to remove."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.utils import get_upload_folder
from markupsafe import Markup

from assistant import i18n
from assistant.access.visitor import Visitor
from assistant.documents.types import DocumentSummary
from assistant.service import Assistant
from assistant.ui.errors import NotUploaded, Unexpected
from assistant.ui.localized import CLICKS, LIVE, Views, data, html
from assistant.ui.pages import fetch
from assistant.ui.parts import document_facts, document_table, markup
from assistant.ui.parts.document_table import ACTIONS, Action
from assistant.ui.server.request_filter import is_upload
from assistant.ui.visiting import visitor_of
from corpus.errors import AlineaError
from corpus.readers import READERS
from corpus.types import TEXTS

# What the file chooser offers. Gradio is not told: it would refuse any other with an error of its own, in English. The
# readers say file by file what is not read.
_OFFERED = f"alinea.accept('#library-add', {json.dumps(','.join(sorted(READERS)))});"


def listing(service: Assistant, language: str) -> Sequence[DocumentSummary] | AlineaError:
    """Return what is loaded, or the error that keeps it from being read."""
    try:
        return service.library(language)
    except AlineaError as problem:
        return problem


def received(files: object) -> list[Path]:
    """Return the files to bring in, all of them uploaded through the page; raises NotUploaded."""
    uploads = Path(get_upload_folder())
    paths = [file for file in files if isinstance(file, str)] if isinstance(files, list) else []
    if not paths or paths != files or not all(is_upload(path, uploads) for path in paths):
        raise NotUploaded
    return [Path(path) for path in paths]


def discard(paths: Sequence[Path]) -> None:
    """Delete what was uploaded, with the folder that Gradio made for each file: it has been read."""
    for path in paths:
        with suppress(OSError):
            path.unlink(missing_ok=True)
            path.parent.rmdir()


def _intro(service: Assistant, language: str, visitor: Visitor) -> Markup:
    """Return what the page is for; where a visitor adds and removes nothing, that and why."""
    if service.changes.read_only:
        return document_table.intro(language, i18n.text("library.read_only", language))
    refusal = "" if service.changes.permits("add", visitor) else i18n.text("library.reader", language)
    return document_table.intro(language, refusal)


def build(service: Assistant, language: gr.Radio, views: Views, revision: gr.State) -> None:
    """Lay the page out and wire it; `revision` is counted up whenever the library changes."""
    permits = service.changes.permits
    asking = gr.State(None)
    outcome = gr.State(None)
    views.show(gr.HTML(elem_classes="intro"), partial(_intro, service), personal=True)
    upload = views.label(
        gr.UploadButton(file_count="multiple", variant="primary", size="md", elem_id="library-add"),
        label="library.add",
    )
    form = document_facts.build(views, partial(permits, "add"))
    report = gr.HTML(js_on_load=_OFFERED, elem_id="library-report", min_height=8)
    status = gr.HTML(js_on_load=LIVE, elem_classes="visually-hidden", elem_id="library-status")
    table = gr.HTML(js_on_load=CLICKS, elem_id="library-table")
    views.show(report, document_table.render_report, outcome)
    views.show(upload, lambda code, visitor: gr.update(visible=permits("add", visitor)), personal=True)

    def table_of(language: str, visitor: Visitor, asked: Action | None = None) -> Markup:
        """Return the table, with what its visitor may do."""
        return document_table.render(
            language, listing(service, language), asked, permits=lambda operation: permits(operation, visitor)
        )

    views.show(table, table_of, asking, personal=True)

    def page(language: str, done: document_table.Outcome, revision: int, visitor: Visitor) -> tuple[Any, ...]:
        """Return the values of `outputs` once something was done."""
        table, report = table_of(language, visitor), document_table.render_report(language, done)
        return html(table), html(report), html(document_table.summary(language, done)), done, None, revision + 1

    outputs = [table, report, status, outcome, asking, revision]

    def add(
        request: gr.Request,
        files: object,
        language: str,
        revision: int,
        *said: object,
        progress: gr.Progress = gr.Progress(),  # noqa: B008
    ) -> Iterator[Any]:
        """Bring the files in, showing how far it is, then the report; what was uploaded is deleted."""
        adding = i18n.text("library.adding", language)
        waiting = html(markup.waiting(adding))
        yield gr.skip(), waiting, waiting, None, None, gr.skip(), *[gr.skip()] * len(form.outputs)
        paths: list[Path] = []
        try:
            paths = received(files)
            done: document_table.Outcome = service.add(
                paths,
                facts=document_facts.given(said),
                progress=lambda fraction, stage: progress(fraction, desc=document_table.stage(stage, language)),
                by=visitor_of(request),
            )
        except AlineaError as problem:
            done = problem
        finally:
            discard(paths)
        yield *page(language, done, revision, visitor_of(request)), *form.after(language, done)

    def question(request: gr.Request, event: gr.EventData, language: str) -> tuple[Any, Any]:
        """Ask whether that is really to be done."""
        wanted = _action(event)
        return html(table_of(language, visitor_of(request), wanted)), wanted

    def keep(request: gr.Request, language: str) -> tuple[Any, Any]:
        return html(table_of(language, visitor_of(request))), None

    def do(
        request: gr.Request, event: gr.EventData, language: str, asked: Action | None, revision: int
    ) -> tuple[Any, ...]:
        """Do what was asked about, if that is what is said yes to."""
        if asked is None or _action(event) != asked:
            return tuple(gr.skip() for _ in outputs)
        visitor = visitor_of(request)
        try:
            titles = {document.id: document.title for document in service.library(language)}
            _done(service, asked, visitor)
        except AlineaError as problem:
            return page(language, problem, revision, visitor)
        done = document_table.Done(asked, titles.get(asked.document, asked.document))
        return page(language, done, revision, visitor)

    def failed(request: gr.Request, language: str, revision: int) -> tuple[Any, ...]:
        """Say that it failed in a way nobody foresaw, and show what the library holds now."""
        return page(language, Unexpected(), revision, visitor_of(request))

    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    # One writer at a time; readers are not held up.
    writing: dict[str, Any] = {"concurrency_limit": 1, "concurrency_id": "write", "api_visibility": "private"}
    for change in (
        upload.upload(
            add,
            [upload, language, revision, *form.inputs],
            [*outputs, *form.outputs],
            show_progress_on=report,
            **writing,
        ),
        table.delete(do, [language, asking, revision], outputs, show_progress="hidden", **writing),
        table.submit(do, [language, asking, revision], outputs, show_progress="hidden", **writing),
    ):
        change.failure(failed, [language, revision], outputs, **quiet)
    table.select(question, language, [table, asking], **quiet).then(
        None, js="() => alinea.focus('#library-table .confirm-no')", api_visibility="private"
    )
    form.opens_from(table, language, partial(_to_correct, service))
    table.clear(keep, language, [table, asking], **quiet)
    revision.change(keep, language, [table, asking], **quiet)  # something may have been fetched
    fetch.build(service, language, views, revision)


def _done(service: Assistant, action: Action, by: Visitor) -> None:
    """Do an action for a visitor. Raises AlineaError."""
    if ACTIONS[action.what] == "remove":
        service.remove(action.document, language=action.language or None, by=by)
    else:
        undo = action.what == "withdraw"
        service.confirm(action.document, language=action.language or None, undo=undo, by=by)


def _to_correct(
    service: Assistant, event: gr.EventData, language: str, visitor: Visitor
) -> document_facts.Known | None:
    """Return the text that is to be corrected and what is known of it; None if there is none, or not for a visitor."""
    what, document, spoken = (data(event).get(name) for name in ("what", "document", "language"))
    listed = listing(service, language)
    permitted = service.changes.permits("add", visitor)
    if what != document_table.CORRECT or isinstance(listed, AlineaError) or not permitted:
        return None
    for found in listed:
        for version in found.versions:
            if (found.id, version.language) == (document, spoken) and version.status in TEXTS:
                told = document_facts.Correction(found.title, Path(version.file).name)
                return told, service.facts(found.id, version.language)
    return None


def _action(event: gr.EventData) -> Action | None:
    """Return what a button asks for; None if the browser sent something else."""
    values = [data(event).get(name, "") for name in ("what", "document", "language")]
    what, document, language = (value if isinstance(value, str) else "" for value in values)
    is_whole = what == "remove"
    if what not in ACTIONS or not document or is_whole == bool(language):
        return None
    return Action(what, document, language)
