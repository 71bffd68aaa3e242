"""The page “Study”: quizzes, cards, hand-outs, sessions and reading paths of the documents, played and taken along."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import gradio as gr
from markupsafe import Markup

from assistant import i18n
from assistant.errors import BadRequest
from assistant.service import Assistant
from assistant.study.files import Material
from assistant.study.formats.json_object import LARGEST, read_quiz
from assistant.study.mix import MOST
from assistant.study.study_aid import Progress
from assistant.study.types import Quiz
from assistant.ui.errors import Unexpected
from assistant.ui.localized import CLICKS, LIVE, Views, data, html
from assistant.ui.pages.documents import discard, received
from assistant.ui.parts import address, context_panel, markup, study_address, study_bench, study_form, study_schedule
from assistant.ui.parts.address import Parameters, parameters
from assistant.ui.parts.study_actions import Call, act
from assistant.ui.parts.study_desk import Desk
from assistant.ui.parts.study_request import Asked, What, read_form
from assistant.ui.parts.study_schedule import Record
from assistant.ui.parts.study_take_along import address_of
from corpus.errors import AlineaError
from corpus.phrases import Phrase

# What is known of a reader's cards is kept in the browser. It is no secret: see `app.py`.
_STORAGE = "alinea-cards"

# What the page's script does once a button has done something: `Done.after`.
_AFTER = """(after) => {
  alinea.save(after?.file);
  if (after?.focus) alinea.focus(after.focus);
  if (after?.top) alinea.reveal(after.focus, 'start');
}"""
_MADE = "() => { alinea.focus('#study-title'); alinea.reveal('#study-title', 'start'); }"

# With `CLICKS`: a form becomes the event that it names, with its data and the values of its fields; and where another
# question takes its place, its fields are empty again.
FORMS = (
    CLICKS
    + """
