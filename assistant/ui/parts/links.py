"""What a paragraph cites and what cites it, as two lists of links, to stand under the paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from assistant import i18n
from assistant.links.types import KIND_WORDS, FoundLink, LinkEnd, Links
from assistant.ui.parts import markup
from corpus.links import Kind
from corpus.text.typography import enclosed

_MOST = 20  # references of each list


def render(language: str, links: Links) -> Markup:
    """Return both lists in the interface's language; nothing where there is no reference either way."""
    if not links.cites and not links.cited_by:
        return Markup("")
    return Markup('<section class="links">{}{}</section>').format(
        _list(i18n.text("links.cites", language), links.cites, language, outgoing=True),
        _list(i18n.text("links.cited_by", language), links.cited_by, language, outgoing=False),
    )


def _list(title: str, links: Sequence[FoundLink], language: str, *, outgoing: bool) -> Markup:
    items = [_item(each, language, outgoing=outgoing) for each in links[:_MOST]]
    if len(links) > _MOST:
        more = i18n.plural("links.more", len(links) - _MOST, language)
        items.append(Markup('<li class="quiet">{}</li>').format(more))
    nothing = Markup('<p class="quiet">{}</p>').format(i18n.text("links.none", language))
    body = Markup("<ul>{}</ul>").format(markup.join(items)) if items else nothing
    return Markup("<h3>{}</h3>{}").format(title, body)


def _item(link: FoundLink, language: str, *, outgoing: bool) -> Markup:
    """Return one reference: the other end, its kind if it is more than a citation, and the text's own words."""
    end = _end(link.target if outgoing else link.source, language)
    if link.type != "cites":
        kind = Markup("<span>{}</span>").format(i18n.text(KIND_WORDS[Kind(link.type)], language))
        end = Markup("{} {}").format(*((kind, end) if outgoing else (end, kind)))
    if link.words:
        said = Markup('<span class="quote" lang="{}">{}</span>').format(markup.lang(link.language or ""), _words(link))
    else:
        said = Markup("({})").format(i18n.text("links.catalogue", language))
    return Markup("<li>{} {}</li>").format(end, said)


def _words(link: FoundLink) -> str:
    """Return the words of the text between quotation marks; a note is our own summary and has none."""
    return link.words if link.status == "note" else enclosed(link.words, link.language or "")


def _end(place: LinkEnd, language: str) -> Markup:
    """Return the other end: a button that opens it, or its name and why it cannot be opened."""
    if place.document and place.loaded and place.locator:
        return markup.opener(place.document, place.locator, language, place.citation)
    if place.loaded:
        return Markup("<span>{}</span>").format(place.citation)
    absent = i18n.text("links.not_loaded" if place.document else "links.not_identified", language)
    return Markup('<span>{}</span> <span class="badge">{}</span>').format(place.citation, absent)
