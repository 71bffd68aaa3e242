"""The web app's messages for an unresolved reference or address, with what to open instead."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from assistant import i18n
from assistant.cite.types import Cited
from assistant.errors import NoSuchParagraph
from assistant.find.types import Unresolved
from assistant.ui import templating
from assistant.ui.parts import markup
from corpus.errors import AlineaError, UnknownDocument
from corpus.references import ResolutionStatus


def reference(unresolved: Unresolved | Cited, language: str) -> Markup:
    """Return the message for an unresolved reference; for a document not loaded, with the page to fetch it on."""
    return _instead(
        language,
        i18n.text("unresolved.reference", language),
        words(unresolved, language),
        style="refusal",
        to_documents=_can_be_added(unresolved),
    )


def words(unresolved: Unresolved | Cited, language: str) -> str:
    """Return the message for an unresolved reference as text: that of the terminal names commands of its own."""
    if not _can_be_added(unresolved):
        return unresolved.message
    return i18n.text("unresolved.not_loaded", language, title=unresolved.title or unresolved.document)


def address(problem: AlineaError, language: str) -> Markup:
    """Return why there is no paragraph at an address, with links to what may have been meant.

    A broken component is reported as such, not as absent.
    """
    nearest = problem.values.get("nearest")
    if not isinstance(problem, UnknownDocument | NoSuchParagraph) or not isinstance(nearest, tuple):
        return markup.problem(problem, language)
    title = i18n.text("paragraph.unresolved", language)
    if isinstance(problem, NoSuchParagraph):
        within = str(problem.values.get("within"))
        places = [markup.place(within, locator, None, label) for locator, label in nearest]
        return _instead(language, title, i18n.error(problem, language), nearest=places)
    others = problem.values.get("others") or 0
    if not nearest and not others:
        return _instead(language, title, i18n.text("unresolved.empty", language), to_documents=True)
    said = i18n.text("unresolved.document", language, document=problem.values.get("document"))
    documents = [markup.place(name, None, None, markup.shortened(label)) for name, label in nearest]
    return _instead(
        language,
        title,
        said,
        nearest=documents,
        others=others if isinstance(others, int) else 0,
        to_documents=not nearest,
    )


def _can_be_added(unresolved: Unresolved | Cited) -> bool:
    """Tell whether a reference names a document of the catalogue that is not loaded."""
    return unresolved.status == ResolutionStatus.NOT_LOADED and unresolved.document is not None


def _instead(
    language: str,
    title: str,
    message: str,
    *,
    style: str = "problem",
    nearest: Sequence[Markup] = (),
    others: int = 0,
    to_documents: bool = False,
) -> Markup:
    """Return a message, with links to the `nearest` places, or to the page where documents are added and fetched."""
    values = {"nearest": nearest, "others": others, "to_documents": to_documents}
    return templating.render("not_found.html", language, title=title, message=message, style=style, **values)
