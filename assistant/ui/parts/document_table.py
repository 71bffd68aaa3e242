"""The library as HTML: the table of documents, and the report of what `add` found in the files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup

from assistant import i18n
from assistant.documents.types import Added, AddedDocument, AddError, DocumentSummary, VersionSummary
from assistant.documents.wording import notice_text
from assistant.ui.parts import markup
from corpus.errors import AlineaError
from corpus.notices import Notice
from corpus.text.typography import enclosed

Outcome = Added | AlineaError | str | None


def intro(language: str, refusal: str = "") -> Markup:
    """Return what the page is for; `refusal` is why nothing is added or removed here."""
    return markup.introduction(i18n.text("library.title", language), refusal or i18n.text("library.intro", language))


def render(
    language: str,
    documents: Sequence[DocumentSummary] | AlineaError,
    removing: str | None = None,
    *,
    may_remove: bool = True,
) -> Markup:
    """Return the table of documents; `removing` is the one whose removal waits for a yes or a no.

    Whoever may remove none has no button for it.
    """
    if isinstance(documents, AlineaError):
        return markup.notice(i18n.text("problem.title", language), i18n.error(documents, language))
    if not documents:
        return Markup('<p class="hint">{}</p>').format(i18n.text("library.empty", language))
    columns = ("document", "kind", "date", "versions", *(("actions",) if may_remove else ()))
    names = {column: i18n.text(f"library.column.{column}", language) for column in columns}
    return Markup(
        '<p class="count">{}</p><table class="library"><caption class="visually-hidden">{}</caption>'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table>"
    ).format(
        i18n.plural("library.count", len(documents), language),
        i18n.text("library.caption", language),
        markup.join(Markup('<th scope="col">{}</th>').format(names[column]) for column in columns),
        markup.join(_row(document, may_remove and document.id == removing, names, language) for document in documents),
    )


def _row(document: DocumentSummary, removing: bool, names: dict[str, str], language: str) -> Markup:
    """Return a document's row; on a phone each cell carries its column's name."""
    unknown = Markup('<span class="muted">{}</span>').format(i18n.text("library.unknown", language))
    weight = document.kind or document.authority
    cells = {
        "kind": Markup.escape(i18n.name("kind", weight, language)) if weight else unknown,
        "date": Markup.escape(i18n.date(document.date, language)) if document.date else unknown,
        "versions": Markup("<ul>{}</ul>").format(markup.join(_version(v, language) for v in document.versions)),
    }
    if "actions" in names:
        cells["actions"] = _confirmation(document, language) if removing else _remover(document, language)
    origin = " · ".join(part for part in (document.symbol, document.body) if part)
    return Markup(
        '<tr{}><th scope="row"><span class="title">{}</span><span class="symbol">{}</span></th>{}</tr>'
    ).format(
        Markup(' class="removing"') if removing else Markup(""),
        document.title,
        origin,
        markup.join(
            Markup('<td data-column="{}" class="column-{}">{}</td>').format(names[column], column, cell)
            for column, cell in cells.items()
        ),
    )


def _version(version: VersionSummary, language: str) -> Markup:
    """Return one version: language, status, file, size, and its warnings folded away."""
    size = i18n.plural("library.paragraphs", version.paragraphs, language)
    return Markup('<li><span class="badges">{}</span> <span class="muted">{}</span>{}</li>').format(
        markup.badges(version.language, version.status, language),
        f"{Path(version.file).name} · {size}" if version.file else size,
        _warnings(version.warnings, language),
    )


def _warnings(warnings: Sequence[str], language: str) -> Markup:
    """Return warnings behind their number, or nothing."""
    if not warnings:
        return Markup("")
    return Markup('<details class="warnings"><summary>{}</summary><ul>{}</ul></details>').format(
        i18n.plural("library.warnings", len(warnings), language),
        markup.join(Markup("<li>{}</li>").format(warning) for warning in warnings),
    )


def _remover(document: DocumentSummary, language: str) -> Markup:
    return Markup(
        '<button type="button" class="link danger" data-event="select" data-document="{}" aria-label="{}">{}</button>'
    ).format(
        document.id,
        i18n.text("library.remove_title", language, title=enclosed(document.title, language)),
        i18n.text("library.remove", language),
    )


def _confirmation(document: DocumentSummary, language: str) -> Markup:
    """Return the question asked before anything is removed, and its two answers."""
    return Markup(
        '<div class="confirm" role="group"><p>{}</p>'
        '<button type="button" class="confirm-no" data-event="clear">{}</button>'
        '<button type="button" class="confirm-yes" data-event="delete" data-document="{}">{}</button></div>'
    ).format(
        i18n.text("library.confirm", language, title=enclosed(document.title, language)),
        i18n.text("library.confirm.no", language),
        document.id,
        i18n.text("library.confirm.yes", language),
    )


def render_report(language: str, outcome: Outcome) -> Markup:
    """Return what the last addition or removal did; a plain string is the title of a document that was removed."""
    if outcome is None:
        return Markup("")
    if isinstance(outcome, AlineaError):
        return markup.notice(i18n.text("problem.title", language), i18n.error(outcome, language))
    if isinstance(outcome, str):
        return Markup('<p class="notice done">{}</p>').format(summary(language, outcome))
    return Markup('<section class="panel report"><h2>{}</h2><p>{}</p><ul>{}{}</ul></section>').format(
        i18n.text("report.title", language),
        summary(language, outcome),
        markup.join(_added(document, language) for document in outcome.documents),
        markup.join(_refused(problem, language) for problem in outcome.errors),
    )


def summary(language: str, outcome: Outcome) -> str:
    """Return how it ended, in one plain line: what a screen reader announces."""
    if outcome is None:
        return ""
    if isinstance(outcome, AlineaError):
        return i18n.error(outcome, language)
    if isinstance(outcome, str):
        return i18n.text("library.removed", language, title=enclosed(outcome, language))
    totals = [i18n.plural("report.done", len(outcome.documents), language)]
    if outcome.errors:
        totals.append(i18n.plural("report.refused", len(outcome.errors), language))
    return " · ".join(totals)


def stage(name: str, language: str) -> str:
    """Return what is being done while files are added: a stage of the index, or the name of the file being read."""
    return i18n.catalogue(language).get(f"stage.{name}", name)


def _added(document: AddedDocument, language: str) -> Markup:
    facts = [
        i18n.name("language", document.language, language),
        i18n.plural("library.pages", document.pages, language),
        i18n.plural("library.paragraphs", document.paragraphs, language),
    ]
    lines = [Markup('<p class="muted">{}</p>').format(" · ".join(facts))]
    if document.title:
        told_by = f" ({i18n.name('report.told_by', document.told_by, language)})" if document.told_by != "file" else ""
        lines.insert(0, Markup("<p>{}{}</p>").format(document.title, told_by))
    if document.locators:
        first, last = document.locators[0], document.locators[-1]
        lines.append(Markup("<p>{}</p>").format(i18n.text("report.locators", language, first=first, last=last)))
    if any(document.dropped.values()):
        what = ", ".join(
            f"{i18n.name('dropped', reason, language)} ({count})"
            for reason, count in sorted(document.dropped.items())
            if count
        )
        lines.append(Markup("<p>{}</p>").format(i18n.text("report.dropped", language, what=what)))
    return Markup('<li><p><strong>{}</strong> <span class="badge {}">{}</span></p>{}{}</li>').format(
        Path(document.file).name,
        "change",
        i18n.name("report.change", document.change, language),
        markup.join(lines),
        _warnings(_told(document, language), language),
    )


def _told(document: AddedDocument, language: str) -> list[str]:
    """Return the warnings on a file in the reader's language; those of comparing versions follow as they are."""
    own = [notice_text(Notice.of(each), language) for each in document.notices]
    return [*own, *document.warnings[len(own) :]]


def _refused(problem: AddError, language: str) -> Markup:
    """Return why one file was not added, without the folder in which uploads are kept.

    Reasons come in English, most of them beginning with the file, which is named once.
    """
    name = Path(problem.file).name
    reason = problem.reason.replace(problem.file, name)
    rest = reason.removeprefix(name) if reason.startswith((f"{name} ", f"{name}:")) else f" – {reason}"
    return Markup(
        '<li class="refused"><p class="small-caps">{}</p><p><strong>{}</strong><span lang="en">{}</span></p></li>'
    ).format(i18n.text("report.refused", language), name, rest)
