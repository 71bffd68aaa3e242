"""What the web app says where a reference or an address leads nowhere, with what to open instead."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from assistant import i18n
from assistant.cite.types import Cited
from assistant.errors import NoSuchParagraph
from assistant.find.types import Astray
from assistant.ui.parts import markup
from corpus.errors import AlineaError, UnknownDocument
from corpus.references import ResolutionStatus


def reference(told: Astray | Cited, language: str) -> Markup:
    """Return why a reference leads nowhere; for a document that is not here, the page to fetch it on, not a command."""
    return Markup("{}{}").format(
        markup.notice(i18n.text("astray.reference", language), words(told, language), style="refusal"),
        _to_documents(language) if _can_be_added(told) else "",
    )


def words(told: Astray | Cited, language: str) -> str:
    """Return why a reference leads nowhere, in words: those of the terminal name commands that the page has not."""
    if not _can_be_added(told):
        return told.message
    return i18n.text("astray.not_loaded", language, title=told.title or told.document)


def address(problem: AlineaError, language: str) -> Markup:
    """Return why there is no paragraph at an address, with links to what may have been meant.

    What is broken is not said to be absent.
    """
    nearest = problem.values.get("nearest")
    if not isinstance(problem, UnknownDocument | NoSuchParagraph) or not isinstance(nearest, tuple):
        return markup.notice(i18n.text("problem.title", language), i18n.error(problem, language))
    title = i18n.text("paragraph.astray", language)
    if isinstance(problem, NoSuchParagraph):
        within = str(problem.values.get("within"))
        links = [markup.place(within, locator, None, label) for locator, label in nearest]
        return Markup("{}{}").format(markup.notice(title, i18n.error(problem, language)), _offered(links, language))
    if not nearest:
        said = i18n.text("astray.empty", language)
        return Markup("{}{}").format(markup.notice(title, said), _to_documents(language))
    said = i18n.text("astray.document", language, document=problem.values.get("document"))
    links = [markup.place(name, None, None, label) for name, label in nearest]
    others = problem.values.get("others")
    if isinstance(others, int) and others:
        links.append(_documents_button(i18n.plural("astray.others", others, language)))
    return Markup("{}{}").format(markup.notice(title, said), _offered(links, language))


def _can_be_added(told: Astray | Cited) -> bool:
    """Tell whether a reference names a document that is known and not here."""
    return told.status == ResolutionStatus.NOT_LOADED and told.document is not None


def _offered(links: Iterable[Markup], language: str) -> Markup:
    """Return links to what may have been meant."""
    items = markup.join(Markup("<li>{}</li>").format(link) for link in links)
    return Markup('<div class="panel nearest"><p>{}</p><ul>{}</ul></div>').format(
        i18n.text("paragraph.nearest", language), items
    )


def _to_documents(language: str) -> Markup:
    """Return the way to the page where documents are added and fetched."""
    return Markup('<p class="actions">{}</p>').format(_documents_button(i18n.text("astray.documents", language)))


def _documents_button(label: str) -> Markup:
    """Return a button that opens that page; the page's script hears of it."""
    return Markup('<button type="button" class="link" data-tab="library" data-reveal="#catalogue">{}</button>').format(
        label
    )
