"""What a paragraph cites and what cites it, as two lists of links, to stand under the paragraph."""

from __future__ import annotations

from markupsafe import Markup

from assistant import i18n
from assistant.links.types import KIND_WORDS, FoundLink, Links
from assistant.ui import templating
from assistant.ui.parts import markup
from corpus.links import Kind
from corpus.text.typography import enclosed

_MOST = 20  # references of each list


def render(language: str, links: Links) -> Markup:
    """Return both lists in the interface's language; nothing where there is no reference either way."""
    if not links.cites and not links.cited_by:
        return Markup("")
    return templating.render(
        "links.html",
        language,
        cites=[_link(each, language, is_outgoing=True) for each in links.cites[:_MOST]],
        more_cites=max(0, len(links.cites) - _MOST),
        cited_by=[_link(each, language, is_outgoing=False) for each in links.cited_by[:_MOST]],
        more_cited_by=max(0, len(links.cited_by) - _MOST),
    )


def _link(link: FoundLink, language: str, *, is_outgoing: bool) -> dict[str, object]:
    """Return one reference: the other end, its kind if it is more than a citation, and the text's own words."""
    place = link.target if is_outgoing else link.source
    return {
        "place": place,
        "name": markup.reference(place.citation, place.title or ""),
        "kind": i18n.text(KIND_WORDS[Kind(link.type)], language) if link.type != "cites" else "",
        "is_outgoing": is_outgoing,
        "words": _words(link),
        "language": link.language or "",
    }


def _words(link: FoundLink) -> str:
    """Return the words of the text between quotation marks; a note is our own summary and has none."""
    return link.words if link.status == "note" or not link.words else enclosed(link.words, link.language or "")
