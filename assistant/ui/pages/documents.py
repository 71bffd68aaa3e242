"""The page “Documents”: what is loaded, files to add, documents to remove."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.utils import get_upload_folder
from markupsafe import Markup

from assistant import i18n
from assistant.documents.types import DocumentSummary
from assistant.service import Assistant
from assistant.ui.errors import NotUploaded, Unexpected
from assistant.ui.localized import CLICKS, LIVE, Views, data, html
from assistant.ui.pages import fetch
from assistant.ui.parts import document_table
from assistant.ui.server.request_filter import is_upload
from corpus.errors import AlineaError
from corpus.readers import READERS

# What the file chooser offers; the readers decide what is really supported, and say so file by file.
FILE_TYPES = sorted(READERS)


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


def build(service: Assistant, language: gr.Radio, views: Views, revision: gr.State) -> None:
    """Lay the page out and wire it; `revision` is counted up whenever the library changes."""
    removing = gr.State(None)
    outcome = gr.State(None)
    views.show(gr.HTML(elem_classes="intro"), document_table.intro)
    upload = views.label(
        gr.UploadButton(
            file_count="multiple", file_types=FILE_TYPES, variant="primary", size="md", elem_id="library-add"
        ),
        label="library.add",
    )
    report = gr.HTML(elem_id="library-report", min_height=8)
    status = gr.HTML(js_on_load=LIVE, elem_classes="visually-hidden", elem_id="library-status")
    table = gr.HTML(js_on_load=CLICKS, elem_id="library-table")
    views.show(report, document_table.render_report, outcome)
    views.show(table, lambda code, removing: document_table.render(code, listing(service, code), removing), removing)

    def page(language: str, done: document_table.Outcome, revision: int) -> tuple[Any, ...]:
        """Return the values of `outputs` once something was done."""
        table, report = (
            document_table.render(language, listing(service, language)),
            document_table.render_report(language, done),
        )
        return html(table), html(report), html(document_table.summary(language, done)), done, None, revision + 1

    outputs = [table, report, status, outcome, removing, revision]

    def add(files: object, language: str, revision: int, progress: gr.Progress = gr.Progress()) -> Iterator[Any]:  # noqa: B008
        """Bring the files in, showing how far it is, then the report."""
        waiting = html(Markup('<p class="waiting">{}</p>').format(i18n.text("library.adding", language)))
        yield gr.skip(), waiting, waiting, None, None, gr.skip()
        try:
            done: document_table.Outcome = service.add(
                received(files),
                progress=lambda fraction, stage: progress(fraction, desc=document_table.stage(stage, language)),
            )
        except AlineaError as problem:
            done = problem
        yield page(language, done, revision)

    def question(event: gr.EventData, language: str) -> tuple[Any, Any]:
        """Ask whether the document is really to be removed."""
        wanted = _document(event)
        return html(document_table.render(language, listing(service, language), wanted)), wanted

    def keep(language: str) -> tuple[Any, Any]:
        return html(document_table.render(language, listing(service, language))), None

    def remove(event: gr.EventData, language: str, asked: str | None, revision: int) -> tuple[Any, ...]:
        """Remove the document, if it is the one that was asked about."""
        if asked is None or _document(event) != asked:
            return tuple(gr.skip() for _ in outputs)
        try:
            titles = {document.id: document.title for document in service.library(language)}
            service.remove(asked)
        except AlineaError as problem:
            return page(language, problem, revision)
        return page(language, titles.get(asked, asked), revision)

    def failed(language: str, revision: int) -> tuple[Any, ...]:
        """Say that it failed in a way nobody foresaw, and show what the library holds now."""
        return page(language, Unexpected(), revision)

    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    # One writer at a time; readers are not held up.
    writing: dict[str, Any] = {"concurrency_limit": 1, "concurrency_id": "write", "api_visibility": "private"}
    for change in (
        upload.upload(add, [upload, language, revision], outputs, show_progress_on=report, **writing),
        table.delete(remove, [language, removing, revision], outputs, show_progress="hidden", **writing),
    ):
        change.failure(failed, [language, revision], outputs, **quiet)
    table.select(question, language, [table, removing], **quiet).then(
        None, js="() => alinea.focus('#library-table .confirm-no')", api_visibility="private"
    )
    table.clear(keep, language, [table, removing], **quiet)
    revision.change(keep, language, [table, removing], **quiet)  # something may have been fetched
    fetch.build(service, language, views, revision)


def _document(event: gr.EventData) -> str:
    """Return the id that a button carries; an empty string if the browser sent something else."""
    value = data(event).get("document")
    return value if isinstance(value, str) else ""
