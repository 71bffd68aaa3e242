"""The results of a search as HTML: one card per paragraph, its words highlighted, in the reader's language first."""

from __future__ import annotations

from markupsafe import Markup

from assistant import i18n
from assistant.find.types import Found, FoundHit
from assistant.ui import templating
from assistant.ui.parts import copy_citation, markup, not_found, printed, renditions
from assistant.ui.parts.rendered import Rendered
from corpus.errors import AlineaError
from corpus.text.typography import enclosed
from corpus.types import TEXTS

Outcome = Found | AlineaError | None

_rendered = Rendered()


def intro(language: str) -> Markup:
    """Return what the page is for."""
    return markup.introduction(i18n.text("find.title", language), i18n.text("find.intro", language))


def render(language: str, outcome: Outcome) -> Markup:
    """Return the results, the message that there are none, or the error that kept the search from being made."""
    if outcome is None:
        return markup.hint(i18n.text("find.empty", language))
    if isinstance(outcome, AlineaError):
        return markup.problem(outcome, language)
    unresolved = not_found.reference(outcome.reference, language) if outcome.reference else Markup("")
    if not outcome.hits:
        none = markup.notice(
            i18n.text("find.none", language, query=enclosed(outcome.query, language)),
            i18n.text("find.none.advice", language),
            style="refusal",
        )
        return unresolved + none
    reader = outcome.language or language
    cards = _rendered.of(
        outcome,
        language,
        lambda: templating.render(
            "hits.html", language, hits=[_hit(hit, outcome.query, reader, language) for hit in outcome.hits]
        ),
    )
    counted = _counted(language, outcome)
    return templating.render("found.html", language, unresolved=unresolved, counted=counted, cards=cards)


def summary(language: str, outcome: Outcome) -> str:
    """Return how the search ended, in one plain line: what a screen reader announces."""
    if outcome is None:
        return ""
    if isinstance(outcome, AlineaError):
        return i18n.error(outcome, language)
    if outcome.reference:
        return f"{not_found.words(outcome.reference, language)} {_counted(language, outcome)}"
    return _counted(language, outcome)


def _counted(language: str, outcome: Found) -> str:
    query = enclosed(outcome.query, language)
    if not outcome.hits:
        return i18n.text("find.none", language, query=query)
    return " ".join(
        (
            i18n.plural("find.count", len(outcome.hits), language),
            i18n.text("find.for", language, query=query),
            i18n.text("find.took", language, ms=max(1, round(outcome.took_ms))),
        )
    )


def _hit(hit: FoundHit, query: str, reader: str, language: str) -> dict[str, object]:
    context = i18n.text("source.context", language)
    return {
        "found": hit,
        "reference": markup.reference(hit.citation, hit.title),
        "title": markup.title_beside(hit.citation, hit.title),
        "lang": markup.lang(hit.language),
        "texts": _texts(hit, query, reader, language),
        "open": markup.opener(hit.document, hit.locator, hit.language, context, query=query),
        "copied": _copied(hit),
        "printed": printed.opener(hit.document, hit.locator, hit.language, hit.page, language),
        "site": markup.site_link(hit.url, language),
        "cite": copy_citation.menu(hit.document, hit.locator, hit.status, language),
    }


def _copied(hit: FoundHit) -> str:
    """Return the paragraph with its title and reference, as it is pasted; nothing of what is no text of a document."""
    if hit.status not in TEXTS:
        return ""
    return markup.pasted(hit.text, hit.language, (hit.title, hit.citation), hit.status)


def _texts(hit: FoundHit, query: str, reader: str, language: str) -> Markup:
    """Return the paragraph in the reader's language, the authoritative text beside it, the others folded."""
    shown = hit.reading(reader)
    texts = {code: (each.status, each.text) for code, each in hit.renditions.items()}
    texts[hit.language] = (hit.status, hit.text)
    marked = {code: (status, markup.highlight(text, query)) for code, (status, text) in sorted(texts.items())}
    return renditions.beside(
        [renditions.text_in(code, *marked[code], language) for code in shown],
        [renditions.folded(code, *marked[code], language) for code in marked if code not in shown],
    )
