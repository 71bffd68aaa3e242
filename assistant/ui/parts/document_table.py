"""The library as HTML: the table of documents, and the report of what `add` found in the files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from markupsafe import Markup

from assistant import i18n
from assistant.documents.types import Added, AddedDocument, AddError, DocumentSummary, VersionSummary
from assistant.documents.wording import body_name, warnings_of
from assistant.ui import templating
from assistant.ui.parts import document_facts, markup
from corpus.errors import AlineaError, BadFact
from corpus.text.typography import enclosed
from corpus.types import TEXTS, Status, Vouched, VouchedBy


@dataclass(frozen=True, slots=True)
class Action:
    """What can be done with a document, or with its text in a `language`: one of `ACTIONS`."""

    what: str
    document: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """An action that was done, with the title of its document."""

    action: Action
    title: str


# Each with the operation that it takes the right to (`assistant.access.changes`).
ACTIONS = {"confirm": "confirm", "withdraw": "confirm", "remove": "remove", "remove_text": "remove"}
CORRECT = "correct"  # opens the form of facts, and changes nothing by itself
_TAKES = ACTIONS | {CORRECT: "add"}

Outcome = Added | AlineaError | Done | None
Permits = Callable[[str], bool]


def intro(language: str, refusal: str = "") -> Markup:
    """Return what the page is for; `refusal` is why nothing is added or removed here."""
    return markup.introduction(i18n.text("library.title", language), refusal or i18n.text("library.intro", language))


def render(
    language: str,
    documents: Sequence[DocumentSummary] | AlineaError,
    asked: Action | None = None,
    *,
    permits: Permits = lambda operation: True,
) -> Markup:
    """Return the table of documents; `asked` is what waits for a yes or a no.

    There is no button for what its reader may not do.
    """
    if isinstance(documents, AlineaError):
        return markup.problem(documents, language)
    if not documents:
        return markup.hint(i18n.text("library.empty", language))
    columns = ("document", "kind", "date", "versions", *(("actions",) if permits("remove") else ()))
    rows = [_row(document, asked, permits, language) for document in documents]
    return templating.render("documents/table.html", language, columns=columns, rows=rows)


def _row(document: DocumentSummary, asked: Action | None, permits: Permits, language: str) -> dict[str, object]:
    """Return a document with what its row says of it, and what can be done with it."""
    own = [version.language for version in document.versions if version.status in TEXTS]

    def shown(action: Action) -> dict[str, object]:
        return {
            "what": action.what,
            "document": action.document,
            "language": action.language,
            "title": _named(action, document.title, language),
            "is_asked": action == asked,
            "takes_notes": action.what == "remove" and any(each.status == Status.NOTE for each in document.versions),
        }

    def actions(version: VersionSummary) -> list[dict[str, object]]:
        by_hand = version.vouched is not None and version.vouched.by is VouchedBy.CONFIRMED
        offered = {
            "confirm": version.status == Status.ADDED,
            "withdraw": version.status == Status.OFFICIAL and by_hand,
            CORRECT: version.status in TEXTS,
            "remove_text": version.language in own and version.status in TEXTS and len(document.versions) > 1,
        }
        wanted = [what for what, is_offered in offered.items() if is_offered and permits(_TAKES[what])]
        return [shown(Action(what, document.id, version.language)) for what in wanted]

    removal = Action("remove", document.id)
    return {
        "document": document,
        "is_removing": asked == removal,
        "origin": _origin(document, language),
        "versions": [_version(version, language) | {"actions": actions(version)} for version in document.versions],
        "action": shown(removal) if permits("remove") else None,
        "weight": document.kind or document.authority,
    }


def _origin(document: DocumentSummary, language: str) -> str:
    body = body_name(document.body, language) if document.body else None
    return " · ".join(part for part in (document.symbol, body) if part)


def _version(version: VersionSummary, language: str) -> dict[str, object]:
    return {
        "badges": markup.badges(version.language, version.status, language),
        "file": Path(version.file).name,
        "paragraphs": version.paragraphs,
        "vouched": _vouched(version.vouched, language) if version.vouched else "",
        "warnings": version.warnings,
    }


def _vouched(vouched: Vouched, language: str) -> str:
    """Return what makes a text official, in a sentence."""
    date = i18n.date(vouched.date.partition("T")[0], language)
    if vouched.by is VouchedBy.FETCHED:
        host = urlsplit(vouched.address).hostname or vouched.address
        return i18n.text("library.vouched.fetched", language, host=host, date=date)
    who = "confirmed" if vouched.name else "keeper"
    return i18n.text(f"library.vouched.{who}", language, name=vouched.name, date=date)


def _named(action: Action, title: str, language: str) -> str:
    """Return what is acted on: a document’s title, and the language of its text where one is meant."""
    whole = enclosed(title, language)
    if not action.language:
        return whole
    spoken = i18n.name("language", action.language, language)
    return i18n.text("library.of_language", language, title=whole, language=spoken)


def render_report(language: str, outcome: Outcome) -> Markup:
    """Return what the last addition did, or another action."""
    if outcome is None:
        return Markup("")
    if isinstance(outcome, BadFact):
        return Markup("")  # the form says it, where it can be corrected
    if isinstance(outcome, AlineaError):
        return markup.problem(outcome, language)
    if isinstance(outcome, Done):
        return markup.one_line("notice done", summary(language, outcome))
    return templating.render(
        "documents/report.html",
        language,
        summary=summary(language, outcome),
        added=[_added(document, language) for document in outcome.documents],
        refused=[_refused(problem, language) for problem in outcome.errors],
    )


def summary(language: str, outcome: Outcome) -> str:
    """Return how it ended, in one plain line: what a screen reader announces."""
    if outcome is None:
        return ""
    if isinstance(outcome, BadFact):
        return i18n.error(document_facts.named(outcome, language), language)
    if isinstance(outcome, AlineaError):
        return i18n.error(outcome, language)
    if isinstance(outcome, Done):
        title = _named(outcome.action, outcome.title, language)
        return i18n.text(f"library.done.{outcome.action.what}", language, title=title)
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
        "warnings": warnings_of(document, language),
    }


def _refused(problem: AddError, language: str) -> dict[str, str]:
    """Return why one file was not added, without the folder in which uploads are kept; a file is named once."""
    name = Path(problem.file).name
    reason = problem.told(language).reason.replace(problem.file, name)
    begins = reason.startswith(tuple(f"{name}{sign}" for sign in (" ", "\u00a0", ":")))
    return {"file": name, "reason": reason.removeprefix(name) if begins else f" – {reason}"}