element.addEventListener('submit', (event) => {
  event.preventDefault();
  const form = event.target.closest('form[data-event]');
  if (!form) return;
  const values = Object.fromEntries(new FormData(form, event.submitter));
  trigger(form.dataset.event, {...form.dataset, values});
});
new MutationObserver((changes) => {
  for (const {target} of changes) if (target.matches('form')) target.reset();
}).observe(element, {subtree: true, attributes: true, attributeFilter: ['data-key']});"""
)


def made_of(service: Assistant, asked: Asked, progress: Progress | None = None) -> Material:
    """Return what was asked for. Raises what the study aid raises."""
    study = service.study
    match asked.what:
        case What.QUIZ:
            return study.quiz(asked.request, progress)
        case What.CARDS:
            return study.cards(asked.request, asked.cards)
        case What.HANDOUT:
            return study.handout(asked.request)
        case What.SESSION:
            return study.session(asked.request)
        case What.PATH:
            return study.path(asked.request)


def desk_of(make: Callable[[], Material]) -> Desk:
    """Return the desk with what is made, or with the error to show instead."""
    try:
        return Desk(make())
    except AlineaError as problem:
        return Desk(problem)


def opened_by(service: Assistant, asked: Parameters, values: Mapping[str, object], language: str) -> tuple[Desk, str]:
    """Return the desk that an address opens, and what is said of it; an empty one where it asks for nothing."""
    if not asked.values:
        return Desk(), ""
    now = desk_of(lambda: made_of(service, read_form(service, values, language)))
    return now, study_bench.summary(language, now)


def reopened(files: object) -> Quiz:
    """Return the quiz of an uploaded file. Raises NotUploaded or BadRequest."""
    quiz = read_quiz(_content(files, LARGEST))
    if len(quiz.items) > MOST:
        raise BadRequest(
            value=len(quiz.items),
            expected=Phrase("error.expected.quiz_size", "a quiz of at most {most} questions", most=MOST),
        )
    return quiz


def brought_back(files: object, record: Record) -> dict[str, study_schedule.Remembered]:
    """Return a record with that of an uploaded file put into it. Raises NotUploaded or BadRequest."""
    return study_schedule.merged(record, study_schedule.read_file(_content(files, study_schedule.LARGEST)))


def _content(files: object, most: int) -> bytes:
    """Return the bytes of the one file that was uploaded: of a larger one than any that fits, no more than tells so."""
    (path,) = received([files])
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    finally:
        discard([path])


def known(stored: object) -> Record:
    """Return the record that the browser keeps; one that is none is begun anew."""
    try:
        return study_schedule.read_record(stored)
    except BadRequest:
        return {}


def _quietly(language: str, told: str) -> object:
    """Return what only a screen reader says."""
    return html(markup.one_line("visually-hidden", told))


def build(service: Assistant, language: gr.Radio, views: Views, revision: gr.State) -> None:
    """Lay the page out and wire it; `revision` changes whenever the library does."""
    desk = gr.State(Desk())
    record = gr.BrowserState(None, storage_key=_STORAGE, secret=_STORAGE)
    views.show(gr.HTML(elem_classes="intro"), study_bench.intro)
    form = study_form.build(service, language, views, revision)
    with gr.Row(elem_classes="study-open"):
        reopen, restore = (
            views.label(
                gr.UploadButton(size="sm", elem_id=f"study-{name}", elem_classes="quiet"),
                label=f"study.page.{name}",
            )
            for name in ("reopen", "restore")
        )
    with gr.Row(elem_classes="split"):
        with gr.Column(scale=3, min_width=300):
            bench = gr.HTML(js_on_load=FORMS, elem_id="study-bench", min_height=8)
            said = gr.HTML(js_on_load=LIVE, elem_id="study-said")
        with gr.Column(scale=2, min_width=300, elem_classes="side"):
            panel = gr.HTML(js_on_load=CLICKS, elem_id="study-reading")
    after = gr.JSON(visible=False)

    def shown(code: str, desk: Desk, stored: object) -> Markup:
        return study_bench.render(code, desk, known(stored))

    views.show(bench, shown, desk, record)
    opened = context_panel.lay_out(service, views, panel, study_bench.waiting)

    def show(code: str, desk: Desk, stored: object, told: str = "") -> tuple[Any, ...]:
        """Return the values of `outputs`; a paragraph left open from before is closed."""
        quietly = _quietly(code, told)  # it stands in what is shown, too
        return html(shown(code, desk, stored)), quietly, desk, html(study_bench.waiting(code)), None

    def make(
        code: str,
        stored: object,
        *values: object,
        progress: gr.Progress = gr.Progress(),  # noqa: B008
    ) -> Iterator[Any]:
        making = i18n.text("study.page.making", code)
        waiting = html(markup.waiting(making))
        yield waiting, _quietly(code, making), gr.skip(), gr.skip(), gr.skip()
        boxes = dict(zip(form.boxes, values, strict=True))
        now = desk_of(
            lambda: made_of(
                service, read_form(service, boxes, code), lambda done, what: progress(min(done, 1.0), desc=what)
            )
        )
        yield show(code, now, stored, study_bench.summary(code, now))

    def arrive(event: gr.EventData, code: str, stored: object) -> tuple[Any, ...]:
        """Fill the form as an address says, and make what it asks for."""
        asked = parameters(event)
        values = study_address.values_of(service, asked, code)
        now, told = opened_by(service, asked, values, code)
        return *study_address.filled(service, values, code), *show(code, now, stored, told)

    def open_again(files: object, code: str, stored: object) -> tuple[Any, ...]:
        now = desk_of(lambda: reopened(files))
        return show(code, now, stored, study_bench.summary(code, now))

    def put_back(files: object, code: str, stored: object) -> tuple[Any, Any]:
        """Put the record of a file into that of the browser, and say so, or why not."""
        try:
            record = brought_back(files, known(stored))
        except AlineaError as problem:
            return gr.skip(), html(i18n.error(problem, code))
        return study_schedule.as_plain(record), html(i18n.plural("study.page.restored", len(record), code))

    def do(event: gr.EventData, code: str, desk: Desk, stored: object, written: object, request: gr.Request) -> Any:  # noqa: ANN401
        """Do what a button says: what changes, what is said of it, what is saved, what has the focus then."""
        record, headers = known(stored), dict(request.headers)
        try:
            address = address_of(written if isinstance(written, str) else "", headers)
        except AlineaError as problem:
            return gr.skip(), html(i18n.error(problem, code)), gr.skip(), None, gr.skip()
        done = act(Call(service, desk, data(event), code, record, datetime.now(UTC), address))
        kept = gr.skip() if done.record is None else study_schedule.as_plain(done.record)
        page = html(study_bench.render(code, done.desk, record if done.record is None else done.record))
        return page, html(done.said), done.desk, done.after, kept

    def failed(code: str) -> Any:  # noqa: ANN401
        return html(i18n.error(Unexpected(), code))

    def not_made(code: str, stored: object) -> tuple[Any, ...]:
        return show(code, Desk(Unexpected()), stored, i18n.error(Unexpected(), code))

    outputs = [bench, said, desk, panel, opened]
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    making: dict[str, Any] = {"api_visibility": "private", "show_progress_on": bench}
    inputs = [language, record, *form.boxes.values()]
    boxes = (form.boxes[name] for name in ("sections", "theme"))
    made = gr.on([form.send.click, *(each.submit for each in boxes)], make, inputs, outputs, **making)  # type: ignore[attr-defined]
    made.failure(not_made, [language, record], outputs, **quiet)
    address.told(made, "study", [study_address.named(name, box) for name, box in form.boxes.items()])
    address.follow("study", arrive, [language, record], list(form.boxes.values()), outputs, not_made)
    made.success(None, js=_MADE, api_visibility="private")
    reopen.upload(open_again, [reopen, language, record], outputs, **quiet).failure(failed, language, said, **quiet)
    restore.upload(put_back, [restore, language, record], [record, said], **quiet).failure(
        failed, language, said, **quiet
    )
    doing = bench.input(do, [language, desk, record, form.address], [bench, said, desk, after, record], **quiet)
    doing.success(
        None,
        after,
        None,
        js=_AFTER,
        api_visibility="private",
    )
    doing.failure(failed, language, said, **quiet)
    context_panel.wire(service, language, panel, opened, [bench, panel], closed=study_bench.waiting)
