"""The library as HTML: the table of documents, and the report of what `add` found in the files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup

from assistant import i18n
from assistant.documents.types import Added, AddedDocument, AddError, DocumentSummary, VersionSummary
from assistant.documents.wording import notice_text
from assistant.ui import templating
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
        return templating.render("line.html", language, style="hint", said=i18n.text("library.empty", language))
    columns = ("document", "kind", "date", "versions", *(("actions",) if may_remove else ()))
    rows = [_row(document, may_remove and document.id == removing, language) for document in documents]
    return templating.render("documents/table.html", language, columns=columns, rows=rows)


def _row(document: DocumentSummary, asked: bool, language: str) -> dict[str, object]:
    """Return a document with what its row says of it; `asked`: whether it is really to be removed."""
    return {
        "document": document,
        "asked": asked,
        "origin": " · ".join(part for part in (document.symbol, document.body) if part),
        "title": enclosed(document.title, language),
        "versions": [_version(version, language) for version in document.versions],
        "weight": document.kind or document.authority,
    }


def _version(version: VersionSummary, language: str) -> dict[str, object]:
    return {
        "badges": markup.badges(version.language, version.status, language),
        "file": Path(version.file).name,
        "paragraphs": version.paragraphs,
        "warnings": version.warnings,
    }


def render_report(language: str, outcome: Outcome) -> Markup:
    """Return what the last addition or removal did; a plain string is the title of a document that was removed."""
    if outcome is None:
        return Markup("")
    if isinstance(outcome, AlineaError):
        return markup.notice(i18n.text("problem.title", language), i18n.error(outcome, language))
    if isinstance(outcome, str):
        return templating.render("line.html", language, style="notice done", said=summary(language, outcome))
    return templating.render(
        "documents/report.html",
        language,
        summary=summary(language, outcome),
        added=[_added(document, language) for document in outcome.documents],
        refused=[_refused(problem) for problem in outcome.errors],
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


def _added(document: AddedDocument, language: str) -> dict[str, object]:
    dropped = (
        f"{i18n.name('dropped', reason, language)} ({count})"
        for reason, count in sorted(document.dropped.items())
        if count
    )
    return {
        "document": document,
        "file": Path(document.file).name,
        "dropped": ", ".join(dropped),
        "warnings": _told(document, language),
    }


def _told(document: AddedDocument, language: str) -> list[str]:
    """Return the warnings on a file in the reader's language; those of comparing versions follow as they are."""
    own = [notice_text(Notice.of(each), language) for each in document.notices]
    return [*own, *document.warnings[len(own) :]]


def _refused(problem: AddError) -> dict[str, str]:
    """Return why one file was not added, without the folder in which uploads are kept.

    Reasons come in English, most of them beginning with the file, which is named once.
    """
    name = Path(problem.file).name
    reason = problem.reason.replace(problem.file, name)
    rest = reason.removeprefix(name) if reason.startswith((f"{name} ", f"{name}:")) else f" – {reason}"
    return {"file": name, "reason": rest}
