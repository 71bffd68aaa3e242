"""The web app's messages for an unresolved reference or address, with what to open instead."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from assistant import i18n
from assistant.cite.types import Cited
from assistant.errors import NoSuchParagraph
from assistant.find.types import Unresolved
from assistant.ui.parts import markup
from corpus.errors import AlineaError, UnknownDocument
from corpus.references import ResolutionStatus


def reference(unresolved: Unresolved | Cited, language: str) -> Markup:
    """Return the message for an unresolved reference; for a document not loaded, with the page to fetch it on."""
    return Markup("{}{}").format(
        markup.notice(i18n.text("unresolved.reference", language), words(unresolved, language), style="refusal"),
        _to_documents(language) if _can_be_added(unresolved) else "",
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
        return markup.notice(i18n.text("problem.title", language), i18n.error(problem, language))
    title = i18n.text("paragraph.unresolved", language)
    if isinstance(problem, NoSuchParagraph):
        within = str(problem.values.get("within"))
        links = [markup.place(within, locator, None, label) for locator, label in nearest]
        return Markup("{}{}").format(markup.notice(title, i18n.error(problem, language)), _offered(links, language))
    if not nearest:
        said = i18n.text("unresolved.empty", language)
        return Markup("{}{}").format(markup.notice(title, said), _to_documents(language))
    said = i18n.text("unresolved.document", language, document=problem.values.get("document"))
    links = [markup.place(name, None, None, label) for name, label in nearest]
    others = problem.values.get("others")
    if isinstance(others, int) and others:
        links.append(_documents_button(i18n.plural("unresolved.others", others, language)))
    return Markup("{}{}").format(markup.notice(title, said), _offered(links, language))


def _can_be_added(unresolved: Unresolved | Cited) -> bool:
    """Tell whether a reference names a document of the catalogue that is not loaded."""
    return unresolved.status == ResolutionStatus.NOT_LOADED and unresolved.document is not None


def _offered(links: Iterable[Markup], language: str) -> Markup:
    items = markup.join(Markup("<li>{}</li>").format(link) for link in links)
    return Markup('<div class="panel nearest"><p>{}</p><ul>{}</ul></div>').format(
        i18n.text("paragraph.nearest", language), items
    )


def _to_documents(language: str) -> Markup:
    """Return the link to the page where documents are added and fetched."""
    return Markup('<p class="actions">{}</p>').format(_documents_button(i18n.text("unresolved.documents", language)))


def _documents_button(label: str) -> Markup:
    """Return a button that opens that page; the page's script hears of it."""
    return Markup('<button type="button" class="link" data-tab="library" data-reveal="#catalogue">{}</button>').format(
        label
    )
